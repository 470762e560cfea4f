//! `perigee seed`

use super::outcome::{Failed, Outcome};
use crate::config::{Catalogue, Database, ExchangeRates};
use shop::catalogue::seed::{Existing, SeedCatalogue, SeedError, seed};
use std::path::Path;
use store::Db;

/// Flags of `perigee seed`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    catalogue: Catalogue,
    #[command(flatten)]
    exchange: ExchangeRates,
    /// Create a catalogue of this many products from the sample, for load tests and paging.
    #[arg(long)]
    scale: Option<usize>,
    /// Update a shop that has products: what the files say replaces names, texts, prices, pictures
    /// and attributes of the products in them. Stock, orders and all other products stay.
    #[arg(long)]
    update: bool,
}

/// Checks that a folder contains a sample catalogue.
pub(super) fn check(folder: &Path) -> Result<(), String> {
    if folder.join("products.csv").is_file() {
        return Ok(());
    }
    Err(format!(
        "PERIGEE_CATALOGUE (--catalogue) {folder:?} is invalid: no products.csv in it; for example \
         catalog"
    ))
}

pub(super) async fn run(args: Args) -> Outcome {
    check(&args.catalogue.catalogue)?;
    let db = Db::open(&args.database.options()).await?;
    db.migrate().await?;
    let rates = shop::pricing::rates_in_force(&db, args.exchange.rates()).await?;
    let command = SeedCatalogue {
        folder: &args.catalogue.catalogue,
        scale: args.scale,
        existing: if args.update { Existing::Replace } else { Existing::Refuse },
        rates: &rates,
    };
    let done =
        seed(&db, command, shop::Clock::System.now()).await.map_err(|error| match error {
            SeedError::HasProducts => "the shop has products already, and their names, texts and \
                                   prices would be overwritten by those of the files. To do that, \
                                   run perigee seed --update; stock and orders stay"
                .into(),
            other => Failed::from(other),
        })?;
    db.close().await;
    tracing::info!(
        products = done.products,
        variants = done.variants,
        pictures = done.pictures,
        "catalogue loaded"
    );
    Ok(())
}
