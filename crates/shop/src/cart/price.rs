//! Prices a cart: lines, delivery and tax.

use super::{line::PricedLine, token::is_api};
use crate::{Context, InternalError};
use domain::{
    Currency, Money,
    customers::country::Country,
    pricing::{DeliveryShare, Item, Totals, delivery_shares, rates::Rates, totals},
    shipping::{Carriage, Load, ShippingMethod, Tariff, Zone, Zones},
    tax::{TaxLine, TaxRate, Taxation, TaxedPart, tax_lines, territory::TaxAddress},
};
use std::sync::Arc;
use store::cart::LineRow;
use time::Date;
use views::cart::CartLineView;

/// A cart priced in one currency, for one destination.
pub(crate) struct Priced {
    pub lines: Vec<PricedLine>,
    pub totals: Totals,
    pub taxation: Taxation,
    pub delivery: Vec<DeliveryShare>,
    pub load: Load,
    pub tariff: Tariff,
}

impl Priced {
    /// The lines as a shopper sees them.
    pub fn views(&self, ctx: &Context) -> Vec<CartLineView> {
        let snapshot = ctx.snapshot();
        self.lines.iter().map(|line| line.view(&snapshot)).collect()
    }

    /// Tax by rate, as printed on a receipt.
    pub fn taxes(&self) -> Result<Vec<TaxLine>, InternalError> {
        let taxed = |item: Item| {
            let shown = item.unit.times(item.quantity)?;
            let rate = self.taxation.rate(item.tax_class);
            Some(TaxedPart { rate, shown, tax: rate.tax(shown)? })
        };
        let lines = self.lines.iter().filter_map(PricedLine::item).map(taxed);
        let delivery = self.delivery.iter().map(|share| {
            let rate = TaxRate { basis_points: share.rate, included: self.taxation.included };
            Some(TaxedPart { rate, shown: share.shown, tax: share.tax })
        });
        let parts: Option<Vec<TaxedPart>> = lines.chain(delivery).collect();
        parts.and_then(|parts| tax_lines(&parts)).ok_or(InternalError::AmountTooLarge)
    }
}

/// The destination of a parcel, as far as tax and delivery depend on it. Postcode and town are
/// empty until they are known.
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
    /// The shipping zone; `None` if the shop does not deliver to the country.
    #[must_use]
    pub fn zone(&self, zones: &Zones) -> Option<Zone> {
        zones.zone_at(self.country, self.postcode)
    }

    /// The territory if it has a code of its own, otherwise the country. Its public holidays apply.
    #[must_use]
    pub fn territory(&self) -> &'a Country {
        self.country.territory(self.postcode)
    }
}

/// Applies the prices that the cart's owner is shown: an Astronomy Shop API client pays the API's
/// prices.
pub(crate) fn with_prices_of(ctx: &Context, token: &str, mut rows: Vec<LineRow>) -> Vec<LineRow> {
    if is_api(token) {
        let snapshot = ctx.snapshot();
        for row in &mut rows {
            if let Some(price) = snapshot.demonstration(&row.sku).and_then(|known| known.price) {
                (row.price_minor, row.currency) = (price.minor, price.currency);
                // What the client saw is the API's answer, which contained this price.
                (row.seen_minor, row.seen_currency) = (row.price_minor, row.currency);
            }
        }
    }
    rows
}

/// The exchange rates for pricing a cart.
pub(crate) fn rates_of(ctx: &Context, token: Option<&str>) -> Arc<Rates> {
    if token.is_some_and(is_api) { ctx.exact_rates() } else { ctx.rates() }
}

/// The tariff for a load to a destination: that of the shipping method, or of standard delivery if
/// the load is too heavy for that method.
pub(crate) fn tariff(
    ctx: &Context,
    destination: Destination<'_>,
    shipping_method: ShippingMethod,
    load: Load,
) -> Result<Tariff, InternalError> {
    let settings = ctx.settings();
    let zone = destination.zone(&settings.rules.zones).ok_or(InternalError::NoTariff)?;
    let tariff = settings.rules.tariffs.chosen(zone, shipping_method, load);
    tariff.copied().ok_or(InternalError::NoTariff)
}

