//! Follows the log of the catalogue's changes, so that the in-memory copy is up to date.

use super::snapshot::{
    LARGE, Scope, Snapshot, content::ContentRows, failed_load::FailedLoad, load,
    product::EditedRows, settings_in_force,
};
use crate::{
    Context, InternalError,
    settings::{Stored, versions},
};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};
use store::{
    Executor, Notifications, Uuid,
    catalogue::{Change, Position},
    stock::LevelRow,
};

/// After this many changes the whole catalogue is reloaded.
const MAX_CHANGES: i64 = 1_000;
/// How often the current copy follows sales while another one is being loaded.
const FOLLOW_EVERY: Duration = Duration::from_millis(200);
/// If more products than this were edited, the whole catalogue is reloaded.
const MAX_EDITED: usize = 100;

/// Whether the in-memory copy is the latest version of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freshness {
    /// It is.
    Latest,
    /// The latest version could not be loaded and is tried again later; an earlier call returned
    /// the error. The copy has the latest stock.
    Postponed,
}

/// Reads the catalogue's version and loads what has changed. Called often, for changes by other
/// processes. After an error other than an outage of the database, the same version is tried again
/// after half a second, and after each further error twice as long, up to half a minute.
///
/// # Errors
/// If the database fails or holds unreadable data; the current copy stays in use.
pub async fn refresh(ctx: &Context) -> Result<Freshness, InternalError> {
    let mut failed = ctx.live().loading.lock().await;
    load_changes(ctx, &mut failed).await
}

/// The same for requests, which should show their own changes but must not wait for a large
/// catalogue to load: does nothing if a refresh is running or would take long. The next check of
/// the version catches up.
///
/// # Errors
/// See [`refresh`].
pub async fn refresh_soon(ctx: &Context) -> Result<(), InternalError> {
    if ctx.live().scope == Scope::Settings {
        return refresh_settings(ctx).await;
    }
    if ctx.snapshot().products.len() > LARGE {
        return Ok(());
    }
    match ctx.live().loading.try_lock() {
        Ok(mut failed) => {
            load_changes(ctx, &mut failed).await?;
            Ok(())
        }
        Err(_) => Ok(()),
    }
}

/// Listens for changes by other processes. `None` if the database announces none, as SQLite; the
/// version then has to be read again and again. After each announcement, call [`refresh`].
///
/// # Errors
/// If the database does not answer.
pub async fn listen(ctx: &Context) -> Result<Option<Notifications>, InternalError> {
    Ok(ctx.db().listen(store::catalogue::CHANNEL).await?)
}

/// Loads changed settings alone, with zones, tariffs, taxes and exchange rates: a worker does not
/// follow the catalogue, and a large one takes a while to load. Does nothing while a refresh is
/// running, which loads them too.
///
/// # Errors
/// If the database fails or holds unreadable data; the current settings stay in use.
pub async fn refresh_settings(ctx: &Context) -> Result<(), InternalError> {
    let Ok(_loading) = ctx.live().loading.try_lock() else { return Ok(()) };
    let last = *ctx.live().settings_at.read().unwrap_or_else(PoisonError::into_inner);
    let last = last.unwrap_or_else(|| ctx.snapshot().position());
    let mut conn = ctx.db().read().await?;
    let position = store::catalogue::position(&mut conn).await?;
    if position == last || logged_changes(&mut conn, last, position.version).await?.is_some() {
        drop(conn);
        load_settings(ctx).await?;
    } else {
        // After a failover to a copy that lacked the last changes, other settings may have the same
        // versions.
        let stored = Stored::read(&mut conn).await?;
        replace_settings(ctx, stored)?;
    }
    *ctx.live().settings_at.write().unwrap_or_else(PoisonError::into_inner) = Some(position);
    Ok(())
}

/// Puts a copy with the stored settings in the place of the current one, if they have changed.
async fn load_settings(ctx: &Context) -> Result<(), InternalError> {
    let current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    if versions(&mut conn).await? != (current.settings.version, current.settings.tables) {
        let stored = Stored::read(&mut conn).await?;
        replace_settings(ctx, stored)?;
    }
    Ok(())
}

