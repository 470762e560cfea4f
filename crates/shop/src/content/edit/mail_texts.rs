//! The texts of emails as fields, so that a change of one can be taken back. Merchants change them
//! by [`notifications::texts`](crate::notifications::texts).

use super::Thing;
use crate::{
    InternalError,
    catalogue::edit::{EditError, FieldError, Problem, fields::Record, known::Known},
    notifications::texts::InvalidMailText,
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    notifications::{MailKind, MailSlot},
};
use std::collections::BTreeMap;
use store::{Tx, Uuid, catalogue::Change, notifications::NewMailText};

/// The place of a text, in the order of the emails.
type Place = (MailKind, MailSlot);

/// The merchant's texts in all emails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct MailTexts {
    /// Each with its version.
    texts: BTreeMap<Place, (String, i64)>,
}

fn places() -> impl Iterator<Item = Place> {
    let of_kind = |kind: MailKind| kind.slots().iter().map(move |slot| (kind, *slot));
    MailKind::ALL.into_iter().flat_map(of_kind)
}

impl Record for MailTexts {
    type Field = Place;

    fn field(key: &str) -> Option<Place> {
        places().find(|place| Self::key(place) == key)
    }

    fn key((kind, slot): &Place) -> String {
        format!("{}.{}", kind.key(), slot.key())
    }

    fn fields(&self) -> Vec<Place> {
        places().collect()
    }

    fn text(&self, place: &Place, _: &Known) -> String {
        self.texts.get(place).map(|(text, _)| text.clone()).unwrap_or_default()
    }

    fn set(&mut self, place: &Place, text: &str, _: &Known) -> Result<(), Problem> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let (kind, slot) = *place;
        InvalidMailText::check(kind, slot, text)
            .map_err(|error| Problem::Text(error.to_string()))?;
        self.texts.entry(*place).or_default().0 = text.to_owned();
        Ok(())
    }

    fn version(&self) -> i64 {
        self.texts.values().map(|(_, version)| version).sum()
    }
}

#[async_trait]
impl Thing for MailTexts {
    const ENTITY: Entity = Entity::MailText;

    fn id(&self) -> Uuid {
        Uuid::nil()
    }

    fn label(&self) -> String {
        "emails".to_owned()
    }

    /// No shopper sees them on a page.
    fn about(&self) -> Vec<Change> {
        Vec::new()
    }

    async fn find(tx: &mut Tx, _: Uuid) -> Result<Option<Self>, InternalError> {
        let rows = store::notifications::mail_texts(tx).await?;
        let known = rows
            .into_iter()
            .filter_map(|row| Some(((row.kind?, row.slot?), (row.text, row.version))));
        Ok(Some(Self { texts: known.collect() }))
    }

    async fn check(_: &mut Tx, _: &Self, _: &Self) -> Result<Vec<FieldError>, InternalError> {
        Ok(Vec::new())
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, _: i64) -> Result<(), EditError> {
        for (place, (text, version)) in &after.texts {
            if before.texts.get(place).map(|(text, _)| text) == Some(text) {
                continue;
            }
            let (kind, slot) = *place;
            let new = NewMailText { kind, slot, text };
            if !store::notifications::set_mail_text(tx, new, *version).await? {
                // Somebody else has changed it in this moment.
                let problem = Problem::Text("it has just been changed".to_owned());
                return Err(EditError::field(Self::key(place), problem));
            }
        }
        Ok(())
    }
}
