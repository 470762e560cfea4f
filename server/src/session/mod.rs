//! What browsers store: visitor data, and the token of a staff session.

pub mod cookies;
mod staff;
mod visitor;

pub use staff::{NoSessions, STAFF_COOKIE, StaffSession, StaffSessions};
pub use visitor::{Suggestions, Visitor, theme};
