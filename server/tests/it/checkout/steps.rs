//! `/checkout`: the steps and their order.

use crate::site::{GOOD_CARD, Site, contact_with, on_both};
use views::{checkout::Step, routes};

on_both!(a_product_is_bought_and_its_order_tracked_without_javascript);
async fn a_product_is_bought_and_its_order_tracked_without_javascript(site: &Site) {
    let mut browser = site.browser();
    browser.get(&routes::product("meridian-200")).await.is_page(200);
    browser.add("SCOPE-200", "1").await;
    assert!(browser.get(routes::CART).await.page().has("a[href='/checkout']"));
    browser.get(routes::CHECKOUT).await.leads_to(&routes::checkout_step(Step::Contact));
    let page = browser.get(&routes::checkout_step(Step::Contact)).await;
    assert!(page.is_page(200).page().has("form[action='/checkout/contact']"));
    let review = browser.review(GOOD_CARD).await;
    for part in ["ada@example.org", "Sternweg 7", "02826 Görlitz", "Visa", "0454", "€429.00"] {
        assert!(review.is_page(200).says(part), "{part}");
    }
    assert!(review.page().has("form[action='/checkout/place']"));
    let placed = browser.place(&review).await;
    placed.is(303);
    let link = placed.header("location").to_owned();
    assert!(
        link.starts_with("/orders/PG-") && link.contains("?key=") && link.ends_with("&new=1"),
        "{link}"
    );
    let page = browser.get(&link).await;
    assert_eq!(page.is_page(200).cart_count(), 0);
    assert!(page.says("Thank you") && page.says("€429.00"));
    assert_eq!((site.stock("SCOPE-200").await, site.orders().await), (37, 1));

    // The order page, by the link and by the form.
    let link = link.trim_end_matches("&new=1");
    let order = browser.get(link).await;
    assert!(order.is_page(200).says("Placed on 20 November 2026") && !order.says("Thank you"));
    let robots = order.page().attr("meta[name='robots']", "content");
    assert!(robots.contains("noindex"), "an order is nothing for search engines: {robots}");
    let number = link.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    assert!(
        site.browser().get(routes::TRACK).await.is_page(200).page().has("form[action='/track']")
    );
    for typed in [number.clone(), number.to_lowercase(), number.replace('-', " ")] {
        site.browser()
            .post(routes::TRACK, &[("number", &typed), ("email", " ADA@example.org ")])
            .await
            .leads_to(link);
    }
    let page = site
        .browser()
        .post(routes::TRACK, &[("number", &number), ("email", "eve@example.org")])
        .await;
    assert!(page.is_page(404).says("We can’t find an order with this number"));
    assert_eq!(page.input("number"), number);
    let page = site.browser().post(routes::TRACK, &[("number", "PG-1"), ("email", "")]).await;
    assert!(page.is_page(422).page().has("[aria-invalid='true']"));
    site.program().post(routes::TRACK, &[("number", ""), ("email", "x")]).await.is_problem(422);
    // A well-formed number with a wrong check character.
    let last = if number.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{last}", &number[..number.len() - 1]);
    let page = site
        .browser()
        .post(routes::TRACK, &[("number", &mistyped), ("email", "ada@example.org")])
        .await;
    assert!(page.is_page(422).says("This order number has a typing error"));
    // Going back from its page redirects to it, and the empty cart links to it.
    for path in [routes::CHECKOUT, &routes::checkout_step(Step::Review)] {
        browser.get(path).await.leads_to(link);
    }
    assert!(browser.get(routes::CART).await.is_page(200).says("View your latest order"));
    site.browser().get(routes::CHECKOUT).await.leads_to(routes::CART);
    // Back and the same again: the same order.
    browser.place(&review).await.leads_to(&format!("{link}&new=1"));
    assert_eq!((site.stock("SCOPE-200").await, site.orders().await), (37, 1));
}

