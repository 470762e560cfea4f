//! The cart: kept in the database under an opaque token, shown with what has changed since.

use crate::{Context, Error, measure};
use domain::{
    Currency, Money,
    cart::{MAX_LINES, MAX_QUANTITY, parse_quantity},
    customers::{
        Address,
        country::{Country, Zone},
    },
    pricing::{DeliveryShare, Item, Totals, delivery_shares, rates::Rates, totals},
    shipping::{self, Carriage, Load, Speed, Tariff},
    tax::{TaxLine, Taxation, tax_lines},
};
use serde::{Deserialize, Serialize};
use store::carts::LineRow;
use views::cart::{CartLineView, CartView, LineNotice, Removed};

/// How long an untouched cart is kept: 30 days, in milliseconds.
pub const KEPT_FOR: i64 = 30 * 24 * 3600 * 1000;
/// How long the cart of an API client is kept, in milliseconds: three days, since no shopper
/// returns to it.
pub const API_KEPT_FOR: i64 = 3 * 24 * 3600 * 1000;

/// How long a cart without lines is kept, in milliseconds: three days, since it can put back what
/// was taken out last.
pub const EMPTY_KEPT_FOR: i64 = 3 * 24 * 3600 * 1000;

/// What came of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The cart's token; a new one when there was none.
    pub token: String,
    /// Pieces in the cart now.
    pub count: u32,
    /// Name of the product that was added or changed.
    pub name: String,
    /// Pieces of it now.
    pub quantity: u32,
    /// Set when fewer were taken than asked for: how many there are.
    pub limited: Option<u32>,
}

/// Lines taken out together, as kept for undo.
#[derive(Serialize, Deserialize)]
struct Undo {
    /// The first one's product.
    name: String,
    /// SKU and pieces.
    lines: Vec<(String, u32)>,
}

impl Undo {
    fn of(lines: &[&LineRow]) -> Result<Option<String>, Error> {
        let Some(first) = lines.first() else { return Ok(None) };
        let undo = Self {
            name: first.name.clone(),
            lines: lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect(),
        };
        serde_json::to_string(&undo).map(Some).map_err(|e| Error::Internal(e.to_string()))
    }

    fn pieces(&self) -> u32 {
        self.lines.iter().map(|line| line.1).sum()
    }
}

/// Rows priced in one currency, with what they come to.
pub(crate) struct Priced {
    pub lines: Vec<CartLineView>,
    pub items: Vec<Item>,
    pub totals: Totals,
    pub taxation: Taxation,
    pub delivery: Vec<DeliveryShare>,
    pub load: Load,
    pub tariff: Tariff,
}

impl Priced {
    /// The tax by rate, as it stands on a receipt.
    fn taxes(&self) -> Vec<TaxLine> {
        let line = |item: &Item| {
            let shown = item.unit.times(item.quantity)?;
            let rate = self.taxation.rate(item.tax_class);
            Some((rate.basis_points, shown, Money::new(rate.tax(shown.minor), shown.currency)))
        };
        let delivery = self.delivery.iter().map(|share| (share.rate, share.shown, share.tax));
        let parts: Vec<_> = self.items.iter().filter_map(line).chain(delivery).collect();
        tax_lines(&parts, self.taxation.included)
    }
}

/// Where a parcel goes, as far as tax and delivery ask. Postcode and town are empty while they are
/// not known.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The country.
    pub country: &'a Country,
    /// Postal code as typed.
    pub postcode: &'a str,
    /// Town as typed.
    pub town: &'a str,
}

impl<'a> Destination<'a> {
    /// The delivery zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.country.zone_at(self.postcode)
    }

    /// The territory with a code of its own, or the country: whose public holidays count.
    #[must_use]
    pub fn territory(&self) -> &'a Country {
        self.country.territory(self.postcode)
    }
}

/// Whether a cart belongs to a client of the Astronomy Shop API.
fn is_api(token: &str) -> bool {
    token.starts_with(API)
}

/// 128 random bits in hexadecimal.
pub(crate) fn random_token() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| Error::Internal("no random numbers".to_owned()))?;
    Ok(crate::sign::hex(&bytes))
}

/// Prefix of the cart tokens that API clients choose themselves.
const API: &str = "api:";

/// Whether a text can be the token of a cart that this shop gave out.
fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
        || text.strip_prefix(API).is_some_and(|id| !id.is_empty())
}

/// A product's name with the variant's label, where it has one.
pub(crate) fn full_name(name: &str, label: &str) -> String {
    if label.is_empty() { name.to_owned() } else { format!("{name}, {label}") }
}

