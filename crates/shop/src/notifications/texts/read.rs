//! Reads the texts of an email.

use super::default_text;
use crate::{Context, InternalError};
use domain::{
    content::TextSlot,
    notifications::{MailKind, MailSlot},
};
use std::collections::BTreeMap;

/// The texts of an email, with their placeholders.
#[derive(Clone, Debug)]
pub struct MailTexts {
    kind: MailKind,
    /// The merchant's, by place. The others are the program's.
    own: BTreeMap<MailSlot, String>,
    /// How emails end, if the merchant has words for it.
    sign_off: Option<String>,
}

impl MailTexts {
    /// The program's texts.
    #[must_use]
    pub fn of_program(kind: MailKind) -> Self {
        Self { kind, own: BTreeMap::new(), sign_off: None }
    }

    /// The email.
    #[must_use]
    pub fn kind(&self) -> MailKind {
        self.kind
    }

    /// The text in a place; empty if there is none.
    #[must_use]
    pub fn get(&self, slot: MailSlot) -> &str {
        self.own.get(&slot).map_or_else(|| default_text(self.kind, slot), String::as_str)
    }

    /// How emails end, if the merchant has words for it.
    #[must_use]
    pub fn sign_off(&self) -> Option<&str> {
        self.sign_off.as_deref()
    }

    /// The same texts with another one in a place; with the program's if it is empty.
    #[must_use]
    pub fn with(mut self, slot: MailSlot, text: String) -> Self {
        if text.is_empty() {
            self.own.remove(&slot);
        } else {
            self.own.insert(slot, text);
        }
        self
    }
}

/// How emails end, if the merchant has words for it.
pub(crate) async fn sign_off(ctx: &Context) -> Result<Option<String>, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(store::content::shop_text(&mut conn, TextSlot::SignOff).await?)
}

/// Reads the texts from the database, since the copy in memory of a worker is not kept up to date.
pub(crate) async fn read(ctx: &Context, kind: MailKind) -> Result<MailTexts, InternalError> {
    let mut conn = ctx.db().read().await?;
    let rows = store::notifications::mail_texts_of(&mut conn, kind).await?;
    let sign_off = store::content::shop_text(&mut conn, TextSlot::SignOff).await?;
    let mut texts = MailTexts { sign_off, ..MailTexts::of_program(kind) };
    for row in rows {
        if let Some(slot) = row.slot {
            texts = texts.with(slot, row.text);
        }
    }
    Ok(texts)
}
