//! The audit log: who changed what, in the same transaction as the change.
//!
//! - [`record`] adds an entry: `record.rs`

mod record;

pub use record::{Changed, Recorded, record};
