//! The merchant's texts in places of the program's pages, from `shop-texts.csv`. A folder may have
//! none.

use super::{
    error::SeedError,
    once::Part,
    rows::{distinct, read_if_there},
};
use domain::content::{TextSlot, is_path};
use serde::Deserialize;
use std::path::Path;
use store::{Tx, content::NewShopText};

const FILE: &str = "shop-texts.csv";

#[derive(Deserialize)]
struct TextRecord {
    slot: String,
    text: String,
}

/// The texts of a folder.
pub(super) struct ShopTexts(Vec<(TextSlot, String)>);

impl ShopTexts {
    /// Reads and checks them.
    pub fn read(folder: &Path) -> Result<Self, SeedError> {
        let records: Vec<TextRecord> = read_if_there(folder, FILE)?;
        distinct(FILE, "slot", records.iter().map(|record| &record.slot))?;
        records.into_iter().map(text).collect::<Result<_, _>>().map(Self)
    }

    /// Writes the texts at the first load only: see [`Part`]. Returns whether it wrote any.
    pub async fn write(&self, tx: &mut Tx) -> Result<bool, SeedError> {
        let is_due = Part::Texts.is_due(tx, self.0.len()).await?;
        Part::Texts.record(tx, self.0.len()).await?;
        if !is_due {
            return Ok(false);
        }
        let texts: Vec<NewShopText<'_>> =
            self.0.iter().map(|(slot, text)| NewShopText { slot: *slot, text }).collect();
        store::content::put_shop_texts(tx, &texts).await?;
        Ok(true)
    }
}

fn text(record: TextRecord) -> Result<(TextSlot, String), SeedError> {
    let TextRecord { slot: key, text } = record;
    let error = |what: String| SeedError::row(FILE, &key, what);
    let slot = TextSlot::from_key(&key).ok_or_else(|| {
        let known = TextSlot::ALL.map(TextSlot::key).join(", ");
        error(format!("slot is {key:?}, but can be only {known}"))
    })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(error("text is empty: leave out the row".to_owned()));
    }
    if slot == TextSlot::SharedPicture && !is_path(text) {
        return Err(error(format!("text is {text:?}, but must be a path of the shop")));
    }
    Ok((slot, text.to_owned()))
}
