//! Rate limits: buckets per client, one for each kind of request.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use std::{net::IpAddr, num::NonZeroU32};

/// Back-in-stock subscriptions per client and hour.
const SUBSCRIPTIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);
/// Withdrawals without a matching order, per client and hour.
const WITHDRAWALS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);
/// Passwords, codes and links of the desk, per client and minute. Limits per account are in the
/// database.
const SIGN_INS: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);
/// Rate-limited forms that are shown again, per client and minute; above that the refusal is short.
const RETURNED_FORMS: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);

/// One bucket per client; `None` means no limit.
#[derive(Debug)]
pub struct Rate(Option<DefaultKeyedRateLimiter<IpAddr>>);

impl Rate {
    fn new(quota: Option<Quota>) -> Self {
        Self(quota.map(RateLimiter::keyed))
    }

    /// Counts one more for a client. Clients without an address are not counted.
    ///
    /// # Errors
    /// Above the limit: after how many seconds the next one is allowed.
    pub fn check(&self, client: Option<IpAddr>) -> Result<(), u32> {
        let Some((limiter, client)) = self.0.as_ref().zip(client) else { return Ok(()) };
        limiter.check_key(&client).map_err(|refused| {
            let wait = refused.wait_time_from(limiter.clock().now());
            u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
        })
    }

    /// The same, for callers that need no time.
    #[must_use]
    pub fn allows(&self, client: Option<IpAddr>) -> bool {
        self.check(client).is_ok()
    }

    fn forget_idle(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// The limits per client.
#[derive(Debug)]
pub struct RequestRates {
    /// Cart changes, checkout steps, searches and API calls.
    pub requests: Rate,
    /// Browser measurements.
    pub beacons: Rate,
    /// Back-in-stock subscriptions.
    pub subscriptions: Rate,
    /// Withdrawals without a matching order.
    pub withdrawals: Rate,
    /// Passwords, codes and links of the desk.
    pub sign_ins: Rate,
    /// Rate-limited forms that are shown again.
    pub returned_forms: Rate,
    /// Carts created through pages.
    pub carts: Rate,
    /// Carts created through the API.
    pub api_carts: Rate,
}

impl RequestRates {
    /// Limits of requests per minute and new carts per hour. 0 means no limit; 0 requests turns off
    /// all limits.
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
            sign_ins: Rate::new(only_if_limited(Quota::per_minute(SIGN_INS))),
            returned_forms: Rate::new(only_if_limited(Quota::per_minute(RETURNED_FORMS))),
            carts: carts(),
            api_carts: carts(),
        }
    }

    /// Removes clients whose quota is full again, so that memory does not grow with every address
    /// ever seen.
    pub fn forget_idle(&self) {
        for rate in [
            &self.requests,
            &self.beacons,
            &self.subscriptions,
            &self.withdrawals,
            &self.sign_ins,
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
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_wait_is_until_the_next_request_is_allowed() {
        let client = Some(IpAddr::from([192, 0, 2, 1]));
        for (per_minute, longest) in [(1, 60), (6, 10), (600, 1)] {
            let rates = RequestRates::new(per_minute, 1);
            let wait =
                (0..=10 * per_minute).find_map(|_| rates.requests.check(client).err()).unwrap();
            assert!((1..=longest).contains(&wait), "{per_minute} a minute: {wait} s");
            // A second or so passes on a slow machine, never the whole minute.
            assert!(longest < 60 || wait > 30, "{wait}");
        }
    }

    #[test]
    fn no_limit_of_requests_is_no_limit_at_all() {
        let client = Some(IpAddr::from([192, 0, 2, 1]));
        let (limited, unlimited) = (RequestRates::new(1, 1), RequestRates::new(0, 1));
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
