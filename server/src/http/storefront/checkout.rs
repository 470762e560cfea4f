//! Checkout: four steps on one page. Each posts to its own address and is led on to the next; what
//! is wrong comes back with what was typed.

use crate::{
    State,
    http::{
        Failure,
        error::{payment_wait, refusal_key},
        extract::{Client, Fields, Json, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::{Page, t};
use axum::{
    extract::State as Extract,
    http::{StatusCode, header},
    response::Response,
};
use domain::{
    checkout::{ContactForm, FieldError, check_field},
    customers::{Address, address_form::Form, country},
    shipping::Speed,
};
use shop::{Error, cart::Destination, checkout::CardForm, orders::Agreement};
use views::checkout::{CheckoutView, Step};
use views::routes;

/// Shows checkout; an empty cart leads to the cart, which says so.
fn show_view(
    state: &State,
    visitor: &Visitor,
    view: &CheckoutView,
    status: StatusCode,
) -> Response {
    let template = render::template(state, visitor, routes::CHECKOUT, Page::Checkout(view));
    render::respond(state, visitor, &template, status)
}

fn to_step(step: Step) -> Response {
    see_other(&routes::checkout_step(step))
}

async fn view(state: &State, visitor: &Visitor, step: Option<Step>) -> Result<CheckoutView, Error> {
    shop::checkout::show(
        &state.shop,
        visitor.cart.as_deref(),
        step,
        visitor.currency,
        visitor.country.code,
    )
    .await
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
    query: Query,
) -> Result<Response, Failure> {
    let asked = query.get("step").and_then(Step::from_key);
    match view(&state, &visitor, asked).await {
        Ok(view) if !view.cart.orderable() => Ok(back_to_cart(&visitor)),
        // Each step has its own address, so that Back finds the one that was there.
        Ok(view) if asked.is_none() => {
            Ok(see_other(&format!("{}{}", routes::checkout_step(view.step), kept(&query))))
        }
        Ok(mut view) => {
            // What it would come to elsewhere, while a country is being chosen and nothing is kept
            // yet.
            let asked_for = |name: &str| {
                query.get(name).filter(|code| !code.is_empty() && view.step == Step::Contact)
            };
            let (delivery, billing) = (asked_for("country"), asked_for("billing-country"));
            if let Some(code) = delivery {
                if let Some(country) = country::by_code(code) {
                    let destination = Destination {
                        country,
                        postcode: query.get("postcode").unwrap_or(""),
                        town: query.get("city").unwrap_or(""),
                    };
                    view.cart = shop::cart::show_at(
                        &state.shop,
                        visitor.cart.as_deref(),
                        visitor.currency,
                        destination,
                        view.speed,
                        false,
                    )
                    .await?;
                }
                view.contact.address.country =
                    country::by_code(code).map_or(code, |country| country.code).to_owned();
                view.errors.extend(wrong_country("country", code));
            }
            if let Some(code) = billing {
                view.billing.get_or_insert_default().country =
                    country::by_code(code).map_or(code, |country| country.code).to_owned();
                view.errors.extend(wrong_country("billing-country", code));
            }
            let status = if view.errors.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(show_view(&state, &visitor, &view, status))
        }
        Err(Error::EmptyCart) => Ok(nothing_to_order(&visitor)),
        Err(error) => Err(error.into()),
    }
}

/// What an address of checkout says beside the step, for the address with the step.
fn kept(query: &Query) -> String {
    let names = ["country", "postcode", "city", "billing-country"];
    let pairs: Vec<(&str, &str)> =
        names.into_iter().filter_map(|name| Some((name, query.get(name)?))).collect();
    serde_urlencoded::to_string(pairs)
        .ok()
        .filter(|pairs| !pairs.is_empty())
        .map(|pairs| format!("&{pairs}"))
        .unwrap_or_default()
}

/// What is wrong with a country that was chosen.
fn wrong_country(field: &str, code: &str) -> Option<FieldError> {
    check_field("country", code, code)
        .map(|problem| FieldError { field: field.to_owned(), problem })
}

/// Back to the cart, which marks the lines that cannot be ordered as they stand, with the reason on
/// top.
fn back_to_cart(visitor: &Visitor) -> Response {
    let mut response = see_other(routes::CART);
    add_cookie(&mut response, visitor.set_flash(false, t!("checkout-back-to-cart")));
    response
}

/// Who goes back from the page of an order finds that order, everybody else the cart.
fn nothing_to_order(visitor: &Visitor) -> Response {
    see_other(visitor.ordered.as_deref().unwrap_or(routes::CART))
}

fn address(fields: &Fields, prefix: &str) -> Address {
    let get = |name: &str| fields.get(&format!("{prefix}{name}")).to_owned();
    // A page from before this version sends what was chosen from a list of regions under the
    // country's name.
    let listed = get(&format!(
        "region-{}",
        fields.get(&format!("{prefix}country")).trim().to_ascii_lowercase()
    ));
    Address {
        name: get("name"),
        street: get("street"),
        extra: get("extra"),
        postcode: get("postcode"),
        city: get("city"),
        region: if listed.is_empty() { get("region") } else { listed },
        country: get("country"),
    }
}

pub(in crate::http) async fn contact(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    let form = ContactForm { email: fields.get("email").to_owned(), address: address(&fields, "") };
    let elsewhere = fields.any(|name| name.starts_with("billing-")) && !fields.has("billing-same");
    let billing = elsewhere.then(|| address(&fields, "billing-"));
    if let Some(failure) = limited {
        let fill = |view: &mut CheckoutView| (view.contact, view.billing) = (form, billing);
        return refused(&state, &visitor, Step::Contact, failure, fill).await;
    }
    if fields.has("update") {
        return other_country(&state, &visitor, form, billing).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_contact(&state.shop, token, form.clone(), billing.clone()).await
        }
        None => Err(Error::EmptyCart),
    };
    match outcome {
        Ok(next) => {
            let mut response = to_step(next);
            // The next visit starts with the country that parcels go to.
            add_cookie(
                &mut response,
                visitor
                    .set_choice("country", form.address.country.trim())
                    .filter(|_| country::by_code(&form.address.country).is_some()),
            );
            Ok(response)
        }
        Err(Error::Fields(errors)) if !json => {
            let mut view = match view(&state, &visitor, Some(Step::Contact)).await {
                Err(Error::EmptyCart) => return Ok(see_other(routes::CART)),
                other => other?,
            };
            estimate(&state, &visitor, &mut view, &form).await?;
            view.contact = form;
            view.billing = billing;
            view.errors = errors;
            Ok(show_view(&state, &visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::Fields(errors)) => {
            let billing = billing.as_ref().map_or("", |address| &address.country);
            Err(Failure::of_addresses(
                &errors,
                [form.address.country.as_str(), billing].map(Form::of),
            ))
        }
        Err(Error::EmptyCart) if !json => Ok(see_other(routes::CART)),
        Err(error) => Err(error.into()),
    }
}

/// Prices the cart of a view for the address that was typed, unless its country is none of the
/// list.
async fn estimate(
    state: &State,
    visitor: &Visitor,
    view: &mut CheckoutView,
    form: &ContactForm,
) -> Result<(), Failure> {
    let there = form.address.tidied();
    if let Some(country) = country::by_code(&there.country) {
        let destination = Destination { country, postcode: &there.postcode, town: &there.city };
        view.cart = shop::cart::show_at(
            &state.shop,
            visitor.cart.as_deref(),
            visitor.currency,
            destination,
            view.speed,
            false,
        )
        .await?;
    }
    Ok(())
}

/// The form by the rules of the countries that were chosen, and what it would come to there; what
/// was typed stays, and nothing is kept.
async fn other_country(
    state: &State,
    visitor: &Visitor,
    form: ContactForm,
    billing: Option<Address>,
) -> Result<Response, Failure> {
    let mut view = match view(state, visitor, Some(Step::Contact)).await {
        Err(Error::EmptyCart) => return Ok(see_other(routes::CART)),
        other => other?,
    };
    estimate(state, visitor, &mut view, &form).await?;
    // Nothing else is checked yet.
    view.errors.extend(wrong_country("country", &form.address.country));
    view.errors.extend(
        billing.as_ref().and_then(|billing| wrong_country("billing-country", &billing.country)),
    );
    view.contact = form;
    view.billing = billing;
    let status =
        if view.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show_view(state, visitor, &view, status))
}

/// A step again whose post is refused for now, with what `fill` puts into it. Digits of a card are
/// sent back to nobody.
async fn refused(
    state: &State,
    visitor: &Visitor,
    step: Step,
    failure: Failure,
    fill: impl FnOnce(&mut CheckoutView),
) -> Result<Response, Failure> {
    let Ok(mut view) = view(state, visitor, Some(step)).await else { return Err(failure) };
    fill(&mut view);
    let form = render::template(state, visitor, routes::CHECKOUT, Page::Checkout(&view));
    Ok(render::form_refused(state, visitor, &form, &failure))
}

/// Shows a step again with what was wrong; steps that are not reached yet lead to the one that is.
async fn again(
    state: &State,
    visitor: &Visitor,
    step: Step,
    error: Error,
    json: bool,
) -> Result<Response, Failure> {
    if json {
        return Err(error.into());
    }
    let key = |key: &str| Some(key.to_owned());
    let wait = match error {
        Error::TooManyCards { seconds } => Some(seconds),
        _ => None,
    };
    let (errors, notice, status) = match error {
        Error::Fields(errors) => (errors, None, StatusCode::UNPROCESSABLE_ENTITY),
        Error::Payment(refusal) => {
            (Vec::new(), key(refusal_key(refusal)), Failure::from(Error::Payment(refusal)).status())
        }
        Error::TooManyCards { seconds } => {
            (Vec::new(), Some(payment_wait(seconds)), StatusCode::TOO_MANY_REQUESTS)
        }
        Error::Changed => (Vec::new(), key("checkout-changed"), StatusCode::CONFLICT),
        Error::SoldOut(_) | Error::CartNotOrderable => {
            (Vec::new(), key("checkout-sold-out"), StatusCode::CONFLICT)
        }
        Error::NotReady => return Ok(see_other(routes::CHECKOUT)),
        Error::EmptyCart => return Ok(see_other(routes::CART)),
        other => return Err(other.into()),
    };
    let mut view = match view(state, visitor, Some(step)).await {
        Err(Error::EmptyCart) => return Ok(see_other(routes::CART)),
        other => other?,
    };
    view.errors = errors;
    view.notice = notice;
    let mut response = show_view(state, visitor, &view, status);
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

pub(in crate::http) async fn delivery(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    let typed = |view: &mut CheckoutView| {
        view.speed = Speed::from_key(fields.get("speed")).unwrap_or(view.speed);
        fields.get("phone").clone_into(&mut view.phone);
    };
    if let Some(failure) = limited {
        return refused(&state, &visitor, Step::Delivery, failure, typed).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_delivery(
                &state.shop,
                token,
                fields.get("speed"),
                fields.get("phone"),
            )
            .await
        }
        None => Err(Error::EmptyCart),
    };
    match outcome {
        Ok(next) => Ok(to_step(next)),
        Err(Error::Fields(errors)) if !json => {
            let mut view = match view(&state, &visitor, Some(Step::Delivery)).await {
                Err(Error::EmptyCart) => return Ok(see_other(routes::CART)),
                other => other?,
            };
            typed(&mut view);
            view.errors = errors;
            Ok(show_view(&state, &visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => again(&state, &visitor, Step::Delivery, error, json).await,
    }
}

pub(in crate::http) async fn payment(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(failure) = limited {
        return refused(&state, &visitor, Step::Payment, failure, |_| {}).await;
    }
    let form = CardForm {
        card_number: fields.get("card-number").to_owned(),
        expiry: fields.get("expiry").to_owned(),
        code: fields.get("code").to_owned(),
    };
    let outcome = match visitor.cart.as_deref() {
        Some(token) => shop::checkout::save_payment(&state.shop, token, &form).await,
        None => Err(Error::EmptyCart),
    };
    match outcome {
        Ok(()) => Ok(to_step(Step::Review)),
        Err(error) => again(&state, &visitor, Step::Payment, error, json).await,
    }
}

async fn finish(
    state: &State,
    visitor: &Visitor,
    json: bool,
    agreement: Agreement<'_>,
) -> Result<Response, Failure> {
    let Some(token) = visitor.cart.as_deref() else {
        return again(state, visitor, Step::Review, Error::EmptyCart, json).await;
    };
    match shop::orders::place(&state.shop, token, agreement, visitor.currency).await {
        Ok(placed) => {
            let mut response = see_other(&format!("{}&new=1", placed.link));
            // An order from before says nothing of what lies in the cart now.
            if !placed.again {
                add_cookie(&mut response, visitor.set_cart(token, 0));
            }
            add_cookie(&mut response, visitor.set_ordered(&placed.link));
            Ok(response)
        }
        Err(Error::Challenge { reference }) if !json => {
            let view = view(state, visitor, Some(Step::Review)).await?;
            let challenge = format!("{}.{}", agreement.key, agreement.seen.unwrap_or(""));
            let page = Page::Challenge {
                reference: &reference,
                state: &challenge,
                amount: view.cart.totals.total,
            };
            let template = render::template(state, visitor, routes::CHECKOUT, page);
            Ok(render::respond(state, visitor, &template, StatusCode::OK))
        }
        Err(error) => {
            let step = if matches!(error, Error::Payment(_) | Error::TooManyCards { .. }) {
                Step::Payment
            } else {
                Step::Review
            };
            again(state, visitor, step, error, json).await
        }
    }
}

pub(in crate::http) async fn place(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(failure) = limited {
        return refused(&state, &visitor, Step::Review, failure, |_| {}).await;
    }
    let client = client.name();
    let agreement = Agreement {
        key: fields.get("key"),
        seen: Some(fields.get("seen")),
        client: client.as_deref(),
    };
    finish(&state, &visitor, json, agreement).await
}

/// Where a bank's page leads back to. What came of it is asked of the payment provider; nothing
/// that is sent here says so.
pub(in crate::http) async fn challenge(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    Json(json): Json,
    fields: Fields,
) -> Result<Response, Failure> {
    let (key, seen) = fields.get("state").split_once('.').unwrap_or((fields.get("state"), ""));
    let client = client.name();
    let agreement = Agreement { key, seen: Some(seen), client: client.as_deref() };
    finish(&state, &visitor, json, agreement).await
}

/// The answer on the test provider's page, which is the provider's to keep; then back to the shop
/// as from a bank's page.
pub(in crate::http) async fn test_bank(
    state: Extract<State>,
    visitor: Visitor,
    client: Client,
    json: Json,
    fields: Fields,
) -> Result<Response, Failure> {
    shop::payments::test::answer_challenge(
        &state.shop,
        fields.get("reference"),
        fields.get("answer") == "approve",
    )
    .await?;
    challenge(state, visitor, client, json, fields).await
}