/// Adds pieces of a variant.
///
/// # Errors
/// [`Error::Quantity`], [`Error::NotFound`] for an unknown SKU, [`Error::SoldOut`],
/// [`Error::CartFull`].
#[tracing::instrument(name = "add_to_cart", skip_all)]
pub async fn add(
    ctx: &Context,
    token: Option<&str>,
    sku: &str,
    quantity: &str,
) -> Result<Change, Error> {
    add_limited(ctx, token, sku, quantity, "", false, &|| true).await
}

/// Adds pieces of a variant, all or none: for programs, which read no sentence that says fewer
/// were taken.
///
/// # Errors
/// As [`add`], and [`Error::OnlyLeft`].
#[tracing::instrument(name = "add_to_cart", skip_all)]
pub async fn add_all(
    ctx: &Context,
    token: &str,
    sku: &str,
    quantity: &str,
) -> Result<Change, Error> {
    add_limited(ctx, Some(token), sku, quantity, "", true, &|| true).await
}

/// As [`add_all`] with `all`, else as [`add`], where not everybody may begin another cart:
/// `may_begin` is asked once, and only when there is none with this token. A `key` that is not empty
/// names this change: sent again, it changes nothing.
///
/// # Errors
/// As there, and [`Error::TooManyCarts`].
#[tracing::instrument(name = "add_to_cart", skip_all)]
pub async fn add_limited(
    ctx: &Context,
    token: Option<&str>,
    sku: &str,
    quantity: &str,
    key: &str,
    all: bool,
    may_begin: &(dyn Fn() -> bool + Sync),
) -> Result<Change, Error> {
    let quantity = parse_quantity(quantity, 1).map_err(Error::Quantity)?;
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let variant =
        store::carts::sellable(&mut conn, sku, now).await?.ok_or(Error::NotFound("product"))?;
    let named = token.filter(|t| is_token(t));
    let known = match named {
        Some(token) => store::carts::get(&mut conn, token).await?.is_some(),
        None => false,
    };
    drop(conn);
    let token = match named {
        // Programs name their carts themselves. A shopper's cookie names one that is there, or
        // somebody else chose what it says.
        Some(token) if known || is_api(token) => token.to_owned(),
        _ => random_token()?,
    };
    if variant.stock == 0 {
        measure::stock_out();
        return Err(Error::SoldOut(variant.name));
    }
    if !known && !may_begin() {
        return Err(Error::TooManyCarts);
    }
    let most = variant.stock.min(i64::from(MAX_QUANTITY));
    let mut tx = ctx.db().begin().await?;
    store::carts::touch(&mut tx, &token, now).await?;
    let before = store::carts::count(&mut tx, &token).await?;
    if !key.is_empty() && store::carts::is_last_change(&mut tx, &token, variant.id, key).await? {
        tx.commit().await?;
        return Ok(Change {
            token,
            count: u32::try_from(before.0).unwrap_or(0),
            name: full_name(&variant.name, &variant.label),
            quantity,
            limited: None,
        });
    }
    let kept = store::carts::add(&mut tx, &token, &variant, i64::from(quantity), most, now).await?;
    if !key.is_empty() {
        store::carts::note_change(&mut tx, &token, variant.id, key).await?;
    }
    let (count, lines) = store::carts::count(&mut tx, &token).await?;
    // More of what is in it already is no new line.
    if lines > before.1 && lines > MAX_LINES as i64 {
        return Err(Error::CartFull);
    }
    let added = count - before.0;
    let small = |n: i64| u32::try_from(n).unwrap_or(0);
    if all && added < i64::from(quantity) {
        return Err(Error::OnlyLeft(small(most)));
    }
    tx.commit().await?;
    measure::added_to_cart();
    Ok(Change {
        token,
        count: small(count),
        name: full_name(&variant.name, &variant.label),
        quantity: small(kept),
        limited: (added < i64::from(quantity)).then(|| small(most)),
    })
}

/// Sets the quantity of a line; 0 takes it out (and it can be put back).
///
/// # Errors
/// [`Error::Quantity`], [`Error::NotFound`] for a cart or a line that is not there.
#[tracing::instrument(skip_all)]
pub async fn set_quantity(
    ctx: &Context,
    token: &str,
    sku: &str,
    quantity: &str,
) -> Result<Change, Error> {
    let quantity = parse_quantity(quantity, 0).map_err(Error::Quantity)?;
    change_line(ctx, token, sku, "", |_| i64::from(quantity)).await
}

