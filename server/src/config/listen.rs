//! Connections: addresses, limits, timeouts, proxies in front, shutdown.

use super::seconds::{seconds, some_seconds};
use clap::Args;
use std::{net::SocketAddr, time::Duration};

/// Default limit of a client's concurrent connections, or of its requests in flight.
const CONNECTIONS_PER_CLIENT: usize = 256;

/// Connections and shutdown.
#[derive(Args, Clone, Debug)]
pub struct Listen {
    /// Address and port to listen on.
    #[arg(long, env = "PERIGEE_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Separate address and port for /metrics. Without it, metrics are served on the main address,
    /// unless the base URL is https://.
    #[arg(long, env = "PERIGEE_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// Time for requests in flight to finish after SIGTERM, in seconds.
    #[arg(long, env = "PERIGEE_SHUTDOWN_GRACE", default_value = "30", value_parser = seconds)]
    pub shutdown_grace: Duration,
    /// How long to keep serving after SIGTERM while readiness already fails, in seconds.
    #[arg(long, env = "PERIGEE_SHUTDOWN_DELAY", default_value = "0", value_parser = seconds)]
    pub shutdown_delay: Duration,
    /// Concurrent connections; further ones wait.
    #[arg(
        long,
        env = "PERIGEE_CONNECTIONS",
        default_value_t = 10_000,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=1_000_000),
    )]
    pub connections: usize,
    /// Concurrent connections per client (an IPv4 address, the /64 of an IPv6 address); more are
    /// refused. With --trusted-proxies, the limit applies to a client's requests in flight instead.
    /// 0 means no limit; default 256.
    #[arg(
        long,
        env = "PERIGEE_CONNECTIONS_PER_CLIENT",
        hide_default_value = true,
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=1_000_000),
    )]
    pub connections_per_client: Option<usize>,
    /// How long a response may wait for a client that does not read, in seconds; then the
    /// connection is closed.
    #[arg(long, env = "PERIGEE_STALL_TIMEOUT", default_value = "30", value_parser = some_seconds)]
    pub stall_timeout: Duration,
    /// How long a connection may stay open without a complete request, in seconds. Set it longer
    /// than the idle timeout of a proxy in front.
    #[arg(long, env = "PERIGEE_IDLE_TIMEOUT", default_value = "75", value_parser = some_seconds)]
    pub idle_timeout: Duration,
    /// Number of trusted proxies in front: the client is that many entries from the end of
    /// X-Forwarded-For. 0 trusts none.
    #[arg(long, env = "PERIGEE_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,
}

impl Listen {
    /// The limit of connections per client; `None` for no limit, or behind trusted proxies.
    #[must_use]
    pub fn max_connections(&self) -> Option<usize> {
        self.max_of_one_client().filter(|_| self.trusted_proxies == 0)
    }

    /// The limit of requests in flight per client behind trusted proxies.
    #[must_use]
    pub fn max_in_flight(&self) -> Option<usize> {
        self.max_of_one_client().filter(|_| self.trusted_proxies > 0)
    }

    fn max_of_one_client(&self) -> Option<usize> {
        Some(self.connections_per_client.unwrap_or(CONNECTIONS_PER_CLIENT)).filter(|max| *max > 0)
    }
}
