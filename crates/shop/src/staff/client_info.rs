//! The browser that somebody uses.

use domain::staff::{browser_family, short_address};
use std::net::IpAddr;

/// The browser that somebody signs in with.
#[derive(Clone, Copy, Default, Debug)]
pub struct ClientInfo<'a> {
    /// Its address, as limits identify clients.
    pub address: Option<IpAddr>,
    /// Its user agent.
    pub user_agent: &'a str,
    /// The value that it got when somebody signed in with it before, as it sent it: see
    /// [`SignedIn`](super::SignedIn).
    pub known_browser: Option<&'a str>,
}

impl ClientInfo<'_> {
    /// The browser's family, such as `Firefox on Linux`; may be empty.
    pub(super) fn browser(self) -> String {
        browser_family(self.user_agent)
    }

    /// The shortened address; empty if it is unknown.
    pub(super) fn address(self) -> String {
        self.address.map(short_address).unwrap_or_default()
    }
}
