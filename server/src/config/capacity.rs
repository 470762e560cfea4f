//! How much work the server does at once, and for how long.

use super::seconds::{seconds, some_seconds};
use clap::Args;
use std::time::Duration;

/// Limits of concurrent work, and of one request.
#[derive(Args, Clone, Debug)]
pub struct Capacity {
    /// Request timeout, in seconds.
    #[arg(long, env = "PERIGEE_REQUEST_TIMEOUT", default_value = "30", value_parser = some_seconds)]
    pub request_timeout: Duration,
    /// Pages rendered and searches run concurrently; further ones queue. 0 means four per core.
    #[arg(
        long,
        env = "PERIGEE_BROWSING",
        default_value_t = 0,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=100_000),
    )]
    pub browsing: usize,
    /// Cart changes, checkout steps and order views processed concurrently; further ones queue.
    #[arg(
        long,
        env = "PERIGEE_BUYING",
        default_value_t = 512,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000),
    )]
    pub buying: usize,
    /// Cards and orders that wait for the payment provider concurrently; further ones queue.
    /// Separate from --buying, so that a slow provider does not block carts.
    #[arg(
        long,
        env = "PERIGEE_PLACING",
        default_value_t = 512,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000),
    )]
    pub placing: usize,
    /// How long a browsing request queues before it gets 503, in seconds; buying and placing
    /// requests queue ten times as long.
    #[arg(long, env = "PERIGEE_QUEUE_TIME", default_value = "0.5", value_parser = seconds)]
    pub queue_time: Duration,
    /// Maximum request body, in bytes; for forms and API calls the limit is always 65536, and for
    /// forms of the desk 1048576 at most.
    #[arg(
        long,
        env = "PERIGEE_BODY_LIMIT",
        default_value_t = 1 << 20,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(4096..=1 << 30),
    )]
    pub body_limit: usize,
}
