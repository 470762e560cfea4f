//! People of the desk: what they may do, and the rules of their accounts.
//!
//! - [`Permission`]: a right to do one kind of thing: `permission.rs`
//! - [`Role`]: a named set of them, [`Builtin`]: which one a row is: `role.rs`
//! - [`Grant`]: who may give what to whom: `grant.rs`
//! - [`PasswordProblem`]: what a password must have: `password.rs`
//! - [`recovery`]: codes for people without their authenticator: `recovery.rs`
//! - [`SessionStage`], [`SecondFactorPolicy`]: how far somebody has signed in: `session.rs`
//! - [`browser_family`], [`short_address`]: what a session is recognised by: `client.rs`

mod client;
mod grant;
mod password;
mod permission;
pub mod recovery;
mod role;
mod session;

pub use client::{browser_family, short_address};
pub use grant::Grant;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, PasswordProblem, password_length};
pub use permission::{Permission, Permissions};
pub use role::{Builtin, MAX_ROLE_NAME, Role, StoredPermissions};
pub use session::{SecondFactorPolicy, SessionStage};
