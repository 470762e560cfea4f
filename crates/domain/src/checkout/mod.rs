//! Validation of what a shopper enters at checkout. The server and the form in the browser share
//! these rules; the browser receives those of the country with the page.

mod contact;
mod field;

pub use contact::ContactForm;
pub use field::{FieldError, FieldErrorKind, MAX_FIELD, Presence, check_field, check_text};
