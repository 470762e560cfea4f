//! What is indexed.

/// A document, by the number that the shop assigned to it, counted from 0.
pub type Document = u32;
