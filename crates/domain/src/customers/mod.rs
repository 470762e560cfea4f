//! Customers: addresses and countries, email addresses and phone numbers.

mod address;
pub mod address_form;
pub mod country;
pub mod email;
pub mod email_host;
pub mod phone;
pub mod postcode;
mod table;

pub use address::{Address, postcode_form};
