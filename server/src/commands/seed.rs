//! `perigee seed`

use super::Outcome;
use crate::config::{Catalogue, Database};
use store::Db;

/// Flags of `perigee seed`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    catalogue: Catalogue,
    /// Make a catalogue of this many products out of the sample, for load and paging.
    #[arg(long)]
    scale: Option<usize>,
}

pub(super) async fn run(args: Args) -> Outcome {
    let db = Db::open(&args.database.options()).await?;
    db.migrate().await?;
    let done = shop::seed::seed(&db, &args.catalogue.catalogue, args.scale, shop::Clock::System.now()).await?;
    db.close().await;
    tracing::info!(products = done.products, variants = done.variants, pictures = done.pictures, "catalogue loaded");
    Ok(())
}
