//! The merchant's texts in emails.

use super::{Folder, work};
use domain::{
    audit::Entity,
    notifications::{MailKind, MailSlot},
    staff::{Permission, Permissions},
};
use shop::notifications::{
    mail::Email,
    texts::{
        PreviewError, PreviewMail, SetError, SetMailText, TestSend, list, preview, set, test_send,
    },
};
use shop::staff::Actor;
use std::collections::BTreeMap;
use store::audit::Filter;
use testing::{Bench, on_both};

async fn change(
    bench: &Bench,
    place: (MailKind, MailSlot),
    text: &str,
    version: i64,
) -> Result<i64, SetError> {
    let (kind, slot) = place;
    let command = SetMailText { kind, slot, text: text.to_owned(), version };
    set(&bench.shop, &Actor::operator("test"), command).await
}

async fn shown(bench: &Bench, kind: MailKind) -> Email {
    preview(&bench.shop, PreviewMail { kind, texts: BTreeMap::new() }).await.unwrap()
}

/// The only email in a folder, without soft line breaks.
fn only_email(folder: &Folder) -> String {
    let emails = folder.emails();
    assert_eq!(emails.len(), 1);
    emails[0].replace("=\r\n", "").replace("=3D", "=").replace("\r\n", "\n")
}

on_both!(an_order_is_confirmed_in_the_merchants_words);
async fn an_order_is_confirmed_in_the_merchants_words(bench: &Bench) {
    for (slot, text) in [
        (MailSlot::Subject, "{shop-name} has your order {order-number}"),
        (MailSlot::Heading, "Thanks, {name}!"),
        (MailSlot::Next, "We pack **by hand**.\r\n\r\n[Ask us](/pages/contact) about {total}."),
        (MailSlot::Note, "No <script> here."),
    ] {
        assert_eq!(change(bench, (MailKind::Order, slot), text, 0).await.unwrap(), 1);
    }
    let folder = Folder::new();
    let placed = bench.order(&[("BOOK", 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    let email = only_email(&folder);
    let order = bench.order_by_link(&placed.link).await;
    for part in [
        format!("has your order {}", placed.number),
        format!("Thanks, {}!", order.address.name),
        // In quoted-printable.
        format!("about {}.", order.totals.total).replace('€', "=E2=82=AC"),
        "<strong>by hand</strong>".to_owned(),
        "Ask us (https://shop.example/pages/contact)".to_owned(),
        "No &lt;script&gt; here.".to_owned(),
        // What the law requires stays.
        format!("Receipt for order {}", placed.number),
        "Test & Sons".to_owned(),
        "RIGHT OF WITHDRAWAL".to_owned(),
        "You can return it within 30 days:".to_owned(),
    ] {
        assert!(email.contains(&part), "{part} is not in\n{email}");
    }
    let (_, html) = email.split_once("text/html").unwrap();
    assert!(!html.contains("<script"), "{html}");
    for part in ["Thank you for your order", "We are packing", "{name}", "{total}"] {
        assert!(!email.contains(part), "{part} is in\n{email}");
    }
}

on_both!(a_text_is_changed_in_the_version_that_was_read);
async fn a_text_is_changed_in_the_version_that_was_read(bench: &Bench) {
    let place = (MailKind::BackInStock, MailSlot::Subject);
    assert_eq!(change(bench, place, "It is here: {product}", 0).await.unwrap(), 1);
    assert!(matches!(change(bench, place, "Late", 0).await, Err(SetError::Stale)));
    let texts = list(&bench.shop).await.unwrap();
    let now = texts.iter().find(|text| (text.kind, text.slot) == place).unwrap();
    assert_eq!((now.text.as_str(), now.is_own, now.version), ("It is here: {product}", true, 1));
    assert_eq!(shown(bench, place.0).await.subject, "It is here: Example product");
    // The program's text applies again.
    assert_eq!(change(bench, place, " ", 1).await.unwrap(), 2);
    let texts = list(&bench.shop).await.unwrap();
    let now = texts.iter().find(|text| (text.kind, text.slot) == place).unwrap();
    assert_eq!(
        (now.text.as_str(), now.is_own, now.version),
        ("Back in stock: {product}", false, 2)
    );
    assert_eq!(shown(bench, place.0).await.subject, "Back in stock: Example product");
}

on_both!(a_change_needs_a_permission_and_is_recorded);
async fn a_change_needs_a_permission_and_is_recorded(bench: &Bench) {
    let command = |text: &str, version| SetMailText {
        kind: MailKind::Order,
        slot: MailSlot::Heading,
        text: text.to_owned(),
        version,
    };
    let nobody = Actor::staff(store::Uuid::nil(), "Mara".to_owned(), Permissions::NONE);
    let refused = set(&bench.shop, &nobody, command("Thanks", 0)).await;
    assert!(matches!(refused, Err(SetError::Forbidden(_))), "{refused:?}");
    let writer = [Permission::ContentWrite].into_iter().collect();
    let mara = Actor::staff(store::Uuid::nil(), "Mara".to_owned(), writer);
    set(&bench.shop, &mara, command("Thanks", 0)).await.unwrap();
    // Nothing changes, so nothing is written.
    assert_eq!(set(&bench.shop, &mara, command("Thanks", 0)).await.unwrap(), 1);
    set(&bench.shop, &mara, command("", 1)).await.unwrap();
    let mut conn = bench.shop.db().read().await.unwrap();
    let filter = Filter { entity: Some(Entity::MailText), ..Filter::default() };
    let entries = store::audit::entries(&mut conn, filter, 9).await.unwrap();
    assert_eq!(entries.len(), 2, "one for each change, none for the refused one");
    assert!(entries.iter().all(|entry| entry.actor_name == "Mara"));
}

on_both!(an_unknown_placeholder_is_named);
async fn an_unknown_placeholder_is_named(bench: &Bench) {
    for (kind, slot, text, expected) in [
        (
            MailKind::Order,
            MailSlot::Subject,
            "Order {number}",
            "order subject is invalid: there is no placeholder {number}; expected one of \
             {shop-name}, {order-number}, {name}, {total}, {return-days}",
        ),
        (
            MailKind::Withdrawal,
            MailSlot::Returns,
            "Return it",
            "withdrawal returns is invalid: this email has only subject, heading, next, note",
        ),
        (
            MailKind::Order,
            MailSlot::Heading,
            "One\nTwo",
            "order heading is invalid: expected one line",
        ),
    ] {
        let error = change(bench, (kind, slot), text, 0).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        let texts = BTreeMap::from([(slot, text.to_owned())]);
        let error = preview(&bench.shop, PreviewMail { kind, texts }).await.unwrap_err();
        assert!(matches!(error, PreviewError::Invalid(_)), "{error}");
    }
    assert!(list(&bench.shop).await.unwrap().iter().all(|text| text.version == 0));
}

on_both!(every_email_has_a_preview);
async fn every_email_has_a_preview(bench: &Bench) {
    for kind in MailKind::ALL {
        let texts: BTreeMap<MailSlot, String> = kind
            .slots()
            .iter()
            .filter(|slot| !matches!(slot, MailSlot::NumberedSubject))
            .map(|slot| (*slot, format!("My {} for {{shop-name}}", slot.key())))
            .collect();
        let usual = shown(bench, kind).await;
        let own = preview(&bench.shop, PreviewMail { kind, texts: texts.clone() }).await.unwrap();
        assert_ne!(own, usual, "{kind:?}");
        for email in [&usual, &own] {
            for part in [&email.subject, &email.text, &email.html] {
                assert!(!part.is_empty() && !part.contains("{shop-name}"), "{kind:?}: {part}");
            }
            assert!(email.text.contains("Test & Sons"), "the seller: {}", email.text);
        }
        assert!(own.subject.starts_with("My subject for "), "{}", own.subject);
        for slot in texts.keys().filter(|slot| **slot != MailSlot::Subject) {
            let text = format!("My {} for ", slot.key());
            assert!(own.html.contains(&text), "{kind:?}: {text} is not in {}", own.html);
        }
    }
    assert!(list(&bench.shop).await.unwrap().iter().all(|text| !text.is_own), "nothing is stored");
}

on_both!(a_trial_is_sent_at_once);
async fn a_trial_is_sent_at_once(bench: &Bench) {
    let place = (MailKind::Order, MailSlot::Subject);
    change(bench, place, "A trial of {shop-name}", 0).await.unwrap();
    let folder = Folder::new();
    let command = TestSend { kind: MailKind::Order, to: "owner@shop.example" };
    test_send(&bench.shop, &folder.mailer(), command).await.unwrap();
    let email = only_email(&folder);
    for part in ["To: owner@shop.example", "Subject: A trial of ", "Example product"] {
        assert!(email.contains(part), "{part} is not in\n{email}");
    }
    assert_eq!((bench.orders().await, bench.backlog().await), (0, 0));
    let nobody = TestSend { to: "nobody", ..command };
    assert!(test_send(&bench.shop, &folder.mailer(), nobody).await.is_err());
}
