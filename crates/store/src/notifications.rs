//! The merchant's texts in emails. An email reads them when it is composed, so a change needs no
//! new version of the catalogue.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, fetch_one, here, insert};
use domain::notifications::{MailKind, MailSlot};

db::row! {
    /// A text.
    #[derive(Clone, Debug)]
    pub struct MailTextRow {
        /// The email; none if the program does not know it.
        pub kind: Option<MailKind> = column::mail_kind,
        /// Where it stands; none if the program does not know the place.
        pub slot: Option<MailSlot> = column::mail_slot,
        /// The text; empty if the program's own applies again.
        pub text: String,
        /// Counts its changes, from 1.
        pub version: i64,
    }
}

/// All texts, by email and place.
///
/// # Errors
/// If the query fails.
pub async fn mail_texts(executor: &mut impl Executor) -> Result<Vec<MailTextRow>, Error> {
    Ok(fetch_all!(
        executor,
        MailTextRow,
        "SELECT kind, slot, text, version FROM mail_texts ORDER BY kind, slot"
    )?)
}

/// The texts of an email.
///
/// # Errors
/// If the query fails.
pub async fn mail_texts_of(
    executor: &mut impl Executor,
    kind: MailKind,
) -> Result<Vec<MailTextRow>, Error> {
    Ok(fetch_all!(
        executor,
        MailTextRow,
        "SELECT kind, slot, text, version FROM mail_texts WHERE kind = $1 ORDER BY slot",
        kind.key()
    )?)
}

/// Number of texts.
///
/// # Errors
/// If the query fails.
pub async fn mail_text_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM mail_texts")?;
    Ok(count)
}

/// A text to write.
#[derive(Clone, Copy, Debug)]
pub struct NewMailText<'a> {
    /// The email.
    pub kind: MailKind,
    /// Where it stands.
    pub slot: MailSlot,
    /// The text; empty for the program's own.
    pub text: &'a str,
}

/// Writes the first texts of a shop that has none.
///
/// # Errors
/// If the query fails, or there is already a text in one of the places.
pub async fn insert_mail_texts(
    executor: &mut impl Executor,
    texts: &[NewMailText<'_>],
) -> Result<(), Error> {
    insert!("mail_texts", texts, |new| {
        kind: &str = new.kind.key(),
        slot: &str = new.slot.key(),
        text: &str = new.text,
        version: i64 = 1,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Replaces the text in a place unless it has another version than the one that was read, 0 if
/// there was none: then it returns false.
///
/// # Errors
/// If the query fails.
pub async fn set_mail_text(
    executor: &mut impl Executor,
    new: NewMailText<'_>,
    version: i64,
) -> Result<bool, Error> {
    let NewMailText { kind, slot, text } = new;
    let written = if version == 0 {
        execute!(
            executor,
            "INSERT INTO mail_texts (kind, slot, text, version) VALUES ($1, $2, $3, 1)
             ON CONFLICT (kind, slot) DO NOTHING",
            kind.key(),
            slot.key(),
            text
        )?
    } else {
        execute!(
            executor,
            "UPDATE mail_texts SET text = $1, version = version + 1
             WHERE kind = $2 AND slot = $3 AND version = $4",
            text,
            kind.key(),
            slot.key(),
            version
        )?
    };
    Ok(written == 1)
}
