//! People of the desk. Tokens are stored as digests.

pub mod attempts;
pub mod forms;
pub mod invitations;
pub mod people;
pub mod policy;
pub mod recovery;
pub mod resets;
pub mod roles;
pub mod sessions;

use sha2::{Digest as _, Sha256};

/// The digest of a token, as stored. A copy of the database therefore opens no session.
fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
