//! Placed orders: their page, finding them, withdrawing from them.

pub(in crate::http) mod order;
pub(in crate::http) mod withdrawal;
