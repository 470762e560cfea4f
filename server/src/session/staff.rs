//! Who is signed in to the desk.

use async_trait::async_trait;
use shop::{Context, InternalError, staff::Actor};
use views::admin::shell::SignedIn;

/// The cookie with the token of a staff session.
pub const STAFF_COOKIE: &str = "desk";

/// A session of a person of the desk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffSession {
    /// Who acts, with what they may do.
    pub actor: Actor,
    /// What the desk shows of them.
    pub person: SignedIn,
}

/// Finds the session of a token.
#[async_trait]
pub trait StaffSessions: Send + Sync {
    /// The session, if the token is that of one which has neither ended nor expired.
    ///
    /// # Errors
    /// If the database cannot be read.
    async fn find(
        &self,
        shop: &Context,
        token: &str,
    ) -> Result<Option<StaffSession>, InternalError>;
}
