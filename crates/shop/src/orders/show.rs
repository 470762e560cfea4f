//! Orders as their buyers see them.

use crate::{Context, Error, Zone, sign};
use domain::{
    Money,
    customers::Address,
    orders::{OrderNumber, OrderState},
    pricing::{DeliveryShare, Totals},
    seller::Imprint,
    shipping::{self, Carriage, Speed},
    tax::tax_lines,
};
use serde::{Deserialize, Serialize};
use store::{Uuid, orders::OrderRow};
use time::Date;
use views::orders::{OrderLineView, OrderView};
use views::routes;

/// What an order keeps beside its amounts, readable in ten years.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Where the parcel goes.
    pub address: Address,
    /// Where the bill goes, if elsewhere.
    pub billing: Option<Address>,
    /// How fast.
    pub speed: Speed,
    /// By what.
    pub carriage: Carriage,
    /// The number that the haulier telephones; empty where none was needed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// "Tuesday, 24 November", in orders from before the date was kept.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub earliest: String,
    /// "Thursday, 26 November", in the same.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub latest: String,
    /// "Visa ending in 0454", in orders from before brand and digits were kept.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub payment: String,
    /// The language in which it was placed.
    pub locale: String,
    /// The one rate of tax on delivery, in hundredths of a percent, in orders from before it was
    /// split by what is in the parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_tax_rate: Option<u32>,
    /// The price of delivery split by rate of tax; none in orders from before it was.
    pub delivery_taxes: Option<Vec<DeliveryShare>>,
    /// Who sold it; none in orders from before it was kept.
    pub seller: Option<Imprint>,
    /// Digest of the call that placed it; none where a shopper did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

/// In milliseconds.
const DAY: i64 = 24 * 3_600_000;
/// How long a link to an order is good; number and mail address give a new one at any time.
const LINK_DAYS: i64 = 90;

/// A day as it stands on an order: "21 November 2026".
fn day(zone: &Zone, unix_milliseconds: i64) -> String {
    let (date, _) = zone.local(unix_milliseconds);
    format!("{} {} {}", date.day(), date.month(), date.year())
}

/// The days between which an order may arrive, as they are read.
fn expected(row: &OrderRow, details: &Details) -> String {
    let said =
        |date: Option<Date>, before: &str| date.map_or_else(|| before.to_owned(), shipping::day);
    let earliest = said(row.delivery_earliest, &details.earliest);
    let latest = said(row.delivery_latest, &details.latest);
    if earliest == latest { latest } else { format!("between {earliest} and {latest}") }
}

/// Names a call by its content, so that a repetition of it is known from another call. Keyed by
/// the shop's secret, since a plain digest would give away a card number to whoever tries them
/// all.
#[must_use]
pub fn request_digest(ctx: &Context, text: &str) -> String {
    sign::sign(ctx.secret(), &format!("request {text}"))
}

/// The signed path of an order's page: whoever holds it may see the order, for 90 days from
/// now.
#[must_use]
pub fn link(ctx: &Context, number: &OrderNumber) -> String {
    let end = ctx.clock().now().div_euclid(DAY) + LINK_DAYS;
    let key = format!("{end}-{}", signature(ctx, number, end));
    routes::with_query(&routes::order(number), &[("key", &key)])
}

fn signature(ctx: &Context, number: &OrderNumber, end: i64) -> String {
    sign::sign(ctx.secret(), &format!("order {} until {end}", number.as_str()))
}

/// Until when a key opens an order, in days since 1970; none for a key that never did. A key
/// without its end, from before there was one, ends as long after the order.
fn key_end(ctx: &Context, number: &OrderNumber, key: &str, placed_at: i64) -> Option<i64> {
    match key.split_once('-') {
        Some((end, signature)) => {
            let end: i64 = end.parse().ok()?;
            let text = format!("order {} until {end}", number.as_str());
            sign::verify(ctx.secret(), &text, signature).then_some(end)
        }
        None => sign::verify(ctx.secret(), number.as_str(), key)
            .then_some(placed_at.div_euclid(DAY) + LINK_DAYS),
    }
}

/// The order with this number, for whoever holds its key.
///
/// # Errors
/// [`Error::NotFound`] for a number or key that is wrong: which of them is not told;
/// [`Error::LinkEnded`] for a key that was right.
#[tracing::instrument(name = "order", skip_all)]
pub async fn show(ctx: &Context, number: &str, key: &str) -> Result<OrderView, Error> {
    let number = OrderNumber::parse(number).ok_or(Error::NotFound("order"))?;
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_number(&mut conn, number.as_str())
        .await?
        .ok_or(Error::NotFound("order"))?;
    drop(conn);
    let end = key_end(ctx, &number, key, row.placed_at).ok_or(Error::NotFound("order"))?;
    if end < ctx.clock().now().div_euclid(DAY) {
        return Err(Error::LinkEnded);
    }
    view(ctx, row).await
}