/// Moves the quantity of a line by some pieces from what it is now, whatever another tab has
/// made of it meanwhile. A `key` that is not empty names this change: sent again, it changes
/// nothing.
///
/// # Errors
/// As [`set_quantity`].
#[tracing::instrument(skip_all)]
pub async fn step_quantity(
    ctx: &Context,
    token: &str,
    sku: &str,
    step: i64,
    key: &str,
) -> Result<Change, Error> {
    change_line(ctx, token, sku, key, |now| {
        now.saturating_add(step).clamp(0, i64::from(MAX_QUANTITY))
    })
    .await
}

async fn change_line(
    ctx: &Context,
    token: &str,
    sku: &str,
    key: &str,
    wanted: impl FnOnce(i64) -> i64,
) -> Result<Change, Error> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Locked before it is read: another tab's change is waited for and counted from.
    if !store::carts::lock(&mut tx, token, now).await? {
        return Err(Error::NotFound("cart"));
    }
    let lines = store::carts::lines(&mut tx, token, now).await?;
    let line = lines.iter().find(|line| line.sku == sku).ok_or(Error::NotFound("line"))?;
    let variant = line.variant_id;
    let again =
        !key.is_empty() && store::carts::is_last_change(&mut tx, token, variant, key).await?;
    let held = i64::from(line.quantity);
    let quantity = if again { held } else { wanted(held) };
    store::carts::set_undo(&mut tx, token, None).await?;
    let most = line.stock.clamp(0, i64::from(MAX_QUANTITY));
    let kept = if quantity == 0 {
        store::carts::remove(&mut tx, token, line.variant_id).await?;
        store::carts::set_undo(&mut tx, token, Undo::of(&[line])?.as_deref()).await?;
        0
    } else {
        let kept = quantity.min(most.max(1));
        store::carts::set(&mut tx, token, variant, kept).await?;
        if !key.is_empty() {
            store::carts::note_change(&mut tx, token, variant, key).await?;
        }
        kept
    };
    let (count, _) = store::carts::count(&mut tx, token).await?;
    tx.commit().await?;
    let small = |n: i64| u32::try_from(n).unwrap_or(0);
    Ok(Change {
        token: token.to_owned(),
        count: small(count),
        name: line.name.clone(),
        quantity: small(kept),
        limited: (kept < quantity).then(|| small(most)),
    })
}

/// Puts back what was taken out last, as far as it can still be bought.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing, [`Error::SoldOut`] when nothing of it is left.
#[tracing::instrument(name = "undo_removal", skip_all)]
pub async fn undo(ctx: &Context, token: &str) -> Result<Change, Error> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if !store::carts::lock(&mut tx, token, now).await? {
        return Err(Error::NotFound("cart"));
    }
    let cart = store::carts::get(&mut tx, token).await?.ok_or(Error::NotFound("cart"))?;
    let text = cart.undo.ok_or(Error::NotFound("line"))?;
    let undo: Undo = serde_json::from_str(&text).map_err(|_| Error::NotFound("line"))?;
    store::carts::set_undo(&mut tx, token, None).await?;
    let (before, _) = store::carts::count(&mut tx, token).await?;
    for (at, (sku, quantity)) in (now..).zip(&undo.lines) {
        let Some(variant) =
            store::carts::sellable(&mut tx, sku, now).await?.filter(|variant| variant.stock > 0)
        else {
            continue;
        };
        let most = variant.stock.min(i64::from(MAX_QUANTITY));
        store::carts::add(&mut tx, token, &variant, i64::from(*quantity), most, at).await?;
    }
    let (count, lines) = store::carts::count(&mut tx, token).await?;
    if lines > MAX_LINES as i64 {
        return Err(Error::CartFull);
    }
    let back = u32::try_from(count - before).unwrap_or(0);
    if back == 0 {
        return Err(Error::SoldOut(undo.name));
    }
    tx.commit().await?;
    Ok(Change {
        token: token.to_owned(),
        count: u32::try_from(count).unwrap_or(0),
        quantity: back,
        limited: (back < undo.pieces()).then_some(back),
        name: undo.name,
    })
}

