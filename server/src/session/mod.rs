//! What browsers store: visitor data, and the token of a staff session.

pub mod cookies;
mod staff;
mod stored;
mod visitor;

pub use staff::{STAFF_COOKIE, StaffSession, StaffSessions};
pub use stored::{
    StoredSessions, clear_staff_token, client_info, set_known_browser, set_staff_token, staff_token,
};
pub use visitor::{Suggestions, Visitor, theme};
