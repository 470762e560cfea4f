//! The pages before somebody is signed in.

use super::form::FormError;

/// A form that was posted while nobody was signed in, kept until somebody is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptPost {
    /// Where it was posted.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
}

/// Why signing in failed. The same for unknown accounts and wrong passwords.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInNotice {
    /// Email address or password is wrong.
    Wrong,
    /// The code is wrong or used already.
    WrongCode,
    /// Too many attempts; for so many seconds no more are accepted.
    TooMany(u32),
    /// The session has ended.
    Expired,
}

/// Email address and password.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignInView {
    /// The email address as typed.
    pub email: String,
    /// The page to go to afterwards; empty for the front page.
    pub next: String,
    /// What was wrong.
    pub problem: Option<SignInNotice>,
    /// The form that waits for it.
    pub kept: Option<KeptPost>,
}

/// What is asked for as the second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SecondFactor {
    /// A code from an authenticator app.
    #[default]
    Code,
    /// One of the recovery codes.
    RecoveryCode,
}

/// The second factor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SecondFactorView {
    /// What is asked for.
    pub factor: SecondFactor,
    /// The page to go to afterwards; empty for the front page.
    pub next: String,
    /// What was wrong.
    pub problem: Option<SignInNotice>,
    /// The form that waits for it.
    pub kept: Option<KeptPost>,
}

/// Asks whether to go on with a form that was posted before signing in again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResumeView {
    /// The form.
    pub kept: KeptPost,
}

/// An invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InvitationView {
    /// It is valid: name and password are asked for.
    Open {
        /// Where the form is posted.
        action: String,
        /// Whose it is.
        email: String,
        /// The name of the role that it gives.
        role: String,
        /// The person's name as typed.
        name: String,
        /// What is wrong.
        problems: Vec<FormError>,
    },
    /// It has expired or been used.
    Ended,
}