on_both!(a_change_from_the_review_returns_to_it);
async fn a_change_from_the_review_returns_to_it(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    browser.review(GOOD_CARD).await;
    let contact = browser.get(&routes::checkout_step(Step::Contact)).await;
    assert!(
        contact.is_page(200).says("Continue to review") && !contact.says("Continue to delivery")
    );
    browser
        .post(routes::CHECKOUT_CONTACT, &contact_with("street", "Ringweg 1"))
        .await
        .leads_to(&routes::checkout_step(Step::Review));
    browser
        .post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "express")])
        .await
        .leads_to(&routes::checkout_step(Step::Review));
    let review = browser.get(&routes::checkout_step(Step::Review)).await;
    assert!(review.is_page(200).says("Ringweg 1"));
    browser.place(&review).await.is(303);
    assert_eq!(site.orders().await, 1);
}

on_both!(steps_must_be_completed_in_order);
async fn steps_must_be_completed_in_order(site: &Site) {
    let mut browser = site.browser();
    for path in [routes::CHECKOUT, &routes::checkout_step(Step::Review)] {
        browser.get(path).await.leads_to(routes::CART);
    }
    browser.add("SCOPE-200", "1").await;
    assert!(
        browser
            .get(&routes::checkout_step(Step::Review))
            .await
            .is_page(200)
            .page()
            .has("form[action='/checkout/contact']")
    );
    browser.get("/checkout?step=nonsense").await.leads_to(&routes::checkout_step(Step::Contact));
    for (path, fields) in [
        (routes::CHECKOUT_DELIVERY, vec![("shipping-method", "express")]),
        (
            routes::CHECKOUT_PAYMENT,
            vec![("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        ),
        (routes::CHECKOUT_PLACE, vec![("key", "x"), ("review", "y")]),
        (routes::CHECKOUT_CHALLENGE, vec![("state", "x.y"), ("answer", "approve")]),
    ] {
        browser.post(path, &fields).await.leads_to(routes::CHECKOUT);
        site.browser().post(path, &fields).await.leads_to(routes::CART);
    }
    assert_eq!(site.orders().await, 0);
}

#[tokio::test]
async fn the_order_uses_the_chosen_currency_and_country() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser
        .post(
            routes::PREFERENCES,
            &[("currency", "JPY"), ("country", "CH"), ("back", routes::CART)],
        )
        .await
        .leads_to(routes::CART);
    browser.add("SCOPE-200", "1").await;
    let mut contact = contact_with("country", "CH");
    contact.iter_mut().filter(|(name, _)| *name == "postcode").for_each(|field| field.1 = "8001");
    browser
        .post(routes::CHECKOUT_CONTACT, &contact)
        .await
        .leads_to(&routes::checkout_step(Step::Delivery));
    browser.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "standard")]).await.is(303);
    browser
        .post(
            routes::CHECKOUT_PAYMENT,
            &[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .is(303);
    browser.get(routes::CHECKOUT).await.leads_to(&routes::checkout_step(Step::Review));
    let review = browser.get(&routes::checkout_step(Step::Review)).await;
    // ¥54,226, rounded to hundreds; free delivery; 8.1 % of it.
    assert!(review.is_page(200).says("¥54,200") && review.says("¥58,590"), "{}", review.text());
    let placed = browser.place(&review).await;
    assert!(browser.get(placed.is(303).header("location")).await.says("¥58,590"));
}

#[tokio::test]
async fn personal_responses_are_not_cached() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    assert_eq!(review.header("cache-control"), "no-store");
    for path in [
        "/cart",
        "/checkout?step=contact",
        "/checkout",
        "/track",
        "/withdraw",
        "/orders/PG-000-000-000?key=x",
        "/api/cart?sessionId=x",
        "/api/nothing/cart",
    ] {
        let expected = if path == "/api/nothing/cart" { "" } else { "no-store" };
        assert_eq!(browser.get(path).await.header("cache-control"), expected, "{path}");
    }
    let placed = browser.place(&review).await;
    assert_eq!(placed.is(303).header("cache-control"), "no-store");
    let problem = site.program().post_json("/api/checkout", &serde_json::json!({})).await;
    assert_eq!(problem.header("cache-control"), "no-store");
    let chosen =
        site.browser().post(routes::PREFERENCES, &[("theme", "dusk"), ("back", "/")]).await;
    assert_eq!(chosen.is(303).header("cache-control"), "no-store", "it sets a cookie");
    // Responses that are the same for all shoppers may be cached.
    for path in ["/", "/products/meridian-200"] {
        assert_eq!(
            site.browser().get(path).await.header("cache-control"),
            "private, no-cache",
            "{path}"
        );
    }
}
