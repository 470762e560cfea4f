//! Consumers withdraw from a contract online.

use crate::{
    bench::{Bench, on_both},
    mail::{Folder, work},
};
use shop::{Error, orders::withdrawals::Statement};

fn statement(number: &str, email: &str) -> Statement {
    Statement {
        name: " Ada  Lovelace ".to_owned(),
        number: number.to_owned(),
        email: email.to_owned(),
        items: String::new(),
    }
}

/// The emails with their lines whole.
fn plain(folder: &Folder) -> Vec<String> {
    folder.letters().iter().map(|letter| letter.replace("=\r\n", "").replace("=3D", "=")).collect()
}

/// A withdrawal's fields that are wrong.
fn wrong(statement: &Statement) -> Vec<String> {
    match shop::orders::withdrawals::check(statement) {
        Err(Error::Fields(errors)) => errors.into_iter().map(|error| error.field).collect(),
        _ => Vec::new(),
    }
}

on_both!(received_once_and_acknowledged);
async fn received_once_and_acknowledged(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    work(&bench.shop, &folder.mailer()).await;
    let folder = Folder::new();
    let number = placed.number.to_string();
    let typed = Statement {
        items: "The mug".to_owned(),
        ..statement(&number.to_lowercase(), "Ada@Example.org")
    };
    let other = bench.replica().await;
    let (a, b) = tokio::join!(
        shop::orders::withdrawals::submit(&bench.shop, &typed, "key"),
        shop::orders::withdrawals::submit(&other, &typed, "key")
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a, b);
    assert!(a.matched && a.statement.number == number && a.statement.name == "Ada Lovelace");
    bench.advance(60_000);
    // The same form sent later is the same withdrawal, with the time of the first; another one
    // is another.
    assert_eq!(
        shop::orders::withdrawals::submit(&bench.shop, &typed, "key").await.unwrap().at,
        a.at
    );
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    let letters = plain(&folder);
    let consumer = letters
        .iter()
        .find(|letter| letter.contains("To: Ada@Example.org"))
        .unwrap_or_else(|| panic!("{letters:?}"));
    for part in [
        &number,
        &a.at,
        "Ada Lovelace",
        "these items: The mug",
        "We have received your withdrawal",
        "Test & Sons",
        "text/html",
    ] {
        assert!(consumer.contains(part), "{part}: {consumer}");
    }
    assert!(!consumer.contains("match an order"));
    let merchant = letters.iter().find(|letter| letter.contains("To: owner@shop.example")).unwrap();
    assert!(
        merchant.contains("Order number and e-mail address match an order.")
            && merchant.contains(&a.at)
    );
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap()[0].acknowledged);
    other.db().close().await;
}

on_both!(what_names_no_order_is_kept_and_reported);
async fn what_names_no_order_is_kept_and_reported(bench: &Bench) {
    let folder = Folder::new();
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    work(&bench.shop, &folder.mailer()).await;
    for (number, email) in [
        (placed.number.to_string().as_str(), "eve@example.org"),
        ("PG-F2Q-83P-72F", "ada@example.org"),
        ("my order of 20 November, a mug", "ada@example.org"),
    ] {
        let received =
            shop::orders::withdrawals::submit(&bench.shop, &statement(number, email), "key")
                .await
                .unwrap();
        assert!(!received.matched && received.statement.number == number, "{received:?}");
    }
    let folder = Folder::new();
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 6);
    let letters = plain(&folder);
    let reports: Vec<_> =
        letters.iter().filter(|letter| letter.contains("To: owner@shop.example")).collect();
    assert_eq!(reports.len(), 3);
    assert!(
        reports
            .iter()
            .all(|letter| letter.contains("No order has this number and e-mail address."))
    );
}

on_both!(one_address_gets_few_acknowledgements_a_day);
/// A stranger's statements fill nobody's mailbox, however its address is written, and keep
/// nobody's own from being acknowledged.
async fn one_address_gets_few_acknowledgements_a_day(bench: &Bench) {
    let folder = Folder::new();
    let number = bench.order(&[("PER-MUG", 1)]).await.number.to_string();
    work(&bench.shop, &folder.mailer()).await;
    let folder = Folder::new();
    for (i, email) in ["ada@example.org", "ada+1@example.org", "ADA+2@example.org"]
        .into_iter()
        .cycle()
        .take(8)
        .enumerate()
    {
        shop::orders::withdrawals::submit(&bench.shop, &statement("PG-1", email), &i.to_string())
            .await
            .unwrap();
    }
    work(&bench.shop, &folder.mailer()).await;
    let letters = plain(&folder);
    assert_eq!(
        letters.iter().filter(|letter| letter.to_lowercase().contains("to: ada")).count(),
        5
    );
    assert_eq!(
        letters.iter().filter(|letter| letter.contains("To: owner@shop.example")).count(),
        8
    );
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 8);
    // What matches an order is always acknowledged: the whole order, and then each item.
    for items in ["", "a", "b", "c", "d", "e", "f"] {
        let own = Statement { items: items.to_owned(), ..statement(&number, "ada@example.org") };
        assert!(shop::orders::withdrawals::submit(&bench.shop, &own, "key").await.unwrap().matched);
    }
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    assert_eq!(
        plain(&folder).iter().filter(|letter| letter.contains("To: ada@example.org")).count(),
        7
    );
    bench.advance(25 * 3_600_000);
    let folder = Folder::new();
    shop::orders::withdrawals::submit(
        &bench.shop,
        &statement("PG-1", "ada@example.org"),
        "next day",
    )
    .await
    .unwrap();
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
}

