//! The answer on the test provider's page.

/// The shopper's answer on the test provider's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BankAnswer {
    /// Approve the payment.
    Approve,
    /// Refuse it.
    Refuse,
}

impl BankAnswer {
    /// Key in the database and in the form of the test provider's page.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Refuse => "refuse",
        }
    }

    /// The answer with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Approve, Self::Refuse].into_iter().find(|answer| answer.key() == key)
    }
}
