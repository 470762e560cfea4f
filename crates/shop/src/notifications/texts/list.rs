//! Lists the texts of all emails.

use super::default_text;
use crate::{Context, InternalError};
use domain::notifications::{MailKind, MailSlot};

/// The text in a place of an email.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailText {
    /// The email.
    pub kind: MailKind,
    /// The place.
    pub slot: MailSlot,
    /// The text with its placeholders; empty if there is none.
    pub text: String,
    /// Whether it is the merchant's own, and not the program's.
    pub is_own: bool,
    /// Counts its changes; 0 before the first.
    pub version: i64,
}

/// The texts of all emails, in the order in which they stand there.
///
/// # Errors
/// If the database fails.
pub async fn list(ctx: &Context) -> Result<Vec<MailText>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let rows = store::notifications::mail_texts(&mut conn).await?;
    let text = |kind: MailKind, slot: MailSlot| {
        let row = rows.iter().find(|row| row.kind == Some(kind) && row.slot == Some(slot));
        let own = row.map(|row| row.text.as_str()).filter(|text| !text.is_empty());
        MailText {
            kind,
            slot,
            text: own.unwrap_or_else(|| default_text(kind, slot)).to_owned(),
            is_own: own.is_some(),
            version: row.map_or(0, |row| row.version),
        }
    };
    Ok(MailKind::ALL
        .into_iter()
        .flat_map(|kind| kind.slots().iter().map(move |slot| (kind, *slot)))
        .map(|(kind, slot)| text(kind, slot))
        .collect())
}
