//! Business metrics. docs/telemetry.md lists all names. Label values are few and fixed.

use crate::payments::{Outcome, PaymentError};
use domain::Money;

/// Label values of [`checkout_failed`]: why an order was not placed.
pub const CHECKOUT_FAILURES: [&str; 8] = [
    "payment",
    "sold-out",
    "not-orderable",
    "changed",
    "not-ready",
    "empty-cart",
    "unavailable",
    "other",
];
/// Label values of [`paid`]: the result of an authorisation.
pub const PAYMENTS: [&str; 7] =
    ["authorised", "challenge", "declined", "expired", "unconfirmed", "unavailable", "waiting"];
/// Label values of [`made_to_wait`]: what had too many refusals.
pub const PAYMENT_WAITS: [&str; 3] = ["cart", "client", "card"];
/// Label values of [`withdrawn`]: whether the order is known.
pub const WITHDRAWALS: [&str; 2] = ["known", "unknown"];
/// Label values of [`rates_fed`]: what a feed of exchange rates has changed.
pub const RATE_FEEDS: [&str; 4] = ["taken", "unchanged", "refused", "failed"];
/// Label values of [`mailed`].
pub const MAILS: [&str; 2] = ["sent", "failed"];
pub use jobs::measure::CANCELLATIONS;

/// Counts an order and its total.
pub(crate) fn placed(total: Money) {
    metrics::counter!("perigee_orders_placed_total").increment(1);
    metrics::counter!("perigee_revenue_minor_total", "currency" => total.currency.code().to_owned())
        .increment(u64::try_from(total.minor).unwrap_or(0)); // A total is never negative.
}

/// Counts an order that was not placed; `reason` is one of [`CHECKOUT_FAILURES`].
pub(crate) fn checkout_failed(reason: &'static str) {
    metrics::counter!("perigee_checkout_failures_total", "reason" => reason).increment(1);
    if reason == "sold-out" {
        stock_out();
    }
}

/// Counts a request for an item that is sold out or has too few units left.
pub(crate) fn stock_out() {
    metrics::counter!("perigee_stock_outs_total").increment(1);
}

/// Counts an addition to a cart.
pub(crate) fn added_to_cart() {
    metrics::counter!("perigee_cart_additions_total").increment(1);
}

/// Counts a request to the payment provider.
pub(crate) fn paid(outcome: &Result<Outcome, PaymentError>) {
    let outcome = match outcome {
        Ok(Outcome::Authorised(_)) => "authorised",
        Ok(Outcome::Challenge(_)) => "challenge",
        Err(PaymentError::Declined) => "declined",
        Err(PaymentError::Expired) => "expired",
        Err(PaymentError::Unconfirmed) => "unconfirmed",
        Err(PaymentError::Unavailable) => "unavailable",
    };
    metrics::counter!("perigee_payments_total", "outcome" => outcome).increment(1);
}

/// Counts a payment that was refused without asking the provider, because a cart, client or card
/// had too many refusals.
pub(crate) fn made_to_wait(by: &'static str) {
    metrics::counter!("perigee_payments_total", "outcome" => "waiting").increment(1);
    metrics::counter!("perigee_payment_holds_total", "by" => by).increment(1);
}

/// Whether the number and the email address of a withdrawal belong to an order.
#[derive(Clone, Copy)]
pub(crate) enum WithdrawnOrder {
    Known,
    Unknown,
}

/// Counts a withdrawal.
pub(crate) fn withdrawn(order: WithdrawnOrder) {
    let order = match order {
        WithdrawnOrder::Known => "known",
        WithdrawnOrder::Unknown => "unknown",
    };
    metrics::counter!("perigee_withdrawals_total", "order" => order).increment(1);
}

/// The end of an attempt to send an email.
#[derive(Clone, Copy)]
pub(crate) enum MailOutcome {
    Sent,
    Failed,
}

/// Counts an attempt to send an email.
pub(crate) fn mailed(outcome: MailOutcome) {
    let outcome = match outcome {
        MailOutcome::Sent => "sent",
        MailOutcome::Failed => "failed",
    };
    metrics::counter!("perigee_mail_total", "outcome" => outcome).increment(1);
}

/// Sets for how many days ahead the public holidays of all countries are known.
pub(crate) fn holidays(days: i64) {
    metrics::gauge!("perigee_holidays_days_left").set(days as f64);
}

/// Counts a feed of exchange rates; `outcome` is one of [`RATE_FEEDS`].
pub(crate) fn rates_fed(outcome: &'static str) {
    metrics::counter!("perigee_rates_feeds_total", "outcome" => outcome).increment(1);
}

/// Sets how many faults keep the stored zones, tariffs and tax rates from being used.
pub(crate) fn table_faults(count: usize) {
    metrics::gauge!("perigee_table_faults").set(count as f64);
}

/// Sets the age of the feed's exchange rates in days.
pub(crate) fn rates_age(days: i64) {
    metrics::gauge!("perigee_rates_age_days").set(days as f64);
}
