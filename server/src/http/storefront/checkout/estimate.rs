//! The order summary and the address forms for a destination that is not saved yet.

use super::step;
use crate::{State, http::HttpError, session::Visitor};
use app::islands::checkout::{
    BILLING, DELIVERY,
    api::{AddressForm, Destination, Estimate, OrderSummary},
};
use domain::customers::Address;
use shop::{
    InvalidFields,
    checkout::{ShowCheckout, Unsaved},
};
use views::checkout::Step;

/// The visitor's order summary for a destination, and the address forms there. Nothing is saved.
///
/// # Errors
/// An unknown country, or the errors of the use case.
pub(in crate::http) async fn estimate_at(
    state: &State,
    visitor: &Visitor,
    chosen: Destination,
) -> Result<Estimate, HttpError> {
    let Destination { country, postcode, city, billing_country } = chosen;
    let delivery = Address { country, postcode, city, ..Address::default() };
    let unsaved = Unsaved::Countries { delivery: Some(&delivery), billing: Some(&billing_country) };
    let command = ShowCheckout { unsaved, ..step::of(visitor, Some(Step::Contact)) };
    let view = shop::checkout::show(&state.shop, command).await?;
    if !view.errors.is_empty() {
        return Err(InvalidFields(view.errors).into());
    }
    let billing = view.billing.as_ref().map_or("", |address| &address.country);
    Ok(Estimate {
        order: OrderSummary::new(&view),
        addresses: vec![
            AddressForm::new(&DELIVERY, &view.contact.address.country),
            AddressForm::new(&BILLING, billing),
        ],
    })
}
