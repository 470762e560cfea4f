//! The cart's forms. People are redirected to the cart page with a notice; a program that accepts
//! JSON receives the number of units and the message.

use super::{
    super::catalogue::product,
    change::{Done, NotMade, NotThere, cookies, line_gone, make, make_set},
    of,
};
use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Client, Fields, Form, Query, local_path},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::{CartPage, NoticeKind};
use axum::{
    Json,
    extract::{Path, State as Extract},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use domain::cart::{Step, step_beside};
use serde::{Deserialize, Serialize};
use views::{cart::CartChange, routes};

/// The JSON response to a change.
#[derive(Serialize)]
struct Changed<'a> {
    count: u32,
    message: &'a str,
    /// Whether everything was done as requested.
    good: bool,
}

/// The sender of a form.
struct Sender<'a> {
    state: &'a State,
    visitor: &'a Visitor,
    caller: Caller,
    /// The page to return to if the change is refused.
    back: &'a str,
}

impl Sender<'_> {
    /// Responds to a completed change.
    fn respond(&self, done: &Done) -> Response {
        let mut response = if self.caller.is_program() {
            let Done { count, message, complete, .. } = done;
            Json(Changed { count: *count, message, good: *complete }).into_response()
        } else {
            let mut response = see_other(routes::CART);
            if !(done.explained && done.complete) {
                let kind = if done.complete { NoticeKind::Success } else { NoticeKind::Error };
                add_cookie(&mut response, self.notice(kind, &done.message));
            }
            response
        };
        for cookie in cookies(self.visitor, done) {
            add_cookie(&mut response, cookie);
        }
        response
    }

    /// The notice for the next page. An error that no page has shown yet is kept: it belongs to a
    /// change that a page has posted in the background before this one.
    fn notice(&self, kind: NoticeKind, text: &str) -> Option<HeaderValue> {
        let Some((NoticeKind::Error, earlier)) = &self.visitor.flash else {
            return self.visitor.set_flash(kind, text);
        };
        if kind == NoticeKind::Success || earlier.contains(text) {
            return None;
        }
        self.visitor.set_flash(kind, &format!("{earlier} {text}"))
    }

    /// Responds to a refused change that a page has posted in the background: the next page shows
    /// the reason.
    fn refuse_program(&self, failure: HttpError, reason: &str) -> Response {
        let notice = self.notice(NoticeKind::Error, reason);
        let mut response = failure.into_response();
        add_cookie(&mut response, notice);
        response
    }

    /// Responds to a change whose line, or the removal to undo, does not exist. The current cart
    /// explains it, with a notice if there is something to say.
    fn line_gone(&self, change: &CartChange, failure: HttpError) -> Result<Response, HttpError> {
        match (line_gone(change), self.caller.is_program()) {
            (None, true) => Err(failure),
            (Some(reason), true) => Ok(self.refuse_program(failure, reason)),
            (reason, false) => {
                let mut response = see_other(routes::CART);
                if let Some(reason) = reason {
                    add_cookie(&mut response, self.notice(NoticeKind::Error, reason));
                }
                Ok(response)
            }
        }
    }

    /// Responds to a refused change: people return to the page they came from, with a notice.
    async fn refuse(&self, failure: HttpError) -> Result<Response, HttpError> {
        let Self { state, visitor, caller, back } = *self;
        let is_program = caller.is_program();
        // One that is refused for now is posted again.
        let for_now = is_program && failure.status() == StatusCode::TOO_MANY_REQUESTS;
        if for_now || failure.status().is_server_error() {
            return Err(failure);
        }
        if is_program {
            let reason = failure.detail().to_owned();
            return Ok(self.refuse_program(failure, &reason));
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
                let cart = shop::cart::show(&state.shop, of(visitor)).await?;
                std::sync::Arc::new(render::template(
                    state,
                    visitor,
                    routes::CART,
                    &CartPage { cart: &cart, ordered: None, together: &[] },
                ))
            }
        };
        Ok(render::form_refused(state, visitor, &template, &failure))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct AddForm {
    sku: String,
    /// One if it was not sent.
    quantity: Option<String>,
    key: String,
    /// The page to return to.
    back: String,
}

