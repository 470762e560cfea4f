//! The order page behind a signed link, its form, and the form that finds an order.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Form, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
        storefront::recommendations,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::{Confirmation, NoticeKind, Page, t};
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::orders::OrderNumber;
use serde::Deserialize;
use shop::{
    InvalidFields,
    orders::{FindError, ShowOrderError},
};
use views::{orders::TrackView, routes};

/// The page of an order. Moves the key from the link into a cookie and redirects to the URL without
/// it, so that a URL copied from the address bar, kept in the history or sent to others gives no
/// access.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(number): Path<String>,
    query: Query,
    caller: Caller,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let parsed = OrderNumber::parse(&number);
    let linked = query.get("key");
    let Some(key) = linked.or_else(|| visitor.order_key(parsed.as_ref()?)) else {
        // A number without its key: the form asks for the email address.
        return match parsed {
            Some(number) if !caller.is_program() => Ok(see_other(&routes::track(&number))),
            _ => Err(HttpError::not_found()),
        };
    };
    let order = match shop::orders::show(&state.shop, &number, key).await {
        Err(ShowOrderError::LinkEnded) if !caller.is_program() => {
            return Ok(see_other(
                &parsed.map_or_else(|| routes::TRACK.to_owned(), |number| routes::track(&number)),
            ));
        }
        order => order?,
    };
    let new = query.get("new").is_some();
    let path = routes::order(&order.number);
    if linked.is_some() && !caller.is_program() {
        let mut response = see_other(&if new { format!("{path}?new=1") } else { path });
        add_cookie(&mut response, visitor.set_order_key(&order.number, key));
        return Ok(response);
    }
    let confirmation = Confirmation(&order);
    let page: &dyn Page = if new { &confirmation } else { &order };
    let template = render::template(&state, &visitor, &path, page);
    let shelf = recommendations::order_shelf(&state, &visitor, &order).await;
    Ok(render::respond_with_suggestions(&state, &visitor, &template, &shelf))
}

/// What the buyer decides about an order.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct OrderForm {
    /// `off`: the order no longer counts for suggestions.
    suggestions: String,
}

/// Stops counting an order for suggestions, as whoever has its key may demand.
pub(in crate::http) async fn object(
    Extract(state): Extract<State>,
    Path(number): Path<String>,
    query: Query,
    caller: Caller,
    visitor: Visitor,
    Form(form): Form<OrderForm>,
) -> Result<Response, HttpError> {
    let parsed = OrderNumber::parse(&number).ok_or_else(HttpError::not_found)?;
    let key = query.get("key").or_else(|| visitor.order_key(&parsed));
    let key = key.ok_or_else(HttpError::not_found)?;
    if form.suggestions != "off" {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY));
    }
    shop::orders::object(&state.shop, &number, key).await?;
    if caller.is_program() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let mut response = see_other(&routes::order(&parsed));
    add_cookie(&mut response, visitor.set_flash(NoticeKind::Success, t!("order-not-counted")));
    Ok(response)
}

fn show_form(state: &State, visitor: &Visitor, view: &TrackView, status: StatusCode) -> Response {
    let template = render::template(state, visitor, routes::TRACK, view);
    render::respond(state, visitor, &template, status)
}

pub(in crate::http) async fn track(
    Extract(state): Extract<State>,
    visitor: Visitor,
    query: Query,
) -> Response {
    let number = query
        .get("number")
        .and_then(OrderNumber::parse)
        .map(|number| number.to_string())
        .unwrap_or_default();
    show_form(&state, &visitor, &TrackView { number, ..TrackView::default() }, StatusCode::OK)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct TrackForm {
    number: String,
    email: String,
}

pub(in crate::http) async fn find(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Limited(limited): Limited,
    Form(form): Form<TrackForm>,
) -> Result<Response, HttpError> {
    let (number, email) = (form.number.trim(), form.email.trim());
    let view = |errors, not_found| TrackView {
        number: number.to_owned(),
        email: email.to_owned(),
        errors,
        not_found,
    };
    if let Some(failure) = limited {
        let form = render::template(&state, &visitor, routes::TRACK, &view(Vec::new(), false));
        return Ok(render::form_refused(&state, &visitor, &form, &failure));
    }
    match shop::orders::find(&state.shop, number, email).await {
        Ok(link) => Ok(see_other(&link)),
        Err(FindError::Fields(InvalidFields(errors))) if !caller.is_program() => {
            let view = view(errors, false);
            Ok(show_form(&state, &visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(FindError::NoSuchOrder) if !caller.is_program() => {
            Ok(show_form(&state, &visitor, &view(Vec::new(), true), StatusCode::NOT_FOUND))
        }
        Err(error) => Err(error.into()),
    }
}
