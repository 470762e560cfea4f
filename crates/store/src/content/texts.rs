//! The merchant's texts in places of the program's pages. Shoppers see a change after
//! [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, fetch_one, fetch_optional, here, insert};
use domain::content::TextSlot;

db::row! {
    /// A text.
    #[derive(Clone, Debug)]
    pub struct ShopTextRow {
        /// Where it stands; none if the program does not know the place.
        pub slot: Option<TextSlot> = column::text_slot,
        /// One paragraph.
        pub text: String,
    }
}

/// All texts, by the keys of their places.
///
/// # Errors
/// If the query fails.
pub async fn shop_texts(executor: &mut impl Executor) -> Result<Vec<ShopTextRow>, Error> {
    Ok(fetch_all!(executor, ShopTextRow, "SELECT slot, text FROM shop_texts ORDER BY slot")?)
}

/// The text in a place; none if the merchant has none.
///
/// # Errors
/// If the query fails.
pub async fn shop_text(
    executor: &mut impl Executor,
    slot: TextSlot,
) -> Result<Option<String>, Error> {
    let row = fetch_optional!(
        executor,
        (String,),
        "SELECT text FROM shop_texts WHERE slot = $1",
        slot.key()
    )?;
    Ok(row.map(|(text,)| text))
}

/// Number of texts.
///
/// # Errors
/// If the query fails.
pub async fn shop_text_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM shop_texts")?;
    Ok(count)
}

/// A text to write.
#[derive(Clone, Copy, Debug)]
pub struct NewShopText<'a> {
    /// Where it stands.
    pub slot: TextSlot,
    /// One paragraph.
    pub text: &'a str,
}

/// Replaces all texts.
///
/// # Errors
/// If the query fails, or violates a constraint: two texts for one place, or
/// `shop_texts_text_check` (an empty text).
pub async fn put_shop_texts(
    executor: &mut impl Executor,
    texts: &[NewShopText<'_>],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM shop_texts")?;
    insert!("shop_texts", texts, |new| {
        slot: &str = new.slot.key(),
        text: &str = new.text,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
