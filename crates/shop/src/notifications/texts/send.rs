//! Sends an email as a trial.

use super::{PreviewError, PreviewMail, preview};
use crate::{
    Context, InternalError,
    notifications::mail::{MailError, Mailer},
};
use domain::notifications::MailKind;
use std::collections::BTreeMap;
use store::Uuid;

/// Sends an email with invented contents.
#[derive(Clone, Copy, Debug)]
pub struct TestSend<'a> {
    /// The email.
    pub kind: MailKind,
    /// The recipient.
    pub to: &'a str,
}

/// Why it was not sent.
#[derive(Debug, thiserror::Error)]
pub enum TestSendError {
    /// The email cannot be sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(#[from] InternalError),
}

/// Sends an email with the stored texts and invented contents at once, without the outbox.
///
/// # Errors
/// See [`TestSendError`].
pub async fn test_send(
    ctx: &Context,
    mailer: &Mailer,
    command: TestSend<'_>,
) -> Result<(), TestSendError> {
    let TestSend { kind, to } = command;
    let show = PreviewMail { kind, texts: BTreeMap::new() };
    let email = preview(ctx, show).await.map_err(|error| match error {
        PreviewError::Mail(error) => TestSendError::Mail(error),
        PreviewError::Internal(error) => TestSendError::Internal(error),
        // Only texts that are not stored are checked, and there are none.
        PreviewError::Invalid(error) => InternalError::stored("text of an email", error).into(),
    })?;
    mailer.send(&Uuid::new_v4().to_string(), to, email).await?;
    tracing::info!(email = kind.key(), "trial sent");
    Ok(())
}
