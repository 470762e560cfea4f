//! Changes the text in a place of an email.

use crate::{
    Context,
    audit::{self, Recorded},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    notifications::{MailKind, MailSlot, MailTextError},
    staff::Permission,
};
use std::fmt;
use store::{Uuid, notifications::NewMailText};

/// Changes a text.
#[derive(Clone, Debug)]
pub struct SetMailText {
    /// The email.
    pub kind: MailKind,
    /// The place.
    pub slot: MailSlot,
    /// The text; the program's applies again if it is empty.
    pub text: String,
    /// The version that was read; see [`MailText::version`](super::MailText::version).
    pub version: i64,
}

/// A text that cannot stand in a place, with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidMailText {
    /// The email.
    pub kind: MailKind,
    /// The place.
    pub slot: MailSlot,
    /// What is wrong.
    pub error: MailTextError,
}

impl InvalidMailText {
    /// Checks a text for a place.
    ///
    /// # Errors
    /// If it cannot stand there.
    pub fn check(kind: MailKind, slot: MailSlot, text: &str) -> Result<(), Self> {
        kind.check(slot, text).map_err(|error| Self { kind, slot, error })
    }
}

impl fmt::Display for InvalidMailText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, slot, error } = self;
        write!(f, "{} {} is invalid: ", kind.key(), slot.key())?;
        match error {
            MailTextError::NoSuchSlot => {
                let slots: Vec<&str> = kind.slots().iter().map(|slot| slot.key()).collect();
                write!(f, "this email has only {}", slots.join(", "))
            }
            MailTextError::UnknownPlaceholder(name) => {
                let known = kind.placeholders(*slot).iter();
                let known: Vec<String> = known.map(|one| format!("{{{}}}", one.key())).collect();
                write!(
                    f,
                    "there is no placeholder {{{name}}}; expected one of {}",
                    known.join(", ")
                )
            }
            MailTextError::SeveralLines => f.write_str("expected one line"),
            MailTextError::ControlCharacter => f.write_str("it contains a control character"),
            MailTextError::TooLong(max) => write!(f, "expected at most {max} characters"),
        }
    }
}

impl std::error::Error for InvalidMailText {}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The actor may not change texts.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The text cannot stand there.
    #[error(transparent)]
    Invalid(#[from] InvalidMailText),
    /// Somebody else has changed the text since it was read.
    #[error("the text has been changed since it was read")]
    Stale,
    /// See [`InternalError`](crate::InternalError).
    #[error(transparent)]
    Internal(crate::InternalError),
}
internal!(SetError);

/// Changes a text for all emails that are composed from now on. Returns its version.
///
/// # Errors
/// See [`SetError`].
#[tracing::instrument(name = "set_mail_text", skip_all)]
pub async fn set(ctx: &Context, actor: &Actor, command: SetMailText) -> Result<i64, SetError> {
    actor.require(Permission::ContentWrite)?;
    let SetMailText { kind, slot, text, version } = command;
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    InvalidMailText::check(kind, slot, text)?;
    let mut tx = ctx.db().begin().await?;
    let rows = store::notifications::mail_texts_of(&mut tx, kind).await?;
    let row = rows.into_iter().find(|row| row.slot == Some(slot));
    let (before, now) = row.map_or((None, 0), |row| (Some(row.text), row.version));
    if before.as_deref().unwrap_or_default() == text {
        // Whatever version was read, it has this text.
        return Ok(now);
    }
    let new = NewMailText { kind, slot, text };
    if !store::notifications::set_mail_text(&mut tx, new, version).await? {
        return Err(SetError::Stale);
    }
    let own = |text: String| (!text.is_empty()).then_some(text);
    let changed = audit::Changed {
        entity: Entity::MailText,
        // A text has no id: its email and place name it.
        id: Uuid::nil(),
        label: format!("{} {}", kind.key(), slot.key()),
        field: format!("{}.{}", kind.key(), slot.key()),
        before: before.and_then(own),
        after: own(text.to_owned()),
    };
    let recorded = Recorded::new(Action::Change, vec![changed]);
    audit::record(&mut tx, actor, ctx.clock().now(), recorded).await?;
    tx.commit().await?;
    tracing::info!(email = kind.key(), place = slot.key(), "text of an email changed");
    Ok(version + 1)
}
