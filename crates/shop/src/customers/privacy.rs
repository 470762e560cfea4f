//! Exports and erases personal data, and takes objections to its use.
//!
//! Orders are an exception. Tax law requires them for some years after the year in which they were
//! placed: ten if the seller uses the One Stop Shop (Directive 2006/112/EC, article 369k),
//! otherwise eight in Germany (section 147 of its fiscal code). After that they are anonymised,
//! whether or not anybody asked for it; amounts, items, country and tax stay.

use crate::{Context, InternalError, TimeZone, checkout::CheckoutSession, recommendations};
use domain::orders::OrderDetails;
use serde_json::{Value, json};
use store::{
    Tx, Uuid,
    orders::{OrderRow, withdrawals::WithdrawalRow},
    staff::people::PersonRow,
};
use time::{Date, Month};

/// How long an abandoned checkout session is kept: three days, in milliseconds.
pub const DRAFTS_KEPT_FOR: i64 = 3 * 24 * 3_600_000;
/// How many orders one transaction anonymises at most.
const BATCH: i64 = 100;

/// The result of erasing a person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Erased {
    /// How many back-in-stock subscriptions were deleted.
    pub subscriptions: u64,
    /// How many withdrawals without an order number were deleted.
    pub withdrawals: u64,
    /// How many carts were deleted, with their checkout sessions.
    pub carts: usize,
    /// Numbers of the orders that were anonymised.
    pub anonymised: Vec<String>,
    /// Numbers of the orders that must be kept, each with the first day on which it may be
    /// anonymised.
    pub kept: Vec<(String, String)>,
}

/// The first year in which an order may be anonymised. More years than a calendar has mean never.
fn free_in(zone: &TimeZone, placed_at: i64, years: u32) -> i32 {
    let (date, _) = zone.local(placed_at);
    date.year().saturating_add(i32::try_from(years).unwrap_or(i32::MAX)).saturating_add(1)
}

/// The start of a year in the shop's time zone, in Unix milliseconds.
fn beginning_of(zone: &TimeZone, year: i32) -> i64 {
    Date::from_calendar_date(year, Month::January, 1).map_or(i64::MIN, |date| zone.midnight(date))
}

/// A time in the export: RFC 3339, or the stored number if that format cannot express it.
fn stamp(unix_milliseconds: i64) -> String {
    time::OffsetDateTime::from_unix_timestamp(unix_milliseconds.div_euclid(1000))
        .ok()
        .and_then(|at| at.format(&time::format_description::well_known::Rfc3339).ok())
        .unwrap_or_else(|| unix_milliseconds.to_string())
}

/// Stored JSON. What cannot be read is exported as it is stored.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// Returns everything stored about the person with this email address.
///
/// # Errors
/// If the database fails.
pub async fn export(ctx: &Context, email: &str) -> Result<Value, InternalError> {
    let email = domain::text::tidy(email);
    let found = find(ctx, &email).await?;
    let now = ctx.clock().now();
    // One transaction, so that the export is consistent.
    let mut tx = ctx.db().begin().await?;
    let mut orders = Vec::new();
    for row in orders_of(&mut tx, &found.orders).await? {
        orders.push(export_order(&mut tx, row).await?);
    }
    let mut carts = Vec::new();
    for (cart, state, touched) in found.checkouts {
        let lines = store::cart::lines_by_id(&mut tx, cart, now).await?;
        let lines: Vec<Value> = lines
            .iter()
            .map(|line| json!({"sku": line.sku, "name": line.name, "quantity": line.quantity}))
            .collect();
        carts
            .push(json!({"last_used": stamp(touched), "checkout": parsed(&state), "lines": lines}));
    }
    let subscriptions =
        store::customers::privacy::subscriptions(&mut tx, &crate::customers::email::key(&email))
            .await?;
    let subscriptions: Vec<Value> = subscriptions
        .into_iter()
        .map(|(sku, name, at)| json!({"sku": sku, "product": name, "since": stamp(at)}))
        .collect();
    let withdrawals: Vec<Value> =
        store::orders::withdrawals::of_address(&mut tx, &crate::customers::email::key(&email))
            .await?
            .into_iter()
            .map(withdrawal)
            .collect();
    let key = crate::customers::email::key(&email);
    let account = match store::staff::people::by_email(&mut tx, &key).await? {
        Some(person) => export_account(&mut tx, person).await?,
        None => Value::Null,
    };
    let invitations: Vec<Value> = store::staff::invitations::of_address(&mut tx, &key)
        .await?
        .into_iter()
        .map(|invitation| {
            json!({
                "name": invitation.name,
                "email": invitation.email,
                "since": stamp(invitation.created_at),
                "until": stamp(invitation.expires_at),
                "accepted": invitation.used_at.map(stamp),
            })
        })
        .collect();
    tx.commit().await?;
    Ok(json!({
        "email": email,
        "exported": stamp(now),
        "orders": orders,
        "carts": carts,
        "back_in_stock_subscriptions": subscriptions,
        "withdrawals": withdrawals,
        "desk_account": account,
        "desk_invitations": invitations,
    }))
}

