//! The layer around every route of the desk: who is signed in, and whether they may use the route.
//! Use cases check the permission again; this is what the menu and the page of the error need.

use super::{
    access::{Access, Menu},
    desk::{Desk, Sent},
    kept, kept_cookie,
};
use crate::{
    State,
    http::{
        HttpError,
        error::Proof,
        extract::{
            Caller,
            fields::{media_type, unencoded},
        },
        middleware::admission::{self, Room},
        redirect::see_other,
    },
    limits::admission::LARGEST_DESK_FORM,
    render::{self, add_cookie},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State as Extract},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::staff::SessionStage;
use http_body_util::Limited;
use shop::staff::FoundSession;
use std::sync::Arc;
use views::{
    admin::sign_in::{SignInNotice, SignInView},
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
    /// What the route reads: forms are those of [`Room::Desk`].
    pub room: Room,
}

/// Lets a request through if its person may use the route. Errors of the handler become pages of
/// the desk.
pub(super) async fn guard(
    Extract(guard): Extract<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let state = &guard.state;
    let sent = Sent::of(&request, state);
    let desk = match Desk::read(state, sent, &guard.menu).await {
        Ok(desk) => desk,
        Err(error) => return error.into_response(),
    };
    let program = Caller::of(request.headers(), request.uri().path()).is_program();
    let answered = through(&guard, &desk, request, next).await;
    match answered {
        Ok(response) if program => response,
        Ok(response) => presented(state, &desk, response),
        Err(error) if program => error.into_response(),
        Err(error) => desk.error(state, &error),
    }
}

/// Reads the body of a posted form, within the limit of the desk's forms, and calls the handler.
async fn through(
    guard: &Guard,
    desk: &Desk,
    request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let Guard { state, access, room, menu: _ } = guard;
    let access = *access;
    // Other bodies are read as they arrive, and not kept.
    let is_form = *room == Room::Desk;
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let program = Caller::of(request.headers(), request.uri().path()).is_program();
    if let (Access::Needs(permission), Some(_), false) =
        (access, desk.permissions(), desk.may(access))
    {
        return Err(HttpError::lacking(permission));
    }
    if !desk.may(access) {
        if program {
            return Err(HttpError::of(StatusCode::FORBIDDEN));
        }
        if looks {
            return sign_in_first(state, desk).await;
        }
        if !is_form {
            return keep_and_sign_in(state, desk, &[]).await;
        }
        let (request, _held) = admission::whole(state, limited(request, state)).await?;
        let (_, body) = form_of(request).await;
        return keep_and_sign_in(state, desk, &body).await;
    }
    if looks || !is_form {
        return asked(state, desk, with(request, desk), next).await;
    }
    let (request, _held) = admission::whole(state, limited(request, state)).await?;
    let (request, body) = form_of(request).await;
    let response = next.run(with(request, desk)).await;
    match response.extensions().get::<HttpError>().map(HttpError::proof) {
        Some(Proof::Password) if !program => {
            let mut response = see_other(routes::ADMIN_REAUTHENTICATE);
            add_cookie(&mut response, kept::keep(state, desk, &body).await?);
            Ok(response)
        }
        _ => Ok(response),
    }
}

/// Calls a handler without keeping what was sent. It may need the password again.
async fn asked(
    state: &State,
    desk: &Desk,
    request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let program = Caller::of(request.headers(), request.uri().path()).is_program();
    let response = next.run(request).await;
    let proof = response.extensions().get::<HttpError>().map(HttpError::proof);
    if program || proof != Some(Proof::Password) {
        return Ok(response);
    }
    let mut asked = see_other(&routes::admin_then(routes::ADMIN_REAUTHENTICATE, desk.path()));
    // A form that waited before is not what comes next.
    add_cookie(&mut asked, kept_cookie::clear(state));
    Ok(asked)
}

/// The request with who sent it.
fn with(mut request: Request, desk: &Desk) -> Request {
    request.extensions_mut().insert(desk.clone());
    request
}

/// The request with the limit of the desk's forms.
fn limited(request: Request, state: &State) -> Request {
    let most = state.config.capacity.body_limit.min(LARGEST_DESK_FORM);
    request.map(|body| Body::new(Limited::new(body, most)))
}

/// A request whose body has been read, and the body if it is a form that can be kept.
async fn form_of(request: Request) -> (Request, Bytes) {
    let (parts, body) = request.into_parts();
    let is_form = unencoded(&parts.headers).is_ok()
        && media_type(&parts.headers) == "application/x-www-form-urlencoded";
    // It is in memory already.
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let kept = if is_form { bytes.clone() } else { Bytes::new() };
    (Request::from_parts(parts, Body::from(bytes)), kept)
}

/// An error of the handler as a page of the desk.
fn presented(state: &State, desk: &Desk, response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || response.extensions().get::<render::IsPage>().is_some() {
        return response;
    }
    let error = response.extensions().get::<HttpError>().cloned();
    if let Some(instead) = error.as_ref().and_then(HttpError::instead) {
        return see_other(instead);
    }
    let mut page = desk.error(state, &error.unwrap_or_else(|| HttpError::of(status)));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// Leads to signing in, or to what the session lacks.
async fn sign_in_first(state: &State, desk: &Desk) -> Result<Response, HttpError> {
    let page = match desk.found(state).await? {
        FoundSession::Active(session) => match session.stage() {
            SessionStage::SecondFactor => routes::ADMIN_SECOND_FACTOR,
            SessionStage::Enrolment => routes::ADMIN_ENROLMENT,
            SessionStage::Open => routes::ADMIN_SIGN_IN,
        },
        FoundSession::Expired | FoundSession::None => routes::ADMIN_SIGN_IN,
    };
    Ok(see_other(&routes::admin_then(page, desk.path())))
}

/// Shows the page to sign in instead of what was posted, which is kept.
async fn keep_and_sign_in(state: &State, desk: &Desk, body: &[u8]) -> Result<Response, HttpError> {
    let cookie = kept::keep(state, desk, body).await?;
    let notice = if cookie.is_some() { SignInNotice::Kept } else { SignInNotice::Expired };
    let page = SignInView { problem: Some(notice), ..SignInView::default() };
    let mut response = desk.page_with(state, &page, StatusCode::FORBIDDEN);
    add_cookie(&mut response, cookie);
    Ok(response)
}
