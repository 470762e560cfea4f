//! People of the desk: who acts, and the accounts, sessions and roles behind it.
//!
//! - [`Actor`]: who acts, with the permissions that use cases check: `actor.rs`
//! - Signing in: [`sign_in()`], [`confirm_second_factor()`], [`reauthenticate()`]
//! - [`find_session`] is what each request asks, [`Session`] what it gets: `session.rs`
//! - The own account: [`enrol_totp()`], [`confirm_totp()`], [`renew_recovery_codes`],
//!   [`change_password()`], [`rename_self()`], [`request_reset`], [`reset_password()`],
//!   [`list_sessions`]
//! - Others: [`invite()`], [`accept_invitation()`], [`list_people`], [`change_person()`],
//!   [`disable_person`], [`send_reset`]; [`create_role`] and its neighbours: `roles.rs`
//! - [`keep_form`], [`find_form`]: what was posted with an expired session
//!
//! Every change of people and roles begins with `grants::authorise`: nobody grants what they lack.

mod accept_invitation;
mod actor;
mod attempts;
mod change_password;
mod change_person;
mod clear;
mod client_info;
mod confirm_second_factor;
mod confirm_totp;
mod enrol_totp;
mod entry;
mod events;
mod grants;
mod hashing;
mod invite;
mod kept_form;
mod known_browser;
mod own_account;
mod password;
mod people;
mod policy;
mod reauthenticate;
mod recovery_codes;
mod remove_second_factor;
mod rename_self;
mod reset_password;
mod roles;
mod session;
mod sign_in;
mod sign_out;
mod token;
mod totp;

pub use accept_invitation::{AcceptInvitation, AcceptInvitationError, accept_invitation};
pub use actor::{Actor, Forbidden};
pub use change_password::{ChangePassword, ChangePasswordError, change_password};
pub use change_person::{
    ChangePerson, ChangePersonError, change_person, disable_person, enable_person,
};
pub use clear::{delete_old, end_all_access};
pub use client_info::ClientInfo;
pub use confirm_second_factor::{SecondFactorError, SecondProof, confirm_second_factor};
pub use confirm_totp::{ConfirmTotpError, ConfirmedTotp, confirm_totp};
pub use enrol_totp::{EnrolError, Enrolment, enrol_totp, pending_totp};
pub(crate) use events::{AccountChanged, ResetRequested, StaffInvited};
pub use grants::Refused;
pub(crate) use hashing::Hashing;
pub use invite::{
    Invite, InviteError, OpenInvitation, WithdrawInvitationError, find_invitation,
    first_owner_link, invite, invite_by_link, list_invitations, withdraw_invitation,
};
pub use kept_form::{KeepForm, KeptForm, LONGEST_FORM, find_form, keep_form};
pub use own_account::{OwnAccount, own_account};
pub use people::{
    ListedPeople, ListedPerson, Person, PersonRole, ShowPersonError, list_people, person_by_email,
    show_person,
};
pub use policy::{PolicyError, StaffPolicy, change_policy, show_policy};
pub use reauthenticate::{ReauthenticateError, reauthenticate};
pub use recovery_codes::{recovery_codes_left, renew_recovery_codes};
pub use remove_second_factor::{RemoveSecondFactorError, remove_second_factor};
pub use rename_self::{RenameSelfError, rename_self};
pub use reset_password::{
    RequestReset, RequestResetError, ResetPassword, ResetPasswordError, SecondFactorAfter,
    SendResetError, find_reset, request_reset, reset_by_link, reset_password, send_reset,
};
pub use roles::{
    ChangeRole, CreateRole, ListedRole, RoleError, change_role, create_role, delete_role,
    list_roles, role_id,
};
pub use session::{FoundSession, Session, find_session};
pub use sign_in::{SignIn, SignInError, SignedIn, sign_in};
pub use sign_out::{
    EndSessionError, OwnSession, Sessions, end_session, end_sessions_of, list_sessions, sign_out,
    sign_out_everywhere,
};

use crate::Context;

/// How many passwords this process has hashed: tests compare the work for known and unknown
/// accounts.
#[must_use]
pub fn hashed_passwords(ctx: &Context) -> u64 {
    ctx.hashing().computed()
}
