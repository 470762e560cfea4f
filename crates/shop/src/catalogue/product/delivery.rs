//! Delivery of a product to the visitor's country.

use crate::{Context, InternalError, cart::Destination};
use domain::{
    Currency, Money,
    pricing::Item,
    shipping::{Load, ShippingMethod},
    tax::{TaxClass, Taxation},
};
use views::catalogue::{DeliveryNote, ProductView};

/// Delivery date and price for one unit of the chosen variant.
///
/// # Errors
/// If there is no table of tariffs.
pub fn delivery_of(
    ctx: &Context,
    product: &ProductView,
    currency: Currency,
    country_code: &str,
) -> Result<DeliveryNote, InternalError> {
    let (price, grams) = product
        .variants
        .get(product.chosen)
        .map_or((Money::zero(currency), 0), |variant| (variant.price, variant.grams));
    delivery_note(ctx, price, grams, product.tax_class, country_code)
}

/// Delivery date and price for one unit at this price and of this many grams.
///
/// # Errors
/// If there is no table of tariffs.
pub fn delivery_note(
    ctx: &Context,
    price: Money,
    grams: i64,
    tax_class: TaxClass,
    country_code: &str,
) -> Result<DeliveryNote, InternalError> {
    // The code comes from a cookie or a URL: one that is unknown is as if none had been chosen.
    let settings = ctx.settings();
    let chosen = settings.rules.zones.country(country_code);
    let country = chosen.unwrap_or_else(|| settings.home_country());
    let now = ctx.clock().now();
    let (date, hour) = settings.dispatch.zone.local(now);
    let item = Item { unit: price, quantity: 1, tax_class };
    let destination = Destination { country, postcode: "", town: "" };
    let taxation = crate::cart::taxation(ctx, destination, &[item], date);
    let tariff =
        crate::cart::tariff(ctx, destination, ShippingMethod::Standard, Load::of([(grams, 1)]))?;
    let (_, latest) = tariff.window(date, hour, &settings.calendar(now, country, ""));
    Ok(DeliveryNote {
        country: country.code.to_owned(),
        by: latest,
        price: tariff.price(price, &ctx.rates()).ok_or(InternalError::NoRate(price.currency))?,
        carriage: tariff.carriage,
        tax_included: taxation.included,
        export: taxation == Taxation::EXPORT,
        return_days: settings.limits.return_days,
    })
}
