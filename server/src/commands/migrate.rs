//! `perigee migrate`

use super::outcome::Outcome;
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
    let before = db.check_schema().await;
    db.migrate().await?;
    db.close().await;
    match before {
        Err(store::Error::Older { found, needed }) => {
            tracing::info!("migrated the schema from {found} to {needed}")
        }
        _ => tracing::info!("the schema is already up to date"),
    }
    Ok(())
}
