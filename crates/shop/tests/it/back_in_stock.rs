//! Subscribers are notified once, whatever brings the stock back.

use crate::mail::{Folder, work};
use shop::{
    InvalidFields,
    notifications::back_in_stock::{
        Subscribe, SubscribeError, SubscriptionAnswer, SubscriptionError,
    },
};
use testing::{Bench, on_both};
use views::notifications::SubscriptionState;

const SKU: &str = "TRIPOD";

/// Subscribes an address and confirms it with the link in the email.
async fn subscribe(bench: &Bench, email: &str) {
    let folder = Folder::new();
    shop::notifications::back_in_stock::subscribe(&bench.shop, Subscribe::new(SKU, email))
        .await
        .unwrap();
    work(&bench.shop, &folder.mailer()).await;
    for email in folder.emails() {
        let (id, key) = link(&email, "confirm");
        shop::notifications::back_in_stock::answer(
            &bench.shop,
            &id,
            &key,
            SubscriptionAnswer::Confirm,
        )
        .await
        .unwrap();
    }
}

/// Id and key from a link in an email.
fn link(email: &str, what: &str) -> (String, String) {
    let plain = email.replace("=\r\n", "").replace("=3D", "=");
    let (before, after) = plain.split_once(&format!("/{what}?key=")).unwrap();
    let (id, key) = (before.rsplit('/').next().unwrap(), after.get(..32).unwrap());
    (id.to_owned(), key.to_owned())
}

on_both!(cancelling_another_event_keeps_subscriptions);
async fn cancelling_another_event_keeps_subscriptions(bench: &Bench) {
    bench.change(SKU, 39_900, 0).await;
    let folder = Folder::new();
    shop::notifications::back_in_stock::subscribe(
        &bench.shop,
        Subscribe::new(SKU, "ada@example.org"),
    )
    .await
    .unwrap();
    work(&bench.shop, &folder.mailer()).await;
    let (id, key) = link(&folder.emails()[0], "confirm");
    shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, SubscriptionAnswer::Confirm)
        .await
        .unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let payload = format!("{{\"wait\":\"{id}\"}}");
    jobs::outbox::push(&mut tx, "order.teleported", &payload, 0).await.unwrap();
    tx.commit().await.unwrap();
    while bench.backlog().await > 0 {
        testing::deliver_due(&bench.shop, &folder.mailer()).await.unwrap();
        bench.advance(3_600_000);
    }
    let shown = shop::notifications::back_in_stock::show(&bench.shop, &id, &key).await.unwrap();
    assert_eq!(shown.state, SubscriptionState::Confirmed);
}

on_both!(a_mistyped_host_is_pointed_out_while_the_product_is_sold_out);
async fn a_mistyped_host_is_pointed_out_while_the_product_is_sold_out(bench: &Bench) {
    use shop::notifications::back_in_stock::subscribe;
    for (stock, email, expected) in [
        (0, " ada@gmial.com ", Some("ada@gmail.com")),
        (0, "ada@gmail.com", None),
        (2, "ada@gmial.com", None),
    ] {
        bench.change(SKU, 39_900, stock).await;
        let subscribed = subscribe(&bench.shop, Subscribe::new(SKU, email)).await.unwrap();
        assert_eq!(subscribed.suggestion.as_deref(), expected, "{stock} {email}");
        assert_eq!(subscribed.available, stock > 0);
    }
}

on_both!(each_address_is_notified_once);
async fn each_address_is_notified_once(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    for email in ["ada@example.org", " Ada@Example.org ", "eve@example.org", "ada@example.org"] {
        let made =
            shop::notifications::back_in_stock::subscribe(&bench.shop, Subscribe::new(SKU, email))
                .await
                .unwrap();
        assert!(!made.available && made.slug == "field-tripod" && !made.name.is_empty());
        subscribe(bench, email).await;
    }
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.change(SKU, 39_900, 3).await;
    // Two workers check at the same time.
    let other = bench.replica().await;
    let (a, b) = tokio::join!(
        shop::notifications::back_in_stock::queue_returned(&bench.shop),
        shop::notifications::back_in_stock::queue_returned(&other)
    );
    assert_eq!(a.unwrap() + b.unwrap(), 2);
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    let emails: Vec<String> = folder
        .emails()
        .iter()
        .map(|email| email.replace("=\r\n", "").replace("=3D", "="))
        .collect();
    assert_eq!(emails.len(), 2);
    for part in [
        "Subject: Back in stock: ",
        "https://shop.example/products/field-tripod?variant=TRIPOD",
        "text/plain",
        "text/html",
    ] {
        assert!(emails.iter().all(|email| email.contains(part)), "{part} is not in {emails:?}");
    }
    assert!(
        emails.iter().any(|email| email.contains("To: ada@example.org"))
            && emails.iter().any(|email| email.contains("To: eve@example.org"))
    );
    // Notified and deleted: no second email.
    bench.change(SKU, 39_900, 0).await;
    bench.change(SKU, 39_900, 5).await;
    assert_eq!(
        (
            shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(),
            work(&bench.shop, &folder.mailer()).await
        ),
        (0, 0)
    );
    other.db().close().await;
}

