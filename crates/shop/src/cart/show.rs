//! Shows a cart.

use super::{
    Destination, PricedLine,
    price::{Terms, price, rates_of, to_free_delivery, with_prices_of},
    undo::StoredRemoval,
};
use crate::{Context, InternalError};
use domain::{
    Currency,
    customers::{Address, country::Country},
    shipping::ShippingMethod,
};
use views::cart::CartView;

/// Which cart to show, and how to price it.
#[derive(Clone, Copy, Debug)]
pub struct ShowCart<'a> {
    /// The cart's token; an unknown one shows an empty cart.
    pub cart: Option<&'a str>,
    /// The currency of its prices.
    pub currency: Currency,
    /// The destination.
    pub to: DeliverTo<'a>,
    /// The shipping method.
    pub shipping_method: ShippingMethod,
    /// Records its prices as seen, so that a price change is announced only once.
    pub prices_seen: bool,
}

/// The destination of a cart.
#[derive(Clone, Copy, Debug)]
pub enum DeliverTo<'a> {
    /// A country; the address entered at checkout is used if it is in this country.
    Country(&'a Country),
    /// An address.
    Address(Destination<'a>),
}

impl<'a> ShowCart<'a> {
    /// A cart with standard delivery to a country.
    #[must_use]
    pub fn new(cart: Option<&'a str>, currency: Currency, country: &'a Country) -> Self {
        let (to, shipping_method) = (DeliverTo::Country(country), ShippingMethod::Standard);
        Self { cart, currency, to, shipping_method, prices_seen: false }
    }
}

/// Returns the cart, priced for a currency and a destination.
///
/// # Errors
/// If the database fails.
#[tracing::instrument(name = "cart", skip_all)]
pub async fn show(ctx: &Context, command: ShowCart<'_>) -> Result<CartView, InternalError> {
    let token = command.cart;
    let country = match command.to {
        DeliverTo::Country(country) => country,
        DeliverTo::Address(destination) => {
            return show_at(ctx, command, destination).await;
        }
    };
    // The estimate uses the postcode as soon as checkout has an address in this country.
    let address = match token {
        Some(token) => crate::customers::kept_address(ctx, token)
            .await?
            .filter(|address| address.country == country.code)
            .unwrap_or_default(), // None yet, or in another country: the country alone decides.
        None => Address::default(),
    };
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    show_at(ctx, command, destination).await
}

async fn show_at(
    ctx: &Context,
    command: ShowCart<'_>,
    destination: Destination<'_>,
) -> Result<CartView, InternalError> {
    let ShowCart { cart: token, currency, shipping_method, prices_seen, .. } = command;
    let country = destination.country;
    let rates = rates_of(ctx, token);
    let now = ctx.clock().now();
    let settings = ctx.settings();
    let (on, hour) = settings.dispatch.zone.local(now);
    let (rows, undo) = match token {
        Some(token) => {
            let mut conn = ctx.db().read().await?;
            let rows = with_prices_of(ctx, token, store::cart::lines(&mut conn, token, now).await?);
            let undo = store::cart::get(&mut conn, token).await?.and_then(|cart| cart.undo);
            (rows, undo)
        }
        None => (Vec::new(), None),
    };
    let terms = Terms { currency, destination, shipping_method, rates: &rates, on };
    let priced = price(ctx, rows, terms)?;
    // A price without an exchange rate is not shown, so it has not been seen.
    let repriced: Vec<_> = priced
        .lines
        .iter()
        .map(|line| &line.row)
        .filter(|row| row.is_repriced() && rates.rate(row.currency).is_some())
        .collect();
    if let Some(token) = token
        && prices_seen
        && !repriced.is_empty()
    {
        let mut tx = ctx.db().begin().await?;
        store::cart::mark_prices_seen(&mut tx, token, &repriced).await?;
        tx.commit().await?;
    }
    // Rather a cart without undo than no cart.
    let undo = undo.and_then(|text| {
        serde_json::from_str::<StoredRemoval>(&text)
            .inspect_err(
                |error| tracing::error!(%error, "the removed lines of a cart cannot be read"),
            )
            .ok()
    });
    let orderable = priced.lines.iter().any(PricedLine::orderable);
    Ok(CartView {
        count: priced.lines.iter().map(|line| line.row.quantity).sum(),
        to_free_delivery: if !priced.lines.is_empty()
            && priced.lines.iter().all(PricedLine::orderable)
        {
            to_free_delivery(ctx, destination, &priced, &rates)
        } else {
            None
        },
        taxes: priced.taxes()?,
        lines: priced.views(ctx),
        totals: priced.totals,
        country: country.code.to_owned(),
        load: priced.load,
        carriage: priced.tariff.carriage,
        arrives: orderable.then(|| {
            let calendar = settings.calendar(now, destination.territory(), destination.postcode);
            priced.tariff.window(on, hour, &calendar).1
        }),
        undo: undo.map(|undo| views::cart::Removed {
            units: undo.units(),
            // A cart holds at most 60 lines.
            lines: u32::try_from(undo.lines.len()).unwrap_or(u32::MAX),
            name: undo.name,
        }),
    })
}
