//! Placed orders: their page, finding them, withdrawing from them.

pub mod order;
pub mod track;
pub mod withdrawal;
