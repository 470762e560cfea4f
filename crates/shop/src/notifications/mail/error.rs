//! Why an email was not sent.

use jobs::JobError;
use std::fmt::Display;

/// An email was not sent. The text is logged and stored with the event. Email addresses are removed
/// from it, since mail servers tend to repeat the recipient.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The recipient's mail server will never accept it.
    #[error("mail: {0}")]
    Undeliverable(String),
    /// A retry may succeed.
    #[error("mail: {0}")]
    Failed(String),
    /// The sender is not an email address.
    #[error("sender {sender:?}: {cause}")]
    Sender {
        /// As configured.
        sender: String,
        /// What is wrong with it.
        cause: lettre::address::AddressError,
    },
    /// The URL of the mail server cannot be parsed.
    #[error("SMTP address: {0}")]
    Server(lettre::transport::smtp::Error),
}

impl MailError {
    pub(super) fn failed(error: &dyn Display) -> Self {
        Self::Failed(without_addresses(&error.to_string()))
    }

    pub(super) fn undeliverable(error: &dyn Display) -> Self {
        Self::Undeliverable(without_addresses(&error.to_string()))
    }
}

impl From<MailError> for JobError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Undeliverable(_) => Self::permanent(error),
            MailError::Failed(_) | MailError::Sender { .. } | MailError::Server(_) => {
                Self::failed(error)
            }
        }
    }
}

/// Replaces everything that looks like an email address.
fn without_addresses(text: &str) -> String {
    let words = text.split(' ').map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_left_out() {
        let refusal = "permanent error (550): 5.1.1 <ada@example.org>: Recipient address rejected";
        assert_eq!(
            without_addresses(refusal),
            "permanent error (550): 5.1.1 (address) Recipient address rejected"
        );
        assert_eq!(without_addresses("no answer"), "no answer");
    }
}