/// The form of a cart line.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct ChangeForm {
    quantity: String,
    /// The number in the field when the page was rendered.
    was: String,
    /// 1 or -1 if a stepper button was pressed.
    step: String,
    key: String,
}

pub(in crate::http) async fn add(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    caller: Caller,
    Limited(refusal): Limited,
    Form(AddForm { sku, quantity, key, back }): Form<AddForm>,
) -> Result<Response, HttpError> {
    let back = local_path(&back, routes::CART);
    let sender = Sender { state: &state, visitor: &visitor, caller, back };
    if let Some(failure) = refusal {
        return sender.refuse(failure).await;
    }
    let quantity = quantity.unwrap_or_else(|| "1".to_owned());
    let change = CartChange::Add { sku, quantity, key };
    match make(&state, &visitor, client, &change).await {
        Ok(done) => Ok(sender.respond(&done)),
        Err(NotMade { error, .. }) => sender.refuse(error).await,
    }
}

/// The form of a set has a field `sku` for each product.
pub(in crate::http) async fn add_set(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Client(client): Client,
    caller: Caller,
    Limited(refusal): Limited,
    fields: Fields,
) -> Result<Response, HttpError> {
    let first = |name| fields.all(name).next().unwrap_or_default(); // Empty if it was not sent.
    let back = local_path(first("back"), routes::CART);
    let sender = Sender { state: &state, visitor: &visitor, caller, back };
    if let Some(failure) = refusal {
        return sender.refuse(failure).await;
    }
    let skus: Vec<&str> = fields.all("sku").collect();
    match make_set(&state, &visitor, client, (skus.as_slice(), first("key"))).await {
        Ok(done) => Ok(sender.respond(&done)),
        Err(NotMade { error, .. }) => sender.refuse(error).await,
    }
}

/// The change requested by a line's form: the typed quantity, or a step if a stepper button was
/// pressed.
fn requested(sku: String, form: ChangeForm) -> CartChange {
    let ChangeForm { quantity, was, step, key } = form;
    let pressed = step.parse::<i32>().ok().filter(|by| matches!(by, -1 | 1));
    match pressed.map(|by| step_beside(&quantity, &was, by)) {
        Some(Step::By(by)) => CartChange::Step { sku, by, key },
        Some(Step::To(quantity)) => CartChange::Set { sku, quantity: quantity.to_string() },
        None => CartChange::Set { sku, quantity: quantity.trim().to_owned() },
    }
}

pub(in crate::http) async fn change(
    Extract(state): Extract<State>,
    Path(sku): Path<String>,
    visitor: Visitor,
    caller: Caller,
    Limited(refusal): Limited,
    Form(form): Form<ChangeForm>,
) -> Result<Response, HttpError> {
    let sender = Sender { state: &state, visitor: &visitor, caller, back: routes::CART };
    if let Some(failure) = refusal {
        return sender.refuse(failure).await;
    }
    let change = requested(sku, form);
    match make(&state, &visitor, None, &change).await {
        Ok(done) => Ok(sender.respond(&done)),
        Err(NotMade { missing: Some(NotThere::Line), error }) => sender.line_gone(&change, error),
        Err(NotMade { error, .. }) => sender.refuse(error).await,
    }
}

pub(in crate::http) async fn undo(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
) -> Result<Response, HttpError> {
    let sender = Sender { state: &state, visitor: &visitor, caller, back: routes::CART };
    let change = CartChange::Undo;
    match make(&state, &visitor, None, &change).await {
        Ok(done) => Ok(sender.respond(&done)),
        Err(NotMade { missing: Some(NotThere::Line), error }) => sender.line_gone(&change, error),
        Err(NotMade { missing: Some(_), error }) => Err(error),
        Err(NotMade { error, .. }) => sender.refuse(error).await,
    }
}

pub(in crate::http) async fn empty(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
) -> Result<Response, HttpError> {
    let made = make(&state, &visitor, None, &CartChange::Empty).await;
    let done = made.map_err(|not_made| not_made.error)?;
    if !caller.is_program() {
        let sender = Sender { state: &state, visitor: &visitor, caller, back: routes::CART };
        return Ok(sender.respond(&done));
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    for cookie in cookies(&visitor, &done) {
        add_cookie(&mut response, cookie);
    }
    Ok(response)
}
