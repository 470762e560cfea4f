//! People of the desk: what they may do.
//!
//! - [`Permission`]: a right to do one kind of thing: `permission.rs`
//! - [`Role`]: a named set of them: `role.rs`

mod permission;
mod role;

pub use permission::{Permission, Permissions};
pub use role::Role;
