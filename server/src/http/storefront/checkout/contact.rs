//! `POST /checkout/contact`: email address and addresses.

use super::{
    estimate::{estimate, wrong_country},
    step,
};
use crate::{
    State,
    http::{
        HttpError,
        extract::{Fields, Json},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::add_cookie,
    session::Visitor,
};
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use domain::{
    checkout::ContactForm,
    customers::{Address, address_form::Form, country},
};
use shop::{
    InvalidFields,
    checkout::{ContactError, ShowError},
};
use views::{
    checkout::{CheckoutView, Step},
    routes,
};

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
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, HttpError> {
    let form = ContactForm { email: fields.get("email").to_owned(), address: address(&fields)? };
    let elsewhere = fields.any(|name| name.starts_with("billing-")) && !fields.has("billing-same");
    let billing: Option<Address> =
        if elsewhere { Some(address(&fields.with_prefix("billing-"))?) } else { None };
    if let Some(failure) = limited {
        let fill = |view: &mut CheckoutView| (view.contact, view.billing) = (form, billing);
        return step::refused(&state, &visitor, Step::Contact, failure, fill).await;
    }
    if fields.has("update") {
        return other_country(&state, &visitor, form, billing).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_contact(&state.shop, token, form.clone(), billing.clone()).await
        }
        None => Err(ContactError::EmptyCart),
    };
    match outcome {
        Ok(next) => {
            let mut response = step::to_step(next);
            // The next visit starts with this delivery country.
            add_cookie(
                &mut response,
                visitor
                    .set_choice("country", form.address.country.trim())
                    .filter(|_| country::by_code(&form.address.country).is_some()),
            );
            Ok(response)
        }
        Err(ContactError::Fields(InvalidFields(errors))) if !json => {
            let mut view = match step::view(&state, &visitor, Some(Step::Contact)).await {
                Err(ShowError::EmptyCart) => return Ok(see_other(routes::CART)),
                other => other?,
            };
            estimate(&state, &visitor, &mut view, &form.address).await?;
            view.contact = form;
            view.billing = billing;
            view.errors = errors;
            Ok(step::show_view(&state, &visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(ContactError::Fields(InvalidFields(errors))) => {
            let billing = billing.as_ref().map_or("", |address| &address.country);
            Err(HttpError::of_addresses(
                &errors,
                [form.address.country.as_str(), billing].map(Form::of),
            ))
        }
        Err(ContactError::EmptyCart) if !json => Ok(see_other(routes::CART)),
        Err(error) => Err(error.into()),
    }
}

/// The form by the rules of the chosen countries, with an estimate; keeps the typed input and saves
/// nothing.
async fn other_country(
    state: &State,
    visitor: &Visitor,
    form: ContactForm,
    billing: Option<Address>,
) -> Result<Response, HttpError> {
    let mut view = match step::view(state, visitor, Some(Step::Contact)).await {
        Err(ShowError::EmptyCart) => return Ok(see_other(routes::CART)),
        other => other?,
    };
    estimate(state, visitor, &mut view, &form.address).await?;
    // Nothing else is validated yet.
    view.errors.extend(wrong_country("country", &form.address.country));
    view.errors.extend(
        billing.as_ref().and_then(|billing| wrong_country("billing-country", &billing.country)),
    );
    view.contact = form;
    view.billing = billing;
    let status =
        if view.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(step::show_view(state, visitor, &view, status))
}
