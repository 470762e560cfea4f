//! Opens the shop for a command.

use super::outcome::Outcome;
use crate::config::{Database, Merchant};
use shop::{Clock, Context, InternalError, payments::TestBank, rules, settings};
use std::sync::Arc;
use store::Db;

/// Opens the shop with a database and the test provider.
pub(super) async fn open_shop(db: Db, settings: shop::Settings) -> Result<Context, InternalError> {
    let payment = Arc::new(TestBank::new(db.clone(), Clock::System));
    Context::open(db, settings, payment, Clock::System).await
}

/// Opens the shop without its products, with a database and the test provider.
pub(super) async fn open_settings(
    db: Db,
    settings: shop::Settings,
) -> Result<Context, InternalError> {
    let payment = Arc::new(TestBank::new(db.clone(), Clock::System));
    Context::open_settings(db, settings, payment, Clock::System).await
}

/// Runs a command that needs no products, so that it answers as fast with a large catalogue.
pub(super) async fn without_catalogue(
    database: &Database,
    merchant: &Merchant,
    run: impl AsyncFnOnce(&Context) -> Outcome,
) -> Outcome {
    let db = Db::open_existing(&database.options()).await?;
    db.check_schema().await?;
    let shop = open_settings(db, merchant.settings()?).await?;
    let outcome = run(&shop).await;
    shop.db().close().await;
    outcome
}

/// Checks the settings that apply, for a process that sells or writes to shoppers, and warns of
/// flags and variables that the stored ones override.
pub(super) async fn check_settings(shop: &Context, merchant: &Merchant) -> Outcome {
    let configured = merchant.settings()?;
    // A worker can start before the first server has stored anything.
    if !settings::are_stored(shop.db()).await? {
        merchant.check_first_start(&configured)?;
        if shop.settings().seller.name.is_empty() {
            if shop.snapshot().all().next().is_some() {
                return Err(Merchant::no_seller().into());
            }
            tracing::warn!("{}", Merchant::no_seller());
        }
        return Ok(());
    }
    let checked = settings::check(shop).await?;
    if !checked.invalid.0.is_empty() {
        return Err(format!(
            "the shop's settings in the database do not fit: {}. Change them with `perigee \
             settings set KEY=VALUE`, or start with other tables",
            checked.invalid
        )
        .into());
    }
    let overridden = merchant.overridden(&configured, &shop.settings());
    warn_of_tables(shop, merchant).await?;
    if !overridden.is_empty() {
        tracing::warn!(
            "{}: the shop's settings in the database have other values, and apply. Change them \
             with `perigee settings set KEY=VALUE` or, currencies and exchange rates, with `perigee \
             rates`, and remove these flags and variables or give them the stored values",
            overridden.join(", ")
        );
    }
    Ok(())
}

/// Warns of stored tables that files of the operator set aside, and of built-in ones in the place
/// of stored ones.
async fn warn_of_tables(shop: &Context, merchant: &Merchant) -> Outcome {
    match (merchant.table_sources(), rules::are_stored(shop).await?) {
        (Some(sources), true) => tracing::warn!(
            "{sources}. The tables in the database (shipping_zones, shipping_places, \
             shipping_tariffs, tax_rates) do not apply: put the files into them with `perigee \
             tables import` and remove these flags and variables, so that the merchant can change \
             the tables"
        ),
        (None, false) => tracing::warn!(
            "no shipping zones, tariffs and tax rates are stored, and the built-in ones apply: \
             write them into a folder with `perigee tables export`, make them the shop's own, and \
             store them with `perigee tables import`"
        ),
        _ => {}
    }
    Ok(())
}

/// Warns of pages that the shop lacks and most shops must have by law.
pub(super) fn warn_of_missing_pages(shop: &Context) {
    for role in shop::content::missing_pages(shop) {
        tracing::warn!(
            role = role.key(),
            "no published page has this role: imprint, terms and withdrawal are required by law in \
             most countries (docs/content.md)"
        );
    }
}
