//! The layer around every route of the desk: who is signed in, and whether they may use the route.
//! Use cases check the permission again; this is what the menu and the page of the error need.

use super::{
    access::{Access, Menu},
    desk::Desk,
};
use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Fields},
        redirect::see_other,
    },
    render,
};
use axum::{
    extract::{Request, State as Extract},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use views::{
    admin::sign_in::{KeptPost, SignInNotice, SignInView},
    routes,
};

/// What the layer of a route knows.
#[derive(Clone)]
pub(super) struct Guard {
    /// The server.
    pub state: State,
    /// Who may use the route.
    pub access: Access,
    /// The menu of all routes.
    pub menu: Arc<Menu>,
}

/// Lets a request through if its person may use the route. Errors of the handler become pages of
/// the desk.
pub(super) async fn guard(
    Extract(Guard { state, access, menu }): Extract<Guard>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    // A copy, because a request cannot be shared while the sessions are read.
    let headers = request.headers().clone();
    let desk = match Desk::read(&state, &headers, path, &menu).await {
        Ok(desk) => desk,
        Err(error) => return error.into_response(),
    };
    let program = Caller::of(request.headers(), request.uri().path()).is_program();
    if !desk.may(access) {
        let lacking = match (access, desk.permissions()) {
            (Access::Needs(permission), Some(_)) => HttpError::lacking(permission),
            _ if program => HttpError::of(StatusCode::FORBIDDEN),
            _ => return sign_in_first(&state, &desk, request).await,
        };
        return if program { lacking.into_response() } else { desk.error(&state, &lacking) };
    }
    request.extensions_mut().insert(desk.clone());
    let response = next.run(request).await;
    if program { response } else { presented(&state, &desk, response) }
}

/// An error of the handler as a page of the desk.
fn presented(state: &State, desk: &Desk, response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || response.extensions().get::<render::IsPage>().is_some() {
        return response;
    }
    let error = response.extensions().get::<HttpError>().cloned();
    let mut page = desk.error(state, &error.unwrap_or_else(|| HttpError::of(status)));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// Leads to signing in. A form that was posted is kept: it is passed on from page to page until
/// somebody is signed in.
async fn sign_in_first(state: &State, desk: &Desk, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return see_other(&routes::admin_sign_in(desk.path()));
    }
    // An upload is not kept, nor is a form that cannot be read.
    let fields = Fields::with_lines(KEPT, request, state).await.unwrap_or_default();
    let kept = fields.pairs().filter(|(name, _)| !is_secret(name));
    let kept: Vec<_> = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let page = SignInView {
        problem: Some(SignInNotice::Expired),
        kept: (!kept.is_empty()).then(|| KeptPost { action: desk.path().to_owned(), fields: kept }),
        ..SignInView::default()
    };
    desk.page_with(state, &page, StatusCode::FORBIDDEN)
}

/// How many fields of a form are kept.
const KEPT: usize = 2_000;

/// What no page repeats.
fn is_secret(name: &str) -> bool {
    name.contains("password") || matches!(name, "code" | "recovery-code")
}