/// Takes everything out; it can be put back.
///
/// # Errors
/// When the database cannot.
#[tracing::instrument(name = "empty_cart", skip_all)]
pub async fn empty(ctx: &Context, token: &str) -> Result<(), Error> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if store::carts::lock(&mut tx, token, now).await? {
        let lines = store::carts::lines(&mut tx, token, now).await?;
        let undo = Undo::of(&lines.iter().collect::<Vec<_>>())?;
        store::carts::empty(&mut tx, token).await?;
        store::carts::set_undo(&mut tx, token, undo.as_deref()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The cart as shown, priced for a currency and a country; empty for an unknown token. With `seen`
/// its prices are recorded as shown, so that a price change is explained only once.
///
/// # Errors
/// When the database cannot.
#[tracing::instrument(name = "cart", skip_all)]
pub async fn show(
    ctx: &Context,
    token: Option<&str>,
    currency: Currency,
    country: &Country,
    speed: Speed,
    seen: bool,
) -> Result<CartView, Error> {
    // The estimate follows the postcode as soon as checkout has been told one in this country.
    let address = match token {
        Some(token) => crate::checkout::kept_address(ctx, token)
            .await?
            .filter(|address| address.country == country.code)
            .unwrap_or_default(),
        None => Address::default(),
    };
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    show_at(ctx, token, currency, destination, speed, seen).await
}

/// The same with delivery to an address.
///
/// # Errors
/// When the database cannot.
pub async fn show_at(
    ctx: &Context,
    token: Option<&str>,
    currency: Currency,
    destination: Destination<'_>,
    speed: Speed,
    seen: bool,
) -> Result<CartView, Error> {
    let country = destination.country;
    let rates = rates_of(ctx, token);
    let now = ctx.clock().now();
    let (rows, undo) = match token {
        Some(token) => {
            let mut conn = ctx.db().read().await?;
            let rows =
                with_prices_of(ctx, token, store::carts::lines(&mut conn, token, now).await?);
            let undo = store::carts::get(&mut conn, token).await?.and_then(|cart| cart.undo);
            (rows, undo)
        }
        None => (Vec::new(), None),
    };
    let priced = price(ctx, &rows, currency, destination, speed, rates)?;
    let repriced: Vec<_> = rows
        .iter()
        .filter(|row| row.seen_minor != row.price_minor || row.seen_currency != row.currency)
        .collect();
    if let Some(token) = token
        && seen
        && !repriced.is_empty()
    {
        let mut tx = ctx.db().begin().await?;
        for row in repriced {
            store::carts::mark_price_seen(&mut tx, token, row).await?;
        }
        tx.commit().await?;
    }
    // A cart is shown without the way back rather than not at all.
    let undo = undo.and_then(|text| {
        serde_json::from_str::<Undo>(&text)
            .inspect_err(
                |error| tracing::error!(%error, "what was taken out of a cart cannot be read"),
            )
            .ok()
    });
    let orderable = priced.lines.iter().any(CartLineView::orderable);
    Ok(CartView {
        count: priced.lines.iter().map(|line| line.quantity).sum(),
        to_free_delivery: if !priced.lines.is_empty()
            && priced.lines.iter().all(CartLineView::orderable)
        {
            to_free_delivery(ctx, destination, &priced, rates)
        } else {
            None
        },
        taxes: priced.taxes(),
        lines: priced.lines,
        totals: priced.totals,
        country: country.code.to_owned(),
        load: priced.load,
        carriage: priced.tariff.carriage,
        arrives: orderable.then(|| {
            let (date, hour) = ctx.local();
            shipping::day(
                priced
                    .tariff
                    .window(
                        date,
                        hour,
                        &ctx.calendar(destination.territory(), destination.postcode),
                    )
                    .1,
            )
        }),
        undo: undo.map(|undo| Removed {
            pieces: undo.pieces(),
            lines: u32::try_from(undo.lines.len()).unwrap_or(1),
            name: undo.name,
        }),
    })
}

/// Lines of a cart at the prices that its holder is shown: a client of the Astronomy Shop API
/// pays the API's own.
pub(crate) fn with_prices_of(ctx: &Context, token: &str, mut rows: Vec<LineRow>) -> Vec<LineRow> {
    if is_api(token) {
        let snapshot = ctx.snapshot();
        for row in &mut rows {
            if let Some(price) = snapshot.demonstration(&row.sku).and_then(|known| known.price) {
                (row.price_minor, row.currency) = (price.minor, price.currency);
                // What was seen is the API's answer, which this price was in.
                (row.seen_minor, row.seen_currency) = (row.price_minor, row.currency);
            }
        }
    }
    rows
}

/// The rates by which a cart is priced.
pub(crate) fn rates_of<'a>(ctx: &'a Context, token: Option<&str>) -> &'a Rates {
    if token.is_some_and(is_api) { ctx.exact_rates() } else { ctx.rates() }
}

/// By which tariff a load goes to a destination: that of the speed, or of standard delivery
/// where it is too heavy for that.
pub(crate) fn tariff(
    ctx: &Context,
    destination: Destination<'_>,
    speed: Speed,
    load: Load,
) -> Result<Tariff, Error> {
    let tariff = ctx.settings().rules.tariffs.chosen(destination.zone(), speed, load);
    tariff.copied().ok_or_else(|| Error::Internal("no table of tariffs".to_owned()))
}

