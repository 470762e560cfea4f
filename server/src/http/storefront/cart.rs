//! The cart: looking at it and changing it. A program (or an island) that asks for JSON gets the
//! number of pieces, a sentence to read out and the drawer; a browser without script is led on,
//! with the same sentence on the next page.

use super::catalogue::product;
use crate::{
    State,
    http::{
        Failure,
        extract::{Client, Fields, Json, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::{Page, t};
use axum::{
    Json as JsonBody,
    extract::{Path, State as Extract},
    http::{HeaderValue, Method, StatusCode},
    response::{IntoResponse, Response},
};
use domain::shipping::Speed;
use serde::Serialize;
use shop::cart::Change;
use views::routes;

/// What an island needs after a change.
#[derive(Serialize)]
struct Changed<'a> {
    count: u32,
    message: &'a str,
    /// Whether all of it was done as asked.
    good: bool,
    /// The cart's drawer as HTML.
    drawer: String,
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    method: Method,
    mut visitor: Visitor,
) -> Result<Response, Failure> {
    // HEAD only looks: the notices of changed prices stay for who reads them.
    let shown = method != Method::HEAD;
    let cart = shop::cart::show(
        &state.shop,
        visitor.cart.as_deref(),
        visitor.currency,
        visitor.country,
        Speed::Standard,
        shown,
    )
    .await?;
    let before = std::mem::replace(&mut visitor.count, cart.count);
    let template = render::template(
        &state,
        &visitor,
        routes::CART,
        Page::Cart(&cart, visitor.ordered.as_deref()),
    );
    let mut response = render::respond(&state, &visitor, &template, StatusCode::OK);
    if let Some(token) = visitor.cart.as_deref().filter(|_| before != cart.count) {
        add_cookie(&mut response, visitor.set_cart(token, cart.count));
    }
    Ok(response)
}

/// Answers a change in the form that was asked for.
async fn answer(
    state: &State,
    visitor: &Visitor,
    json: bool,
    change: &Change,
    message: &str,
    good: bool,
) -> Result<Response, Failure> {
    let cookie = visitor.set_cart(&change.token, change.count);
    let mut response = if json {
        let cart = shop::cart::show(
            &state.shop,
            Some(&change.token),
            visitor.currency,
            visitor.country,
            Speed::Standard,
            false,
        )
        .await?;
        let drawer = app::cart_drawer(
            &render::layout(state, visitor, routes::CART, &[], &[]),
            &cart,
            Some((good, message)),
        );
        JsonBody(Changed { count: change.count, message, good, drawer }).into_response()
    } else {
        let mut response = see_other(routes::CART);
        // Taking a line out explains itself by the way to put it back.
        let flash =
            if change.quantity == 0 && good { None } else { visitor.set_flash(good, message) };
        add_cookie(&mut response, flash);
        response
    };
    add_cookie(&mut response, cookie);
    if change.count > 0 {
        add_cookie(&mut response, visitor.clear_ordered());
    }
    Ok(response)
}

/// A change that was refused: for people the page they came from, with what to do on top.
async fn refused(
    state: &State,
    visitor: &Visitor,
    json: bool,
    back: &str,
    failure: Failure,
) -> Result<Response, Failure> {
    if json || failure.status().is_server_error() {
        return Err(failure);
    }
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let template = match routes::product_slug(path) {
        Some(slug) => {
            let address = back.parse().map_err(|_| failure.clone())?;
            product::template(state, visitor, slug, &address, &Query::read(query))
                .await
                .map_err(|_| failure.clone())?
        }
        None => {
            let cart = shop::cart::show(
                &state.shop,
                visitor.cart.as_deref(),
                visitor.currency,
                visitor.country,
                Speed::Standard,
                false,
            )
            .await?;
            std::sync::Arc::new(render::template(
                state,
                visitor,
                routes::CART,
                Page::Cart(&cart, None),
            ))
        }
    };
    Ok(render::form_refused(state, visitor, &template, &failure))
}

fn limited(available: u32) -> String {
    t!("cart-quantity-limited", available = available)
}

pub(in crate::http) async fn add(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    Json(json): Json,
    Limited(refusal): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(failure) = refusal {
        return refused(&state, &visitor, json, fields.back(routes::CART), failure).await;
    }
    let may_begin = || state.rates.carts.allows(client);
    let quantity = if fields.has("quantity") { fields.get("quantity") } else { "1" };
    match shop::cart::add_limited(
        &state.shop,
        visitor.cart.as_deref(),
        fields.get("sku"),
        quantity,
        key(&fields),
        false,
        &may_begin,
    )
    .await
    {
        Ok(change) => {
            let message = match change.limited {
                Some(available) => limited(available),
                None => t!(
                    "cart-added",
                    name = change.name.as_str(),
                    quantity = quantity.trim().parse::<u32>().unwrap_or(1)
                ),
            };
            answer(&state, &visitor, json, &change, &message, change.limited.is_none()).await
        }
        Err(error) => {
            refused(&state, &visitor, json, fields.back(routes::CART), error.into()).await
        }
    }
}

/// The key that an island gives a change, so that it may send it again when the answer is lost. What
/// is too long for one is none.
fn key(fields: &Fields) -> &str {
    Some(fields.get("key")).filter(|key| key.len() <= 64).unwrap_or_default()
}

/// What a line's form asks for.
#[derive(Debug, PartialEq)]
enum Wanted {
    /// The number typed, moved by the stepper's button if that was pressed.
    Quantity(String),
    /// So many more than there are now: the stepper's button beside a number that nobody touched,
    /// which may be out of date.
    Step(i64),
}

fn wanted(typed: &str, was: &str, step: &str) -> Wanted {
    let typed = typed.trim();
    match (typed.parse::<i64>(), step.parse::<i64>().ok().filter(|step| step.abs() == 1)) {
        (Ok(_), Some(step)) if typed == was => Wanted::Step(step),
        // One more than what is no number is one more than there are.
        (Err(_), Some(step)) => Wanted::Step(step),
        (Ok(quantity), Some(step)) => {
            Wanted::Quantity(quantity.saturating_add(step).max(0).to_string())
        }
        _ => Wanted::Quantity(typed.to_owned()),
    }
}

pub(in crate::http) async fn change(
    Extract(state): Extract<State>,
    Path(sku): Path<String>,
    visitor: Visitor,
    Json(json): Json,
    Limited(refusal): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(failure) = refusal {
        return refused(&state, &visitor, json, routes::CART, failure).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            match wanted(fields.get("quantity"), fields.get("was"), fields.get("step")) {
                Wanted::Quantity(quantity) => {
                    shop::cart::set_quantity(&state.shop, token, &sku, &quantity).await
                }
                Wanted::Step(step) => {
                    shop::cart::step_quantity(&state.shop, token, &sku, step, key(&fields)).await
                }
            }
        }
        None => Err(shop::Error::NotFound("cart")),
    };
    match outcome {
        Ok(change) => {
            let (message, good) = match (change.limited, change.quantity) {
                (Some(available), _) => (limited(available), false),
                (None, 0) => (t!("cart-removed", name = change.name.as_str()), true),
                (None, quantity) => {
                    (t!("cart-changed", name = change.name.as_str(), quantity = quantity), true)
                }
            };
            answer(&state, &visitor, json, &change, &message, good).await
        }
        // The line went in another tab: the cart as it is says the rest.
        Err(shop::Error::NotFound("line")) if !json => {
            let mut response = see_other(routes::CART);
            add_cookie(&mut response, visitor.set_flash(false, t!("cart-line-gone")));
            Ok(response)
        }
        Err(error) => refused(&state, &visitor, json, routes::CART, error.into()).await,
    }
}

pub(in crate::http) async fn undo(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
) -> Result<Response, Failure> {
    let token = visitor.cart.as_deref().ok_or(shop::Error::NotFound("cart"))?;
    match shop::cart::undo(&state.shop, token).await {
        Ok(change) => {
            let (message, good) = match change.limited {
                Some(left) => (t!("cart-back-fewer", count = left), false),
                None => (t!("cart-back", count = change.quantity), true),
            };
            answer(&state, &visitor, json, &change, &message, good).await
        }
        Err(error) => refused(&state, &visitor, json, routes::CART, error.into()).await,
    }
}

pub(in crate::http) async fn empty(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
) -> Result<Response, Failure> {
    let mut cookie: Option<HeaderValue> = None;
    if let Some(token) = visitor.cart.as_deref() {
        shop::cart::empty(&state.shop, token).await?;
        cookie = visitor.set_cart(token, 0);
    }
    let mut response =
        if json { StatusCode::NO_CONTENT.into_response() } else { see_other(routes::CART) };
    add_cookie(&mut response, cookie);
    Ok(response)
}