/// The signed path of the order with this number and mail address.
///
/// # Errors
/// [`Error::NotFound`] when the two do not belong together.
#[tracing::instrument(name = "find_order", skip_all)]
pub async fn find(ctx: &Context, number: &str, email: &str) -> Result<String, Error> {
    let number = OrderNumber::parse(number).ok_or(Error::NotFound("order"))?;
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_number(&mut conn, number.as_str())
        .await?
        .ok_or(Error::NotFound("order"))?;
    if crate::customers::email::key(&row.email) == crate::customers::email::key(email) {
        Ok(link(ctx, &number))
    } else {
        Err(Error::NotFound("order"))
    }
}

/// The order with this primary key, for the worker.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) async fn by_id(ctx: &Context, id: Uuid) -> Result<OrderView, Error> {
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_id(&mut conn, id).await?.ok_or(Error::NotFound("order"))?;
    drop(conn);
    view(ctx, row).await
}

async fn view(ctx: &Context, row: OrderRow) -> Result<OrderView, Error> {
    let mut conn = ctx.db().read().await?;
    let lines = store::orders::lines(&mut conn, row.id).await?;
    let events = store::orders::events(&mut conn, row.id).await?;
    let card = store::orders::card(&mut conn, row.id).await?;
    drop(conn);
    let stored = |what: &str| Error::Internal(format!("{what} of order {}", row.number));
    let number = OrderNumber::parse(&row.number).ok_or_else(|| stored("number"))?;
    let currency = row.currency;
    let details: Details = serde_json::from_str(&row.details).map_err(|_| stored("details"))?;
    let money = |minor| Money::new(minor, currency);
    let snapshot = ctx.snapshot();
    let reached = |station: OrderState| {
        events.iter().find(|(state, _)| *state == station).map(|(_, at)| day(ctx.zone(), *at))
    };
    let mut taxed: Vec<(u32, Money, Money)> = lines
        .iter()
        .map(|line| (line.tax_rate, money(line.total_minor), money(line.tax_minor)))
        .collect();
    match &details.delivery_taxes {
        Some(shares) => {
            taxed.extend(shares.iter().map(|share| (share.rate, share.shown, share.tax)))
        }
        None => {
            let rate = details.delivery_tax_rate.unwrap_or_else(|| {
                // An order has lines; of one that has none nothing is taxed.
                lines.iter().map(|line| line.tax_rate).max().unwrap_or(0)
            });
            let tax = row.tax_minor - lines.iter().map(|line| line.tax_minor).sum::<i64>();
            taxed.push((rate, money(row.delivery_minor), money(tax)));
        }
    }
    let expected = expected(&row, &details);
    Ok(OrderView {
        taxes: tax_lines(&taxed, row.tax_included),
        seller: details.seller.unwrap_or_else(|| ctx.settings().seller.clone()),
        billing: details.billing,
        link: link(ctx, &number),
        number,
        placed_at: row.placed_at,
        placed_on: day(ctx.zone(), row.placed_at),
        state: row.state,
        lines: lines
            .into_iter()
            .map(|line| OrderLineView {
                quantity: line.quantity,
                unit: money(line.unit_minor),
                total: money(line.total_minor),
                picture: snapshot
                    .by_slug(&line.slug)
                    .and_then(|entry| entry.picture_of(&line.sku).cloned()),
                sku: line.sku,
                name: line.name,
                label: line.label,
                slug: line.slug,
            })
            .collect(),
        totals: Totals {
            goods: money(row.goods_minor),
            delivery: money(row.delivery_minor),
            tax: money(row.tax_minor),
            tax_included: row.tax_included,
            total: money(row.total_minor),
        },
        email: row.email,
        delivery: match (details.carriage, details.speed) {
            (Carriage::Freight, _) => "Freight delivery to the kerb".to_owned(),
            (Carriage::Parcel, Speed::Standard) => "Standard delivery".to_owned(),
            (Carriage::Parcel, Speed::Express) => "Express delivery".to_owned(),
        },
        phone: details.phone,
        expected,
        address: details.address,
        tracking: row.tracking,
        payment: card.map_or(details.payment, |card| {
            format!("{} ending in {}", card.card_brand, card.card_last_four)
        }),
        stations: OrderState::STATIONS
            .into_iter()
            .map(|station| (station, reached(station)))
            .collect(),
    })
}
