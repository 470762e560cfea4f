//! `perigee seed`

use super::Outcome;
use crate::config::{Catalogue, Database};
use std::path::Path;
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

/// Whether a folder holds a sample catalogue.
pub(super) fn check(folder: &Path) -> Result<(), String> {
    if folder.join("products.csv").is_file() {
        return Ok(());
    }
    Err(format!(
        "PERIGEE_CATALOGUE (--catalogue) {folder:?} is refused: no products.csv in it; for example catalog"
    ))
}

pub(super) async fn run(args: Args) -> Outcome {
    check(&args.catalogue.catalogue)?;
    let db = Db::open(&args.database.options()).await?;
    db.migrate().await?;
    let done = shop::catalogue::seed::seed(
        &db,
        &args.catalogue.catalogue,
        args.scale,
        shop::Clock::System.now(),
    )
    .await?;
    db.close().await;
    tracing::info!(
        products = done.products,
        variants = done.variants,
        pictures = done.pictures,
        "catalogue loaded"
    );
    Ok(())
}
