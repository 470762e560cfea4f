//! `perigee backup`

use super::Outcome;
use crate::config::Database;
use std::path::PathBuf;
use store::Db;

/// Flags of `perigee backup`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// File to write; it must not exist yet.
    #[arg(long)]
    to: PathBuf,
}

pub(super) async fn run(args: Args) -> Outcome {
    let db = Db::open(&args.database.options()).await?;
    db.check_schema().await?;
    db.backup(&args.to).await?;
    db.close().await;
    // A copy counts once it has been read back.
    let copy = Db::open(&store::Options { url: super::restore::url_of(&args.to), connections: 1 }).await?;
    copy.check_schema().await?;
    copy.check_integrity().await?;
    copy.close().await;
    println!("{} is written and read back: {} bytes.", args.to.display(), std::fs::metadata(&args.to)?.len());
    Ok(())
}
