//! The response for each error of the use cases of [`shop::staff`]. As in `use_cases.rs`, every
//! variant is listed. Handlers show most of them at the field that they are about.

use super::HttpError;
use app::t;
use axum::http::StatusCode;
use shop::staff::{
    AcceptInvitationError, ChangePasswordError, ChangePersonError, ConfirmTotpError,
    EndSessionError, EnrolError, InviteError, PolicyError, ReauthenticateError, Refused,
    RemoveSecondFactorError, RenameSelfError, RequestResetError, ResetPasswordError, RoleError,
    SecondFactorError, SendResetError, ShowPersonError, SignInError, WithdrawInvitationError,
};

/// 429 with when to try again.
fn too_many(seconds: u32) -> HttpError {
    let text = t!("admin-sign-in-too-many-minutes", minutes = seconds.div_ceil(60));
    HttpError::of(StatusCode::TOO_MANY_REQUESTS).because(text).retry_after(seconds)
}

fn stale() -> HttpError {
    HttpError::conflict(t!("admin-error-outdated"))
}

fn wrong_password() -> HttpError {
    HttpError::unprocessable(t!("admin-password-wrong"))
}

fn wrong_code() -> HttpError {
    HttpError::unprocessable(t!("admin-code-wrong"))
}

fn refused_password() -> HttpError {
    HttpError::unprocessable(t!("admin-password-refused"))
}

impl From<Refused> for HttpError {
    fn from(error: Refused) -> Self {
        match error {
            Refused::Forbidden(forbidden) => forbidden.into(),
            Refused::NotFresh => Self::not_fresh(),
            Refused::Beyond => Self::of(StatusCode::FORBIDDEN).because(t!("admin-beyond")),
        }
    }
}

impl From<SignInError> for HttpError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::unprocessable(t!("admin-sign-in-wrong")),
            SignInError::TooMany { seconds } => too_many(seconds),
            SignInError::Internal(error) => error.into(),
        }
    }
}

impl From<SecondFactorError> for HttpError {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::NotSignedIn => Self::signed_out(),
            SecondFactorError::Wrong => wrong_code(),
            SecondFactorError::TooMany { seconds } => too_many(seconds),
            SecondFactorError::Internal(error) => error.into(),
        }
    }
}

impl From<ReauthenticateError> for HttpError {
    fn from(error: ReauthenticateError) -> Self {
        match error {
            ReauthenticateError::NotSignedIn => Self::signed_out(),
            ReauthenticateError::Wrong => wrong_password(),
            ReauthenticateError::TooMany { seconds } => too_many(seconds),
            ReauthenticateError::Internal(error) => error.into(),
        }
    }
}

impl From<EnrolError> for HttpError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotSignedIn => Self::signed_out(),
            EnrolError::NotFresh => Self::not_fresh(),
            EnrolError::Internal(error) => error.into(),
        }
    }
}

impl From<ConfirmTotpError> for HttpError {
    fn from(error: ConfirmTotpError) -> Self {
        match error {
            ConfirmTotpError::NotSignedIn => Self::signed_out(),
            ConfirmTotpError::NotFresh => Self::not_fresh(),
            ConfirmTotpError::Wrong => wrong_code(),
            ConfirmTotpError::TooMany { seconds } => too_many(seconds),
            ConfirmTotpError::Internal(error) => error.into(),
        }
    }
}

impl From<RemoveSecondFactorError> for HttpError {
    fn from(error: RemoveSecondFactorError) -> Self {
        match error {
            RemoveSecondFactorError::NotSignedIn => Self::signed_out(),
            RemoveSecondFactorError::NotFresh => Self::not_fresh(),
            RemoveSecondFactorError::Required => Self::conflict(t!("admin-second-factor-required")),
            RemoveSecondFactorError::Internal(error) => error.into(),
        }
    }
}

impl From<ChangePasswordError> for HttpError {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::NotProved(error) => error.into(),
            ChangePasswordError::Password(_) => refused_password(),
            ChangePasswordError::Internal(error) => error.into(),
        }
    }
}

impl From<RenameSelfError> for HttpError {
    fn from(error: RenameSelfError) -> Self {
        match error {
            RenameSelfError::NotSignedIn => Self::signed_out(),
            RenameSelfError::Fields(fields) => fields.into(),
            RenameSelfError::Internal(error) => error.into(),
        }
    }
}