/// The account of a person of the desk. Its entries in the audit log are the shop's, not the
/// person's.
async fn export_account(tx: &mut Tx, person: PersonRow) -> Result<Value, InternalError> {
    let roles = store::staff::roles::of_person(tx, person.id).await?;
    let roles: Vec<String> = roles.into_iter().map(|role| role.name).collect();
    let sessions = store::staff::sessions::of_person(tx, person.id, 1_000).await?;
    let sessions: Vec<Value> = sessions
        .into_iter()
        .map(|session| {
            json!({
                "since": stamp(session.created_at),
                "last_used": stamp(session.seen_at),
                "browser": session.browser,
                "address": session.address,
            })
        })
        .collect();
    Ok(json!({
        "name": person.name,
        "email": person.email,
        "since": stamp(person.created_at),
        "last_seen": person.last_seen_at.map(stamp),
        "disabled": person.disabled_at.map(stamp),
        "roles": roles,
        "sessions": sessions,
    }))
}

/// Erases the person with this email address in one transaction: subscriptions, carts, their
/// checkout sessions, and the buyers of orders past retention. Orders within retention are listed
/// in the result; the worker anonymises them when the time comes. No order of the person counts for
/// recommendations any more, whether it is kept or not.
///
/// # Errors
/// If the database fails.
pub async fn erase(ctx: &Context, email: &str) -> Result<Erased, InternalError> {
    let email = domain::text::tidy(email);
    let (now, settings) = (ctx.clock().now(), ctx.settings());
    let (years, zone) = (settings.limits.order_years, &settings.dispatch.zone);
    let mut erased = Erased::default();
    let found = find(ctx, &email).await?;
    let mut tx = ctx.db().begin().await?;
    erased.subscriptions = store::customers::privacy::forget_subscriptions(
        &mut tx,
        &crate::customers::email::key(&email),
    )
    .await?;
    erased.withdrawals = store::orders::withdrawals::forget_unmatched(
        &mut tx,
        &crate::customers::email::key(&email),
    )
    .await?;
    for (cart, _, _) in found.checkouts {
        store::customers::privacy::delete_cart(&mut tx, cart).await?;
        erased.carts += 1;
    }
    let mut changed = Vec::new();
    for row in orders_of(&mut tx, &found.orders).await? {
        changed.extend(recommendations::unlearn_in(&mut tx, row.id).await?);
        let year = free_in(zone, row.placed_at, years);
        if beginning_of(zone, year) <= now {
            store::customers::privacy::anonymise(&mut tx, row.id, &row.details.without_buyer())
                .await?;
            store::orders::withdrawals::forget_of_order(&mut tx, row.id).await?;
            erased.anonymised.push(row.number.to_string());
        } else {
            erased.kept.push((row.number.to_string(), format!("{year}-01-01")));
        }
    }
    recommendations::announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(erased)
}

/// Removes the orders of the person with this email address from what is learned for
/// recommendations, and bars them from being learned again: the person objects to that. Nothing is
/// deleted. Returns the numbers of the orders.
///
/// # Errors
/// If the database fails.
pub async fn object(ctx: &Context, email: &str) -> Result<Vec<String>, InternalError> {
    let found = find(ctx, &domain::text::tidy(email)).await?;
    let mut tx = ctx.db().begin().await?;
    let (mut numbers, mut changed) = (Vec::new(), Vec::new());
    for row in orders_of(&mut tx, &found.orders).await? {
        changed.extend(recommendations::unlearn_in(&mut tx, row.id).await?);
        numbers.push(row.number.to_string());
    }
    recommendations::announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(numbers)
}

/// Anonymises orders past retention, at most 100, and returns how many. Deletes withdrawals from
/// these orders, and withdrawals of the same age without an order number.
///
/// # Errors
/// If the database fails.
pub async fn anonymise_old_orders(ctx: &Context) -> Result<usize, InternalError> {
    let settings = ctx.settings();
    let zone = &settings.dispatch.zone;
    let (today, _) = zone.local(ctx.clock().now());
    // More years than a calendar has: no order is old enough.
    let years = i32::try_from(settings.limits.order_years).unwrap_or(i32::MAX);
    let before = beginning_of(zone, today.year().saturating_sub(years));
    let mut tx = ctx.db().begin().await?;
    let rows = store::customers::privacy::orders_before(&mut tx, before, BATCH).await?;
    let mut changed = Vec::new();
    for row in &rows {
        // Of details that cannot be read nothing is kept. The error's text would quote them.
        let details = serde_json::from_str::<OrderDetails>(&row.details).unwrap_or_else(|error| {
            let column = error.column();
            tracing::error!(order = %row.id, column, "details of an order cannot be read");
            OrderDetails::default()
        });
        store::customers::privacy::anonymise(&mut tx, row.id, &details.without_buyer()).await?;
        store::orders::withdrawals::forget_of_order(&mut tx, row.id).await?;
        changed.extend(recommendations::unlearn_in(&mut tx, row.id).await?);
    }
    store::orders::withdrawals::forget_unmatched_before(&mut tx, before).await?;
    recommendations::announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(rows.len())
}

