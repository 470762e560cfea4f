//! Presents errors: a page for people, `application/problem+json` for programs.

use super::HttpError;
use crate::{
    State,
    config::Surface,
    http::{
        admin, extract::Caller, middleware::border, redirect::see_other, rpc, storefront::forms,
    },
    render,
    session::Visitor,
};
use app::ErrorPage;
use axum::{
    extract::{Request, State as Extract},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use views::routes;

/// Presents every error, including those of layers (413, 403, 405, 503). Responses with a body of
/// their own are not changed.
pub(in crate::http) async fn present(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let caller = Caller::of(request.headers(), request.uri().path());
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let visitor = Visitor::read(request.headers(), &state);
    // No name contains NUL, and PostgreSQL rejects it in any text.
    let response = if path.contains("%00") {
        HttpError::of(StatusCode::BAD_REQUEST).into_response()
    } else if border::is_long(&request) {
        HttpError::of(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE).into_response()
    } else if !border::has_host(&request) {
        HttpError::of(StatusCode::BAD_REQUEST)
            .because("A request needs one valid Host header.")
            .into_response()
    } else {
        next.run(request).await
    };
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error()
        || response.extensions().get::<render::IsPage>().is_some()
    {
        return response;
    }
    let of_desk = routes::is_admin(&path) && state.config.serves(Surface::Desk);
    if of_desk && !caller.is_program() {
        return desk_page(&state, &visitor, response, &path);
    }
    // The URL that forms on the error page return to, which must be a page.
    let is_there = looks && (status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS);
    let back = if is_there || rpc::is_rpc(&path) {
        path
    } else {
        forms::page_of(path.split('?').next().unwrap_or(""), &visitor).unwrap_or("/".to_owned())
    };
    form(&state, &visitor, response, caller, &back)
}

/// An error outside the desk's own handlers, such as an address that does not exist.
fn desk_page(state: &State, visitor: &Visitor, mut response: Response, path: &str) -> Response {
    let status = response.status();
    let failure =
        response.extensions_mut().remove::<HttpError>().unwrap_or_else(|| HttpError::of(status));
    let mut page = admin::error_page(state, visitor, path, &failure);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page.extensions_mut().insert(failure);
    page
}

fn form(
    state: &State,
    visitor: &Visitor,
    mut response: Response,
    caller: Caller,
    path: &str,
) -> Response {
    let status = response.status();
    let failure =
        response.extensions_mut().remove::<HttpError>().unwrap_or_else(|| HttpError::of(status));
    let kept: Vec<_> = [header::RETRY_AFTER, header::ALLOW]
        .into_iter()
        .filter_map(|name| response.headers().get(&name).cloned().map(|value| (name, value)))
        .collect();
    let mut formed = if rpc::is_rpc(path) {
        rpc::encoded(&failure)
    } else if caller.is_program() {
        let mut details = failure.details();
        // The notice of a change that was posted in the background.
        render::add_cookie(&mut details, response.headers().get(header::SET_COOKIE).cloned());
        details
    } else if let Some(instead) = failure.instead() {
        see_other(instead)
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        render::respond(state, visitor, &render::unavailable(state, visitor), status)
    } else {
        let html = render::template(state, visitor, path, &ErrorPage::from_status(status.as_u16()));
        render::respond(state, visitor, &html, status)
    };
    for (name, value) in kept {
        formed.headers_mut().insert(name, value);
    }
    formed.extensions_mut().insert(failure);
    formed
}
