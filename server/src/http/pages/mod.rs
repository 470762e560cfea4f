//! The pages and the form posts behind them: each parses, asks a use case, and shows what it gives.

pub(super) mod cart;
pub(super) mod checkout;
pub(super) mod home;
pub(super) mod listing;
pub(super) mod orders;
pub(super) mod preferences;
pub(super) mod product;
pub(super) mod text;
pub(super) mod tools;
pub(super) mod waits;
pub(super) mod withdraw;
