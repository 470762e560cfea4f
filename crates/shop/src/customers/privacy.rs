//! What is kept of a person: handed over, and forgotten.
//!
//! Orders are the exception. Tax law wants them for some years after the one in which they were
//! placed: ten where the seller uses the One Stop Shop (Directive 2006/112/EC, article 369k), else
//! eight in Germany (section 147 of its fiscal code). After that their buyer is taken out of them,
//! whether somebody asked for it or not; amounts, articles, country and tax stay.

use crate::{Context, Error, Zone, checkout::Progress, orders::Details};
use domain::{customers::Address, orders::OrderNumber};
use serde_json::{Value, json};
use store::{Tx, Uuid, privacy::BuyerRow, withdrawals::WithdrawalRow};
use time::{Date, Month};

/// How long what was typed at a checkout and never ordered is kept: three days, in milliseconds.
pub const DRAFTS_KEPT_FOR: i64 = 3 * 24 * 3_600_000;
/// How many orders lose their buyer in one transaction at most.
const BATCH: i64 = 100;

/// What became of a person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Erased {
    /// Back-in-stock subscriptions that were deleted.
    pub subscriptions: u64,
    /// Withdrawals that name no order and were deleted.
    pub withdrawals: u64,
    /// Carts that were deleted with what was typed at their checkouts.
    pub carts: usize,
    /// Orders that name nobody any more.
    pub anonymised: Vec<String>,
    /// Orders that must be kept, each with the first day on which its buyer is taken out.
    pub kept: Vec<(String, String)>,
}

/// The first year in which an order names nobody any more.
fn free_in(zone: &Zone, placed_at: i64, years: u32) -> i32 {
    let (date, _) = zone.local(placed_at);
    date.year().saturating_add(i32::try_from(years).unwrap_or(i32::MAX)).saturating_add(1)
}

/// Unix milliseconds at the beginning of a year in the shop's time zone.
fn beginning_of(zone: &Zone, year: i32) -> i64 {
    Date::from_calendar_date(year, Month::January, 1).map_or(i64::MIN, |date| zone.midnight(date))
}

/// The details of an order without its buyer: where it went as far as tax depends on it, and how.
fn without_buyer(details: &str) -> Result<String, Error> {
    let unreadable = |error: serde_json::Error| Error::Internal(error.to_string());
    let details: Details = serde_json::from_str(details).map_err(unreadable)?;
    let country = |address: Address| Address { country: address.country, ..Address::default() };
    let billing = details.billing.map(country);
    let details = Details {
        address: country(details.address),
        billing,
        payment: String::new(),
        phone: String::new(),
        ..details
    };
    serde_json::to_string(&details).map_err(unreadable)
}

fn shown(number: &str) -> String {
    OrderNumber::parse(number).map_or_else(|| number.to_owned(), |number| number.to_string())
}

