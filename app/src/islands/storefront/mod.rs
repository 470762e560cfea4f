//! The storefront's reactive islands, one folder per area.

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod search;
