//! The page of the online withdrawal function.

use domain::checkout::FieldError;

/// How far a withdrawal from a contract is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum WithdrawStep {
    /// The statement is typed.
    #[default]
    Statement,
    /// It is shown once more and confirmed.
    Confirm {
        /// Makes confirming happen once.
        key: String,
    },
    /// It has been received.
    Received {
        /// "27 November 2026, 14:05 (Central European time)"
        at: String,
    },
}

/// The page of the online withdrawal function.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WithdrawView {
    /// Who withdraws.
    pub name: String,
    /// The order number, or what else names the contract.
    pub number: String,
    /// Where the acknowledgement goes.
    pub email: String,
    /// Which items, if not all.
    pub items: String,
    /// How far it is.
    pub step: WithdrawStep,
    /// What is wrong, by field.
    pub errors: Vec<FieldError>,
}
