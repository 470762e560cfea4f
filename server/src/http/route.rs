//! The route table: each route is one line with its path, its handlers, what counts towards the
//! client's rate limit, and the slot it takes. [`Routes`] adds the corresponding layers.

use super::{
    admin,
    middleware::{
        admission::{self, Room},
        rate_limit::{self, Counted},
    },
    storefront::{forms, web_vitals},
};
use crate::State;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{MethodRouter, get},
};
use std::collections::HashSet;
use tower_http::limit::RequestBodyLimitLayer;

/// A builder for the routes.
pub struct Routes {
    state: State,
    router: Router<State>,
    pages: Vec<&'static str>,
    personal: HashSet<&'static str>,
}

/// Properties of the routes beyond the router itself.
#[derive(Clone, Debug, Default)]
pub struct KnownRoutes {
    /// Patterns of pages.
    pub pages: Vec<&'static str>,
    /// Patterns of personal pages, which must not be cached.
    pub personal: HashSet<&'static str>,
}

impl Routes {
    /// No routes yet.
    pub fn new(state: &State) -> Self {
        Self {
            state: state.clone(),
            router: Router::new(),
            pages: Vec::new(),
            personal: HashSet::new(),
        }
    }

    /// Adds a page. Its URL with a trailing slash redirects to it.
    pub fn page(
        mut self,
        path: &'static str,
        methods: MethodRouter<State>,
        counted: Counted,
        room: Room,
    ) -> Self {
        self.pages.push(path);
        self.route(path, methods, counted, room)
    }

    /// Adds the target of a form. A GET request is redirected to the page with the form.
    pub fn form(
        self,
        path: &'static str,
        post: MethodRouter<State>,
        counted: Counted,
        room: Room,
    ) -> Self {
        self.route(path, post.merge(get(forms::lead)), counted, room)
    }

    /// Adds any other route.
    pub fn route(
        mut self,
        path: &'static str,
        methods: MethodRouter<State>,
        counted: Counted,
        room: Room,
    ) -> Self {
        if room.is_personal() {
            self.personal.insert(path);
        }
        let mut methods = methods;
        if !matches!(room, Room::Own | Room::Desk | Room::Upload) {
            let state = (self.state.clone(), room);
            methods = methods.layer(from_fn_with_state(state, admission::admit));
        }
        if counted == Counted::Measurements {
            methods = methods.layer(RequestBodyLimitLayer::new(web_vitals::BODY_LIMIT));
        }
        if counted != Counted::Nothing {
            let state = (self.state.clone(), counted);
            methods = methods.layer(from_fn_with_state(state, rate_limit::limit));
        }
        if room == Room::Upload {
            // The limit of extractors is smaller.
            methods = methods.layer(DefaultBodyLimit::disable());
            methods = methods.layer(RequestBodyLimitLayer::new(admin::MAX_UPLOAD));
        }
        self.router = self.router.route(path, methods);
        self
    }

    /// Adds routes with layers of their own.
    pub fn merge(mut self, router: Router<State>) -> Self {
        self.router = self.router.merge(router);
        self
    }

    /// Returns the router and the properties of its routes.
    pub fn finish(self) -> (Router<State>, KnownRoutes) {
        (self.router, KnownRoutes { pages: self.pages, personal: self.personal })
    }
}
