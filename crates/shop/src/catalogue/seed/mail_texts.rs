//! The merchant's texts in emails, from `mail-texts.csv`. A folder may have none.

use super::{error::SeedError, once::Part, rows::read_if_there};
use crate::notifications::texts::InvalidMailText;
use domain::notifications::{MailKind, MailSlot};
use serde::Deserialize;
use std::{collections::HashSet, path::Path};
use store::{Tx, notifications::NewMailText};

const FILE: &str = "mail-texts.csv";

#[derive(Deserialize)]
struct MailTextRecord {
    mail: String,
    slot: String,
    text: String,
}

/// The texts of a folder.
pub(super) struct MailTexts(Vec<(MailKind, MailSlot, String)>);

impl MailTexts {
    /// Reads and checks them.
    pub fn read(folder: &Path) -> Result<Self, SeedError> {
        let records: Vec<MailTextRecord> = read_if_there(folder, FILE)?;
        let mut places = HashSet::new();
        let mut texts = Vec::new();
        for record in records {
            let (kind, slot, text) = text(&record)?;
            if !places.insert((kind, slot)) {
                return Err(record.error("another row has the same place".to_owned()));
            }
            texts.push((kind, slot, text));
        }
        Ok(Self(texts))
    }

    /// Writes the texts at the first load only: see [`Part`]. Emails read them when they are
    /// composed, so no copy has to be loaded again.
    pub async fn write(&self, tx: &mut Tx) -> Result<(), SeedError> {
        let is_due = Part::MailTexts.is_due(tx, self.0.len()).await?;
        Part::MailTexts.record(tx, self.0.len()).await?;
        if !is_due {
            return Ok(());
        }
        let texts: Vec<NewMailText<'_>> = self
            .0
            .iter()
            .map(|(kind, slot, text)| NewMailText { kind: *kind, slot: *slot, text })
            .collect();
        store::notifications::insert_mail_texts(tx, &texts).await?;
        Ok(())
    }
}

impl MailTextRecord {
    fn error(&self, what: String) -> SeedError {
        SeedError::row(FILE, &format!("{}, {}", self.mail, self.slot), what)
    }
}

fn text(record: &MailTextRecord) -> Result<(MailKind, MailSlot, String), SeedError> {
    let MailTextRecord { mail, slot, text } = record;
    let kind = MailKind::from_key(mail).ok_or_else(|| {
        let known = MailKind::ALL.map(MailKind::key).join(", ");
        record.error(format!("mail is {mail:?}, but can be only {known}"))
    })?;
    let slot = MailSlot::from_key(slot).ok_or_else(|| {
        let known: Vec<&str> = kind.slots().iter().map(|slot| slot.key()).collect();
        record.error(format!("slot is {slot:?}, but can be only {}", known.join(", ")))
    })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(record.error("text is empty: leave out the row".to_owned()));
    }
    InvalidMailText::check(kind, slot, text).map_err(|error| record.error(error.to_string()))?;
    Ok((kind, slot, text.to_owned()))
}
