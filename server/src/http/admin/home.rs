//! The front page.

use super::desk::Desk;
use crate::State;
use axum::{extract::State as Extract, response::Response};
use views::admin::home::DeskHome;

/// The front page.
pub(super) async fn show(Extract(state): Extract<State>, desk: Desk) -> Response {
    let home = DeskHome { name: desk.person_name().to_owned(), ..DeskHome::default() };
    desk.page(&state, &home)
}
