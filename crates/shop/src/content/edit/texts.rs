//! The merchant's texts on pages of the program: all of them are one thing, with a field for each
//! place.

use super::Thing;
use crate::{
    InternalError,
    catalogue::edit::{
        EditError, FieldError, Problem,
        fields::{Record, line},
        known::Known,
    },
};
use async_trait::async_trait;
use domain::{
    audit::Entity,
    content::{TextSlot, is_path},
};
use std::collections::BTreeMap;
use store::{Executor, Tx, Uuid, catalogue::Change, content::ContentPart};

/// The longest text, in characters.
const LONGEST: usize = 1_000;

/// All texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Texts {
    version: i64,
    texts: BTreeMap<TextSlot, String>,
}

impl Texts {
    /// Reads them.
    pub async fn load(executor: &mut impl Executor) -> Result<Self, InternalError> {
        let rows = store::content::shop_texts(executor).await?;
        let version = store::content::part_version(executor, ContentPart::ShopTexts).await?;
        let known = rows.into_iter().filter_map(|row| Some((row.slot?, row.text)));
        Ok(Self { version, texts: known.collect() })
    }
}

impl Record for Texts {
    type Field = TextSlot;

    fn field(key: &str) -> Option<TextSlot> {
        TextSlot::from_key(key)
    }

    fn key(slot: &TextSlot) -> String {
        TextSlot::key(*slot).to_owned()
    }

    fn fields(&self) -> Vec<TextSlot> {
        TextSlot::ALL.to_vec()
    }

    fn text(&self, slot: &TextSlot, _: &Known) -> String {
        self.texts.get(slot).cloned().unwrap_or_default()
    }

    fn set(&mut self, slot: &TextSlot, text: &str, _: &Known) -> Result<(), Problem> {
        let text = line(text, LONGEST)?;
        if *slot == TextSlot::SharedPicture && !text.is_empty() && !is_path(&text) {
            return Err(Problem::Nowhere(text));
        }
        if text.is_empty() {
            self.texts.remove(slot);
        } else {
            self.texts.insert(*slot, text);
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.version
    }
}

#[async_trait]
impl Thing for Texts {
    const ENTITY: Entity = Entity::ShopText;

    fn id(&self) -> Uuid {
        Uuid::nil()
    }

    fn label(&self) -> String {
        "texts".to_owned()
    }

    fn about(&self) -> Vec<Change> {
        vec![Change::Texts]
    }

    async fn find(tx: &mut Tx, _: Uuid) -> Result<Option<Self>, InternalError> {
        Self::load(tx).await.map(Some)
    }

    async fn check(_: &mut Tx, _: &Self, _: &Self) -> Result<Vec<FieldError>, InternalError> {
        Ok(Vec::new())
    }

    async fn save(tx: &mut Tx, before: &Self, after: &Self, _: i64) -> Result<(), EditError> {
        for slot in TextSlot::ALL {
            let (old, new) = (before.texts.get(&slot), after.texts.get(&slot));
            if old != new {
                let text = new.map(String::as_str).unwrap_or_default();
                store::content::set_shop_text(tx, slot, text).await?;
            }
        }
        store::content::count_change(tx, ContentPart::ShopTexts).await?;
        Ok(())
    }
}
