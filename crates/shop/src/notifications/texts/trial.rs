//! Sends an email to a person of the desk as a trial. The worker sends it: servers have no mail
//! server.

use super::{TestSend, TestSendError, test_send};
use crate::{
    Context, InternalError,
    error::internal,
    notifications::Worker,
    staff::{Actor, Forbidden},
};
use domain::{audit::ActorKind, notifications::MailKind, staff::Permission};
use jobs::{Event, Job, JobError};
use serde::{Deserialize, Serialize};
use store::Uuid;

/// A person of the desk wants to see an email. The event has no address.
#[derive(Serialize, Deserialize)]
pub(crate) struct TrialRequested {
    /// The key of the email.
    pub kind: String,
    /// The person.
    pub person: Uuid,
}

impl Event for TrialRequested {
    const TOPIC: &'static str = "mail.trial";
}

impl Job<Worker<'_>> for TrialRequested {
    async fn run(&self, _: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        // A release before may not know the email.
        let Some(kind) = MailKind::from_key(&self.kind) else { return Ok(()) };
        let mut conn = worker.ctx.db().read().await?;
        let person = store::staff::people::by_id(&mut conn, self.person).await?;
        drop(conn);
        let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
            return Ok(());
        };
        let command = TestSend { kind, to: &person.email };
        match test_send(worker.ctx, worker.mailer, command).await {
            Ok(()) => Ok(()),
            Err(TestSendError::Mail(error)) => Err(error.into()),
            Err(TestSendError::Internal(error)) => Err(error.into()),
        }
    }
}

/// Why no email is sent.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Only a person of the desk has an address.
    #[error("only a person of the desk has an email address")]
    NotAPerson,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(TrialError);

/// Sends an email with the stored texts and invented contents to who asks for it.
///
/// # Errors
/// See [`TrialError`].
pub async fn send_trial(ctx: &Context, actor: &Actor, kind: MailKind) -> Result<(), TrialError> {
    actor.require(Permission::ContentWrite)?;
    let person = actor.id().filter(|_| actor.kind() == ActorKind::Staff);
    let person = person.ok_or(TrialError::NotAPerson)?;
    let mut tx = ctx.db().begin().await?;
    let event = TrialRequested { kind: kind.key().to_owned(), person };
    event.push(&mut tx, ctx.clock().now()).await?;
    tx.commit().await?;
    Ok(())
}