/// The amount missing for free standard delivery by parcel. None for freight: it is priced by
/// weight, and more goods may exceed a parcel's limit.
pub(super) fn to_free_delivery(
    ctx: &Context,
    destination: Destination<'_>,
    priced: &Priced,
    rates: &Rates,
) -> Option<Money> {
    let settings = ctx.settings();
    let zone = destination.zone(&settings.rules.zones)?;
    let standard = settings.rules.tariffs.offered(zone, ShippingMethod::Standard, priced.load)?;
    standard
        .to_free(priced.totals.subtotal, rates)
        .filter(|_| standard.carriage == Carriage::Parcel)
}

/// A parcel whose delivery is to be priced.
#[derive(Clone, Copy, Debug)]
pub struct Parcel {
    /// The zone it is sent to.
    pub zone: Zone,
    /// Standard or express.
    pub shipping_method: ShippingMethod,
    /// Its contents.
    pub load: Load,
    /// The subtotal of its contents.
    pub subtotal: Money,
}

/// The price of delivering a parcel; none if an exchange rate is missing.
#[must_use]
pub fn delivery_price(ctx: &Context, parcel: Parcel, rates: &Rates) -> Option<Money> {
    let Parcel { zone, shipping_method, load, subtotal } = parcel;
    let settings = ctx.settings();
    settings.rules.tariffs.chosen(zone, shipping_method, load)?.price(subtotal, rates)
}

/// How these items are taxed at a destination if they are ordered on this day.
pub(crate) fn taxation(
    ctx: &Context,
    destination: Destination<'_>,
    items: &[Item],
    on: Date,
) -> Taxation {
    let Destination { country, postcode, town } = destination;
    let settings = ctx.settings();
    let own = settings.rules.tax_rates.taxation(country, on);
    let address = TaxAddress { country: country.code, postcode, town };
    settings.rules.territories.taxation(own, address).for_goods(items, &ctx.exact_rates())
}

/// What the price of a cart depends on besides its lines.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub currency: Currency,
    pub destination: Destination<'a>,
    pub shipping_method: ShippingMethod,
    pub rates: &'a Rates,
    /// The day of the order at the place of dispatch, whose tax rates apply.
    pub on: Date,
}

/// Prices cart lines. Lines that cannot be ordered are shown but not counted in the totals; a line
/// that exceeds the stock counts with the available quantity.
pub(crate) fn price(
    ctx: &Context,
    rows: Vec<LineRow>,
    terms: Terms<'_>,
) -> Result<Priced, InternalError> {
    let Terms { currency, destination, shipping_method, rates, on } = terms;
    let lines: Vec<PricedLine> = rows
        .into_iter()
        .map(|row| PricedLine::new(row, currency, rates))
        .collect::<Result<_, _>>()?;
    let items: Vec<Item> = lines.iter().filter_map(PricedLine::item).collect();
    let load = Load::of(lines.iter().filter_map(|line| {
        let item = line.item()?;
        Some((line.row.weight_g, item.quantity))
    }));
    let subtotal = items
        .iter()
        .try_fold(Money::zero(currency), |sum, item| {
            sum.checked_add(item.unit.times(item.quantity)?)
        })
        .ok_or(InternalError::AmountTooLarge)?;
    let tariff = tariff(ctx, destination, shipping_method, load)?;
    let delivery = if items.is_empty() {
        Money::zero(currency)
    } else {
        tariff.price(subtotal, rates).ok_or(InternalError::NoRate(currency))?
    };
    let taxation = taxation(ctx, destination, &items, on);
    let totals = totals(&items, delivery, taxation, currency)?;
    let delivery = delivery_shares(&items, delivery, taxation)?;
    Ok(Priced { lines, totals, taxation, delivery, load, tariff })
}
