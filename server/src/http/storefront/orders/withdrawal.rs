//! `/withdraw`: the online withdrawal function, in two steps. No answer depends on whether an order
//! exists.

use crate::{
    State,
    http::{
        Failure,
        extract::{Client, Fields, Json, Query},
        middleware::rate_limit::Limited,
    },
    render,
    session::Visitor,
};
use app::{Page, t};
use axum::{
    Json as JsonBody,
    extract::State as Extract,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shop::orders::withdrawals::{Received, Statement};
use views::routes;
use views::withdrawal::{WithdrawStep, WithdrawView};

/// The JSON answer to a withdrawal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Acknowledged<'a> {
    order_number: &'a str,
    received: &'a str,
}

fn page(state: &State, visitor: &Visitor, view: &WithdrawView, status: StatusCode) -> Response {
    let template = render::template(state, visitor, routes::WITHDRAW, Page::Withdraw(view));
    render::respond(state, visitor, &template, status)
}

fn statement(fields: &Fields) -> Statement {
    let get = |name: &str| fields.get(name).to_owned();
    Statement {
        name: get("consumer"),
        number: get("number"),
        email: get("email"),
        items: get("items"),
    }
}

fn view(statement: Statement, step: WithdrawStep) -> WithdrawView {
    let Statement { name, number, email, items } = statement;
    WithdrawView { name, number, email, items, step, errors: Vec::new() }
}

/// A step again that is refused for now, with what was typed.
fn refused(state: &State, visitor: &Visitor, view: &WithdrawView, failure: &Failure) -> Response {
    let form = render::template(state, visitor, routes::WITHDRAW, Page::Withdraw(view));
    render::form_refused(state, visitor, &form, failure)
}

/// The form again, with its errors and what was typed.
fn again(
    state: &State,
    visitor: &Visitor,
    fields: &Fields,
    error: shop::Error,
    json: bool,
) -> Result<Response, Failure> {
    match error {
        shop::Error::Fields(errors) if !json => {
            let view = WithdrawView { errors, ..view(statement(fields), WithdrawStep::Statement) };
            Ok(page(state, visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        error => Err(error.into()),
    }
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
    query: Query,
) -> Response {
    let number = query
        .get("number")
        .and_then(domain::orders::OrderNumber::parse)
        .map(|number| number.to_string())
        .unwrap_or_default();
    page(
        &state,
        &visitor,
        &view(Statement { number, ..Statement::default() }, WithdrawStep::Statement),
        StatusCode::OK,
    )
}

/// The first step: the statement is checked and shown once more, or the form with it to change it.
pub(in crate::http) async fn check(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(failure) = limited {
        return Ok(refused(
            &state,
            &visitor,
            &view(statement(&fields), WithdrawStep::Statement),
            &failure,
        ));
    }
    if !fields.get("change").is_empty() {
        return Ok(page(
            &state,
            &visitor,
            &view(statement(&fields), WithdrawStep::Statement),
            StatusCode::OK,
        ));
    }
    match shop::orders::withdrawals::check(&statement(&fields)) {
        Ok(checked) => {
            let step = WithdrawStep::Confirm { key: uuid::Uuid::new_v4().to_string() };
            Ok(page(&state, &visitor, &view(checked, step), StatusCode::OK))
        }
        Err(error) => again(&state, &visitor, &fields, error, json),
    }
}

/// The second step: the statement is received, and acknowledged on the page and by mail. What names
/// an order is never refused.
pub(in crate::http) async fn confirm(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    Json(json): Json,
    Limited(limited): Limited,
    fields: Fields,
) -> Result<Response, Failure> {
    let statement = statement(&fields);
    let confirm_again = |failure: &Failure| {
        let view =
            view(statement.clone(), WithdrawStep::Confirm { key: fields.get("key").to_owned() });
        refused(&state, &visitor, &view, failure)
    };
    if let Some(failure) = limited {
        return Ok(confirm_again(&failure));
    }
    // What is wrong is said first, and counts for nothing.
    if let Err(error) = shop::orders::withdrawals::check(&statement) {
        return again(&state, &visitor, &fields, error, json);
    }
    if !shop::orders::withdrawals::names_order(&state.shop, &statement).await?
        && !state.rates.withdrawals.allows(client)
    {
        let failure = Failure::of(StatusCode::TOO_MANY_REQUESTS)
            .because(t!("withdraw-limited"))
            .retry_after(3600);
        return if json { Err(failure) } else { Ok(confirm_again(&failure)) };
    }
    match shop::orders::withdrawals::submit(&state.shop, &statement, fields.get("key")).await {
        Ok(Received { statement, at, .. }) if json => {
            Ok(JsonBody(Acknowledged { order_number: &statement.number, received: &at })
                .into_response())
        }
        Ok(Received { statement, at, .. }) => Ok(page(
            &state,
            &visitor,
            &view(statement, WithdrawStep::Received { at }),
            StatusCode::OK,
        )),
        Err(error) => again(&state, &visitor, &fields, error, json),
    }
}