impl From<AcceptInvitationError> for HttpError {
    fn from(error: AcceptInvitationError) -> Self {
        match error {
            AcceptInvitationError::Ended => {
                Self::of(StatusCode::GONE).because(t!("admin-invitation-ended-text"))
            }
            AcceptInvitationError::Invalid { fields, password: _ } => {
                shop::InvalidFields(fields).into()
            }
            AcceptInvitationError::Taken => Self::conflict(t!("admin-error-email-taken")),
            AcceptInvitationError::Internal(error) => error.into(),
        }
    }
}

impl From<RequestResetError> for HttpError {
    fn from(error: RequestResetError) -> Self {
        match error {
            RequestResetError::TooMany { seconds } => too_many(seconds),
            RequestResetError::Internal(error) => error.into(),
        }
    }
}

impl From<ResetPasswordError> for HttpError {
    fn from(error: ResetPasswordError) -> Self {
        match error {
            ResetPasswordError::Ended => {
                Self::of(StatusCode::GONE).because(t!("admin-reset-ended-text"))
            }
            ResetPasswordError::Password(_) => refused_password(),
            ResetPasswordError::Internal(error) => error.into(),
        }
    }
}

impl From<SendResetError> for HttpError {
    fn from(error: SendResetError) -> Self {
        match error {
            SendResetError::Refused(refused) => refused.into(),
            SendResetError::NotFound => Self::not_found(),
            SendResetError::Disabled => Self::conflict(t!("admin-person-suspended")),
            SendResetError::Internal(error) => error.into(),
        }
    }
}

impl From<InviteError> for HttpError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Refused(refused) => refused.into(),
            InviteError::Fields(fields) => fields.into(),
            InviteError::Taken => Self::conflict(t!("admin-error-email-taken")),
            InviteError::NoRole | InviteError::NoSuchRole => {
                Self::unprocessable(t!("admin-error-role-missing"))
            }
            InviteError::Internal(error) => error.into(),
        }
    }
}

impl From<WithdrawInvitationError> for HttpError {
    fn from(error: WithdrawInvitationError) -> Self {
        match error {
            WithdrawInvitationError::Refused(refused) => refused.into(),
            WithdrawInvitationError::NotFound => Self::not_found(),
            WithdrawInvitationError::Internal(error) => error.into(),
        }
    }
}

impl From<ShowPersonError> for HttpError {
    fn from(error: ShowPersonError) -> Self {
        match error {
            ShowPersonError::Refused(refused) => refused.into(),
            ShowPersonError::NotFound => Self::not_found(),
            ShowPersonError::Internal(error) => error.into(),
        }
    }
}

impl From<ChangePersonError> for HttpError {
    fn from(error: ChangePersonError) -> Self {
        match error {
            ChangePersonError::Refused(refused) => refused.into(),
            ChangePersonError::Fields(fields) => fields.into(),
            ChangePersonError::NotFound => Self::not_found(),
            ChangePersonError::NoRole | ChangePersonError::NoSuchRole => {
                Self::unprocessable(t!("admin-error-role-missing"))
            }
            ChangePersonError::Stale => stale(),
            ChangePersonError::LastOwner => Self::conflict(t!("admin-error-role-last-owner")),
            ChangePersonError::Internal(error) => error.into(),
        }
    }
}

impl From<RoleError> for HttpError {
    fn from(error: RoleError) -> Self {
        match error {
            RoleError::Refused(refused) => refused.into(),
            RoleError::Fields(fields) => fields.into(),
            RoleError::Taken => Self::conflict(t!("admin-error-role-name-taken")),
            RoleError::Empty => Self::unprocessable(t!("admin-error-permission-missing")),
            RoleError::NotFound => Self::not_found(),
            RoleError::BuiltIn => Self::conflict(t!("admin-role-built-in")),
            RoleError::Stale => stale(),
            RoleError::InUse { people, invitations } => {
                Self::conflict(t!("admin-role-in-use", people = people, invitations = invitations))
            }
            RoleError::Internal(error) => error.into(),
        }
    }
}

impl From<PolicyError> for HttpError {
    fn from(error: PolicyError) -> Self {
        match error {
            PolicyError::Refused(refused) => refused.into(),
            PolicyError::Stale => stale(),
            PolicyError::Internal(error) => error.into(),
        }
    }
}

impl From<EndSessionError> for HttpError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::Refused(refused) => refused.into(),
            EndSessionError::NotFound => Self::not_found(),
            EndSessionError::Internal(error) => error.into(),
        }
    }
}
