//! The audit log: who changed what, in the same transaction as the change.
//!
//! - [`record`]: adds an entry: `record.rs`
//! - [`log`], [`entry`], [`export`]: the log, one entry with what taking it back would do, the log as
//!   a file: `log.rs`
//! - [`undo`]: takes an entry back, whatever it changed: `undo.rs`

mod log;
mod record;
mod undo;

pub use log::{Entry, ListedEntry, Log, LogError, ShowLog, entry, export, log};
pub use record::{Changed, Recorded, record};
pub use undo::{TakenBack, undo};
