//! Orders: the page behind a signed link, and the form that finds one.

use crate::{
    State,
    http::{
        Failure,
        extract::{Fields, Json, Query},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::Page;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{checkout::FieldError, orders::OrderNumber};
use views::{orders::TrackView, routes};

/// The page of an order. The key in a link goes into a cookie, and the browser on to the address
/// without it: what is copied out of the address bar, kept in its history or sent to others opens
/// nothing.
pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(number): Path<String>,
    query: Query,
    Json(json): Json,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let parsed = OrderNumber::parse(&number);
    let linked = query.get("key");
    let Some(key) = linked.or_else(|| visitor.order_key(parsed.as_ref()?)) else {
        // A number from memory: the form asks for the rest.
        return match parsed {
            Some(number) if !json => Ok(see_other(&routes::track(&number))),
            _ => Err(Failure::not_found()),
        };
    };
    let order = match shop::orders::show(&state.shop, &number, key).await {
        Err(shop::Error::LinkEnded) if !json => {
            return Ok(see_other(
                &parsed.map_or_else(|| routes::TRACK.to_owned(), |number| routes::track(&number)),
            ));
        }
        order => order?,
    };
    let new = query.get("new").is_some();
    let path = routes::order(&order.number);
    if linked.is_some() && !json {
        let mut response = see_other(&if new { format!("{path}?new=1") } else { path });
        add_cookie(&mut response, visitor.set_order_key(&order.number, key));
        return Ok(response);
    }
    let page = if new { Page::Confirmation(&order) } else { Page::Order(&order) };
    let template = render::template(&state, &visitor, &path, page);
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}

fn show_form(state: &State, visitor: &Visitor, view: &TrackView, status: StatusCode) -> Response {
    let template = render::template(state, visitor, routes::TRACK, Page::Track(view));
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

pub(in crate::http) async fn find(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    let (number, email) = (fields.get("number").trim(), fields.get("email").trim());
    let problems = [
        ("number", OrderNumber::read(number).err()),
        ("email", shop::customers::email::problem(email)),
    ];
    let error = |(field, problem): (&str, Option<_>)| {
        Some(FieldError { field: field.to_owned(), problem: problem? })
    };
    let errors: Vec<FieldError> = problems.into_iter().filter_map(error).collect();
    let view = |errors, not_found| TrackView {
        number: number.to_owned(),
        email: email.to_owned(),
        errors,
        not_found,
    };
    if let Some(failure) = limited {
        let form = render::template(
            &state,
            &visitor,
            routes::TRACK,
            Page::Track(&view(Vec::new(), false)),
        );
        return Ok(render::form_refused(&state, &visitor, &form, &failure));
    }
    if !errors.is_empty() {
        if json {
            return Err(shop::Error::Fields(errors).into());
        }
        return Ok(show_form(
            &state,
            &visitor,
            &view(errors, false),
            StatusCode::UNPROCESSABLE_ENTITY,
        ));
    }
    match shop::orders::find(&state.shop, number, email).await {
        Ok(link) => Ok(see_other(&link)),
        Err(shop::Error::NotFound(_)) if !json => {
            Ok(show_form(&state, &visitor, &view(Vec::new(), true), StatusCode::NOT_FOUND))
        }
        Err(error) => Err(error.into()),
    }
}
