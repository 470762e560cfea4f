//! `POST /checkout/contact`: email address and addresses.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Fields},
        middleware::rate_limit::Limited,
    },
    render::add_cookie,
    session::Visitor,
};
use axum::{extract::State as Extract, response::Response};
use domain::{
    checkout::ContactForm,
    customers::{Address, address_form::Form},
};
use shop::{
    InvalidFields,
    checkout::{ContactError, ShowCheckout, TypedContact, Unsaved},
};
use views::checkout::Step;

fn address(fields: &Fields) -> Result<Address, HttpError> {
    let mut address: Address = fields.read()?;
    // A page rendered by the release before sends the selected region in a field named after the
    // country.
    let listed = format!("region-{}", address.country.trim().to_ascii_lowercase());
    if !fields.get(&listed).is_empty() {
        fields.get(&listed).clone_into(&mut address.region);
    }
    Ok(address)
}

pub(in crate::http) async fn contact(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, HttpError> {
    let form = ContactForm { email: fields.get("email").to_owned(), address: address(&fields)? };
    let elsewhere = fields.any(|name| name.starts_with("billing-")) && !fields.has("billing-same");
    let billing: Option<Address> =
        if elsewhere { Some(address(&fields.with_prefix("billing-"))?) } else { None };
    let typed = TypedContact { contact: &form, billing: billing.as_ref() };
    let shown = |unsaved| ShowCheckout { unsaved, ..step::of(&visitor, Some(Step::Contact)) };
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, shown(Unsaved::Contact(typed)), failure).await;
    }
    // The button that updates the form to the rules of the chosen countries.
    if fields.has("update") {
        return step::show(&state, &visitor, shown(Unsaved::ContactSoFar(typed))).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_contact(&state.shop, token, form.clone(), billing.clone()).await
        }
        None => Err(ContactError::EmptyCart),
    };
    match outcome {
        Ok(saved) => {
            let mut response = step::to_step(saved.next);
            // The next visit starts with this delivery country.
            add_cookie(&mut response, visitor.set_choice("country", &saved.country));
            Ok(response)
        }
        Err(ContactError::Fields(InvalidFields(errors))) if caller.is_program() => {
            let billing = billing.as_ref().map_or("", |address| &address.country);
            Err(HttpError::of_addresses(
                &errors,
                [form.address.country.as_str(), billing].map(Form::of),
            ))
        }
        Err(error) if caller.is_program() => Err(error.into()),
        Err(error) => step::again(&state, &visitor, shown(Unsaved::Contact(typed)), error).await,
    }
}
