//! Metrics of the process, in Prometheus' text format. docs/telemetry.md lists them all.

use crate::limits::admission::Purpose;
use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use shop::measure;
use std::{sync::OnceLock, time::Duration};
use store::Db;

/// Upper bounds in seconds of the buckets of request durations (OpenTelemetry semantic conventions,
/// `http.server.request.duration`).
const REQUESTS: [f64; 14] =
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
/// The same for database operations and connection waits (`db.client.operation.duration`), with an
/// additional lower bucket, because SQLite is fast.
const DATABASE: [f64; 10] = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];
/// In seconds. Largest contentful paint is good up to 2.5 and poor above 4; an interaction is good
/// up to 0.2 and poor above 0.5 (web.dev).
const VITALS: [f64; 16] =
    [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0];
/// No unit. Good is up to 0.1, poor above 0.25.
const SHIFTS: [f64; 10] = [0.001, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1.0];
/// How often histograms are aggregated, so that memory does not grow while nothing scrapes them.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// The recorder's handle; the first call installs it.
#[must_use]
pub fn metrics() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| install().ok()).as_ref()
}

fn install() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("http_server_request_duration_seconds".to_owned()),
            &REQUESTS,
        )?
        .set_buckets_for_metric(Matcher::Prefix("db_client_".to_owned()), &DATABASE)?
        .set_buckets_for_metric(Matcher::Full("perigee_web_vitals_seconds".to_owned()), &VITALS)?
        .set_buckets_for_metric(
            Matcher::Full("perigee_web_vitals_layout_shift".to_owned()),
            &SHIFTS,
        )?
        .install_recorder()?;
    describe();
    start_at_zero();
    Ok(handle)
}

/// Registers the help texts.
fn describe() {
    describe_histogram!(
        "http_server_request_duration_seconds",
        Unit::Seconds,
        "Duration of requests"
    );
    describe_gauge!("http_server_active_requests", Unit::Count, "Requests in progress");
    describe_histogram!(
        "db_client_operation_duration_seconds",
        Unit::Seconds,
        "Duration of database statements"
    );
    describe_histogram!(
        "db_client_connection_wait_time_seconds",
        Unit::Seconds,
        "Wait for a database connection"
    );
    describe_gauge!(
        "db_client_connection_count",
        Unit::Count,
        "Database connections, used and idle"
    );
    describe_gauge!(
        "db_client_connection_max",
        Unit::Count,
        "Maximum number of database connections"
    );
    describe_gauge!(
        "perigee_database_writable",
        "1 while the database is writable, 0 after a failure of its file or server"
    );
    describe_counter!("perigee_orders_placed_total", "Orders placed");
    describe_counter!(
        "perigee_revenue_minor_total",
        "Total of placed orders in minor units of the currency"
    );
    describe_counter!("perigee_checkout_failures_total", "Failed attempts to place an order");
    describe_counter!("perigee_payments_total", "Responses of the payment provider");
    describe_counter!(
        "perigee_payment_holds_total",
        "Payments blocked by the shop after too many declined ones, by cart, client or card"
    );
    describe_counter!("perigee_stock_outs_total", "Requests for more units than in stock");
    describe_counter!("perigee_cart_additions_total", "Additions to carts");
    describe_counter!("perigee_searches_total", "Searches not answered from the page cache");
    describe_counter!("perigee_rate_limited_total", "Requests refused by the rate limit");
    describe_counter!(
        "perigee_refused_busy_total",
        "Requests refused because no slot became free in time"
    );
    describe_counter!(
        "perigee_refused_database_total",
        "Requests refused because the database was unavailable"
    );
    describe_counter!(
        "perigee_refused_connections_total",
        "Connections refused because their client had too many"
    );
    describe_counter!(
        "perigee_refused_in_flight_total",
        "Requests refused because their client behind a proxy had too many in flight"
    );
    describe_gauge!(
        "perigee_holidays_days_left",
        Unit::Count,
        "Days from today for which all public holidays are known"
    );
    describe_counter!(
        "perigee_rates_feeds_total",
        "Exchange rates fetched from the feed, by what came of it"
    );
    describe_gauge!(
        "perigee_rates_age_days",
        Unit::Count,
        "Age of the latest exchange rates from the feed"
    );
    describe_gauge!(
        "perigee_table_faults",
        Unit::Count,
        "Faults that keep the stored shipping zones, tariffs and tax rates from being used"
    );
    describe_gauge!(
        "perigee_outbox_age_seconds",
        Unit::Seconds,
        "Age of the oldest pending outbox event"
    );
    describe_gauge!("perigee_outbox_pending", Unit::Count, "Pending outbox events");
    describe_gauge!("perigee_outbox_due", Unit::Count, "Pending outbox events that are due");
    describe_histogram!(
        "perigee_web_vitals_seconds",
        Unit::Seconds,
        "Measured by browsers: largest contentful paint, interaction to next paint"
    );
    describe_histogram!(
        "perigee_web_vitals_layout_shift",
        Unit::Count,
        "Measured by browsers: cumulative layout shift"
    );
    describe_counter!(
        "perigee_withdrawals_total",
        "Withdrawals received online, by whether their order is known"
    );
    describe_counter!("perigee_mail_total", "Emails sent, and failed attempts");
    describe_counter!("perigee_outbox_cancelled_total", "Cancelled outbox events");
    describe_gauge!("perigee_build_info", "Always 1; the version is its label");
    super::process::describe();
}

/// Counters start at 0 instead of being absent, so that the first event shows as an increase.
fn start_at_zero() {
    gauge!("perigee_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    for name in [
        "perigee_orders_placed_total",
        "perigee_stock_outs_total",
        "perigee_cart_additions_total",
        "perigee_searches_total",
        "perigee_rate_limited_total",
        "perigee_refused_database_total",
        "perigee_refused_connections_total",
        "perigee_refused_in_flight_total",
    ] {
        counter!(name).increment(0);
    }
    for purpose in Purpose::ALL {
        counter!("perigee_refused_busy_total", "purpose" => purpose.name()).increment(0);
    }
    for reason in measure::CHECKOUT_FAILURES {
        counter!("perigee_checkout_failures_total", "reason" => reason).increment(0);
    }
    for outcome in measure::PAYMENTS {
        counter!("perigee_payments_total", "outcome" => outcome).increment(0);
    }
    for by in measure::PAYMENT_WAITS {
        counter!("perigee_payment_holds_total", "by" => by).increment(0);
    }
    for order in measure::WITHDRAWALS {
        counter!("perigee_withdrawals_total", "order" => order).increment(0);
    }
    for outcome in measure::RATE_FEEDS {
        counter!("perigee_rates_feeds_total", "outcome" => outcome).increment(0);
    }
    for outcome in measure::MAILS {
        counter!("perigee_mail_total", "outcome" => outcome).increment(0);
    }
    for reason in measure::CANCELLATIONS {
        counter!("perigee_outbox_cancelled_total", "reason" => reason).increment(0);
    }
}

/// The current metrics, in Prometheus' text format.
#[must_use]
pub fn render(db: &Db) -> String {
    let Some(handle) = metrics() else { return String::new() };
    db.measure_pools();
    super::process::measure();
    handle.render()
}

/// Aggregates histograms periodically, forever.
pub async fn keep_up() {
    loop {
        tokio::time::sleep(FOLD_EVERY).await;
        if let Some(handle) = metrics() {
            handle.run_upkeep();
        }
    }
}
