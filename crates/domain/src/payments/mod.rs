//! How shoppers pay.

pub mod card;
