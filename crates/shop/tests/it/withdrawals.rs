//! Online withdrawals.

use crate::mail::{Folder, work};
use shop::{
    InvalidFields,
    orders::withdrawals::{SubmitError, SubmitStatement, WithdrawalStatement},
};
use std::sync::atomic::{AtomicU32, Ordering};
use testing::{Bench, calls, on_both};
use views::withdrawal::LocalTime;

fn statement(number: &str, email: &str) -> WithdrawalStatement {
    WithdrawalStatement {
        name: " Ada  Lovelace ".to_owned(),
        number: number.to_owned(),
        email: email.to_owned(),
        items: String::new(),
    }
}

/// The emails with unfolded lines.
fn plain(folder: &Folder) -> Vec<String> {
    folder.emails().iter().map(|email| email.replace("=\r\n", "").replace("=3D", "=")).collect()
}

/// A time as emails show it.
fn text(at: &LocalTime) -> String {
    let LocalTime { time, zone } = at;
    format!(
        "{} {} {}, {:02}:{:02} ({zone})",
        time.day(),
        time.month(),
        time.year(),
        time.hour(),
        time.minute()
    )
}

/// The invalid fields of a withdrawal.
fn wrong(statement: &WithdrawalStatement) -> Vec<String> {
    match shop::orders::withdrawals::check(statement) {
        Err(InvalidFields(errors)) => errors.into_iter().map(|error| error.field).collect(),
        _ => Vec::new(),
    }
}

on_both!(received_once_and_acknowledged);
async fn received_once_and_acknowledged(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("MUG", 1)]).await;
    work(&bench.shop, &folder.mailer()).await;
    let folder = Folder::new();
    let number = placed.number.to_string();
    let typed = WithdrawalStatement {
        items: "The mug".to_owned(),
        ..statement(&number.to_lowercase(), "Ada@Example.org")
    };
    let other = bench.replica().await;
    let (a, b) = tokio::join!(
        calls::withdraw(&bench.shop, &typed, "key"),
        calls::withdraw(&other, &typed, "key")
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a, b);
    assert!(a.matched && a.statement.number == number && a.statement.name == "Ada Lovelace");
    bench.advance(60_000);
    // The same form sent later is the same withdrawal, with the time of the first one; another form
    // is a new one.
    assert_eq!(calls::withdraw(&bench.shop, &typed, "key").await.unwrap().at, a.at);
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    let emails = plain(&folder);
    let at = text(&a.at);
    let consumer = emails
        .iter()
        .find(|email| email.contains("To: Ada@Example.org"))
        .unwrap_or_else(|| panic!("{emails:?}"));
    for part in [
        &number,
        &at,
        "Ada Lovelace",
        "these items: The mug",
        "We have received your withdrawal",
        "Test & Sons",
        "text/html",
    ] {
        assert!(consumer.contains(part), "{part}: {consumer}");
    }
    assert!(!consumer.contains("match an order"));
    let merchant = emails.iter().find(|email| email.contains("To: owner@shop.example")).unwrap();
    assert!(
        merchant.contains("Order number and e-mail address match an order.")
            && merchant.contains(&at)
    );
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap()[0].acknowledged);
    other.db().close().await;
}

on_both!(statements_without_an_order_are_stored_and_reported);
async fn statements_without_an_order_are_stored_and_reported(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("MUG", 1)]).await;
    work(&bench.shop, &folder.mailer()).await;
    for (number, email) in [
        (placed.number.to_string().as_str(), "eve@example.org"),
        ("PG-F2Q-83P-72F", "ada@example.org"),
        ("my order of 20 November, a mug", "ada@example.org"),
    ] {
        let received =
            calls::withdraw(&bench.shop, &statement(number, email), "key").await.unwrap();
        assert!(!received.matched && received.statement.number == number, "{received:?}");
    }
    let folder = Folder::new();
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 6);
    let emails = plain(&folder);
    let reports: Vec<_> =
        emails.iter().filter(|email| email.contains("To: owner@shop.example")).collect();
    assert_eq!(reports.len(), 3);
    assert!(
        reports.iter().all(|email| email.contains("No order has this number and e-mail address."))
    );
}

