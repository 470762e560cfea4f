//! Exporting and erasing a person's data.

use domain::Currency;
use shop::{checkout::CheckoutSession, notifications::back_in_stock::Subscribe};
use testing::calls::{self, Placing};
use testing::{Bench, GOOD_CARD, NOW, OrderBuilder, contact, on_both, session};

const DAY: i64 = 24 * 3_600_000;
const SKU: &str = "TRIPOD";

on_both!(a_person_is_exported_and_erased);
async fn a_person_is_exported_and_erased(bench: &Bench) {
    let placed = bench.order(&[("SCOPE-200", 1)]).await;
    let draft = bench.cart(&[("MUG", 2)]).await;
    bench.review(&draft, GOOD_CARD).await;
    bench.change(SKU, 39_900, 0).await;
    shop::notifications::back_in_stock::subscribe(
        &bench.shop,
        Subscribe::new(SKU, "ada@example.org"),
    )
    .await
    .unwrap();
    // Somebody else, whose data must not appear or be deleted.
    shop::notifications::back_in_stock::subscribe(
        &bench.shop,
        Subscribe::new(SKU, "eve@example.org"),
    )
    .await
    .unwrap();
    let other = bench.cart(&[("MUG", 1)]).await;
    let eve = domain::checkout::ContactForm { email: "eve@example.org".to_owned(), ..contact() };
    shop::checkout::save_contact(&bench.shop, &other, eve, None).await.unwrap();

    // However the address is spelt.
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
        (&"MUG".into(), &2.into())
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
/// A person is found however the address was typed for the order, and however it is typed now.
async fn a_person_is_found_by_every_form_of_the_address(bench: &Bench) {
    for (typed, asked) in [
        ("jürgen@bücher.example", "JÜRGEN@xn--bcher-kva.example"),
        ("jo@xn--bcher-kva.example", "Jo@Bücher.example"),
        ("ΝΊΚΟΣ@example.gr", "νίκος@example.gr"),
        ("u\u{308}ber@example.org", "über@example.org"),
        ("plain@example.org", "\u{200f}plain＠example.org "),
    ] {
        let order = OrderBuilder::of(&[("MUG", 1)]).email(typed);
        let placed = order.place(bench).await.unwrap();
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

on_both!(orders_are_anonymised_after_retention);
async fn orders_are_anonymised_after_retention(bench: &Bench) {
    // Heavy enough for freight, for which the carrier needs the buyer's telephone number.
    let token = bench.cart(&[("TRUSS", 1)]).await;
    shop::checkout::save_contact(&bench.shop, &token, contact(), None).await.unwrap();
    shop::checkout::save_delivery(&bench.shop, &token, "standard", "0461 998877").await.unwrap();
    shop::checkout::save_payment(&bench.shop, &token, &testing::card(GOOD_CARD)).await.unwrap();
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    let placed = bench.place(&token, &view.key, &view.review_hash).await.unwrap();
    let before = bench.order_by_link(&placed.link).await;
    // The last day of the tenth year after the year of the order, and the first day of the
    // eleventh.
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
    let payments = store::payments::of_order(&mut conn, placed.id).await.unwrap();
    assert_eq!((row.email.as_str(), row.tracking), ("", None));
    let paid = &payments[0];
    let details = serde_json::to_string(&row.details).unwrap();
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
        assert!(!details.contains(&word), "{word} in {details}");
    }
    // Data for tax and accounting stays.
    assert_eq!(row.details.address.country, "DE");
    assert_eq!(
        (row.total_minor, row.tax_minor),
        (before.totals.total.minor, before.totals.tax.minor)
    );
    assert_eq!(store::orders::lines(&mut conn, placed.id).await.unwrap().len(), 1);
}

on_both!(erasure_after_retention_is_immediate);
async fn erasure_after_retention_is_immediate(bench: &Bench) {
    let placed = bench.order(&[("SCOPE-200", 1)]).await;
    bench.advance(time_of("2037-01-01T12:00:00Z") - NOW);
    let cart = bench.cart(&[("MUG", 1)]).await;
    let placing = Placing { key: "later", review: None, client: None };
    let later = calls::place_with(&bench.shop, &cart, placing, &session().await, Currency::EUR)
        .await
        .unwrap();
    let erased = shop::customers::privacy::erase(&bench.shop, "ada@example.org").await.unwrap();
    assert_eq!(erased.anonymised, [placed.number.to_string()]);
    assert_eq!(erased.kept, [(later.number.to_string(), "2048-01-01".to_owned())]);
}

on_both!(a_checkout_session_expires_before_its_cart);
async fn a_checkout_session_expires_before_its_cart(bench: &Bench) {
    let token = bench.cart(&[("MUG", 1)]).await;
    bench.review(&token, GOOD_CARD).await;
    bench.advance(2 * DAY);
    assert_eq!(shop::customers::privacy::delete_drafts(&bench.shop).await.unwrap(), 0);
    bench.advance(2 * DAY);
    assert_eq!(shop::customers::privacy::delete_drafts(&bench.shop).await.unwrap(), 1);
    let view = calls::checkout(&bench.shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!((view.contact.email.as_str(), view.cart.count), ("", 1), "the cart stays");
    assert_eq!(view.reached, CheckoutSession::default().reached);
}

fn time_of(text: &str) -> i64 {
    let at =
        time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).unwrap();
    at.unix_timestamp() * 1000
}