fn stamp(unix_milliseconds: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(unix_milliseconds.div_euclid(1000))
        .unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

/// Everything that is kept of the person with this mail address.
///
/// # Errors
/// When the database cannot.
pub async fn export(ctx: &Context, email: &str) -> Result<Value, Error> {
    let email = domain::text::tidy(email);
    let found = find(ctx, &email).await?;
    // One transaction, so that it is the state of one moment.
    let mut tx = ctx.db().begin().await?;
    let mut orders = Vec::new();
    for row in orders_of(&mut tx, &found.orders).await? {
        orders.push(export_order(&mut tx, row).await?);
    }
    let mut carts = Vec::new();
    for (cart, state, touched) in found.checkouts {
        let lines = store::privacy::cart_lines(&mut tx, cart).await?;
        let lines: Vec<Value> = lines
            .iter()
            .map(|line| json!({"sku": line.sku, "name": line.name, "quantity": line.quantity}))
            .collect();
        carts
            .push(json!({"last_used": stamp(touched), "checkout": parsed(&state), "lines": lines}));
    }
    let subscriptions =
        store::privacy::subscriptions(&mut tx, &crate::customers::email::key(&email)).await?;
    let subscriptions: Vec<Value> = subscriptions
        .into_iter()
        .map(|(sku, name, at)| json!({"sku": sku, "product": name, "since": stamp(at)}))
        .collect();
    let withdrawals: Vec<Value> =
        store::withdrawals::of_address(&mut tx, &crate::customers::email::key(&email))
            .await?
            .into_iter()
            .map(withdrawal)
            .collect();
    tx.commit().await?;
    Ok(json!({
        "email": email,
        "exported": stamp(ctx.clock().now()),
        "orders": orders,
        "carts": carts,
        "back_in_stock_subscriptions": subscriptions,
        "withdrawals": withdrawals,
    }))
}

/// Forgets the person with this mail address, all of it or nothing: subscriptions, carts and
/// what was typed at their checkouts at once, and orders whose time is over. Those that tax law
/// wants for longer are named; the worker takes the buyer out of them in time.
///
/// # Errors
/// When the database cannot.
pub async fn erase(ctx: &Context, email: &str) -> Result<Erased, Error> {
    let email = domain::text::tidy(email);
    let (now, years) = (ctx.clock().now(), ctx.settings().limits.order_years);
    let mut erased = Erased::default();
    let found = find(ctx, &email).await?;
    let mut tx = ctx.db().begin().await?;
    erased.subscriptions =
        store::privacy::forget_subscriptions(&mut tx, &crate::customers::email::key(&email))
            .await?;
    erased.withdrawals =
        store::withdrawals::forget_unmatched(&mut tx, &crate::customers::email::key(&email))
            .await?;
    for (cart, _, _) in found.checkouts {
        store::privacy::delete_cart(&mut tx, cart).await?;
        erased.carts += 1;
    }
    for row in orders_of(&mut tx, &found.orders).await? {
        let year = free_in(ctx.zone(), row.placed_at, years);
        if beginning_of(ctx.zone(), year) <= now {
            store::privacy::anonymise(&mut tx, row.id, &without_buyer(&row.details)?).await?;
            store::withdrawals::forget_of_order(&mut tx, row.id).await?;
            erased.anonymised.push(shown(&row.number));
        } else {
            erased.kept.push((shown(&row.number), format!("{year}-01-01")));
        }
    }
    tx.commit().await?;
    Ok(erased)
}

/// Takes the buyer out of orders that the law does not want any more, whoever they are of;
/// gives of how many. At most 100 at once. Withdrawals from these orders go with it, and those
/// from then that name no order.
///
/// # Errors
/// When the database cannot.
pub async fn anonymise_old_orders(ctx: &Context) -> Result<usize, Error> {
    let (today, _) = ctx.local();
    let years = i32::try_from(ctx.settings().limits.order_years).unwrap_or(i32::MAX);
    let before = beginning_of(ctx.zone(), today.year().saturating_sub(years));
    let mut tx = ctx.db().begin().await?;
    let rows = store::privacy::orders_before(&mut tx, before, BATCH).await?;
    for row in &rows {
        store::privacy::anonymise(&mut tx, row.id, &without_buyer(&row.details)?).await?;
        store::withdrawals::forget_of_order(&mut tx, row.id).await?;
    }
    store::withdrawals::forget_unmatched_before(&mut tx, before).await?;
    tx.commit().await?;
    Ok(rows.len())
}

/// Forgets what was typed at checkouts that nobody went on with for three days; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn delete_drafts(ctx: &Context) -> Result<u64, Error> {
    let mut tx = ctx.db().begin().await?;
    let forgotten =
        store::privacy::forget_checkouts(&mut tx, ctx.clock().now() - DRAFTS_KEPT_FOR).await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// A withdrawal as it is handed over.
fn withdrawal(row: WithdrawalRow) -> Value {
    json!({"received": stamp(row.received_at), "order_number": row.order_number, "name": row.name, "email": row.email, "items": row.items})
}

/// What a person is found in: primary keys of orders, and checkouts by the primary key of their
/// cart, with JSON and time of last use.
struct Found {
    orders: Vec<Uuid>,
    checkouts: Vec<(Uuid, String, i64)>,
}

/// Looks through all orders and checkouts for an address. On a connection that only reads,
/// since it takes a while and orders are placed meanwhile.
async fn find(ctx: &Context, email: &str) -> Result<Found, Error> {
    let wanted = crate::customers::email::key(email);
    crate::notifications::worker::move_carts(ctx, i64::MAX).await?;
    let mut conn = ctx.db().read().await?;
    let mut found = Found { orders: Vec::new(), checkouts: Vec::new() };
    let mut after = Uuid::nil();
    loop {
        let buyers = store::privacy::buyers(&mut conn, after).await?;
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
        let rows = store::privacy::checkouts(&mut conn, after).await?;
        let Some(&(last, ..)) = rows.last() else { return Ok(found) };
        after = last;
        found.checkouts.extend(rows.into_iter().filter(|(_, state, _)| {
            serde_json::from_str::<Progress>(state).is_ok_and(|progress| {
                crate::customers::email::key(&progress.contact.email) == wanted
            })
        }));
    }
}

/// These orders as they are now, the oldest first.
async fn orders_of(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<BuyerRow>, Error> {
    let mut rows = Vec::with_capacity(ids.len());
    for &id in ids {
        rows.extend(store::privacy::order(tx, id).await?);
    }
    rows.sort_by_key(|row| row.placed_at);
    Ok(rows)
}

async fn export_order(tx: &mut Tx, row: BuyerRow) -> Result<Value, Error> {
    let lines = store::orders::lines(tx, row.id).await?;
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| json!({"sku": line.sku, "name": line.name, "label": line.label, "quantity": line.quantity, "total_minor": line.total_minor}))
        .collect();
    let events = store::orders::events(tx, row.id).await?;
    let events: Vec<Value> = events
        .into_iter()
        .map(|(state, at)| json!({"state": state.key(), "at": stamp(at)}))
        .collect();
    let payments = store::privacy::payments(tx, row.id).await?;
    let payments: Vec<Value> = payments
        .into_iter()
        .map(|row| {
            json!({"provider": row.provider, "reference": row.reference, "state": row.state, "amount_minor": row.amount_minor,
                   "currency": row.currency, "card_brand": row.card_brand, "card_last_four": row.card_last_four, "at": stamp(row.created_at)})
        })
        .collect();
    let order = store::orders::by_id(tx, row.id).await?.ok_or(Error::NotFound("order"))?;
    Ok(json!({
        "number": shown(&row.number),
        "placed": stamp(row.placed_at),
        "email": order.email,
        "currency": order.currency.code(),
        "total_minor": order.total_minor,
        "tax_minor": order.tax_minor,
        "tracking": order.tracking,
        "delivery_earliest": order.delivery_earliest.map(|date| date.to_string()),
        "delivery_latest": order.delivery_latest.map(|date| date.to_string()),
        "details": parsed(&row.details),
        "lines": lines,
        "events": events,
        "payments": payments,
    }))
}