on_both!(acknowledgements_per_mailbox_and_day_are_limited);
/// A stranger's statements cannot fill anybody's mailbox, however its address is spelt, or prevent
/// acknowledgements to its owner.
async fn acknowledgements_per_mailbox_and_day_are_limited(bench: &Bench) {
    let folder = Folder::new();
    let number = bench.order(&[("MUG", 1)]).await.number.to_string();
    work(&bench.shop, &folder.mailer()).await;
    let folder = Folder::new();
    for (i, email) in ["ada@example.org", "ada+1@example.org", "ADA+2@example.org"]
        .into_iter()
        .cycle()
        .take(8)
        .enumerate()
    {
        calls::withdraw(&bench.shop, &statement("PG-1", email), &i.to_string()).await.unwrap();
    }
    work(&bench.shop, &folder.mailer()).await;
    let emails = plain(&folder);
    assert_eq!(emails.iter().filter(|email| email.to_lowercase().contains("to: ada")).count(), 5);
    assert_eq!(emails.iter().filter(|email| email.contains("To: owner@shop.example")).count(), 8);
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 8);
    // Statements that match an order are always acknowledged: the whole order, and then each item.
    for items in ["", "a", "b", "c", "d", "e", "f"] {
        let own = WithdrawalStatement {
            items: items.to_owned(),
            ..statement(&number, "ada@example.org")
        };
        assert!(calls::withdraw(&bench.shop, &own, "key").await.unwrap().matched);
    }
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    assert_eq!(
        plain(&folder).iter().filter(|email| email.contains("To: ada@example.org")).count(),
        7
    );
    bench.advance(25 * 3_600_000);
    let folder = Folder::new();
    calls::withdraw(&bench.shop, &statement("PG-1", "ada@example.org"), "next day").await.unwrap();
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
}

on_both!(only_statements_without_an_order_are_limited);
async fn only_statements_without_an_order_are_limited(bench: &Bench) {
    let number = bench.order(&[("MUG", 1)]).await.number.to_string();
    for (typed, expected) in [
        (statement(&number, "ada@example.org"), (0, "received")),
        (statement(&number, "eve@example.org"), (1, "limited")),
        (statement("PG-1", "ada@example.org"), (1, "limited")),
        (statement("", "ada@example.org"), (0, "invalid")),
    ] {
        let checks = AtomicU32::new(0);
        let may_submit = || {
            checks.fetch_add(1, Ordering::Relaxed);
            Err::<(), u32>(90)
        };
        let command = SubmitStatement { statement: &typed, key: "k", may_submit: &may_submit };
        let outcome = match shop::orders::withdrawals::submit(&bench.shop, command).await {
            Ok(_) => "received",
            Err(SubmitError::TooMany { seconds: 90 }) => "limited",
            Err(SubmitError::Fields(_)) => "invalid",
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!((checks.into_inner(), outcome), expected, "{typed:?}");
    }
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
}

on_both!(a_statement_that_is_sent_again_is_not_limited);
/// The answer to the first one was lost, so the shopper sends the form again.
async fn a_statement_that_is_sent_again_is_not_limited(bench: &Bench) {
    let typed = statement("PG-1", "ada@example.org");
    let first = calls::withdraw(&bench.shop, &typed, "k").await.unwrap();
    bench.advance(60_000);
    let may_submit = || Err::<(), u32>(90);
    let again = SubmitStatement { statement: &typed, key: "k", may_submit: &may_submit };
    assert_eq!(shop::orders::withdrawals::submit(&bench.shop, again).await.unwrap(), first);
    let another = SubmitStatement { key: "another", ..again };
    let another = shop::orders::withdrawals::submit(&bench.shop, another).await;
    assert!(matches!(another, Err(SubmitError::TooMany { seconds: 90 })), "{another:?}");
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
}

on_both!(free_text_is_never_emailed_to_others);
/// Nothing that a stranger types reaches an address of the stranger's choice, except an order
/// number.
async fn free_text_is_never_emailed_to_others(bench: &Bench) {
    for (number, subject) in [
        ("BUY-NOW https://spam.example", "Subject: Your withdrawal\r\n"),
        ("pg-f2q-83p-72f", "Subject: Your withdrawal from order PG-F2Q-83P-72F\r\n"),
    ] {
        let typed = WithdrawalStatement {
            name: "Spam Name".to_owned(),
            items: "Spam items".to_owned(),
            ..statement(number, "eve@example.org")
        };
        calls::withdraw(&bench.shop, &typed, "key").await.unwrap();
        let folder = Folder::new();
        work(&bench.shop, &folder.mailer()).await;
        let emails = plain(&folder);
        let person = emails.iter().find(|email| email.contains("To: eve@example.org")).unwrap();
        assert!(person.contains(subject) && person.contains("(Central European time)"), "{person}");
        for word in ["Spam Name", "Spam items", "spam.example", "returns label"] {
            assert!(!person.contains(word), "{word}: {person}");
        }
        assert_eq!(
            person.matches("PG-F2Q-83P-72F").count(),
            if number.starts_with("pg") { 3 } else { 0 }
        );
        let merchant =
            emails.iter().find(|email| email.contains("To: owner@shop.example")).unwrap();
        assert!(
            merchant.contains("Spam items") && !merchant.contains("Subject: Withdrawal: order BUY"),
            "{merchant}"
        );
    }
}

on_both!(all_are_listed_and_reports_without_an_order_are_limited);
/// The newest first is what a merchant needs.
async fn all_are_listed_and_reports_without_an_order_are_limited(bench: &Bench) {
    let now = bench.shop.clock().now();
    let mut tx = bench.shop.db().begin().await.unwrap();
    for i in 0..1001_i64 {
        let row = store::orders::withdrawals::WithdrawalRow {
            id: store::new_id(now),
            key: i.to_string(),
            order_id: None,
            order_number: "PG-1".to_owned(),
            name: "Ada".to_owned(),
            email: "ada@example.org".to_owned(),
            email_key: "ada@example.org".to_owned(),
            items: String::new(),
            received_at: now,
            acknowledged_at: None,
        };
        assert!(store::orders::withdrawals::insert(&mut tx, &row).await.unwrap());
    }
    tx.commit().await.unwrap();
    bench.advance(1);
    calls::withdraw(&bench.shop, &statement("newest", "eve@example.org"), "key").await.unwrap();
    let all = shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap();
    assert_eq!((all.len(), all.last().unwrap().statement.number.as_str()), (1002, "newest"));
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    let emails = plain(&folder);
    assert!(emails.len() == 1 && emails[0].contains("To: eve@example.org"), "{emails:?}");
}

on_both!(fields_are_checked);
async fn fields_are_checked(bench: &Bench) {
    let right = statement("PG-1", "ada@example.org");
    assert_eq!(wrong(&right), [""; 0]);
    for (typed, field) in [
        (WithdrawalStatement { name: " ".to_owned(), ..right.clone() }, "consumer"),
        (WithdrawalStatement { name: "123".to_owned(), ..right.clone() }, "consumer"),
        (WithdrawalStatement { number: String::new(), ..right.clone() }, "number"),
        (WithdrawalStatement { number: "x".repeat(121), ..right.clone() }, "number"),
        (WithdrawalStatement { email: "ada@".to_owned(), ..right.clone() }, "email"),
        (WithdrawalStatement { items: "x".repeat(501), ..right.clone() }, "items"),
        (WithdrawalStatement { items: "\u{fffd}".to_owned(), ..right.clone() }, "items"),
    ] {
        assert_eq!(wrong(&typed), [field], "{typed:?}");
        assert!(matches!(
            calls::withdraw(&bench.shop, &typed, "key").await,
            Err(SubmitError::Fields(_))
        ));
    }
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().is_empty());
}

