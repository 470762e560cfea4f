//! Orders after they were placed: their page, finding them, withdrawing from them.

pub mod order;
pub mod track;
pub mod withdrawal;