/// What is missing for standard delivery by parcel to be free. More goods may be too heavy for
/// a parcel, and freight is priced by weight: nothing is promised of it.
fn to_free_delivery(
    ctx: &Context,
    destination: Destination<'_>,
    priced: &Priced,
    rates: &Rates,
) -> Option<Money> {
    let standard =
        ctx.settings().rules.tariffs.offered(destination.zone(), Speed::Standard, priced.load)?;
    standard.to_free(priced.totals.goods, rates).filter(|_| standard.carriage == Carriage::Parcel)
}

/// What delivery of a load and goods of this value costs; `None` where a rate is missing.
#[must_use]
pub fn delivery_price(
    ctx: &Context,
    zone: Zone,
    speed: Speed,
    load: Load,
    goods: Money,
    rates: &Rates,
) -> Option<Money> {
    ctx.settings().rules.tariffs.chosen(zone, speed, load)?.price(goods, rates)
}

/// How these goods are taxed at a destination.
pub(crate) fn taxation(ctx: &Context, destination: Destination<'_>, items: &[Item]) -> Taxation {
    let Destination { country, postcode, town } = destination;
    ctx.settings()
        .rules
        .territories
        .taxation(country, postcode, town)
        .for_goods(items, ctx.exact_rates())
}

/// Prices rows. Lines that cannot be ordered are shown but not counted in the totals; of a line
/// that asks for more than there is, what there is counts.
pub(crate) fn price(
    ctx: &Context,
    rows: &[LineRow],
    currency: Currency,
    destination: Destination<'_>,
    speed: Speed,
    rates: &Rates,
) -> Result<Priced, Error> {
    let too_large = || Error::Internal("amount too large".to_owned());
    let snapshot = ctx.snapshot();
    let mut lines = Vec::with_capacity(rows.len());
    let mut items = Vec::with_capacity(rows.len());
    let mut kinds = Vec::with_capacity(rows.len());
    for row in rows {
        let quantity = row.quantity;
        let own = row.currency;
        let unit = rates
            .price(Money::new(row.price_minor, own), currency)
            .ok_or_else(|| Error::Internal(format!("no rate for {own}")))?;
        let mut notices = Vec::new();
        let stock = row.stock.clamp(0, i64::from(MAX_QUANTITY));
        if !row.visible {
            notices.push(LineNotice::Withdrawn);
        } else if stock == 0 {
            notices.push(LineNotice::SoldOut);
        } else if stock < i64::from(row.quantity) {
            notices.push(LineNotice::OnlyLeft(u32::try_from(stock).unwrap_or(0)));
        }
        let before = row.seen_currency;
        if (row.seen_minor, before) != (row.price_minor, own)
            && let Some(before) = rates
                .price(Money::new(row.seen_minor, before), currency)
                .filter(|before| *before != unit)
        {
            notices.push(LineNotice::Repriced(before));
        }
        let item = Item { unit, quantity, tax_class: row.tax_class };
        let line = CartLineView {
            sku: row.sku.clone(),
            slug: row.slug.clone(),
            name: row.name.clone(),
            label: row.label.clone(),
            picture: snapshot
                .by_slug(&row.slug)
                .and_then(|entry| entry.picture_of(&row.sku).cloned()),
            specs: snapshot.by_slug(&row.slug).map(|entry| entry.specs.clone()).unwrap_or_default(),
            quantity,
            available: u32::try_from(stock).unwrap_or(0),
            unit,
            total: unit.times(quantity).ok_or_else(too_large)?,
            notices,
        };
        if line.orderable() {
            items.push(item);
            kinds.push((row.weight_g, quantity));
        } else if row.visible && stock > 0 {
            items.push(Item { quantity: line.available, ..item });
            kinds.push((row.weight_g, line.available));
        }
        lines.push(line);
    }
    let goods = items
        .iter()
        .try_fold(0_i64, |sum, item| sum.checked_add(item.unit.times(item.quantity)?.minor))
        .ok_or_else(too_large)?;
    let load = Load::of(kinds);
    let tariff = tariff(ctx, destination, speed, load)?;
    let delivery = if items.is_empty() {
        Money::zero(currency)
    } else {
        tariff
            .price(Money::new(goods, currency), rates)
            .ok_or_else(|| Error::Internal(format!("no rate for {currency}")))?
    };
    let taxation = taxation(ctx, destination, &items);
    let totals = totals(&items, delivery, taxation, currency).map_err(|_| too_large())?;
    let delivery = delivery_shares(&items, delivery, taxation);
    Ok(Priced { lines, items, totals, taxation, delivery, load, tariff })
}
