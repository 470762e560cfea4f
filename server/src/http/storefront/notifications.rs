//! `/waits`: who wants to be told when something that is sold out is back.

use crate::{
    State,
    http::{
        Failure,
        extract::{Client, Fields, Json, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie, cache::Template},
    session::Visitor,
};
use app::{Page, t};
use axum::{
    Json as JsonBody,
    extract::{Path, State as Extract},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::checkout::FieldError;
use serde::Serialize;
use shop::catalogue::Asked;
use views::notifications::{SubscriptionView, WaitView};
use views::routes;

/// What a program is told.
#[derive(Serialize)]
struct Noted<'a> {
    message: &'a str,
}

/// The page of the product with its form and what was typed.
async fn form(
    state: &State,
    visitor: &Visitor,
    fields: &Fields,
    errors: Vec<FieldError>,
) -> Result<Template, Failure> {
    let sku = fields.get("sku");
    let slug = shop::catalogue::slug_of(&state.shop, sku)?;
    let (currency, country) = (visitor.currency, visitor.country.code);
    let asked = Asked::Nothing;
    let page =
        shop::catalogue::page(&state.shop, &slug, Some(sku), &asked, currency, country).await?;
    let wait = WaitView { email: fields.get("email").to_owned(), errors };
    let path = routes::variant(&slug, sku);
    Ok(render::template(state, visitor, &path, Page::Product(&page.product, &page.delivery, &wait)))
}

pub(in crate::http) async fn ask(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    let sku = fields.get("sku");
    let too_many = || {
        let refused = !state.rates.subscriptions.allows(client);
        refused.then(|| {
            Failure::of(StatusCode::TOO_MANY_REQUESTS)
                .because(t!("subscription-limited"))
                .retry_after(3600)
        })
    };
    if let Some(failure) = limited.or_else(too_many) {
        if json {
            return Err(failure);
        }
        let form =
            form(&state, &visitor, &fields, Vec::new()).await.map_err(|_| failure.clone())?;
        return Ok(render::form_refused(&state, &visitor, &form, &failure));
    }
    match shop::notifications::back_in_stock::subscribe(&state.shop, sku, fields.get("email")).await
    {
        Ok(waiting) => {
            let name = waiting.name.as_str();
            let email = domain::customers::email::tidy_email(fields.get("email"));
            let message = match domain::customers::email_host::meant(&email) {
                _ if waiting.available => t!("wait-available", name = name),
                Some(meant) if json => format!(
                    "{} {}",
                    t!("wait-confirm", name = name),
                    t!("wait-meant", address = meant)
                ),
                // A sentence for the next page goes through a cookie, which holds no address.
                Some(meant) => {
                    let host = meant.rsplit_once('@').map_or("", |(_, host)| host);
                    format!(
                        "{} {}",
                        t!("wait-confirm", name = name),
                        t!("wait-meant-host", host = host)
                    )
                }
                None => t!("wait-confirm", name = name),
            };
            if json {
                return Ok(JsonBody(Noted { message: &message }).into_response());
            }
            let mut response = see_other(&routes::variant(&waiting.slug, sku));
            add_cookie(&mut response, visitor.set_flash(true, &message));
            Ok(response)
        }
        Err(shop::Error::Fields(errors)) if !json => {
            let template = form(&state, &visitor, &fields, errors).await?;
            Ok(render::respond(&state, &visitor, &template, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

fn show_view(state: &State, visitor: &Visitor, view: &SubscriptionView) -> Response {
    render::respond(
        state,
        visitor,
        &render::template(state, visitor, "/", Page::Subscription(view)),
        StatusCode::OK,
    )
}

/// The page behind the links in emails, which does nothing by being looked at.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(wait): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let view = shop::notifications::back_in_stock::show(
        &state.shop,
        &wait,
        query.get("key").unwrap_or(""),
    )
    .await?;
    Ok(show_view(&state, &visitor, &view))
}

pub(in crate::http) async fn confirm(
    Extract(state): Extract<State>,
    Path(wait): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let view = shop::notifications::back_in_stock::answer(
        &state.shop,
        &wait,
        query.get("key").unwrap_or(""),
        true,
    )
    .await?;
    Ok(show_view(&state, &visitor, &view))
}

/// By the button, or by a mail program's own (RFC 8058).
pub(in crate::http) async fn end(
    Extract(state): Extract<State>,
    Path(wait): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let view = shop::notifications::back_in_stock::answer(
        &state.shop,
        &wait,
        query.get("key").unwrap_or(""),
        false,
    )
    .await?;
    Ok(show_view(&state, &visitor, &view))
}
