//! What the shop counts of its business. docs/telemetry.md lists all names; those with a label have
//! few, fixed values.

use crate::{Error, payments};
use domain::Money;

/// Why an order was not placed, as [`checkout_failed`] counts it.
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
/// What comes of asking for money, as [`paid`] counts it.
pub const PAYMENTS: [&str; 7] =
    ["authorised", "challenge", "declined", "expired", "unconfirmed", "unavailable", "waiting"];
/// By what a payment waits after too many refusals, as [`made_to_wait`] counts it.
pub const PAYMENT_WAITS: [&str; 3] = ["cart", "client", "card"];
/// Whether the order of a withdrawal is known, as [`withdrawn`] counts it.
pub const WITHDRAWALS: [&str; 2] = ["known", "unknown"];
/// What comes of a mail.
pub const MAILS: [&str; 2] = ["sent", "failed"];
/// Why an event of the outbox is given up: its letter's recipient will never take it, or it was
/// tried often enough.
pub const GIVEN_UP: [&str; 2] = ["undeliverable", "attempts"];

/// An order was placed.
pub(crate) fn placed(total: Money) {
    metrics::counter!("perigee_orders_placed_total").increment(1);
    metrics::counter!("perigee_revenue_minor_total", "currency" => total.currency.code().to_owned())
        .increment(u64::try_from(total.minor).unwrap_or(0));
}

/// An order was not placed. A challenge is no failure: it goes on.
pub(crate) fn checkout_failed(error: &Error) {
    let reason = match error {
        Error::Challenge { .. } => return,
        Error::Payment(_) | Error::TooManyCards { .. } => "payment",
        Error::SoldOut(_) | Error::OnlyLeft(_) => "sold-out",
        Error::CartNotOrderable => "not-orderable",
        Error::Changed => "changed",
        Error::NotReady => "not-ready",
        Error::EmptyCart => "empty-cart",
        error if error.is_unavailable() => "unavailable",
        _ => "other",
    };
    metrics::counter!("perigee_checkout_failures_total", "reason" => reason).increment(1);
    if reason == "sold-out" {
        stock_out();
    }
}

/// A shopper wanted what is sold out, or more than is left when ordering.
pub(crate) fn stock_out() {
    metrics::counter!("perigee_stock_outs_total").increment(1);
}

/// Something was put into a cart.
pub(crate) fn added_to_cart() {
    metrics::counter!("perigee_cart_additions_total").increment(1);
}

/// The provider was asked for money.
pub(crate) fn paid(outcome: &Result<payments::Outcome, payments::Refusal>) {
    use crate::payments::{Outcome, Refusal};
    let outcome = match outcome {
        Ok(Outcome::Authorised(_)) => "authorised",
        Ok(Outcome::Challenge(_)) => "challenge",
        Err(Refusal::Declined) => "declined",
        Err(Refusal::Expired) => "expired",
        Err(Refusal::Unconfirmed) => "unconfirmed",
        Err(Refusal::Unavailable) => "unavailable",
    };
    metrics::counter!("perigee_payments_total", "outcome" => outcome).increment(1);
}

/// A payment was refused without asking the provider, after too many refusals by cart, client or
/// card.
pub(crate) fn made_to_wait(by: &'static str) {
    metrics::counter!("perigee_payments_total", "outcome" => "waiting").increment(1);
    metrics::counter!("perigee_payment_waits_total", "by" => by).increment(1);
}

/// A consumer withdrew; whether number and e-mail address name an order.
pub(crate) fn withdrawn(matched: bool) {
    metrics::counter!("perigee_withdrawals_total", "order" => if matched { "known" } else { "unknown" }).increment(1);
}

/// A mail was sent, or was not.
pub(crate) fn mailed(sent: bool) {
    metrics::counter!("perigee_mail_total", "outcome" => if sent { "sent" } else { "failed" })
        .increment(1);
}

/// An event was given up: nobody tries again.
pub(crate) fn given_up(error: &Error) {
    let reason =
        if matches!(error, Error::Undeliverable(_)) { "undeliverable" } else { "attempts" };
    metrics::counter!("perigee_outbox_given_up_total", "reason" => reason).increment(1);
}

/// For how many days from today the public holidays of all places are known.
pub(crate) fn holidays(days: i64) {
    metrics::gauge!("perigee_holidays_days_left").set(days as f64);
}

/// How many events wait in the outbox, and for how long the oldest has, in milliseconds.
pub(crate) fn outbox(pending: i64, due: i64, oldest: i64) {
    metrics::gauge!("perigee_outbox_pending").set(pending as f64);
    metrics::gauge!("perigee_outbox_due").set(due as f64);
    metrics::gauge!("perigee_outbox_age_seconds").set(oldest as f64 / 1000.0);
}
