//! The page of the online withdrawal function.

use domain::checkout::FieldError;
use time::PrimitiveDateTime;

/// A time in the shop's time zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalTime {
    /// Date and time.
    pub time: PrimitiveDateTime,
    /// The zone's name: "Central European time".
    pub zone: String,
}

/// The progress of a withdrawal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum WithdrawStep {
    /// The statement is being entered.
    #[default]
    Statement,
    /// The statement is shown for confirmation.
    Confirm {
        /// Idempotency key of the confirmation.
        key: String,
    },
    /// The statement was received.
    Received {
        /// When.
        at: LocalTime,
    },
}

/// The page of the online withdrawal function.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WithdrawView {
    /// Name of the consumer.
    pub name: String,
    /// The order number, or whatever else identifies the contract.
    pub number: String,
    /// Email address for the acknowledgement.
    pub email: String,
    /// The items, if not all.
    pub items: String,
    /// Its progress.
    pub step: WithdrawStep,
    /// Errors by field.
    pub errors: Vec<FieldError>,
}
