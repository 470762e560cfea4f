//! The merchant's texts on pages and in emails.

use super::{on_both, raw};
use crate::{
    Db,
    content::{self, NewShopText},
};
use domain::content::TextSlot;

on_both!(texts_are_replaced_as_a_whole);
async fn texts_are_replaced_as_a_whole(db: &Db) {
    let new = |slot: TextSlot, text: &'static str| NewShopText { slot, text };
    let mut tx = db.begin().await.unwrap();
    assert_eq!(content::shop_text_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    let texts = [new(TextSlot::Tagline, "all for roses"), new(TextSlot::About, "Roses.")];
    for texts in [&texts[1..], &texts[..]] {
        content::put_shop_texts(&mut tx, texts).await.unwrap();
    }
    tx.commit().await.unwrap();
    // Another release may know more places.
    raw(db, "INSERT INTO shop_texts (slot, text) VALUES ('banner', 'Sale')").await.unwrap();
    let mut conn = db.read().await.unwrap();
    let read = content::shop_texts(&mut conn).await.unwrap();
    let read: Vec<_> = read.iter().map(|row| (row.slot, row.text.as_str())).collect();
    assert_eq!(
        read,
        [
            (Some(TextSlot::About), "Roses."),
            (None, "Sale"),
            (Some(TextSlot::Tagline), "all for roses"),
        ]
    );
    drop(conn);
    let mut tx = db.begin().await.unwrap();
    content::put_shop_texts(&mut tx, &[]).await.unwrap();
    assert_eq!(content::shop_text_count(&mut tx).await.unwrap(), 0);
}

on_both!(a_place_has_one_text_and_it_is_not_empty);
async fn a_place_has_one_text_and_it_is_not_empty(db: &Db) {
    let twice = [NewShopText { slot: TextSlot::SignOff, text: "Yours" }; 2];
    let empty = [NewShopText { slot: TextSlot::SignOff, text: "" }];
    for texts in [&twice[..], &empty[..]] {
        let mut tx = db.begin().await.unwrap();
        assert!(content::put_shop_texts(&mut tx, texts).await.is_err());
    }
    let mut conn = db.read().await.unwrap();
    assert_eq!(content::shop_text_count(&mut conn).await.unwrap(), 0);
}
