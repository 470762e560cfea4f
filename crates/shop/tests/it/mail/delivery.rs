//! Order confirmations: one for every order, also with several workers and after outages.

use super::{FROM, Folder, Server, emails, work};
use shop::notifications::mail::Mailer;
use std::sync::{Arc, atomic::Ordering};
use testing::{Bench, on_both};
use tokio::net::TcpListener;

on_both!(the_confirmation_describes_the_order);
async fn the_confirmation_describes_the_order(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("REFRACTOR-SET", 1), ("BOOK", 2)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    assert_eq!(bench.backlog().await, 0);
    let emails = folder.emails();
    assert_eq!(emails.len(), 1);
    let email = emails[0].replace("=\r\n", "").replace("=3D", "=");
    for part in [
        "To: Ada@Example.org".to_owned(),
        format!("Subject: Your order {}", placed.number),
        "From: Perigee <orders@perigee.example>".to_owned(),
        "multipart/alternative".to_owned(),
        "text/plain".to_owned(),
        "text/html".to_owned(),
        format!("https://shop.example{}", placed.link),
        "Paid with Visa ending in 0454.".to_owned(),
        "Standard delivery, expected between Tuesday, 24 November and Wednesday, 25 November."
            .to_owned(),
        "With tripod".to_owned(),
        "19% VAT on".to_owned(),
        "7% VAT on".to_owned(),
        "placed on 20 November 2026. Sold by".to_owned(),
        "Test & Sons".to_owned(),
        "Test &#38; Sons".to_owned(),
        "Lindenallee 3".to_owned(),
        "VAT number DE999999999".to_owned(),
    ] {
        assert!(email.contains(&part), "{part} is not in\n{email}");
    }
    assert!(!email.contains("4432"), "the card's number");
}

on_both!(concurrent_workers_send_one_email_per_order);
async fn concurrent_workers_send_one_email_per_order(bench: &Bench) {
    let folder = Folder::new();
    for _ in 0..30 {
        bench.order(&[("BOOK", 1)]).await;
    }
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (shop, mailer) = (bench.shop.clone(), server.mailer());
        workers.spawn(async move {
            let mut done = 0;
            while {
                let mut conn = shop.db().read().await.unwrap();
                jobs::outbox::backlog(&mut conn, 0).await.unwrap().pending > 0
            } {
                done += testing::deliver_due(&shop, &mailer).await.unwrap();
            }
            done
        });
    }
    assert_eq!(workers.join_all().await.into_iter().sum::<usize>(), 30);
    let mut ids = server.ids();
    assert_eq!(ids.len(), 30);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 30);
    // Again, without effect.
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 0);
    bench.advance(1_000_000_000);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 0);
    assert!(folder.emails().is_empty());
}

on_both!(four_emails_are_sent_concurrently);
/// Emails do not wait for each other: the server accepts none before four are in progress. There
/// are never more.
async fn four_emails_are_sent_concurrently(bench: &Bench) {
    emails(bench, 12).await;
    let server = Server::taking_together(4, Arc::clone(&bench.time), 0).await;
    assert_eq!(work(&bench.shop, &server.mailer()).await, 12);
    let mut ids = server.ids();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), server.mailbox.peak.load(Ordering::SeqCst)), (12, 4));
}

on_both!(a_slow_mail_server_gets_each_email_once);
/// A slow mail server: together, the emails take longer than one lease.
async fn a_slow_mail_server_gets_each_email_once(bench: &Bench) {
    // All of them take longer than a lease, but each only a fraction of it, so that a worker that
    // is slow once keeps its own.
    emails(bench, 80).await;
    let server = Server::start(Arc::clone(&bench.time), 1_000).await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (shop, mailer) = (bench.shop.clone(), server.mailer());
        workers.spawn(async move {
            while {
                let mut conn = shop.db().read().await.unwrap();
                jobs::outbox::backlog(&mut conn, 0).await.unwrap().pending > 0
            } {
                testing::deliver_due(&shop, &mailer).await.unwrap();
            }
        });
    }
    workers.join_all().await;
    let mut ids = server.ids();
    assert_eq!(ids.len(), 80, "{ids:?}");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 80);
}

on_both!(a_mail_server_outage_delays_no_order_and_is_retried);
async fn a_mail_server_outage_delays_no_order_and_is_retried(bench: &Bench) {
    let folder = Folder::new();
    // A file in place of the folder: nothing can be written.
    std::fs::write(&folder.0, "").unwrap();
    let mailer = folder.mailer();
    for _ in 0..3 {
        bench.order(&[("BOOK", 1)]).await;
        assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    }
    assert_eq!((bench.orders().await, bench.backlog().await), (3, 3));
    // Not before its pause is over.
    assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    std::fs::remove_file(&folder.0).unwrap();
    assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    bench.advance(3_600_000);
    assert_eq!(work(&bench.shop, &mailer).await, 3);
    assert_eq!((folder.emails().len(), bench.backlog().await), (3, 0));
}

on_both!(retries_back_off);
async fn retries_back_off(bench: &Bench) {
    let server = Server::start(Arc::clone(&bench.time), 0).await;
    server.says("MAIL", "451 try again later");
    bench.order(&[("BOOK", 1)]).await;
    let mut last = 0;
    for _ in 0..14 {
        assert_eq!(testing::deliver_due(&bench.shop, &server.mailer()).await.unwrap(), 0);
        let mut conn = bench.shop.db().read().await.unwrap();
        let due = jobs::outbox::backlog(&mut conn, 0).await.unwrap().due.unwrap();
        let pause = due - bench.shop.clock().now();
        assert!(pause >= last && pause <= 3_600_000, "{pause} after {last}");
        last = pause;
        bench.time.store(due, Ordering::Relaxed);
    }
    assert_eq!(last, 3_600_000);
    server.agrees();
    assert_eq!(work(&bench.shop, &server.mailer()).await, 1);
    assert_eq!(server.ids().len(), 1);
}

/// A server that accepts the connection and stays silent: the attempt fails, and the error names
/// the server.
#[tokio::test]
async fn a_silent_mail_server_is_named_in_the_error() {
    let bench = Bench::new(testing::Kind::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    bench.order(&[("MUG", 1)]).await;
    let transport = Mailer::smtp(&format!("smtp://user:hunter2@{addr}?tls=opportunistic")).unwrap();
    let mailer =
        Mailer::new(transport, FROM).unwrap().waiting(std::time::Duration::from_millis(100));
    assert_eq!(testing::deliver_due(&bench.shop, &mailer).await.unwrap(), 0);
    let mut conn = bench.shop.db().read().await.unwrap();
    let store::ConnectionRef::Sqlite(c) = store::Executor::connection(&mut conn) else {
        panic!("not SQLite")
    };
    let error: String =
        sqlx::query_scalar("SELECT last_error FROM outbox").fetch_one(c).await.unwrap();
    assert!(
        error.contains(&format!("the mail server {addr} did not answer within 100ms"))
            && !error.contains("hunter2"),
        "{error}"
    );
    drop((conn, listener));
    bench.shop.db().close().await;
}