on_both!(no_words_of_strangers_are_sent_on);
/// Nothing that a stranger types reaches an address of the stranger's choice, except an order
/// number.
async fn no_words_of_strangers_are_sent_on(bench: &Bench) {
    for (number, subject) in [
        ("BUY-NOW https://spam.example", "Subject: Your withdrawal\r\n"),
        ("pg-f2q-83p-72f", "Subject: Your withdrawal from order PG-F2Q-83P-72F\r\n"),
    ] {
        let typed = Statement {
            name: "Spam Name".to_owned(),
            items: "Spam items".to_owned(),
            ..statement(number, "eve@example.org")
        };
        shop::orders::withdrawals::submit(&bench.shop, &typed, "key").await.unwrap();
        let folder = Folder::new();
        work(&bench.shop, &folder.mailer()).await;
        let letters = plain(&folder);
        let person = letters.iter().find(|letter| letter.contains("To: eve@example.org")).unwrap();
        assert!(person.contains(subject) && person.contains("(Central European time)"), "{person}");
        for word in ["Spam Name", "Spam items", "spam.example", "returns label"] {
            assert!(!person.contains(word), "{word}: {person}");
        }
        assert_eq!(
            person.matches("PG-F2Q-83P-72F").count(),
            if number.starts_with("pg") { 3 } else { 0 }
        );
        let merchant =
            letters.iter().find(|letter| letter.contains("To: owner@shop.example")).unwrap();
        assert!(
            merchant.contains("Spam items") && !merchant.contains("Subject: Withdrawal: order BUY"),
            "{merchant}"
        );
    }
}

on_both!(all_are_listed_and_few_that_match_no_order_are_reported);
/// The newest is the one that a merchant looks for.
async fn all_are_listed_and_few_that_match_no_order_are_reported(bench: &Bench) {
    let now = bench.shop.clock().now();
    let mut tx = bench.shop.db().begin().await.unwrap();
    for i in 0..1001_i64 {
        let row = store::withdrawals::WithdrawalRow {
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
        assert!(store::withdrawals::insert(&mut tx, &row).await.unwrap());
    }
    tx.commit().await.unwrap();
    bench.advance(1);
    shop::orders::withdrawals::submit(&bench.shop, &statement("newest", "eve@example.org"), "key")
        .await
        .unwrap();
    let all = shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap();
    assert_eq!((all.len(), all.last().unwrap().statement.number.as_str()), (1002, "newest"));
    let folder = Folder::new();
    work(&bench.shop, &folder.mailer()).await;
    let letters = plain(&folder);
    assert!(letters.len() == 1 && letters[0].contains("To: eve@example.org"), "{letters:?}");
}

on_both!(fields_are_checked);
async fn fields_are_checked(bench: &Bench) {
    let right = statement("PG-1", "ada@example.org");
    assert_eq!(wrong(&right), [""; 0]);
    for (typed, field) in [
        (Statement { name: " ".to_owned(), ..right.clone() }, "consumer"),
        (Statement { name: "123".to_owned(), ..right.clone() }, "consumer"),
        (Statement { number: String::new(), ..right.clone() }, "number"),
        (Statement { number: "x".repeat(121), ..right.clone() }, "number"),
        (Statement { email: "ada@".to_owned(), ..right.clone() }, "email"),
        (Statement { items: "x".repeat(501), ..right.clone() }, "items"),
        (Statement { items: "\u{fffd}".to_owned(), ..right.clone() }, "items"),
    ] {
        assert_eq!(wrong(&typed), [field], "{typed:?}");
        assert!(matches!(
            shop::orders::withdrawals::submit(&bench.shop, &typed, "key").await,
            Err(Error::Fields(_))
        ));
    }
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().is_empty());
}

on_both!(handed_over_and_forgotten_with_the_order);
async fn handed_over_and_forgotten_with_the_order(bench: &Bench) {
    let placed = bench.order(&[("PER-MUG", 1)]).await;
    let number = placed.number.to_string();
    shop::orders::withdrawals::submit(&bench.shop, &statement(&number, "ada@example.org"), "a")
        .await
        .unwrap();
    shop::orders::withdrawals::submit(&bench.shop, &statement("PG-1", "Ada@example.org"), "b")
        .await
        .unwrap();
    shop::orders::withdrawals::submit(&bench.shop, &statement("PG-1", "eve@example.org"), "c")
        .await
        .unwrap();
    let kept = shop::customers::privacy::export(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!(kept["withdrawals"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&kept["withdrawals"][0]["order_number"], &kept["withdrawals"][0]["name"]),
        (&number.into(), &"Ada Lovelace".into())
    );
    // That of an order which must be kept stays with it; the other one goes.
    assert_eq!(
        shop::customers::privacy::erase(&bench.shop, "ada@example.org").await.unwrap().withdrawals,
        1
    );
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 2);
    // Eve's, which names no order, goes after a year, and that of the order with the order.
    bench.advance(364 * 24 * 3_600_000);
    assert_eq!(shop::orders::withdrawals::delete_old(&bench.shop).await.unwrap(), 0);
    bench.advance(2 * 24 * 3_600_000);
    assert_eq!(shop::orders::withdrawals::delete_old(&bench.shop).await.unwrap(), 1);
    assert_eq!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().len(), 1);
    bench.advance(11 * 366 * 24 * 3_600_000);
    assert_eq!(shop::customers::privacy::anonymise_old_orders(&bench.shop).await.unwrap(), 1);
    assert!(shop::orders::withdrawals::since(&bench.shop, 0).await.unwrap().is_empty());
}
