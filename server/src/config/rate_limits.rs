//! Limits per client over time.

use clap::Args;

/// Requests and carts per client.
#[derive(Args, Clone, Debug)]
pub struct RateLimits {
    /// Cart changes, checkout steps and searches per client and minute; 0 means no limit.
    #[arg(long, env = "PERIGEE_RATE_LIMIT", default_value_t = 240)]
    pub rate_limit: u32,
    /// New carts per client and hour, counted separately for pages and API; 0 means no limit, and
    /// so does a rate limit of 0.
    #[arg(long, env = "PERIGEE_CARTS_PER_CLIENT", default_value_t = 1200)]
    pub carts_per_client: u32,
    /// Apply the rate limit to the Astronomy Shop API too.
    #[arg(
        long,
        env = "PERIGEE_RATE_LIMIT_API",
        default_value_t = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    pub rate_limit_api: bool,
}
