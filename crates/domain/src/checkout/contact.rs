//! The contact and address step.

use super::field::{FieldError, check_field};
use crate::customers::Address;
use serde::{Deserialize, Serialize};

/// The first step of checkout: contact and delivery address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Recipient of the confirmation.
    pub email: String,
    /// Delivery address.
    pub address: Address,
}

impl ContactForm {
    /// The invalid fields, in the order of the form.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let email = check_field("email", &self.email, "")
            .map(|problem| FieldError { field: "email".to_owned(), problem });
        email.into_iter().chain(self.address.problems()).collect()
    }
}
