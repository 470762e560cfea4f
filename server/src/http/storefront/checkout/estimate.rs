//! The order summary and the address forms for a destination that is not saved yet.

use super::step;
use crate::{State, http::HttpError, session::Visitor};
use app::islands::checkout::{
    BILLING, DELIVERY,
    api::{AddressForm, Destination as Chosen, Estimate, OrderSummary},
};
use domain::{
    checkout::{FieldError, check_field},
    customers::{Address, country},
    shipping::ShippingMethod,
};
use shop::{
    InvalidFields,
    cart::{DeliverTo, Destination, ShowCart},
};
use views::{
    cart::CartView,
    checkout::{CheckoutView, Step},
};

/// The visitor's order summary for a destination, and the address forms there. Nothing is saved.
///
/// # Errors
/// An unknown country, or the errors of the use cases.
pub(in crate::http) async fn estimate_at(
    state: &State,
    visitor: &Visitor,
    chosen: &Chosen,
) -> Result<Estimate, HttpError> {
    let wrong = [
        wrong_country("country", &chosen.country),
        wrong_country("billing-country", &chosen.billing_country),
    ];
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    if !wrong.is_empty() {
        return Err(InvalidFields(wrong).into());
    }
    let mut view = step::view(state, visitor, Some(Step::Contact)).await?;
    let address = Address {
        country: chosen.country.clone(),
        postcode: chosen.postcode.clone(),
        city: chosen.city.clone(),
        ..Address::default()
    };
    estimate(state, visitor, &mut view, &address).await?;
    let form = |names, code: &str| {
        AddressForm::new(names, country::by_code(code).map_or("", |country| country.code))
    };
    Ok(Estimate {
        order: OrderSummary::new(&view.cart, view.reached == Step::Contact),
        addresses: vec![form(&DELIVERY, &chosen.country), form(&BILLING, &chosen.billing_country)],
    })
}

/// The cart priced for delivery to an address.
pub(super) async fn cart_at(
    state: &State,
    visitor: &Visitor,
    shipping_method: ShippingMethod,
    to: Destination<'_>,
) -> Result<CartView, HttpError> {
    let cart = ShowCart::new(visitor.cart.as_deref(), visitor.currency, to.country);
    let command = ShowCart { to: DeliverTo::Address(to), shipping_method, ..cart };
    Ok(shop::cart::show(&state.shop, command).await?)
}

/// Prices a view's cart for the typed address, unless its country is invalid.
pub(super) async fn estimate(
    state: &State,
    visitor: &Visitor,
    view: &mut CheckoutView,
    address: &Address,
) -> Result<(), HttpError> {
    let there = address.tidied();
    if let Some(country) = country::by_code(&there.country) {
        let destination = Destination { country, postcode: &there.postcode, town: &there.city };
        view.cart = cart_at(state, visitor, view.shipping_method, destination).await?;
    }
    Ok(())
}

/// The error of a chosen country, if any.
pub(super) fn wrong_country(field: &str, code: &str) -> Option<FieldError> {
    check_field("country", code, code)
        .map(|problem| FieldError { field: field.to_owned(), problem })
}
