//! A request of the desk: who sent it, and what stands around its page.

use super::{
    access::{Access, Menu},
    flash::Flash,
};
use crate::{
    State,
    http::{HttpError, headers::cache, redirect::see_other},
    render::{self, add_cookie, cache::Template},
    session::{STAFF_COOKIE, StaffSession, Visitor, cookies},
};
use app::{
    ErrorPage,
    admin::{DeskContext, DeskError, DeskPage},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use domain::staff::Permissions;
use shop::staff::Actor;
use std::sync::Arc;
use views::admin::shell::{Shell, Shortcuts};

/// The cookie of a browser that has turned shortcuts off.
pub(super) const SHORTCUTS: &str = "desk-shortcuts";

/// A request of the desk. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    session: Option<StaffSession>,
    shell: Shell,
    visitor: Visitor,
    path: String,
}

impl Desk {
    /// Reads who is signed in.
    ///
    /// # Errors
    /// If the sessions cannot be read.
    pub(super) async fn read(
        state: &State,
        headers: &HeaderMap,
        path: String,
        menu: &Menu,
    ) -> Result<Self, HttpError> {
        let token = cookies::read(headers, state.transport(), STAFF_COOKIE);
        let session = match token {
            Some(token) => state.staff.find(&state.shop, &token).await?,
            None => None,
        };
        let off = cookies::read(headers, state.transport(), SHORTCUTS).as_deref() == Some("off");
        let shell = Shell {
            person: session.as_ref().map(|session| session.person.clone()),
            menu: session
                .as_ref()
                .map(|session| menu.for_person(session.actor.permissions()))
                .unwrap_or_default(),
            flash: Flash::read(headers, state),
            shortcuts: if off { Shortcuts::Off } else { Shortcuts::On },
        };
        // The storefront's message is for its next page.
        let mut visitor = Visitor::read(headers, state);
        visitor.flash = None;
        Ok(Self(Arc::new(Inner { session, shell, visitor, path })))
    }

    /// Who acts.
    ///
    /// # Errors
    /// 403 on pages that need nobody to be signed in.
    pub fn actor(&self) -> Result<&Actor, HttpError> {
        let session = self.0.session.as_ref();
        session.map(|session| &session.actor).ok_or_else(|| HttpError::of(StatusCode::FORBIDDEN))
    }

    /// The name of who is signed in; empty if nobody is.
    #[must_use]
    pub fn person_name(&self) -> &str {
        self.0.shell.person.as_ref().map_or("", |person| person.name.as_str())
    }

    /// Path and query of the request.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The visitor, for the theme.
    #[must_use]
    pub fn visitor(&self) -> &Visitor {
        &self.0.visitor
    }

    /// Whether the person may use a route.
    pub(super) fn may(&self, access: Access) -> bool {
        access.is_given(self.permissions())
    }

    /// What the person may do; `None` if nobody is signed in.
    pub(super) fn permissions(&self) -> Option<Permissions> {
        self.0.session.as_ref().map(|session| session.actor.permissions())
    }

    /// Responds with a page.
    #[must_use]
    pub fn page(&self, state: &State, page: &dyn DeskPage) -> Response {
        self.page_with(state, page, StatusCode::OK)
    }

    /// Responds with a page and a status, such as 422 for a form with errors.
    #[must_use]
    pub fn page_with(&self, state: &State, page: &dyn DeskPage, status: StatusCode) -> Response {
        let settings = state.shop.settings();
        let context = DeskContext {
            shop_name: &settings.name,
            path: &self.0.path,
            assets: &state.desk_assets,
            shell: &self.0.shell,
        };
        let template = Template::new(&app::admin::render(&context, page));
        let mut response = render::respond(state, &self.0.visitor, &template, status);
        response.headers_mut().insert(header::CACHE_CONTROL, cache::NOT_KEPT);
        if self.0.shell.flash.is_some() {
            add_cookie(&mut response, Flash::clear(state));
        }
        response
    }

    /// Redirects to a page after a change, with a message.
    #[must_use]
    pub fn done(&self, state: &State, href: &str, flash: &Flash) -> Response {
        let mut response = see_other(href);
        add_cookie(&mut response, flash.cookie(state));
        response
    }

    /// Responds with the page of an error, within the desk.
    #[must_use]
    pub fn error(&self, state: &State, error: &HttpError) -> Response {
        let lacks = error.lacks();
        // The page says it in other words.
        let detail = if lacks.is_some() || !error.is_explained() { "" } else { error.detail() };
        let kind = ErrorPage::from_status(error.status().as_u16());
        let page = DeskError { kind, detail, missing: lacks };
        let mut response = self.page_with(state, &page, error.status());
        if let Some(seconds) = error.seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// The page of an error outside the desk's own routes, such as an address that does not exist: it
/// does not say who is signed in.
pub(in crate::http) fn error_page(
    state: &State,
    visitor: &Visitor,
    path: &str,
    error: &HttpError,
) -> Response {
    let mut visitor = visitor.clone();
    visitor.flash = None;
    let (session, shell) = (None, Shell::default());
    let desk = Desk(Arc::new(Inner { session, shell, visitor, path: path.to_owned() }));
    desk.error(state, error)
}

impl FromRequestParts<State> for Desk {
    type Rejection = HttpError;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, HttpError> {
        // The guard of every route of the desk has put it there.
        let desk = parts.extensions.get::<Self>().cloned();
        desk.ok_or_else(|| HttpError::of(StatusCode::INTERNAL_SERVER_ERROR))
    }
}
