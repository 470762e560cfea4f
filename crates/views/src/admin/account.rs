//! The account of who is signed in.

use super::form::FormError;
use crate::withdrawal::LocalTime;

/// A session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// The browser, as it describes itself.
    pub browser: String,
    /// The network address; may be empty.
    pub address: String,
    /// When it was last used.
    pub used: LocalTime,
    /// Whether it is the one of this page.
    pub current: bool,
}

/// The state of the second factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SecondFactorState {
    /// There is none.
    Off,
    /// It is being set up.
    SetUp {
        /// The code to scan, as trusted SVG.
        qr: String,
        /// The same to type, in groups.
        secret: String,
    },
    /// It is required when signing in.
    On {
        /// How many recovery codes are left.
        codes_left: u32,
        /// Whether the person may do without: the shop does not require one.
        optional: bool,
    },
}

/// The account page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountView {
    /// The name in use, or as typed.
    pub name: String,
    /// Email address.
    pub email: String,
    /// The names of the roles.
    pub roles: Vec<String>,
    /// The second factor.
    pub second_factor: SecondFactorState,
    /// The sessions, the current one first.
    pub sessions: Vec<SessionRow>,
    /// What is wrong with what was posted.
    pub problems: Vec<FormError>,
}
