//! The pages before somebody is signed in, and those that ask again who somebody is.

use super::form::FormError;

/// A form that was posted while nobody was signed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptPost {
    /// Where it was posted.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
}

/// Why signing in goes on. The same for unknown accounts and wrong passwords.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInNotice {
    /// Email address or password is wrong.
    Wrong,
    /// The password is wrong.
    WrongPassword,
    /// The code is wrong or used already.
    WrongCode,
    /// Too many attempts; for so many seconds no more are accepted.
    TooMany(u32),
    /// The session has ended.
    Expired,
    /// The session has ended, and the form that was posted with it is kept.
    Kept,
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
}

/// Sets up a second factor before the desk can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnrolmentView {
    /// The code to scan, as trusted SVG.
    pub qr: String,
    /// The same to type, in groups.
    pub secret: String,
    /// The page to go to afterwards; empty for the front page.
    pub next: String,
    /// What was wrong.
    pub problem: Option<SignInNotice>,
}

/// New recovery codes, shown this once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoveryCodesView {
    /// The codes.
    pub codes: Vec<String>,
    /// The same as a file, as a `data:` address.
    pub file: String,
    /// The page to go to afterwards; empty for the front page.
    pub next: String,
}

/// Asks for the password again, before something dangerous.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReauthenticateView {
    /// The page to go to afterwards; empty for the front page.
    pub next: String,
    /// What was wrong.
    pub problem: Option<SignInNotice>,
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
        /// Whose it is, or the address as typed.
        email: InvitedEmail,
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

/// The email address of somebody who is invited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InvitedEmail {
    /// The invitation has it.
    Known(String),
    /// The first owner types it.
    Typed(String),
}

/// Asks for a link to a new password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResetRequestView {
    /// The address is asked for.
    Ask {
        /// The email address as typed.
        email: String,
        /// What was wrong.
        problem: Option<SignInNotice>,
    },
    /// If there is such an account, a link is on its way.
    Sent,
}

/// A link to a new password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResetView {
    /// It is valid: the password is asked for.
    Open {
        /// Where the form is posted.
        action: String,
        /// Whose account it is.
        email: String,
        /// What is wrong.
        problems: Vec<FormError>,
    },
    /// It has expired or been used.
    Ended,
}