/// Deletes checkout sessions unchanged for three days and returns how many.
///
/// # Errors
/// If the database fails.
pub async fn delete_drafts(ctx: &Context) -> Result<u64, InternalError> {
    let mut tx = ctx.db().begin().await?;
    let forgotten =
        store::customers::privacy::forget_checkouts(&mut tx, ctx.clock().now() - DRAFTS_KEPT_FOR)
            .await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// A withdrawal in the export's format.
fn withdrawal(row: WithdrawalRow) -> Value {
    json!({
        "received": stamp(row.received_at),
        "order_number": row.order_number,
        "name": row.name,
        "email": row.email,
        "items": row.items,
    })
}

/// Where a person was found: primary keys of orders, and checkout sessions by the primary key of
/// their cart, with their JSON and the time of the last change.
struct Found {
    orders: Vec<Uuid>,
    checkouts: Vec<(Uuid, String, i64)>,
}

/// Searches all orders and checkout sessions for an address. Uses a read-only connection, since it
/// takes a while and must not hold up orders.
async fn find(ctx: &Context, email: &str) -> Result<Found, InternalError> {
    let wanted = crate::customers::email::key(email);
    crate::cart::move_old(ctx, i64::MAX).await?;
    let mut conn = ctx.db().read().await?;
    let mut found = Found { orders: Vec::new(), checkouts: Vec::new() };
    let mut after = Uuid::nil();
    loop {
        let buyers = store::customers::privacy::buyers(&mut conn, after).await?;
        let Some(&(last, _)) = buyers.last() else { break };
        after = last;
        found.orders.extend(
            buyers
                .into_iter()
                .filter(|(_, email)| crate::customers::email::key(email) == wanted)
                .map(|(id, _)| id),
        );
    }
    let mut after = Uuid::nil();
    loop {
        let rows = store::customers::privacy::checkouts(&mut conn, after).await?;
        let Some(&(last, ..)) = rows.last() else { return Ok(found) };
        after = last;
        found.checkouts.extend(rows.into_iter().filter(|(cart, state, _)| {
            serde_json::from_str::<CheckoutSession>(state)
                .inspect_err(|error| {
                    // Nobody can tell whose it is. Like all sessions, it is soon deleted. The
                    // error's text would quote it.
                    let column = error.column();
                    tracing::error!(%cart, column, "a checkout session cannot be read");
                })
                .is_ok_and(|session| crate::customers::email::key(&session.contact.email) == wanted)
        }));
    }
}

/// The current state of these orders, oldest first.
async fn orders_of(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<OrderRow>, InternalError> {
    let mut rows = Vec::with_capacity(ids.len());
    for &id in ids {
        rows.extend(store::orders::by_id(tx, id).await?);
    }
    rows.sort_by_key(|row| row.placed_at);
    Ok(rows)
}

async fn export_order(tx: &mut Tx, row: OrderRow) -> Result<Value, InternalError> {
    let lines = store::orders::lines(tx, row.id).await?;
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "sku": line.sku,
                "name": line.name,
                "label": line.label,
                "quantity": line.quantity,
                "total_minor": line.total_minor,
            })
        })
        .collect();
    let events = store::orders::events(tx, row.id).await?;
    let events: Vec<Value> = events
        .into_iter()
        .map(|(state, at)| json!({"state": state.key(), "at": stamp(at)}))
        .collect();
    let counted = store::recommendations::counted(tx, row.id).await?;
    let payments = store::payments::of_order(tx, row.id).await?;
    let payments: Vec<Value> = payments
        .into_iter()
        .map(|row| {
            json!({
                "provider": row.provider,
                "reference": row.reference,
                "state": row.state.key(),
                "amount_minor": row.amount_minor,
                "currency": row.currency.code(),
                "card_brand": row.card_brand,
                "card_last_four": row.card_last_four,
                "at": stamp(row.created_at),
            })
        })
        .collect();
    Ok(json!({
        "number": row.number.to_string(),
        "placed": stamp(row.placed_at),
        "email": row.email,
        "currency": row.currency.code(),
        "total_minor": row.total_minor,
        "tax_minor": row.tax_minor,
        "tracking": row.tracking,
        "delivery_earliest": row.delivery_earliest.map(|date| date.to_string()),
        "delivery_latest": row.delivery_latest.map(|date| date.to_string()),
        "details": serde_json::to_value(&row.details)?,
        "lines": lines,
        "events": events,
        "payments": payments,
        "used_for_suggestions": counted.is_some_and(|row| row.learned),
    }))
}
