//! What a cart would pay, and why: for the merchant, with the functions that charge.

use super::{
    Availability, Destination, PricedLine,
    price::{Priced, Terms, price},
};
use crate::{
    Context, InternalError,
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    Currency, Money,
    cart::MAX_LINES,
    pricing::Totals,
    shipping::{DeliveryOption, Load, ShippingMethod, Tariff, Zone},
    staff::Permission,
    tax::{TaxLine, TaxRate},
};

/// A made-up cart and the address that it is sent to.
#[derive(Clone, Copy, Debug)]
pub struct TryCart<'a> {
    /// SKUs and quantities.
    pub lines: &'a [(String, u32)],
    /// The currency of its prices.
    pub currency: Currency,
    /// The country's code.
    pub country: &'a str,
    /// The postcode; may be empty.
    pub postcode: &'a str,
    /// The town; may be empty.
    pub town: &'a str,
    /// The shipping method.
    pub method: ShippingMethod,
}

/// Why there is no trial.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It has no lines, or too many.
    #[error("the cart has no lines, or too many")]
    Lines,
    /// No variant has this SKU.
    #[error("no variant has the SKU {0}")]
    NoSuchSku(String),
    /// The shop does not deliver to this country, or there is no such country.
    #[error("the shop does not deliver there")]
    Country,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(TrialError);

/// Whether a line could be ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TriedStock {
    /// Shoppers do not see the product, or its price has no exchange rate.
    Withdrawn,
    /// It is sold out.
    SoldOut,
    /// So many are left.
    OnlyLeft(u32),
    /// All of it.
    Available,
}

/// A line of a trial.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TriedLine {
    /// The variant.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// Units.
    pub quantity: u32,
    /// The base price of a unit, as stored.
    pub base: Money,
    /// What is charged for a unit, as stored: the base price, or a sale price.
    pub charged: Money,
    /// The same in the currency of the cart; none without an exchange rate.
    pub unit: Option<Money>,
    /// For all units.
    pub total: Option<Money>,
    /// The tax rate.
    pub rate: TaxRate,
    /// Whether it could be ordered.
    pub stock: TriedStock,
}

/// What a cart would pay, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trial {
    /// Its lines.
    pub lines: Vec<TriedLine>,
    /// Its totals.
    pub totals: Totals,
    /// Tax by rate.
    pub taxes: Vec<TaxLine>,
    /// The shipping zone.
    pub zone: Zone,
    /// The weights by which the tariff was chosen.
    pub load: Load,
    /// The tariff that is charged.
    pub tariff: Tariff,
    /// All delivery options.
    pub options: Vec<DeliveryOption>,
}

/// Prices a made-up cart.
///
/// # Errors
/// See [`TrialError`].
pub async fn trial(
    ctx: &Context,
    actor: &Actor,
    command: TryCart<'_>,
) -> Result<Trial, TrialError> {
    actor.require(Permission::SettingsRead)?;
    let TryCart { lines, currency, country, postcode, town, method } = command;
    if lines.is_empty() || lines.len() > MAX_LINES {
        return Err(TrialError::Lines);
    }
    let settings = ctx.settings();
    let zones = &settings.rules.zones;
    let country = zones.country(country).ok_or(TrialError::Country)?;
    let destination = Destination { country, postcode, town };
    let zone = destination.zone(zones).ok_or(TrialError::Country)?;
    let now = ctx.clock().now();
    let (on, hour) = settings.dispatch.zone.local(now);
    let skus: Vec<&str> = lines.iter().map(|(sku, _)| sku.as_str()).collect();
    let mut conn = ctx.db().read().await?;
    let found = store::cart::imagined_lines(&mut conn, &skus, now).await?;
    drop(conn);
    let mut rows = Vec::with_capacity(lines.len());
    for (sku, quantity) in lines {
        let row = found.iter().find(|row| row.sku == *sku);
        let mut row = row.cloned().ok_or_else(|| TrialError::NoSuchSku(sku.clone()))?;
        row.quantity = *quantity;
        rows.push(row);
    }
    let rates = ctx.rates();
    let terms = Terms { currency, destination, shipping_method: method, rates: &rates, on };
    let priced = price(ctx, rows, terms)?;
    let calendar = settings.calendar(now, destination.territory(), postcode);
    let options = settings.rules.tariffs.offers(
        (zone, priced.load),
        priced.totals.subtotal,
        &rates,
        (on, hour),
        &calendar,
    );
    Ok(Trial {
        taxes: priced.taxes()?,
        lines: priced.lines.iter().map(|line| tried(&priced, line)).collect(),
        totals: priced.totals,
        zone,
        load: priced.load,
        tariff: priced.tariff,
        options,
    })
}

fn tried(priced: &Priced, line: &PricedLine) -> TriedLine {
    let row = &line.row;
    TriedLine {
        sku: row.sku.clone(),
        name: super::full_name(&row.name, &row.label),
        quantity: row.quantity,
        base: Money::new(row.seen_minor, row.seen_currency),
        charged: Money::new(row.price_minor, row.currency),
        unit: line.price.map(|price| price.unit),
        total: line.price.map(|price| price.total),
        rate: priced.taxation.rate(row.tax_class),
        stock: match line.availability {
            Availability::Withdrawn => TriedStock::Withdrawn,
            Availability::SoldOut => TriedStock::SoldOut,
            Availability::Partly(left) => TriedStock::OnlyLeft(left),
            Availability::Whole => TriedStock::Available,
        },
    }
}
