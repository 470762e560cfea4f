//! The front page, and the page that asks who somebody is.

use super::desk::Desk;
use crate::{State, http::extract::Query};
use axum::{extract::State as Extract, response::Response};
use views::{
    admin::{home::DeskHome, sign_in::SignInView},
    routes,
};

/// The front page.
pub(super) async fn show(Extract(state): Extract<State>, desk: Desk) -> Response {
    let home = DeskHome { name: desk.person_name().to_owned(), ..DeskHome::default() };
    desk.page(&state, &home)
}

/// Email and password.
pub(super) async fn sign_in(Extract(state): Extract<State>, desk: Desk, query: Query) -> Response {
    let next = query.get("next").filter(|next| routes::is_admin(next)).unwrap_or_default();
    desk.page(&state, &SignInView { next: next.to_owned(), ..SignInView::default() })
}
