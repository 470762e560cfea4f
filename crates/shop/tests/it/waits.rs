//! Who waits for what is sold out is told once, whoever brings the stock back.

use crate::{
    bench::{Bench, on_both},
    mail::{Folder, work},
};
use shop::Error;
use views::notifications::SubscriptionState;

const SKU: &str = "SKE-TRI-C";

/// Leaves an address, and confirms it by the link of the email.
async fn subscribe(bench: &Bench, email: &str) {
    let folder = Folder::new();
    shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, email).await.unwrap();
    work(&bench.shop, &folder.mailer()).await;
    for letter in folder.letters() {
        let (id, key) = link(&letter, "confirm");
        shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, true).await.unwrap();
    }
}

/// Id and key of a link in an email.
fn link(letter: &str, what: &str) -> (String, String) {
    let plain = letter.replace("=\r\n", "").replace("=3D", "=");
    let (before, after) = plain.split_once(&format!("/{what}?key=")).unwrap();
    let (id, key) = (before.rsplit('/').next().unwrap(), after.get(..32).unwrap());
    (id.to_owned(), key.to_owned())
}

on_both!(an_event_of_another_kind_that_is_given_up_ends_no_subscription);
async fn an_event_of_another_kind_that_is_given_up_ends_no_subscription(bench: &Bench) {
    bench.change(SKU, 39_900, 0).await;
    let folder = Folder::new();
    shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, "ada@example.org")
        .await
        .unwrap();
    work(&bench.shop, &folder.mailer()).await;
    let (id, key) = link(&folder.letters()[0], "confirm");
    shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, true).await.unwrap();
    let mut tx = bench.shop.db().begin().await.unwrap();
    let payload = format!("{{\"wait\":\"{id}\"}}");
    store::outbox::push(&mut tx, "order.teleported", &payload, 0).await.unwrap();
    tx.commit().await.unwrap();
    while bench.backlog().await > 0 {
        shop::notifications::worker::deliver_due(&bench.shop, &folder.mailer()).await.unwrap();
        bench.advance(3_600_000);
    }
    let shown = shop::notifications::back_in_stock::show(&bench.shop, &id, &key).await.unwrap();
    assert_eq!(shown.state, SubscriptionState::Confirmed);
}

on_both!(told_once_an_address);
async fn told_once_an_address(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    for email in ["ada@example.org", " Ada@Example.org ", "eve@example.org", "ada@example.org"] {
        let waiting =
            shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, email).await.unwrap();
        assert!(
            !waiting.available
                && waiting.slug == "skerry-carbon-tripod"
                && !waiting.name.is_empty()
        );
        subscribe(bench, email).await;
    }
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.change(SKU, 39_900, 3).await;
    // Two workers look at the same moment.
    let other = bench.replica().await;
    let (a, b) = tokio::join!(
        shop::notifications::back_in_stock::queue_returned(&bench.shop),
        shop::notifications::back_in_stock::queue_returned(&other)
    );
    assert_eq!(a.unwrap() + b.unwrap(), 2);
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    let letters: Vec<String> = folder
        .letters()
        .iter()
        .map(|letter| letter.replace("=\r\n", "").replace("=3D", "="))
        .collect();
    assert_eq!(letters.len(), 2);
    for part in [
        "Subject: Back in stock: ",
        "https://shop.example/products/skerry-carbon-tripod?variant=SKE-TRI-C",
        "text/plain",
        "text/html",
    ] {
        assert!(letters.iter().all(|letter| letter.contains(part)), "{part} is not in {letters:?}");
    }
    assert!(
        letters.iter().any(|letter| letter.contains("To: ada@example.org"))
            && letters.iter().any(|letter| letter.contains("To: eve@example.org"))
    );
    // Told and forgotten: the next time nobody hears of it.
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