/// Puts a copy with these settings in the place of the current one.
fn replace_settings(ctx: &Context, stored: Stored) -> Result<(), InternalError> {
    let current = ctx.snapshot();
    let settings = settings_in_force(ctx.configured(), stored, Some(&current.settings))?;
    replace(ctx, current.with_settings(settings));
    Ok(())
}

/// What has changed after a position up to a later version; none if that is not known, or too much.
async fn logged_changes(
    executor: &mut impl Executor,
    after: Position,
    to: i64,
) -> Result<Option<Vec<Change>>, InternalError> {
    if !(0..MAX_CHANGES).contains(&(to - after.version)) {
        return Ok(None);
    }
    Ok(store::catalogue::changes(executor, after, to).await?)
}

async fn load_changes(
    ctx: &Context,
    failed: &mut Option<FailedLoad>,
) -> Result<Freshness, InternalError> {
    let mut current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let position = store::catalogue::position(&mut conn).await?;
    let now = ctx.clock().now();
    current = follow_sales(ctx, current);
    let stale = current.stale_at(now);
    if position == current.position() && !stale {
        return Ok(Freshness::Latest);
    }
    if let Some(known) = failed.filter(|known| known.position.version < position.version)
        && let Some(parts) = changed_parts(&mut conn, known.position, position.version, now).await?
        // An edit may have mended what could not be loaded.
        && parts.products.is_empty()
        && !parts.content
    {
        // The copy keeps its version, since it lacks what could not be loaded.
        let own = current.position();
        current = replace(ctx, with_stock(&current, &parts, own));
        *failed = Some(known.at_position(position));
    }
    if failed.is_some_and(|failed| failed.postpones(position, now)) {
        // Settings do not wait for a catalogue that cannot be loaded.
        load_settings(ctx).await?;
        return Ok(Freshness::Postponed);
    }
    let parts = if stale {
        None
    } else {
        changed_parts(&mut conn, current.position(), position.version, now).await?
    };
    drop(conn);
    let fresh = match fresh(ctx, &current, parts, (position, now)).await {
        Ok(fresh) => fresh,
        Err(error) => {
            if !error.is_unavailable() {
                // Loading may have taken seconds.
                let at = ctx.clock().now();
                *failed = Some(FailedLoad::after(*failed, position, at));
            }
            return Err(error);
        }
    };
    *failed = None;
    let fresh = replace(ctx, fresh);
    // Loading may have taken seconds.
    follow_sales(ctx, fresh);
    Ok(Freshness::Latest)
}

/// The copy of now, with the prices of the sales that run now: carts have them at once, and nothing
/// has to be loaded for them.
fn follow_sales(ctx: &Context, current: Arc<Snapshot>) -> Arc<Snapshot> {
    let now = ctx.clock().now();
    if current.sales_changed_at(now) {
        replace(ctx, current.compute(|| current.with_sales(now)))
    } else {
        current
    }
}

/// A copy of the catalogue at this position and time: the current one with these parts, or a
/// loaded one.
async fn fresh(
    ctx: &Context,
    current: &Snapshot,
    parts: Option<Parts>,
    (position, now): (Position, i64),
) -> Result<Snapshot, InternalError> {
    if let Some(parts) = parts
        && let Some(fresh) = with_parts(ctx, current, parts, position).await?
    {
        return Ok(fresh);
    }
    if current.products.len() > LARGE
        && let Err(error) = load_settings(ctx).await
    {
        // A large catalogue takes a while to load, and settings need not wait for it. Loading it
        // reads them again and counts the failure.
        tracing::debug!(%error, "the settings cannot be loaded before the catalogue");
    }
    let settings = ctx.settings();
    let loading = load(ctx.db(), ctx.configured(), Some(&settings), now);
    tokio::pin!(loading);
    let fresh = loop {
        tokio::select! {
            fresh = &mut loading => break fresh?,
            // Sales begin and end meanwhile.
            () = tokio::time::sleep(FOLLOW_EVERY) => drop(follow_sales(ctx, ctx.snapshot())),
        }
    };
    fresh.warn_of_rules(Some(current));
    // A sale may have begun since its rows were read.
    let at = ctx.clock().now();
    let has_changed = fresh.sales_changed_at(at);
    Ok(if has_changed { fresh.compute(|| fresh.with_sales(at)) } else { fresh })
}

