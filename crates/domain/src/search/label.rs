//! What a filter offers, as data: its words are the interface's.

use crate::Money;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a choice of a facet stands for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ChoiceLabel {
    /// A value in the merchant's words, or a number with its unit.
    Text(Arc<str>),
    /// Yes or no.
    Flag(bool),
    /// In stock, or sold out.
    InStock(bool),
    /// Numbers with their unit.
    Numbers(Band<String>),
    /// Prices.
    Prices(Band<Money>),
}

impl ChoiceLabel {
    /// The text of a single value; `None` for everything that needs words of the interface.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Flag(_) | Self::InStock(_) | Self::Numbers(_) | Self::Prices(_) => None,
        }
    }
}

/// A range of values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Band<T> {
    /// Less than this.
    Under(T),
    /// From the first to the second, both included.
    Between(T, T),
    /// This and more.
    From(T),
    /// Everything.
    All,
}
