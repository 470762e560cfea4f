//! Emails that the mail server refuses, and events that cannot be read.

use super::{FROM, Folder, Server, about_a_mug, order_for, work};
use domain::notifications::MailKind;
use shop::{
    Settings,
    cart::KEPT_FOR,
    notifications::{
        mail::{MailError, Mailer, Transport},
        texts::MailTexts,
    },
};
use std::{path::PathBuf, sync::Arc};
use testing::{Bench, on_both};

on_both!(an_undeliverable_email_is_cancelled_at_once);
async fn an_undeliverable_email_is_cancelled_at_once(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let lost = bench.order(&[("BOOK", 1)]).await;
    server.says("RCPT", "550 5.1.1 <Ada@Example.org> no such user");
    assert_eq!(testing::deliver_due(&bench.shop, &server.mailer()).await.unwrap(), 0);
    assert_eq!(bench.backlog().await, 0);
    let left = bench.cancelled_events().await;
    assert_eq!((left.len(), left[0].topic.as_str(), left[0].attempts), (1, "order.placed", 1));
    assert!(left[0].payload.contains(&lost.id.to_string()), "{}", left[0].payload);
    // Other emails are sent.
    server.agrees();
    bench.order(&[("BOOK", 1)]).await;
    bench.advance(1_000_000_000);
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    assert_eq!(server.ids().len(), 1);
}

on_both!(an_address_unsupported_by_the_mail_server_is_cancelled_at_once);
/// Without SMTPUTF8, and without knowing whether the server will ever support it. Otherwise the
/// failure would stay unnoticed for three days.
async fn an_address_unsupported_by_the_mail_server_is_cancelled_at_once(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    order_for(bench, "jürgen@example.org").await;
    assert_eq!(testing::deliver_due(&bench.shop, &server.mailer()).await.unwrap(), 0);
    let left = bench.cancelled_events().await;
    assert_eq!((bench.backlog().await, left.len(), left[0].attempts), (0, 1, 1));
    // An internationalised domain has an ASCII form, which every mail server accepts; the email
    // shows it as typed.
    for (email, envelope) in [
        ("Info@Müller.example", "<Info@xn--mller-kva.example>"),
        ("info@xn--mller-kva.example", "<info@xn--mller-kva.example>"),
        ("jo@पोस्ट.भारत", "<jo@xn--c2bv6b4dl.xn--h2brj9c>"),
    ] {
        order_for(bench, email).await;
        assert_eq!(work(&bench.shop, &server.mailer()).await, 1, "{email}");
        let last = server.mailbox.recipients.lock().unwrap().last().cloned().unwrap();
        assert_eq!(last, format!("RCPT TO:{envelope}"));
    }
    // Other emails are sent.
    bench.order(&[("BOOK", 1)]).await;
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    // The merchant can fix the shop's own address: such emails are retried.
    let sender =
        Mailer::new(Mailer::smtp(&server.address).unwrap(), "Perigee <bestellung@büro.example>")
            .unwrap();
    bench.order(&[("BOOK", 1)]).await;
    assert_eq!(testing::deliver_due(&bench.shop, &sender).await.unwrap(), 0);
    assert_eq!(bench.backlog().await, 1);
    // So can the merchant fix a password that cannot be sent: this server offers no supported
    // method.
    server.says("EHLO", "250-mail.example\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 AUTH GSSAPI");
    let address = server.address.replace("smtp://", "smtp://shop:password@") + "?tls=opportunistic";
    let mailer = Mailer::new(Mailer::smtp(&address).unwrap(), FROM).unwrap();
    order_for(bench, "jürgen@example.org").await;
    assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    assert_eq!(bench.backlog().await, 2);
    server.says("EHLO", "250-mail.example\r\n250-SMTPUTF8\r\n250 8BITMIME");
    bench.advance(3_600_000);
    assert_eq!(work(&bench.shop, &server.mailer()).await, 2);
}

#[tokio::test]
async fn an_invalid_address_is_cancelled() {
    let folder = Folder::new();
    let (settings, texts) = (Settings::default(), MailTexts::of_program(MailKind::BackInStock));
    let email = about_a_mug("ada at home", &settings, &texts);
    let outcome = folder.mailer().stock_returned("id", email).await;
    assert!(matches!(outcome, Err(MailError::Undeliverable(_))), "{outcome:?}");
    assert!(folder.emails().is_empty());
}

