//! Rate limits: buckets by client, one for each kind of request.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{net::IpAddr, num::NonZeroU32};

/// Back-in-stock subscriptions of one client an hour.
const SUBSCRIPTIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);
/// Withdrawals that name no order, of one client an hour.
const WITHDRAWALS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);
/// Forms that exceeded the rate limit and are shown again to one client a minute; beyond them the
/// refusal is short.
const RETURNED_FORMS: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);

/// One bucket a client; none where there is no limit.
#[derive(Debug)]
pub struct Rate(Option<DefaultKeyedRateLimiter<IpAddr>>);

impl Rate {
    fn new(quota: Option<Quota>) -> Self {
        Self(quota.map(RateLimiter::keyed))
    }

    /// Counts one more for a client. False when that is one too many. Without an address nothing
    /// is counted.
    #[must_use]
    pub fn allows(&self, client: Option<IpAddr>) -> bool {
        let limited = self.0.as_ref().zip(client);
        limited.is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
    }

    fn forget_idle(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// The limits of one client.
#[derive(Debug)]
pub struct Rates {
    /// Cart changes, checkout steps, searches and calls of the API.
    pub requests: Rate,
    /// Measurements that browsers send.
    pub beacons: Rate,
    /// Back-in-stock subscriptions.
    pub subscriptions: Rate,
    /// Withdrawals that name no order.
    pub withdrawals: Rate,
    /// Forms that are shown again though they exceed the limit.
    pub returned_forms: Rate,
    /// Carts started on pages.
    pub carts: Rate,
    /// Carts started by the API.
    pub api_carts: Rate,
}

impl Rates {
    /// Limits of so many requests a minute and new carts an hour. 0 is no limit; without a limit of
    /// requests there is none at all.
    #[must_use]
    pub fn new(requests: u32, carts: u32) -> Self {
        let requests = NonZeroU32::new(requests).map(Quota::per_minute);
        let only_if_limited = |quota| requests.and(Some(quota));
        let carts =
            || Rate::new(NonZeroU32::new(carts).and_then(|n| only_if_limited(Quota::per_hour(n))));
        Self {
            requests: Rate::new(requests),
            beacons: Rate::new(requests),
            subscriptions: Rate::new(only_if_limited(Quota::per_hour(SUBSCRIPTIONS))),
            withdrawals: Rate::new(only_if_limited(Quota::per_hour(WITHDRAWALS))),
            returned_forms: Rate::new(only_if_limited(Quota::per_minute(RETURNED_FORMS))),
            carts: carts(),
            api_carts: carts(),
        }
    }

    /// Forgets clients whose limit is whole again, so that memory does not grow with every address
    /// ever seen.
    pub fn forget_idle(&self) {
        for rate in [
            &self.requests,
            &self.beacons,
            &self.subscriptions,
            &self.withdrawals,
            &self.returned_forms,
            &self.carts,
            &self.api_carts,
        ] {
            rate.forget_idle();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_limit_of_requests_is_no_limit_at_all() {
        let client = Some(IpAddr::from([192, 0, 2, 1]));
        let (limited, unlimited) = (Rates::new(1, 1), Rates::new(0, 1));
        for (allowed, expected) in [(&limited, false), (&unlimited, true)] {
            assert!(allowed.carts.allows(client));
            assert_eq!(allowed.carts.allows(client), expected);
            assert!(allowed.requests.allows(client));
            assert_eq!(allowed.requests.allows(client), expected);
            assert!(allowed.requests.allows(None), "nobody is counted without an address");
        }
        assert!(limited.api_carts.allows(client), "pages and the API have buckets of their own");
    }
}
