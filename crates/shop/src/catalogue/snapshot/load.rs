//! Loads the published catalogue from the database.

use super::{
    Snapshot,
    build::{Rows, build},
    guides::GuideRows,
    home::HomeRows,
    sales::SaleRows,
    tables::Tables,
};
use crate::{InternalError, Settings, settings::Stored};
use domain::catalogue::AttributeDefinition;
use std::sync::Arc;
use store::Db;

/// Loads the whole catalogue as published at `now` (Unix milliseconds).
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn load(
    db: &Db,
    configured: &Arc<Settings>,
    now: i64,
) -> Result<Snapshot, InternalError> {
    let (rows, stored) = read(db, now).await?;
    let settings = in_force(configured, stored)?;
    // Takes seconds for a large catalogue, so it must not run on a thread that serves requests.
    tokio::task::spawn_blocking(move || build(rows, settings, now)).await?
}

/// The stored settings; those of the process where there are none.
///
/// # Errors
/// If a value cannot be read.
pub(crate) fn in_force(
    configured: &Arc<Settings>,
    stored: Stored,
) -> Result<Arc<Settings>, InternalError> {
    let mut settings = stored.over(configured)?;
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

async fn read(db: &Db, now: i64) -> Result<(Rows, Stored), InternalError> {
    let mut conn = db.read().await?;
    let position = store::catalogue::position(&mut conn).await?;
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
    Ok((rows, stored))
}