on_both!(sold_out_again_before_the_email_keeps_the_subscription);
async fn sold_out_again_before_the_email_keeps_the_subscription(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    subscribe(bench, "ada@example.org").await;
    bench.change(SKU, 39_900, 1).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 1);
    bench.order(&[(SKU, 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    assert_eq!(folder.emails().iter().filter(|email| email.contains("Back in stock")).count(), 0);
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    // In stock again, but not on sale; then on sale.
    bench.change(SKU, 39_900, 4).await;
    bench.set_status("field-tripod", "draft").await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.set_status("field-tripod", "published").await;
    assert_eq!(
        (
            shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(),
            work(&bench.shop, &folder.mailer()).await
        ),
        (1, 1)
    );
}

on_both!(refused_and_expired_subscriptions);
async fn refused_and_expired_subscriptions(bench: &Bench) {
    bench.change(SKU, 39_900, 0).await;
    for email in ["", "nobody", "a@b", "a b@example.org"] {
        assert!(
            matches!(
                shop::notifications::back_in_stock::subscribe(
                    &bench.shop,
                    Subscribe::new(SKU, email)
                )
                .await,
                Err(SubscribeError::Fields(InvalidFields(fields))) if fields[0].field == "email"
            ),
            "{email}"
        );
    }
    assert!(matches!(
        shop::notifications::back_in_stock::subscribe(
            &bench.shop,
            Subscribe::new("NOTHING", "ada@example.org")
        )
        .await,
        Err(SubscribeError::NoSuchVariant)
    ));
    let limited = Subscribe { may_subscribe: &|| Err(9), ..Subscribe::new(SKU, "no address") };
    assert!(matches!(
        shop::notifications::back_in_stock::subscribe(&bench.shop, limited).await,
        Err(SubscribeError::TooMany { seconds: 9 })
    ));
    assert!(
        shop::notifications::back_in_stock::subscribe(
            &bench.shop,
            Subscribe::new("BOOK", "ada@example.org")
        )
        .await
        .unwrap()
        .available
    );
    subscribe(bench, "ada@example.org").await;
    bench.advance(4 * 24 * 3_600_000);
    assert_eq!(shop::notifications::back_in_stock::delete_old(&bench.shop).await.unwrap(), 0);
    bench.advance(362 * 24 * 3_600_000);
    assert_eq!(shop::notifications::back_in_stock::delete_old(&bench.shop).await.unwrap(), 1);
    bench.change(SKU, 39_900, 9).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
}

on_both!(an_address_is_confirmed_before_anything_else_is_sent);
/// One email asks for confirmation. Without it there is no other email, and after three days the
/// subscription is deleted.
async fn an_address_is_confirmed_before_anything_else_is_sent(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    // However often it is entered, and however the mailbox is spelt.
    for _ in 0..5 {
        shop::notifications::back_in_stock::subscribe(
            &bench.shop,
            Subscribe::new(SKU, "v.i.ctim@gmail.com"),
        )
        .await
        .unwrap();
    }
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    for i in 0..10 {
        shop::notifications::back_in_stock::subscribe(
            &bench.shop,
            Subscribe::new(SKU, &format!("victim+{i}@gmail.com")),
        )
        .await
        .unwrap();
    }
    assert_eq!(
        work(&bench.shop, &folder.mailer()).await,
        2,
        "no more than three unconfirmed subscriptions"
    );
    for part in [
        "Subject: Please confirm: ",
        "List-Unsubscribe: <https://shop.example/back-in-stock/",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(
            folder.emails().iter().all(|email| email.replace("\r\n ", " ").contains(part)),
            "{part}: {:?}",
            folder.emails()
        );
    }
    bench.change(SKU, 39_900, 3).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.advance(4 * 24 * 3_600_000);
    assert_eq!(shop::notifications::back_in_stock::delete_old(&bench.shop).await.unwrap(), 3);
}

on_both!(the_link_in_every_email_ends_the_subscription);
async fn the_link_in_every_email_ends_the_subscription(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    shop::notifications::back_in_stock::subscribe(
        &bench.shop,
        Subscribe::new(SKU, "ada@example.org"),
    )
    .await
    .unwrap();
    work(&bench.shop, &folder.mailer()).await;
    let (id, key) = link(&folder.emails()[0], "end");
    for (id, key) in [
        (id.as_str(), "x"),
        (id.as_str(), ""),
        ("x", key.as_str()),
        ("00000000-0000-7000-8000-000000000000", key.as_str()),
    ] {
        assert!(matches!(
            shop::notifications::back_in_stock::answer(
                &bench.shop,
                id,
                key,
                SubscriptionAnswer::Confirm
            )
            .await,
            Err(SubscriptionError::NoSuchSubscription)
        ));
    }
    assert_eq!(
        shop::notifications::back_in_stock::show(&bench.shop, &id, &key).await.unwrap().state,
        SubscriptionState::Requested
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(
            &bench.shop,
            &id,
            &key,
            SubscriptionAnswer::Confirm
        )
        .await
        .unwrap()
        .state,
        SubscriptionState::Confirmed
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, SubscriptionAnswer::End)
            .await
            .unwrap()
            .state,
        SubscriptionState::Ended
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(
            &bench.shop,
            &id,
            &key,
            SubscriptionAnswer::Confirm
        )
        .await
        .unwrap()
        .state,
        SubscriptionState::Ended,
        "what has ended stays so"
    );
    bench.change(SKU, 39_900, 3).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
}
