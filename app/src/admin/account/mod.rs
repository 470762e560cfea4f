//! Signing in, and the account of who is signed in.

mod invitation;
mod settings;
mod sign_in;

pub use sign_in::{KEPT_ACTION, KEPT_PREFIX};
