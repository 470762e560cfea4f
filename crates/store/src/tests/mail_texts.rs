//! The merchant's texts in emails.

use super::{on_both, raw};
use crate::{
    Db,
    notifications::{self, NewMailText},
};
use domain::notifications::{MailKind, MailSlot};

const SUBJECT: NewMailText<'_> =
    NewMailText { kind: MailKind::Order, slot: MailSlot::Subject, text: "Thanks" };

/// The texts of the confirmation of an order, with their versions.
async fn of_orders(db: &Db) -> Vec<(Option<MailSlot>, String, i64)> {
    let mut conn = db.read().await.unwrap();
    let rows = notifications::mail_texts_of(&mut conn, MailKind::Order).await.unwrap();
    rows.into_iter().map(|row| (row.slot, row.text, row.version)).collect()
}

on_both!(a_text_is_replaced_only_in_the_version_that_was_read);
async fn a_text_is_replaced_only_in_the_version_that_was_read(db: &Db) {
    for (text, version, written) in [
        ("Old", 1, false),
        ("Thanks", 0, true),
        ("Late", 0, false),
        ("New", 1, true),
        ("", 2, true),
    ] {
        let mut tx = db.begin().await.unwrap();
        let new = NewMailText { text, ..SUBJECT };
        let outcome = notifications::set_mail_text(&mut tx, new, version).await.unwrap();
        assert_eq!(outcome, written, "{text} over {version}");
        tx.commit().await.unwrap();
    }
    assert_eq!(of_orders(db).await, [(Some(MailSlot::Subject), String::new(), 3)]);
}

on_both!(texts_are_read_by_email);
async fn texts_are_read_by_email(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(notifications::mail_text_count(&mut tx).await.unwrap(), 0, "a new shop has none");
    let other = NewMailText { kind: MailKind::BackInStock, ..SUBJECT };
    notifications::insert_mail_texts(&mut tx, &[SUBJECT, other]).await.unwrap();
    assert_eq!(notifications::mail_text_count(&mut tx).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(of_orders(db).await, [(Some(MailSlot::Subject), "Thanks".to_owned(), 1)]);
    // Another release may know more emails, and more places.
    for row in ["'gift', 'subject'", "'order', 'banner'"] {
        let sql =
            format!("INSERT INTO mail_texts (kind, slot, text, version) VALUES ({row}, 'x', 1)");
        raw(db, &sql).await.unwrap();
    }
    let mut conn = db.read().await.unwrap();
    let all = notifications::mail_texts(&mut conn).await.unwrap();
    let unknown = all.iter().filter(|row| row.kind.is_none() || row.slot.is_none()).count();
    assert_eq!((all.len(), unknown), (4, 2));
}

on_both!(a_place_has_one_text);
async fn a_place_has_one_text(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    assert!(notifications::insert_mail_texts(&mut tx, &[SUBJECT; 2]).await.is_err());
    drop(tx);
    assert!(of_orders(db).await.is_empty());
}
