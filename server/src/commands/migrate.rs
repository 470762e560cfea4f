//! `perigee migrate`

use super::Outcome;
use crate::config::Database;
use store::Db;

/// Flags of `perigee migrate`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
}

pub(super) async fn run(args: Args) -> Outcome {
    let db = Db::open(&args.database.options()).await?;
    db.migrate().await?;
    db.close().await;
    tracing::info!("schema is up to date");
    Ok(())
}
