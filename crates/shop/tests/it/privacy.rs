//! What is kept of a person, handed over and forgotten.

use crate::bench::{Bench, GOOD_CARD, NOW, contact, on_both, progress};
use domain::Currency;
use shop::{checkout::Progress, orders::Agreement};

const DAY: i64 = 24 * 3_600_000;
const SKU: &str = "SKE-TRI-C";

on_both!(a_person_is_handed_over_and_forgotten);
async fn a_person_is_handed_over_and_forgotten(bench: &Bench) {
    let placed = bench.order(&[("LOW-D8", 1)]).await;
    let draft = bench.cart(&[("PER-MUG", 2)]).await;
    bench.review(&draft, GOOD_CARD).await;
    bench.change(SKU, 39_900, 0).await;
    shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, "ada@example.org")
        .await
        .unwrap();
    // Somebody else, of whom nothing may show or go.
    shop::notifications::back_in_stock::subscribe(&bench.shop, SKU, "eve@example.org")
        .await
        .unwrap();
    let other = bench.cart(&[("PER-MUG", 1)]).await;
    let eve = domain::checkout::ContactForm { email: "eve@example.org".to_owned(), ..contact() };
    shop::checkout::save_contact(&bench.shop, &other, eve, None).await.unwrap();

    // However the address is written.
    let export = shop::customers::privacy::export(&bench.shop, " ADA@example.org ").await.unwrap();
    assert_eq!(export["orders"][0]["number"], placed.number.to_string());
    assert_eq!(export["orders"][0]["details"]["address"]["street"], contact().address.street);
    let payment = &export["orders"][0]["payments"][0];
    assert_eq!(
        (payment["card_brand"].as_str(), payment["card_last_four"].as_str()),
        (Some("Visa"), Some("0454"))
    );
    assert_eq!(
        (&export["carts"][0]["lines"][0]["sku"], &export["carts"][0]["lines"][0]["quantity"]),
        (&"PER-MUG".into(), &2.into())
    );
    assert_eq!(export["carts"][0]["checkout"]["contact"]["email"], "Ada@Example.org");
    assert_eq!(export["back_in_stock_subscriptions"][0]["sku"], SKU);
    let text = export.to_string();
    for secret in ["eve@", "44328015", &draft, &other] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    for list in ["orders", "carts", "back_in_stock_subscriptions"] {
        assert_eq!(export[list].as_array().unwrap().len(), 1, "{list}");
    }

    let erased = shop::customers::privacy::erase(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!((erased.subscriptions, erased.carts, erased.anonymised.len()), (1, 1, 0));
    assert_eq!(erased.kept, [(placed.number.to_string(), "2037-01-01".to_owned())]);
    let export = shop::customers::privacy::export(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!(
        export["carts"].as_array().unwrap().len()
            + export["back_in_stock_subscriptions"].as_array().unwrap().len(),
        0
    );
    assert_eq!(export["orders"].as_array().unwrap().len(), 1, "kept for the tax office");
    assert!(bench.view(&draft).await.lines.is_empty() && bench.view(&other).await.count == 1);
    assert_eq!(
        shop::customers::privacy::export(&bench.shop, "eve@example.org").await.unwrap()["carts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

on_both!(a_person_is_found_by_every_form_of_the_address);
/// A person is found however the address was typed when ordering, and however it is typed now.
async fn a_person_is_found_by_every_form_of_the_address(bench: &Bench) {
    for (typed, asked) in [
        ("jürgen@bücher.example", "JÜRGEN@xn--bcher-kva.example"),
        ("jo@xn--bcher-kva.example", "Jo@Bücher.example"),
        ("ΝΊΚΟΣ@example.gr", "νίκος@example.gr"),
        ("u\u{308}ber@example.org", "über@example.org"),
        ("plain@example.org", "\u{200f}plain＠example.org "),
    ] {
        let contact = domain::checkout::ContactForm { email: typed.to_owned(), ..contact() };
        let token = bench.cart(&[("PER-MUG", 1)]).await;
        shop::checkout::save_contact(&bench.shop, &token, contact, None).await.unwrap();
        shop::checkout::save_delivery(&bench.shop, &token, "standard", "").await.unwrap();
        shop::checkout::save_payment(&bench.shop, &token, &crate::bench::card(GOOD_CARD))
            .await
            .unwrap();
        let view = shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE")
            .await
            .unwrap();
        let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
        let export = shop::customers::privacy::export(&bench.shop, asked).await.unwrap();
        assert_eq!(export["orders"].as_array().unwrap().len(), 1, "{typed} {asked}");
        assert_eq!(
            shop::customers::privacy::erase(&bench.shop, asked).await.unwrap().kept[0].0,
            placed.number.to_string(),
            "{typed} {asked}"
        );
    }
    assert_eq!(
        shop::customers::privacy::export(&bench.shop, "ober@example.org").await.unwrap()["orders"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

on_both!(an_order_names_nobody_when_its_time_is_over);
async fn an_order_names_nobody_when_its_time_is_over(bench: &Bench) {
    // Heavy enough for a haulier, who has the buyer's number.
    let token = bench.cart(&[("LOW-T16", 1)]).await;
    shop::checkout::save_contact(&bench.shop, &token, contact(), None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "0461 998877").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &crate::bench::card(GOOD_CARD))
        .await
        .unwrap();
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    let placed = bench.place(&token, &view.key, &view.seen).await.unwrap();
    let before = bench.order_by_link(&placed.link).await;
    // The last day of the tenth year after that of the order, and the first of the eleventh.
    bench.advance(time_of("2036-12-31T12:00:00Z") - NOW);
    assert_eq!(shop::customers::privacy::anonymise_old_orders(&bench.shop).await.unwrap(), 0);
    assert_eq!(
        shop::customers::privacy::erase(&bench.shop, "ada@example.org")
            .await
            .unwrap()
            .anonymised
            .len(),
        0
    );
    bench.advance(DAY);
    assert_eq!(shop::customers::privacy::anonymise_old_orders(&bench.shop).await.unwrap(), 1);
    assert_eq!(shop::customers::privacy::anonymise_old_orders(&bench.shop).await.unwrap(), 0);
    assert_eq!(
        shop::customers::privacy::export(&bench.shop, "ada@example.org").await.unwrap()["orders"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let mut conn = bench.shop.db().read().await.unwrap();
    let row = store::orders::by_id(&mut conn, placed.id).await.unwrap().unwrap();
    let payments = store::privacy::payments(&mut conn, placed.id).await.unwrap();
    assert_eq!((row.email.as_str(), row.tracking), ("", None));
    let paid = &payments[0];
    assert_eq!(
        (paid.amount_minor > 0, &paid.card_brand, &paid.card_last_four),
        (true, &None, &None)
    );
    for word in [
        contact().address.name,
        contact().address.street,
        contact().address.city,
        "0454".to_owned(),
        "998877".to_owned(),
    ] {
        assert!(!row.details.contains(&word), "{word} in {}", row.details);
    }
    // What the tax office and the books need stays.
    assert!(row.details.contains("\"country\":\"DE\""), "{}", row.details);
    assert_eq!(
        (row.total_minor, row.tax_minor),
        (before.totals.total.minor, before.totals.tax.minor)
    );
    assert_eq!(store::orders::lines(&mut conn, placed.id).await.unwrap().len(), 1);
}

on_both!(who_asks_after_the_time_is_forgotten_at_once);
async fn who_asks_after_the_time_is_forgotten_at_once(bench: &Bench) {
    let placed = bench.order(&[("LOW-D8", 1)]).await;
    bench.advance(time_of("2037-01-01T12:00:00Z") - NOW);
    let cart = bench.cart(&[("PER-MUG", 1)]).await;
    let agreement = Agreement { key: "later", seen: None, client: None };
    let later =
        shop::orders::place_with(&bench.shop, &cart, agreement, &progress().await, Currency::EUR)
            .await
            .unwrap();
    let erased = shop::customers::privacy::erase(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!(erased.anonymised, [placed.number.to_string()]);
    assert_eq!(erased.kept, [(later.number.to_string(), "2048-01-01".to_owned())]);
}

on_both!(what_was_typed_and_not_ordered_ends_sooner_than_the_cart);
async fn what_was_typed_and_not_ordered_ends_sooner_than_the_cart(bench: &Bench) {
    let token = bench.cart(&[("PER-MUG", 1)]).await;
    bench.review(&token, GOOD_CARD).await;
    bench.advance(2 * DAY);
    assert_eq!(shop::customers::privacy::delete_drafts(&bench.shop).await.unwrap(), 0);
    bench.advance(2 * DAY);
    assert_eq!(shop::customers::privacy::delete_drafts(&bench.shop).await.unwrap(), 1);
    let view =
        shop::checkout::show(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.contact.email.as_str(), view.cart.count), ("", 1), "the cart stays");
    assert_eq!(view.reached, Progress::default().reached);
}

fn time_of(text: &str) -> i64 {
    let at =
        time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).unwrap();
    at.unix_timestamp() * 1000
}
