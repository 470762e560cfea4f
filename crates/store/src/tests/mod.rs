//! Every statement and every query, on both databases.

mod statements;

/// A statement of this crate, noted where it is written.
pub struct Statement(pub &'static str);
inventory::collect!(Statement);
