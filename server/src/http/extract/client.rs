//! The client of a request.

use crate::{
    State,
    limits::client::{forwarded, one_client},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{Extensions, HeaderMap, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// The client of a request, as limits identify it: by the address of the connection, or by what the
/// trusted proxies report.
pub fn client(request: &Request, state: &State) -> Option<IpAddr> {
    client_of(request.extensions(), request.headers(), state)
}

fn client_of(extensions: &Extensions, headers: &HeaderMap, state: &State) -> Option<IpAddr> {
    let trusted = state.config.listen.trusted_proxies;
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = if trusted == 0 { peer } else { forwarded(headers, trusted).or(peer) };
    address.map(one_client)
}

/// The client of a request, as limits identify it; `None` if there is no connection.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Option<IpAddr>);

impl Client {
    /// Its address as text.
    #[must_use]
    pub fn name(self) -> Option<String> {
        self.0.map(|address| address.to_string())
    }
}

impl FromRequestParts<State> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self(client_of(&parts.extensions, &parts.headers, state)))
    }
}
