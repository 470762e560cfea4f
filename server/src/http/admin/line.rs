//! A line of the route table.

use super::access::Access;
use crate::{
    State,
    http::middleware::{admission::Room, rate_limit::Counted},
};
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodRouter, get, post},
};

/// A line of the table.
pub struct DeskRoute {
    /// The method: GET or POST.
    pub method: Method,
    /// The pattern.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    pub(super) counted: Counted,
    pub(super) room: Room,
    pub(super) handler: MethodRouter<State>,
}

/// A page.
pub(super) fn page<T: 'static>(
    path: &'static str,
    handler: impl Handler<T, State>,
    counted: Counted,
    access: Access,
) -> DeskRoute {
    let (method, room) = (Method::GET, Room::Desk);
    DeskRoute { method, path, access, counted, room, handler: get(handler) }
}

/// The target of a form.
pub(super) fn form<T: 'static>(
    path: &'static str,
    handler: impl Handler<T, State>,
    counted: Counted,
    access: Access,
) -> DeskRoute {
    let (method, room) = (Method::POST, Room::Desk);
    DeskRoute { method, path, access, counted, room, handler: post(handler) }
}

/// The target of a form with files.
pub(super) fn files<T: 'static>(
    path: &'static str,
    handler: impl Handler<T, State>,
    counted: Counted,
    access: Access,
) -> DeskRoute {
    DeskRoute { room: Room::Upload, ..form(path, handler, counted, access) }
}
