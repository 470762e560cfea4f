//! `/withdraw`: the online withdrawal function, in two steps. No response reveals whether an order
//! exists.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Client, Form, Query},
        middleware::rate_limit::Limited,
    },
    render,
    session::Visitor,
};
use axum::{
    Json,
    extract::State as Extract,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use shop::{
    InvalidFields,
    orders::withdrawals::{Checked, Received, SubmitError, SubmitStatement, WithdrawalStatement},
};
use views::routes;
use views::withdrawal::{LocalTime, WithdrawStep, WithdrawView};

/// The JSON answer to a withdrawal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Acknowledged<'a> {
    order_number: &'a str,
    #[serde(serialize_with = "as_text")]
    received: &'a LocalTime,
}

fn as_text<S: serde::Serializer>(at: &&LocalTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&app::local_time(at))
}

fn page(state: &State, visitor: &Visitor, view: &WithdrawView, status: StatusCode) -> Response {
    let template = render::template(state, visitor, routes::WITHDRAW, view);
    render::respond(state, visitor, &template, status)
}

/// The form of both steps.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct WithdrawForm {
    consumer: String,
    number: String,
    email: String,
    items: String,
    /// Sent by the button that returns from the second step to the first.
    change: String,
    /// Idempotency key of the second step.
    key: String,
}

impl WithdrawForm {
    fn statement(&self) -> WithdrawalStatement {
        let Self { consumer, number, email, items, .. } = self;
        WithdrawalStatement {
            name: consumer.clone(),
            number: number.clone(),
            email: email.clone(),
            items: items.clone(),
        }
    }
}

fn view(statement: WithdrawalStatement, step: WithdrawStep) -> WithdrawView {
    let WithdrawalStatement { name, number, email, items } = statement;
    WithdrawView { name, number, email, items, step, errors: Vec::new() }
}

/// Shows a step again that is refused for now, with its input.
fn refused(state: &State, visitor: &Visitor, view: &WithdrawView, failure: &HttpError) -> Response {
    let form = render::template(state, visitor, routes::WITHDRAW, view);
    render::form_refused(state, visitor, &form, failure)
}

/// Shows the form again with its errors and input.
fn again(
    state: &State,
    visitor: &Visitor,
    form: &WithdrawForm,
    InvalidFields(errors): InvalidFields,
) -> Response {
    let view = WithdrawView { errors, ..view(form.statement(), WithdrawStep::Statement) };
    page(state, visitor, &view, StatusCode::UNPROCESSABLE_ENTITY)
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
        &view(
            WithdrawalStatement { number, ..WithdrawalStatement::default() },
            WithdrawStep::Statement,
        ),
        StatusCode::OK,
    )
}

/// The first step: validates the statement and shows it for confirmation, or the form to change it.
pub(in crate::http) async fn check(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Limited(limited): Limited,
    Form(form): Form<WithdrawForm>,
) -> Result<Response, HttpError> {
    if let Some(failure) = limited {
        return Ok(refused(
            &state,
            &visitor,
            &view(form.statement(), WithdrawStep::Statement),
            &failure,
        ));
    }
    if !form.change.is_empty() {
        return Ok(page(
            &state,
            &visitor,
            &view(form.statement(), WithdrawStep::Statement),
            StatusCode::OK,
        ));
    }
    match shop::orders::withdrawals::check(&form.statement()) {
        Ok(Checked { statement, key }) => {
            let view = view(statement, WithdrawStep::Confirm { key });
            Ok(page(&state, &visitor, &view, StatusCode::OK))
        }
        Err(error) if caller.is_program() => Err(error.into()),
        Err(error) => Ok(again(&state, &visitor, &form, error)),
    }
}

/// The second step: receives the statement and acknowledges it on the page and by email. A
/// statement that matches an order is never limited, and one with errors does not count.
pub(in crate::http) async fn confirm(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    caller: Caller,
    Limited(limited): Limited,
    Form(form): Form<WithdrawForm>,
) -> Result<Response, HttpError> {
    let statement = form.statement();
    let confirm_again = |failure: &HttpError| {
        let view = view(statement.clone(), WithdrawStep::Confirm { key: form.key.clone() });
        refused(&state, &visitor, &view, failure)
    };
    if let Some(failure) = limited {
        return Ok(confirm_again(&failure));
    }
    let may_submit = || state.rates.withdrawals.check(client);
    let command =
        SubmitStatement { statement: &statement, key: &form.key, may_submit: &may_submit };
    match shop::orders::withdrawals::submit(&state.shop, command).await {
        Ok(Received { statement, at, .. }) if caller.is_program() => {
            Ok(Json(Acknowledged { order_number: &statement.number, received: &at })
                .into_response())
        }
        Ok(Received { statement, at, .. }) => Ok(page(
            &state,
            &visitor,
            &view(statement, WithdrawStep::Received { at }),
            StatusCode::OK,
        )),
        Err(error) if caller.is_program() => Err(error.into()),
        Err(SubmitError::Fields(invalid)) => Ok(again(&state, &visitor, &form, invalid)),
        Err(error @ SubmitError::TooMany { .. }) => Ok(confirm_again(&error.into())),
        Err(SubmitError::Internal(error)) => Err(error.into()),
    }
}