on_both!(withdrawals_are_exported_and_erased_with_their_order);
async fn withdrawals_are_exported_and_erased_with_their_order(bench: &Bench) {
    let placed = bench.order(&[("MUG", 1)]).await;
    let number = placed.number.to_string();
    calls::withdraw(&bench.shop, &statement(&number, "ada@example.org"), "a").await.unwrap();
    calls::withdraw(&bench.shop, &statement("PG-1", "Ada@example.org"), "b").await.unwrap();
    calls::withdraw(&bench.shop, &statement("PG-1", "eve@example.org"), "c").await.unwrap();
    let kept = shop::customers::privacy::export(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!(kept["withdrawals"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&kept["withdrawals"][0]["order_number"], &kept["withdrawals"][0]["name"]),
        (&number.into(), &"Ada Lovelace".into())
    );
    // The withdrawal of an order that must be kept stays with it; the other one is deleted.
    assert_eq!(
        shop::customers::privacy::erase(&bench.shop, "ada@example.org").await.unwrap().withdrawals,
        1
    );
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 2);
    // Eve's, which names no order, is deleted after a year, and that of the order with the order.
    bench.advance(364 * 24 * 3_600_000);
    assert_eq!(shop::orders::withdrawals::delete_old(&bench.shop).await.unwrap(), 0);
    bench.advance(2 * 24 * 3_600_000);
    assert_eq!(shop::orders::withdrawals::delete_old(&bench.shop).await.unwrap(), 1);
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
    bench.advance(11 * 366 * 24 * 3_600_000);
    assert_eq!(shop::customers::privacy::anonymise_old_orders(&bench.shop).await.unwrap(), 1);
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().is_empty());
}
