//! Loads the published catalogue from the database.

use super::{
    Snapshot,
    build::{Rows, build},
    guides::GuideRows,
    home::HomeRows,
    sales::SaleRows,
    tables::Tables,
};
use crate::{InternalError, Settings, measure, settings::Stored};
use domain::catalogue::AttributeDefinition;
use std::sync::Arc;
use store::Db;

/// Loads the whole catalogue as published at `now` (Unix milliseconds). `last` are the settings of
/// the copy before.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn load(
    db: &Db,
    configured: &Settings,
    last: Option<&Settings>,
    now: i64,
) -> Result<Snapshot, InternalError> {
    let (rows, stored) = read(db, now).await?;
    let settings = settings_in_force(configured, stored, last)?;
    // Takes seconds for a large catalogue, so it must not run on a thread that serves requests.
    tokio::task::spawn_blocking(move || build(rows, settings, now)).await?
}

/// A copy without products, for processes that only read and change settings, rates and tables:
/// it takes as long with a million products as with none. Stored zones, tariffs and tax rates that
/// cannot be used do not keep them from being mended.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn load_settings(db: &Db, configured: &Settings) -> Result<Snapshot, InternalError> {
    let mut conn = db.read().await?;
    let settings = Stored::read(&mut conn).await?.over(configured, Some(configured))?;
    build(Rows::default(), Arc::new(settings), 0)
}

/// The stored settings; those of the process where there are none. In the place of stored zones,
/// tariffs and tax rates that cannot be used are the last good ones, which is logged once.
///
/// # Errors
/// If a value cannot be read, or there are no last good tables.
pub(crate) fn settings_in_force(
    configured: &Settings,
    stored: Stored,
    last: Option<&Settings>,
) -> Result<Arc<Settings>, InternalError> {
    let mut settings = stored.over(configured, last)?;
    report_tables(&settings, last);
    // Every page in it would be an error. A server does not start like this, but until exchange
    // rates are stored, a running one has its own, which may lack what another process has set.
    let rates = settings.shown_rates();
    if !rates.knows(settings.currency) {
        let own = Some(configured.currency).filter(|own| rates.knows(*own));
        let used = own.or_else(|| rates.currencies().next());
        let used = used.unwrap_or(configured.currency);
        tracing::warn!(
            stored = %settings.currency,
            %used,
            "the shop's currency cannot be chosen: offer it with `perigee rates offer`, or change \
             it with `perigee settings set currency=…`"
        );
        settings.currency = used;
    }
    Ok(Arc::new(settings))
}

/// Measures whether the stored zones, tariffs and tax rates can be used, and logs a change of it.
fn report_tables(settings: &Settings, last: Option<&Settings>) {
    let before = last.and_then(|last| last.unusable_tables.as_ref());
    let unusable = settings.unusable_tables.as_ref();
    measure::table_faults(unusable.map_or(0, |unusable| unusable.0.len()));
    match unusable {
        Some(unusable) if before != Some(unusable) => {
            tracing::error!(%unusable, "the last good tables stay in use");
        }
        None if before.is_some() => {
            tracing::info!("the stored shipping zones, tariffs and tax rates can be used again");
        }
        _ => {}
    }
}

async fn read(db: &Db, now: i64) -> Result<(Rows, Stored), InternalError> {
    // What rows refer to is there: a category may be archived while they are read.
    let mut conn = db.read_at_once().await?;
    let position = store::catalogue::position(&mut conn).await?;
    let mut definitions = Vec::new();
    for text in store::catalogue::attribute_definitions(&mut conn).await? {
        definitions.push(
            serde_json::from_str::<AttributeDefinition>(&text)
                .map_err(|_| InternalError::stored("attribute", &text))?,
        );
    }
    definitions.sort_by_key(|definition: &AttributeDefinition| definition.position);
    let stored = Stored::read(&mut conn).await?;
    let rows = Rows {
        position,
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
        sales: SaleRows {
            sales: store::pricing::sales_of_reduced(&mut conn, now).await?,
            history: store::pricing::history_of_reduced(&mut conn, now).await?,
        },
        variants: store::catalogue::listed_variants(&mut conn).await?,
        categories: store::catalogue::categories(&mut conn).await?,
        media: store::media::all(&mut conn).await?,
        links: store::content::links(&mut conn).await?,
        pages: store::content::published(&mut conn).await?,
        texts: store::content::shop_texts(&mut conn).await?,
        tables: Tables::read(&mut conn).await?,
    };
    conn.end().await?;
    Ok((rows, stored))
}