/// Changes that a copy of the catalogue can take over without a load.
struct Parts {
    /// The levels of the products whose stock has changed.
    levels: Vec<LevelRow>,
    /// The products with which others are suggested now.
    neighbours: Vec<Uuid>,
    /// The products that were edited.
    products: Vec<EditedRows>,
    /// Whether settings, exchange rates, or zones, tariffs and tax rates have changed.
    settings: bool,
    /// Whether pages, menus, texts, guides or the home page have changed.
    content: bool,
}

/// What has changed after a position up to a later version; none if the whole catalogue must be
/// loaded, because something else has changed, or too much, or nobody knows what. Whether
/// the copy can take the edit of a product over is seen only with its rows.
async fn changed_parts(
    executor: &mut impl Executor,
    after: Position,
    to: i64,
    now: i64,
) -> Result<Option<Parts>, InternalError> {
    let Some(changes) = logged_changes(executor, after, to).await? else { return Ok(None) };
    let (mut products, mut neighbours, mut settings) = (Vec::new(), Vec::new(), false);
    let (mut edited, mut content) = (Vec::new(), false);
    for change in changes {
        match change {
            Change::Stock(product) => products.push(product),
            Change::Neighbours(product) => neighbours.push(product),
            Change::Product(product) => edited.push(product),
            Change::Settings | Change::Rates | Change::Table => settings = true,
            Change::Page(_) | Change::Guide(_) | Change::Home | Change::Menu | Change::Texts => {
                content = true
            }
            Change::Everything | Change::Category(_) => return Ok(None),
        }
    }
    if edited.len() > MAX_EDITED {
        return Ok(None);
    }
    let levels = store::stock::of_products(executor, &products).await?;
    let products = EditedRows::read(executor, &edited, now).await?;
    Ok(Some(Parts { levels, neighbours, products, settings, content }))
}

/// A copy of the catalogue at a later position, with the stock of products and what is suggested
/// with them.
fn with_stock(current: &Snapshot, parts: &Parts, position: Position) -> Snapshot {
    current
        .compute(|| current.with_stock(position, &parts.levels).with_neighbours(&parts.neighbours))
}

/// A copy of the catalogue at a later position, with these changes. None if the edit of a product
/// or of content concerns what is made from all products, or the rates of currencies have changed
/// in which products are priced: the catalogue is built with them.
async fn with_parts(
    ctx: &Context,
    current: &Snapshot,
    parts: Parts,
    position: Position,
) -> Result<Option<Snapshot>, InternalError> {
    let mut fresh = with_stock(current, &parts, position);
    let now = ctx.clock().now();
    for rows in parts.products {
        match current.compute(|| fresh.with_product(rows, now))? {
            Some(changed) => fresh = changed,
            None => return Ok(None),
        }
    }
    if parts.content {
        let mut conn = ctx.db().read().await?;
        let mut rows = ContentRows::read(&mut conn).await?;
        if fresh.needs_attributes(&rows, now) {
            rows.read_attributes(&mut conn).await?;
        }
        drop(conn);
        match current.compute(|| fresh.with_content(rows, now)) {
            Some(changed) => fresh = changed,
            None => return Ok(None),
        }
    }
    if !parts.settings {
        return Ok(Some(fresh));
    }
    let mut conn = ctx.db().read().await?;
    let stored = Stored::read(&mut conn).await?;
    let settings = settings_in_force(ctx.configured(), stored, Some(&current.settings))?;
    Ok(fresh.fits_rates(&settings).then(|| fresh.with_settings(settings)))
}

/// Puts a copy in the place of the current one.
fn replace(ctx: &Context, fresh: Snapshot) -> Arc<Snapshot> {
    let fresh = Arc::new(fresh);
    *ctx.live().snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
    fresh
}
