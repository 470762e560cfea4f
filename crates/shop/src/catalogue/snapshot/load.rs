//! Loads the published catalogue from the database.

use super::{
    Snapshot,
    build::{Rows, build},
    guides::GuideRows,
    home::HomeRows,
    tables::Tables,
};
use crate::{InternalError, Settings};
use domain::catalogue::AttributeDefinition;
use std::sync::Arc;
use store::{Db, shop_settings::ShopSettingsRow};

/// Loads the whole catalogue as published at `now` (Unix milliseconds).
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn load(
    db: &Db,
    configured: &Arc<Settings>,
    now: i64,
) -> Result<Snapshot, InternalError> {
    let (rows, stored) = read(db).await?;
    let settings = in_force(configured, stored)?;
    // Takes seconds for a large catalogue, so it must not run on a thread that serves requests.
    tokio::task::spawn_blocking(move || build(rows, settings, now)).await?
}

/// The stored settings; those of the process if there are none.
///
/// # Errors
/// If a value cannot be read.
pub fn in_force(
    configured: &Arc<Settings>,
    stored: Option<ShopSettingsRow>,
) -> Result<Arc<Settings>, InternalError> {
    let Some(row) = stored else { return Ok(Arc::clone(configured)) };
    let mut settings = configured.with_stored(row)?;
    // Every page in it would be an error. A server does not start like this, but the rates that a
    // running one has may lack what another process was allowed to set.
    if !configured.rates.knows(settings.currency) {
        tracing::warn!(
            stored = %settings.currency,
            used = %configured.currency,
            "the shop's currency has no exchange rate here: add it to PERIGEE_RATES (--rates), or \
             change it with `perigee settings set currency=…`"
        );
        settings.currency = configured.currency;
    }
    Ok(Arc::new(settings))
}

async fn read(db: &Db) -> Result<(Rows, Option<ShopSettingsRow>), InternalError> {
    let mut conn = db.read().await?;
    let version = store::catalogue::version(&mut conn).await?;
    let mut definitions = Vec::new();
    for text in store::catalogue::attribute_definitions(&mut conn).await? {
        definitions.push(
            serde_json::from_str::<AttributeDefinition>(&text)
                .map_err(|_| InternalError::stored("attribute", &text))?,
        );
    }
    definitions.sort_by_key(|definition: &AttributeDefinition| definition.position);
    // What rows refer to is read after them: while a catalogue is being written, a product must not
    // be read with a category that was not there yet.
    let stored = store::shop_settings::get(&mut conn).await?;
    let rows = Rows {
        version,
        home: HomeRows {
            products: store::content::home_products(&mut conn).await?,
            blocks: store::content::home_blocks(&mut conn).await?,
        },
        guides: GuideRows {
            rules: store::catalogue::guide_rules(&mut conn).await?,
            picks: store::catalogue::guide_picks(&mut conn).await?,
            guides: store::catalogue::guides(&mut conn).await?,
        },
        definitions,
        card_rules: store::catalogue::card_rules(&mut conn).await?,
        products: store::catalogue::listed(&mut conn, i64::MAX).await?,
        memberships: store::catalogue::memberships(&mut conn).await?,
        variants: store::catalogue::listed_variants(&mut conn).await?,
        categories: store::catalogue::categories(&mut conn).await?,
        media: store::media::all(&mut conn).await?,
        links: store::content::links(&mut conn).await?,
        pages: store::content::published(&mut conn).await?,
        texts: store::content::shop_texts(&mut conn).await?,
        tables: Tables::read(&mut conn).await?,
    };
    Ok((rows, stored))
}
