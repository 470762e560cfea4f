//! `/back-in-stock`: subscriptions to sold-out products.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Client, Form, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie, cache::Template},
    session::Visitor,
};
use app::{NoticeKind, ProductPage, t};
use axum::{
    Json,
    extract::{Path, State as Extract},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::checkout::FieldError;
use serde::{Deserialize, Serialize};
use shop::{
    InvalidFields,
    notifications::back_in_stock::{
        self, Subscribe, SubscribeError, Subscribed, SubscriptionAnswer,
    },
};
use views::notifications::{SubscriptionForm, SubscriptionView};
use views::routes;

/// The JSON response.
#[derive(Serialize)]
struct Notice<'a> {
    message: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct SubscribeForm {
    sku: String,
    email: String,
}

/// The product page with the form and its input.
async fn form(
    state: &State,
    visitor: &Visitor,
    SubscribeForm { sku, email }: &SubscribeForm,
    errors: Vec<FieldError>,
) -> Result<Template, HttpError> {
    let (currency, country) = (visitor.currency, visitor.country.code);
    let page = shop::catalogue::page_of_variant(&state.shop, sku, currency, country).await?;
    let subscription = SubscriptionForm { email: email.clone(), errors };
    let path = routes::variant(&page.product.slug, sku);
    let product = ProductPage {
        product: &page.product,
        delivery: &page.delivery,
        subscription: &subscription,
        // A form with an error is about the form.
        together: &[],
        draft: None,
    };
    Ok(render::template(state, visitor, &path, &product))
}

/// The notice after subscribing, with a sentence about the address that was probably meant.
fn confirmation(subscribed: &Subscribed, meant: impl Fn(&str) -> String) -> String {
    let name = subscribed.name.as_str();
    if subscribed.available {
        return t!("subscribe-available", name = name);
    }
    let confirm = t!("subscribe-confirm", name = name);
    match &subscribed.suggestion {
        Some(address) => format!("{confirm} {}", meant(address)),
        None => confirm,
    }
}

/// Shows the form again, which is refused for now.
async fn refused(
    state: &State,
    visitor: &Visitor,
    sent: &SubscribeForm,
    failure: HttpError,
) -> Result<Response, HttpError> {
    let form = form(state, visitor, sent, Vec::new()).await.map_err(|_| failure.clone())?;
    Ok(render::form_refused(state, visitor, &form, &failure))
}

pub(in crate::http) async fn subscribe(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    caller: Caller,
    Limited(limited): Limited,
    Form(sent): Form<SubscribeForm>,
) -> Result<Response, HttpError> {
    let SubscribeForm { sku, email } = &sent;
    if let Some(failure) = limited {
        if caller.is_program() {
            return Err(failure);
        }
        return refused(&state, &visitor, &sent, failure).await;
    }
    let may_subscribe = || state.rates.subscriptions.check(client);
    let command = Subscribe { sku, email, may_subscribe: &may_subscribe };
    match back_in_stock::subscribe(&state.shop, command).await {
        Ok(subscribed) if caller.is_program() => {
            let notice = confirmation(&subscribed, |meant| t!("subscribe-meant", address = meant));
            Ok(Json(Notice { message: &notice }).into_response())
        }
        Ok(subscribed) => {
            // The notice for the next page is a cookie, which must not contain the email address.
            let notice = confirmation(&subscribed, |meant| {
                let host = meant.rsplit_once('@').map_or("", |(_, host)| host);
                t!("subscribe-meant-host", host = host)
            });
            let mut response = see_other(&routes::variant(&subscribed.slug, sku));
            add_cookie(&mut response, visitor.set_flash(NoticeKind::Success, &notice));
            Ok(response)
        }
        Err(SubscribeError::Fields(InvalidFields(errors))) if !caller.is_program() => {
            let template = form(&state, &visitor, &sent, errors).await?;
            Ok(render::respond(&state, &visitor, &template, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error @ SubscribeError::TooMany { .. }) if !caller.is_program() => {
            refused(&state, &visitor, &sent, error.into()).await
        }
        Err(error) => Err(error.into()),
    }
}

fn show_view(state: &State, visitor: &Visitor, view: &SubscriptionView) -> Response {
    render::respond(state, visitor, &render::template(state, visitor, "/", view), StatusCode::OK)
}

/// The page that links in emails lead to; viewing it changes nothing.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let view = back_in_stock::show(&state.shop, &id, query.get("key").unwrap_or("")).await?;
    Ok(show_view(&state, &visitor, &view))
}

pub(in crate::http) async fn confirm(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let key = query.get("key").unwrap_or("");
    let view = back_in_stock::answer(&state.shop, &id, key, SubscriptionAnswer::Confirm).await?;
    Ok(show_view(&state, &visitor, &view))
}

/// Called by the button, or by a mail program's unsubscribe function (RFC 8058).
pub(in crate::http) async fn end(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let key = query.get("key").unwrap_or("");
    let view = back_in_stock::answer(&state.shop, &id, key, SubscriptionAnswer::End).await?;
    Ok(show_view(&state, &visitor, &view))
}