on_both!(errors_the_merchant_can_fix_are_retried);
async fn errors_the_merchant_can_fix_are_retried(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let address = server.address.replace("smtp://", "smtp://shop:password@") + "?tls=opportunistic";
    let mailer = Mailer::new(Mailer::smtp(&address).unwrap(), FROM).unwrap();
    bench.order(&[("BOOK", 1)]).await;
    for (command, reply) in [
        ("", "554 no service for your address"),
        ("EHLO", "550 go away"),
        ("AUTH", "535 5.7.8 wrong password"),
        ("MAIL", "550 5.1.8 sender's domain not found"),
        ("MAIL", "530 5.7.0 authentication required"),
        ("RCPT", "550 5.7.1 relaying denied"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "552 5.2.2 mailbox full"),
        ("RCPT", "550 JunkMail rejected - 192.0.2.1 is in an RBL"),
        ("DATA", "554 5.7.1 no"),
    ] {
        server.says(command, reply);
        assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0, "{reply}");
        assert_eq!(bench.backlog().await, 1, "{reply}");
        server.agrees();
        bench.advance(3_600_000);
    }
    assert_eq!(work(&bench.shop, &mailer).await, 1);
    assert_eq!(server.ids().len(), 1);
}

on_both!(an_unknown_event_blocks_no_others);
async fn an_unknown_event_blocks_no_others(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    jobs::outbox::push(&mut tx, "order.teleported", "{}", 0).await.unwrap();
    jobs::outbox::push(&mut tx, "order.placed", "nonsense", 0).await.unwrap();
    jobs::outbox::push(
        &mut tx,
        "order.placed",
        "{\"order\":\"00000000-0000-0000-0000-000000000000\"}",
        0,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    bench.order(&[("BOOK", 1)]).await;
    let folder = Folder::new();
    assert_eq!(testing::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(), 1);
    assert_eq!((folder.emails().len(), bench.backlog().await), (1, 3));
}

on_both!(an_unreadable_event_is_cancelled_and_kept);
async fn an_unreadable_event_is_cancelled_and_kept(bench: &Bench) {
    let mut tx = bench.shop.db().begin().await.unwrap();
    jobs::outbox::push(&mut tx, "order.teleported", "{}", 0).await.unwrap();
    tx.commit().await.unwrap();
    bench.order(&[("BOOK", 1)]).await;
    let folder = Folder::new();
    assert_eq!(testing::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(), 1);
    let mut attempts = 1;
    while bench.backlog().await > 0 {
        bench.advance(3_600_000);
        assert_eq!(testing::deliver_due(&bench.shop, &folder.mailer()).await.unwrap(), 0);
        attempts += 1;
        assert!(attempts < 1_000);
    }
    assert_eq!(attempts, 84);
    // After a month completed events are deleted; cancelled ones stay until somebody reviews them.
    bench.advance(KEPT_FOR + 1_000);
    assert_eq!(
        shop::notifications::worker::clear_old(&bench.shop).await.unwrap(),
        2,
        "the order's event and its cart"
    );
    let left = bench.cancelled_events().await;
    assert_eq!((left.len(), left[0].topic.as_str(), left[0].attempts), (1, "order.teleported", 84));
}

#[test]
fn invalid_senders_and_servers_are_rejected() {
    assert!(Mailer::new(Transport::Folder(PathBuf::new()), "nobody").is_err());
    assert!(Mailer::smtp("http://x").is_err() && Mailer::smtp("").is_err());
}

#[tokio::test]
async fn an_address_that_needs_smtputf8_is_refused_with_the_reason() {
    let server = Server::start(Arc::default(), 0).await;
    let (settings, texts) = (Settings::default(), MailTexts::of_program(MailKind::BackInStock));
    let email = about_a_mug("संपर्क@example.org", &settings, &texts);
    let outcome = server.mailer().stock_returned("id", email).await;
    let Err(MailError::Undeliverable(reason)) = outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("does not offer SMTPUTF8") && !reason.contains("संपर्क"), "{reason}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn umlauts_in_an_address_are_supported() {
    let bench = Bench::new(testing::Kind::Sqlite).await;
    let folder = Folder::new();
    order_for(&bench, "jürgen@bücher.example").await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    assert_eq!(folder.emails().len(), 1);
    bench.shop.db().close().await;
}
