//! People of the desk.
//!
//! - [`Actor`]: who acts, with the permissions that use cases check: `actor.rs`

mod actor;

pub use actor::{Actor, Forbidden};
