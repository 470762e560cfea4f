//! A request of the desk: who sent it, and what stands around its page.

use super::{
    access::{Access, Menu},
    flash::Flash,
    kept_cookie,
};
use crate::{
    State,
    http::{HttpError, extract::client, headers::cache, redirect::see_other},
    render::{self, add_cookie, cache::Template},
    session::{
        StaffSession, Visitor, client_info, cookies, set_known_browser, set_staff_token,
        staff_token,
    },
};
use app::{
    ErrorPage,
    admin::{DeskContext, DeskError, DeskPage},
};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use domain::staff::{Permissions, SessionStage};
use shop::staff::{Actor, ClientInfo, FoundSession, Session, SignedIn, find_session};
use std::{fmt, net::IpAddr, sync::Arc};
use views::{
    admin::shell::{Shell, Shortcuts},
    routes,
};

/// The cookie of a browser that has turned shortcuts off.
pub(super) const SHORTCUTS: &str = "desk-shortcuts";

/// A request of the desk. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Inner>);

struct Inner {
    session: Option<StaffSession>,
    shell: Shell,
    visitor: Visitor,
    sent: Sent,
    menu: Arc<Menu>,
}

/// Without headers, which have tokens.
impl fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Desk").field("path", &self.sent.path).finish_non_exhaustive()
    }
}

/// What the desk keeps of a request.
#[derive(Clone, Default)]
pub(super) struct Sent {
    headers: HeaderMap,
    /// Path and query.
    path: String,
    address: Option<IpAddr>,
}

impl Sent {
    /// A copy, because a request cannot be shared while the sessions are read.
    pub(super) fn of(request: &Request, state: &State) -> Self {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Self { headers: request.headers().clone(), path, address: client(request, state) }
    }
}

impl Desk {
    /// Reads who is signed in.
    ///
    /// # Errors
    /// If the sessions cannot be read.
    pub(super) async fn read(
        state: &State,
        sent: Sent,
        menu: &Arc<Menu>,
    ) -> Result<Self, HttpError> {
        let headers = &sent.headers;
        let session = match staff_token(headers, state.transport()) {
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
        Ok(Self(Arc::new(Inner { session, shell, visitor, sent, menu: Arc::clone(menu) })))
    }

    /// The token of the browser's session, whether it is valid or not.
    #[must_use]
    pub fn token(&self, state: &State) -> Option<String> {
        staff_token(&self.0.sent.headers, state.transport())
    }

    /// What there is in the database for the browser's token, also before somebody may use the
    /// desk.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn found(&self, state: &State) -> Result<FoundSession, HttpError> {
        match self.token(state) {
            Some(token) => Ok(find_session(&state.shop, &token).await?),
            None => Ok(FoundSession::None),
        }
    }

    /// The browser's session, if it is in this stage.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn session(
        &self,
        state: &State,
        stage: SessionStage,
    ) -> Result<Option<Session>, HttpError> {
        match self.found(state).await? {
            FoundSession::Active(session) if session.stage() == stage => Ok(Some(*session)),
            FoundSession::Active(_) | FoundSession::Expired | FoundSession::None => Ok(None),
        }
    }

    /// The browser, as sessions and limits tell it apart.
    #[must_use]
    pub fn client(&self) -> ClientInfo<'_> {
        client_info(&self.0.sent.headers, self.0.sent.address)
    }

    /// Goes on after signing in: with the form that was kept, or to a page; an empty one is the
    /// front page.
    #[must_use]
    pub fn go_on(&self, state: &State, next: &str) -> Response {
        match kept_cookie::token(&self.0.sent.headers, state) {
            Some(token) => {
                let mut response = see_other(&routes::admin_kept_form(&token));
                add_cookie(&mut response, kept_cookie::clear(state));
                response
            }
            None => see_other(if next.is_empty() { routes::ADMIN } else { next }),
        }
    }

    /// Responds to somebody whose session has begun: the browser gets its token, and goes on to
    /// what the session's stage asks for.
    #[must_use]
    pub fn entered(&self, state: &State, signed_in: &SignedIn, next: &str) -> Response {
        let mut response = match signed_in.stage {
            SessionStage::Open => self.go_on(state, next),
            SessionStage::SecondFactor => {
                see_other(&routes::admin_then(routes::ADMIN_SECOND_FACTOR, next))
            }
            SessionStage::Enrolment => {
                see_other(&routes::admin_then(routes::ADMIN_ENROLMENT, next))
            }
        };
        add_cookie(&mut response, set_staff_token(state.transport(), &signed_in.token));
        if let Some(browser) = &signed_in.known_browser {
            add_cookie(&mut response, set_known_browser(state.transport(), browser));
        }
        response
    }

    /// The keys of the entries of the menu that somebody with these permissions sees.
    #[must_use]
    pub fn sees(&self, permissions: Permissions) -> Vec<String> {
        let entries = self.0.menu.for_person(permissions);
        entries.into_iter().map(|entry| entry.item.key().to_owned()).collect()
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
        &self.0.sent.path
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
            path: &self.0.sent.path,
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
    let (session, shell, menu) = (None, Shell::default(), Arc::default());
    let sent = Sent { path: path.to_owned(), ..Sent::default() };
    Desk(Arc::new(Inner { session, shell, visitor, sent, menu })).error(state, error)
}

impl FromRequestParts<State> for Desk {
    type Rejection = HttpError;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, HttpError> {
        // The guard of every route of the desk has put it there.
        let desk = parts.extensions.get::<Self>().cloned();
        desk.ok_or_else(|| HttpError::of(StatusCode::INTERNAL_SERVER_ERROR))
    }
}