on_both!(gone_again_before_the_letter_is_waiting_on);
async fn gone_again_before_the_letter_is_waiting_on(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    subscribe(bench, "ada@example.org").await;
    bench.change(SKU, 39_900, 1).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 1);
    bench.order(&[(SKU, 1)]).await;
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 2);
    assert_eq!(
        folder.letters().iter().filter(|letter| letter.contains("Back in stock")).count(),
        0
    );
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    // Back, but not in the shop; then in the shop.
    bench.change(SKU, 39_900, 4).await;
    bench.set_status("skerry-carbon-tripod", "draft").await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.set_status("skerry-carbon-tripod", "published").await;
    assert_eq!(
        (
            shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(),
            work(&bench.shop, &folder.mailer()).await
        ),
        (1, 1)
    );
}

on_both!(what_is_refused_and_what_is_forgotten);
async fn what_is_refused_and_what_is_forgotten(bench: &Bench) {
    bench.change(SKU, 39_900, 0).await;
    for email in ["", "nobody", "a@b", "a b@example.org"] {
        assert!(
            matches!(shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, email).await, Err(Error::Fields(fields)) if fields[0].field == "email"),
            "{email}"
        );
    }
    assert!(matches!(
        shop::notifications::back_in_stock::subscribe(&bench.shop, "NOTHING", "ada@example.org")
            .await,
        Err(Error::NotFound(_))
    ));
    assert!(
        shop::notifications::back_in_stock::subscribe(&bench.shop, "HQTGWGPNH4", "ada@example.org")
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
/// One email asks; without its owner's word there is no other, and after three days nothing is
/// left.
async fn an_address_is_confirmed_before_anything_else_is_sent(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    // However often, and however the mailbox is written.
    for _ in 0..5 {
        shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, "v.i.ctim@gmail.com")
            .await
            .unwrap();
    }
    assert_eq!(work(&bench.shop, &folder.mailer()).await, 1);
    for i in 0..10 {
        shop::notifications::back_in_stock::subscribe(
            &bench.shop,
            SKU,
            &format!("victim+{i}@gmail.com"),
        )
        .await
        .unwrap();
    }
    assert_eq!(
        work(&bench.shop, &folder.mailer()).await,
        2,
        "no more than three that nobody has confirmed"
    );
    for part in [
        "Subject: Please confirm: ",
        "List-Unsubscribe: <https://shop.example/waits/",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(
            folder.letters().iter().all(|letter| letter.replace("\r\n ", " ").contains(part)),
            "{part}: {:?}",
            folder.letters()
        );
    }
    bench.change(SKU, 39_900, 3).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
    bench.advance(4 * 24 * 3_600_000);
    assert_eq!(shop::notifications::back_in_stock::delete_old(&bench.shop).await.unwrap(), 3);
}

on_both!(the_link_in_every_email_ends_it);
async fn the_link_in_every_email_ends_it(bench: &Bench) {
    let folder = Folder::new();
    bench.change(SKU, 39_900, 0).await;
    shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, "ada@example.org")
        .await
        .unwrap();
    work(&bench.shop, &folder.mailer()).await;
    let (id, key) = link(&folder.letters()[0], "end");
    for (id, key) in [
        (id.as_str(), "x"),
        (id.as_str(), ""),
        ("x", key.as_str()),
        ("00000000-0000-7000-8000-000000000000", key.as_str()),
    ] {
        assert!(matches!(
            shop::notifications::back_in_stock::answer(&bench.shop, id, key, true).await,
            Err(Error::NotFound(_))
        ));
    }
    assert_eq!(
        shop::notifications::back_in_stock::show(&bench.shop, &id, &key).await.unwrap().state,
        SubscriptionState::Asked
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, true)
            .await
            .unwrap()
            .state,
        SubscriptionState::Confirmed
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, false)
            .await
            .unwrap()
            .state,
        SubscriptionState::Ended
    );
    assert_eq!(
        shop::notifications::back_in_stock::answer(&bench.shop, &id, &key, true)
            .await
            .unwrap()
            .state,
        SubscriptionState::Ended,
        "what has ended stays so"
    );
    bench.change(SKU, 39_900, 3).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&bench.shop).await.unwrap(), 0);
}
