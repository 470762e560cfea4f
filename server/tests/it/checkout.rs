//! `/checkout`, `/orders` and `/track`

use crate::{
    database::Kind,
    site::{CONTACT, GOOD_CARD, Site, contact_with, http, on_both},
};
use server::config::Http;

on_both!(from_product_to_tracked_order_without_script);
async fn from_product_to_tracked_order_without_script(site: &Site) {
    let mut browser = site.browser();
    browser.get("/products/lowland-8-dobsonian").await.is_page(200);
    browser.add("LOW-D8", "1").await;
    assert!(browser.get("/cart").await.text().contains("href=\"/checkout\""));
    browser.get("/checkout").await.leads_to("/checkout?step=contact");
    let page = browser.get("/checkout?step=contact").await;
    assert!(page.is_page(200).text().contains("action=\"/checkout/contact\""));
    let review = browser.review(GOOD_CARD).await;
    for part in [
        "ada@example.org",
        "Sternweg 7",
        "02826 Görlitz",
        "Visa",
        "0454",
        "€429.00",
        "action=\"/checkout/place\"",
    ] {
        assert!(review.is_page(200).text().contains(part), "{part}");
    }
    let placed = browser.place(&review).await;
    placed.is(303);
    let link = placed.header("location").to_owned();
    assert!(
        link.starts_with("/orders/PG-") && link.contains("?key=") && link.ends_with("&new=1"),
        "{link}"
    );
    let page = browser.get(&link).await;
    assert_eq!(page.is_page(200).cart_count(), 0);
    assert!(page.text().contains("Thank you") && page.text().contains("€429.00"));
    assert_eq!((site.stock("LOW-D8").await, site.orders().await), (37, 1));

    // The page to come back to, by the link and by the form.
    let link = link.trim_end_matches("&new=1");
    let order = browser.get(link).await;
    assert!(
        order.is_page(200).text().contains("Placed on 20 November 2026")
            && !order.text().contains("Thank you")
    );
    assert!(order.text().contains("noindex"), "an order is nothing for search engines");
    let number = link.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    assert!(site.browser().get("/track").await.is_page(200).text().contains("action=\"/track\""));
    for typed in [number.clone(), number.to_lowercase(), number.replace('-', " ")] {
        site.browser()
            .post("/track", &[("number", &typed), ("email", " ADA@example.org ")])
            .await
            .leads_to(link);
    }
    let page =
        site.browser().post("/track", &[("number", &number), ("email", "eve@example.org")]).await;
    assert!(page.is_page(404).text().contains("We can’t find an order with this number"));
    assert_eq!(page.input("number"), number);
    let page = site.browser().post("/track", &[("number", "PG-1"), ("email", "")]).await;
    assert!(page.is_page(422).text().contains("aria-invalid"));
    site.program().post("/track", &[("number", ""), ("email", "x")]).await.is_problem(422);
    // A number of the right form with a wrong sign says so.
    let last = if number.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{last}", &number[..number.len() - 1]);
    let page =
        site.browser().post("/track", &[("number", &mistyped), ("email", "ada@example.org")]).await;
    assert!(page.is_page(422).text().contains("This order number has a typing error"));
    // Back from its page leads to it, and the empty cart knows it.
    for path in ["/checkout", "/checkout?step=review"] {
        browser.get(path).await.leads_to(link);
    }
    assert!(browser.get("/cart").await.is_page(200).text().contains("View your latest order"));
    site.browser().get("/checkout").await.leads_to("/cart");
    // Back and once more: the same order.
    browser.place(&review).await.leads_to(&format!("{link}&new=1"));
    assert_eq!((site.stock("LOW-D8").await, site.orders().await), (37, 1));
}

on_both!(a_link_that_was_tampered_with);
async fn a_link_that_was_tampered_with(site: &Site) {
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    let (path, key) = link.trim_end_matches("&new=1").split_once("?key=").unwrap();
    let other =
        if key.starts_with('0') { key.replacen('0', "1", 1) } else { format!("0{}", &key[1..]) };
    browser
        .get(path)
        .await
        .leads_to(&format!("/track?number={}", path.trim_start_matches("/orders/")));
    assert!(
        browser
            .get(&format!("/track?number={}", path.trim_start_matches("/orders/")))
            .await
            .text()
            .contains("value=\"PG-")
    );
    for tampered in [
        format!("{path}?key="),
        format!("{path}?key={other}"),
        format!("{path}?key={key}0"),
        format!("/orders/PG-000-000-000?key={key}"),
    ] {
        site.browser().get(&tampered).await.is_page(404);
    }
    site.browser().get(&format!("{path}?key={key}")).await.is_page(200);
}

on_both!(what_is_wrong_comes_back_with_what_was_typed);
async fn what_is_wrong_comes_back_with_what_was_typed(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let page = browser.post("/checkout/contact", &contact_with("email", "nobody\"><b>")).await;
    assert_eq!(page.is_page(422).input("email"), "nobody\"><b>");
    assert_eq!(
        (page.input("street"), page.input("city")),
        ("Sternweg 7".to_owned(), "Görlitz".to_owned())
    );
    assert!(
        page.text().contains("id=\"email-error\"")
            && page.text().contains("aria-invalid=\"true\"")
            && !page.text().contains("nobody\"><b>")
    );
    for (field, value) in
        [("name", ""), ("postcode", "1"), ("country", "XX"), ("city", "7"), ("street", " ")]
    {
        assert!(
            browser
                .post("/checkout/contact", &contact_with(field, value))
                .await
                .is_page(422)
                .text()
                .contains("aria-invalid=\"true\""),
            "{field}"
        );
    }
    // A billing address of its own, wrong in its own fields.
    let mut fields: Vec<(&str, &str)> =
        CONTACT.into_iter().filter(|(name, _)| *name != "billing-same").collect();
    fields.extend([
        ("billing-country", "FR"),
        ("billing-name", "Ada"),
        ("billing-street", "Rue 1"),
        ("billing-postcode", "x"),
        ("billing-city", "Paris"),
    ]);
    assert_eq!(
        browser.post("/checkout/contact", &fields).await.is_page(422).input("billing-postcode"),
        "x"
    );
    // One that lacks fields is refused, whichever are sent, and speaks of the bill.
    fields.retain(|(name, _)| !name.starts_with("billing-"));
    fields.push(("billing-city", "Paris"));
    let page = browser.post("/checkout/contact", &fields).await;
    for sentence in
        ["Enter the full name for the bill.", "Billing address: Enter the street and house number."]
    {
        assert!(page.is_page(422).text().contains(sentence), "{sentence}");
    }
    // What cannot be read, and a text that is none.
    for (field, value, sentence) in [
        ("street", ".", "Enter a street with at least one letter or digit."),
        ("street", "Sternweg \u{fffd}", "Street and number: Some characters could not be read."),
        ("extra", &*"x".repeat(121), "Flat, floor or company: Use 120 characters or fewer"),
    ] {
        let page = browser.post("/checkout/contact", &contact_with(field, value)).await;
        assert!(page.is_page(422).text().contains(sentence), "{field} {value:.20}");
        assert_eq!(page.input(field), value);
    }

    browser.post("/checkout/contact", &CONTACT).await.leads_to("/checkout?step=delivery");
    browser.post("/checkout/delivery", &[("speed", "teleport")]).await.is_page(422);
    browser.post("/checkout/delivery", &[]).await.is_page(422);
    browser
        .post("/checkout/delivery", &[("speed", "express")])
        .await
        .leads_to("/checkout?step=payment");
    let card = [("card-number", "4432-8015-6152-0455"), ("expiry", "10/26"), ("code", "x")];
    let page = browser.post("/checkout/payment", &card).await;
    assert!(
        !page.is_page(422).text().contains("4432-8015-6152-0455"),
        "a card number never comes back"
    );
    assert!(page.text().contains("id=\"card-number-error\""));
    // What the scheme's cards do not have, and a year that none carries.
    for (number, expiry, code, field) in [
        ("4242 4242 4242 4242", "01/30", "1234", "code"),
        ("3782 822463 10005", "01/30", "123", "code"),
        ("4242 4242 4242 4242", "12/99", "123", "expiry"),
    ] {
        let page = browser
            .post(
                "/checkout/payment",
                &[("card-number", number), ("expiry", expiry), ("code", code)],
            )
            .await;
        let wrong: Vec<&str> = page
            .is_page(422)
            .text()
            .split("aria-invalid=\"true\"")
            .skip(1)
            .filter_map(|rest| rest.split("data-field=\"").nth(1)?.split('"').next())
            .collect();
        assert_eq!(wrong, [field], "{number} {expiry} {code}");
    }
    // A program is told each field.
    let problem = {
        let mut program = site.program();
        program.cookies = browser.cookies.clone();
        program.post("/checkout/contact", &contact_with("email", "x")).await.is_problem(422)
    };
    assert_eq!(problem["errors"][0]["field"], "email");
    assert!(!problem["errors"][0]["message"].as_str().unwrap().is_empty());
}

on_both!(a_change_from_the_review_leads_back_to_it);
async fn a_change_from_the_review_leads_back_to_it(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    browser.review(GOOD_CARD).await;
    let contact = browser.get("/checkout?step=contact").await;
    assert!(
        contact.is_page(200).text().contains("Continue to review")
            && !contact.text().contains("Continue to delivery")
    );
    browser
        .post("/checkout/contact", &contact_with("street", "Ringweg 1"))
        .await
        .leads_to("/checkout?step=review");
    browser
        .post("/checkout/delivery", &[("speed", "express")])
        .await
        .leads_to("/checkout?step=review");
    let review = browser.get("/checkout?step=review").await;
    assert!(review.is_page(200).text().contains("Ringweg 1"));
    browser.place(&review).await.is(303);
    assert_eq!(site.orders().await, 1);
}

on_both!(steps_come_in_their_order);
async fn steps_come_in_their_order(site: &Site) {
    let mut browser = site.browser();
    for path in ["/checkout", "/checkout?step=review"] {
        browser.get(path).await.leads_to("/cart");
    }
    browser.add("LOW-D8", "1").await;
    assert!(
        browser
            .get("/checkout?step=review")
            .await
            .is_page(200)
            .text()
            .contains("action=\"/checkout/contact\"")
    );
    browser.get("/checkout?step=nonsense").await.leads_to("/checkout?step=contact");
    for (path, fields) in [
        ("/checkout/delivery", vec![("speed", "express")]),
        (
            "/checkout/payment",
            vec![("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        ),
        ("/checkout/place", vec![("key", "x"), ("seen", "y")]),
        ("/checkout/challenge", vec![("state", "x.y"), ("answer", "approve")]),
    ] {
        browser.post(path, &fields).await.leads_to("/checkout");
        site.browser().post(path, &fields).await.leads_to("/cart");
    }
    assert_eq!(site.orders().await, 0);
}

on_both!(a_declined_card);
async fn a_declined_card(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    for (card, status, sentence) in [
        ("4000 0000 0000 0002", 402, "Your bank declined this card."),
        ("4000 0000 0000 0069", 402, "This card has expired."),
        ("4000 0000 0000 0119", 503, "Our payment service is not responding"),
    ] {
        let review = browser.review(card).await;
        let page = browser.place(&review).await;
        assert!(page.is_page(status).text().contains(sentence), "{sentence}");
        assert!(
            page.text().contains("action=\"/checkout/payment\""),
            "the way to another card is open"
        );
        assert_eq!(
            (
                site.stock("LOW-D8").await,
                site.orders().await,
                browser.get("/cart").await.cart_count()
            ),
            (38, 0, 1)
        );
    }
    let review = browser.review(GOOD_CARD).await;
    browser.place(&review).await.is(303);
    assert_eq!(site.orders().await, 1);
}

#[tokio::test]
async fn too_many_refused_cards_make_their_client_wait() {
    let site = Site::sqlite().await;
    let mut browser = site.browser().from("192.0.2.7:1000");
    browser.add("LOW-D8", "1").await;
    for _ in 0..5 {
        let review = browser.review("4000 0000 0000 0002").await;
        browser.place(&review).await.is_page(402);
    }
    site.advance(10 * 60_000);
    // A new cart and a good card help nobody from there, on the page and in the API.
    let mut browser = site.browser().from("192.0.2.7:2000");
    browser.add("LOW-D8", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let page = browser.place(&review).await;
    assert_eq!(page.is_page(429).header("retry-after"), "3000");
    assert!(page.text().contains(
        "Too many cards were declined. You can try again in 50 minutes; your cart is kept."
    ));
    assert!(page.text().contains("action=\"/checkout/payment\""));
    let mut program = site.program().from("192.0.2.7:3000");
    program.cookies = browser.cookies.clone();
    let problem = program.place(&review).await;
    assert_eq!(problem.header("retry-after"), "3000");
    assert!(problem.is_problem(429)["detail"].as_str().unwrap().contains("50 minutes"));
    assert_eq!(site.orders().await, 0);
    site.advance(50 * 60_000);
    browser.place(&review).await.is(303);
}

on_both!(three_d_secure);
async fn three_d_secure(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let review = browser.review("4000 0000 0000 3220").await;
    let bank = browser.place(&review).await;
    assert!(
        bank.is_page(200).text().contains("€429.00")
            && bank.text().contains("action=\"/checkout/test-bank\"")
    );
    let state = bank.input("state");
    assert_eq!(site.orders().await, 0);
    // Whatever the shopper says: without the bank's word it is asked again.
    for answer in ["approve", "refuse", ""] {
        let fields =
            [("state", &*state), ("answer", answer), ("reference", "x"), ("confirmed", "true")];
        let page = browser.post("/checkout/challenge", &fields).await;
        assert!(page.is_page(200).text().contains("action=\"/checkout/test-bank\""), "{answer}");
    }
    for reference in ["", "x", &bank.input("reference")[1..]] {
        browser
            .post(
                "/checkout/test-bank",
                &[("state", &state), ("answer", "approve"), ("reference", reference)],
            )
            .await
            .is_page(404);
    }
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (0, 38));
    let mut bank = bank;
    for answer in ["refuse", "", "maybe"] {
        let fields = [
            ("state", bank.input("state")),
            ("answer", answer.to_owned()),
            ("reference", bank.input("reference")),
        ];
        let page = browser
            .post(
                "/checkout/test-bank",
                &fields.each_ref().map(|(name, value)| (*name, value.as_str())),
            )
            .await;
        assert!(page.is_page(402).text().contains("The payment was not confirmed"), "{answer}");
        // The next try is another question of the bank.
        bank = browser.place(&review).await;
        bank.is_page(200);
    }
    let (state, reference) = (bank.input("state"), bank.input("reference"));
    for forged in ["", "x", "x.y", &state[1..], state.split('.').next().unwrap()] {
        browser
            .post("/checkout/challenge", &[("state", forged), ("answer", "approve")])
            .await
            .is_page(409);
    }
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (0, 38));
    let fields = [("state", &*state), ("answer", "approve"), ("reference", &*reference)];
    let placed = browser.post("/checkout/test-bank", &fields).await;
    placed.is(303);
    assert!(placed.header("location").starts_with("/orders/PG-"));
    browser.post("/checkout/test-bank", &fields).await.leads_to(placed.header("location"));
    browser
        .post("/checkout/challenge", &[("state", &state)])
        .await
        .leads_to(placed.header("location"));
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (1, 37));
}

on_both!(a_catalogue_that_changed_between_review_and_order);
async fn a_catalogue_that_changed_between_review_and_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let review = browser.review(GOOD_CARD).await;
    site.change("LOW-D8", 44_900, 38).await;
    let page = browser.place(&review).await;
    assert!(
        page.is_page(409).text().contains("Something in your order has changed.")
            && page.text().contains("€449.00")
    );
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (0, 38));
    // The new total is confirmed on that very page.
    let placed = browser.place(&page).await;
    placed.is(303);
    assert!(browser.get(placed.header("location")).await.text().contains("€449.00"));
}

on_both!(sold_out_at_the_last_step);
async fn sold_out_at_the_last_step(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "2").await;
    let review = browser.review(GOOD_CARD).await;
    site.change("LOW-D8", 42_900, 1).await;
    let page = browser.place(&review).await;
    assert!(page.is_page(409).text().contains("sold out or is low in stock"));
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (0, 1));
    assert!(browser.get("/cart").await.text().contains("Only 1 is left."));
    let mut program = site.program();
    program.cookies = browser.cookies.clone();
    let (key, seen) = (review.input("key"), review.input("seen"));
    program.post("/checkout/place", &[("key", &key), ("seen", &seen)]).await.is_problem(409);
}

on_both!(two_browsers_for_the_last_piece);
async fn two_browsers_for_the_last_piece(site: &Site) {
    site.change("LOW-D8", 42_900, 1).await;
    let (mut one, mut two) = (site.browser(), site.browser());
    one.add("LOW-D8", "1").await;
    two.add("LOW-D8", "1").await;
    let (first, second) = (one.review(GOOD_CARD).await, two.review(GOOD_CARD).await);
    let (a, b) = tokio::join!(one.place(&first), two.place(&second));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (1, 0));
}

on_both!(a_double_click);
async fn a_double_click(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let click = || {
        let mut tab = site.browser();
        tab.cookies = browser.cookies.clone();
        let (key, seen) = (review.input("key"), review.input("seen"));
        async move { tab.post("/checkout/place", &[("key", &key), ("seen", &seen)]).await }
    };
    let (a, b, c, d) = tokio::join!(click(), click(), click(), click());
    for answer in [&b, &c, &d] {
        answer.leads_to(a.header("location"));
    }
    assert_eq!((site.orders().await, site.stock("LOW-D8").await), (1, 37));
}

#[tokio::test]
async fn the_order_is_in_the_currency_and_for_the_country_that_were_chosen() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser
        .post("/preferences", &[("currency", "JPY"), ("country", "CH"), ("back", "/cart")])
        .await
        .leads_to("/cart");
    browser.add("LOW-D8", "1").await;
    let mut contact = contact_with("country", "CH");
    contact.iter_mut().filter(|(name, _)| *name == "postcode").for_each(|field| field.1 = "8001");
    browser.post("/checkout/contact", &contact).await.leads_to("/checkout?step=delivery");
    browser.post("/checkout/delivery", &[("speed", "standard")]).await.is(303);
    browser
        .post(
            "/checkout/payment",
            &[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .is(303);
    browser.get("/checkout").await.leads_to("/checkout?step=review");
    let review = browser.get("/checkout?step=review").await;
    // ¥54,226, rounded to hundreds; no delivery; 8.1 % of it.
    assert!(
        review.is_page(200).text().contains("¥54,200") && review.text().contains("¥58,590"),
        "{}",
        review.text()
    );
    let placed = browser.place(&review).await;
    assert!(browser.get(placed.is(303).header("location")).await.text().contains("¥58,590"));
}

#[tokio::test]
async fn a_close_miss_of_a_mail_host_is_pointed_out_and_stops_nobody() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    browser
        .post("/checkout/contact", &contact_with("email", "Ada.B@gmial.com"))
        .await
        .leads_to("/checkout?step=delivery");
    let page = browser.get("/checkout?step=delivery").await;
    assert!(page.is_page(200).text().contains("Did you mean Ada.B@gmail.com?"));
    let page = browser.get("/checkout?step=contact").await;
    assert_eq!(page.is_page(200).input("email"), "Ada.B@gmial.com");
    assert!(page.text().contains("data-address=\"Ada.B@gmail.com\""));
    // Kept as typed, the order goes there.
    browser.post("/checkout/delivery", &[("speed", "standard")]).await.is(303);
    browser
        .post(
            "/checkout/payment",
            &[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .is(303);
    let review = browser.get("/checkout?step=review").await;
    browser.place(&review).await.is(303);
    browser.add("PER-MUG", "1").await;
    browser.post("/checkout/contact", &contact_with("email", "ada@gmail.com")).await.is(303);
    assert!(!browser.get("/checkout?step=delivery").await.text().contains("Did you mean"));
}

#[tokio::test]
async fn a_state_is_chosen_from_the_list_of_its_country() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let fields = |country: &'static str,
                  postcode: &'static str,
                  regions: &[(&'static str, &'static str)]| {
        let mut fields: Vec<(&str, &str)> = CONTACT
            .into_iter()
            .filter(|(name, _)| !["country", "postcode", "region"].contains(name))
            .collect();
        fields.extend([("country", country), ("postcode", postcode)]);
        fields.extend(regions);
        fields
    };
    let page = browser.get("/checkout?step=contact").await;
    for part in
        ["id=\"region\"", "id=\"billing-region\"", "data-region=\"\"", "data-no-postcode=\"\""]
    {
        assert!(page.text().contains(part), "{part}");
    }
    let page = browser.get("/checkout?step=contact&country=AU").await;
    assert!(
        page.text().contains("<option value=\"NSW\"")
            && !page.text().contains("<option value=\"NY\"")
    );
    let page = browser
        .post(
            "/checkout/contact",
            &fields("US", "94103", &[("region", ""), ("region-us", ""), ("region-ca", "ON")]),
        )
        .await;
    assert!(
        page.is_page(422).text().contains("href=\"#region\"")
            && page.text().contains("Choose the state.")
    );
    let page =
        browser.post("/checkout/contact", &fields("US", "94103", &[("region", "Bavaria")])).await;
    assert!(page.is_page(422).text().contains("Choose the state from the list."));
    for (sent, kept) in [
        (vec![("region", ""), ("region-us", "CA"), ("region-ca", "ON")], "Görlitz CA 94103"),
        (vec![("region", "new york")], "Görlitz NY 94103"),
    ] {
        browser.post("/checkout/contact", &fields("US", "94103", &sent)).await.is(303);
        assert!(browser.get("/checkout?step=delivery").await.text().contains(kept), "{kept}");
    }
    browser
        .post(
            "/checkout/contact",
            &fields("BR", "01310-100", &[("region", "São Paulo"), ("region-us", "CA")]),
        )
        .await
        .is(303);
    assert!(
        browser
            .get("/checkout?step=delivery")
            .await
            .text()
            .contains("Görlitz-SP, 01310-100, Brazil")
    );
}

#[tokio::test]
async fn the_confirmation_is_a_receipt() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    browser.add("HQTGWGPNH4", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    for link in [link.as_str(), link.trim_end_matches("&new=1")] {
        let page = browser.get(link).await;
        for part in [
            "Test &amp; Sons",
            "Lindenallee 3",
            "10115 Berlin",
            "VAT number DE999999999",
            "19% VAT on €360.50: €68.50",
            "7% VAT on €",
            "Placed on 20 November 2026",
        ] {
            assert!(page.is_page(200).text().contains(part), "{part}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_estimate_follows_the_country_that_is_being_chosen() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let (home, abroad) = (
        browser.get("/checkout?step=contact").await,
        browser.get("/checkout?step=contact&country=CH").await,
    );
    assert!(
        home.is_page(200).text().contains("Delivery to Germany")
            && !home.text().contains("Delivery to Switzerland")
    );
    assert!(
        abroad.is_page(200).text().contains("Delivery to Switzerland")
            && abroad.text().contains("€34.75"),
        "8.1 % of 429 euros"
    );
    // Nothing is kept of it, and a country that is none is said at its field.
    for path in ["/checkout?step=contact", "/checkout?step=contact&country="] {
        assert!(
            browser.get(path).await.is_page(200).text().contains("Delivery to Germany"),
            "{path}"
        );
    }
    for (field, code) in [
        ("country", "XX"),
        ("country", "ZZ"),
        ("country", "KP"),
        ("billing-country", "ZZ"),
        ("country", "\"<b>"),
    ] {
        let query = serde_urlencoded::to_string([(field, code)]).unwrap();
        let page = browser.get(&format!("/checkout?step=contact&{query}")).await;
        assert!(
            page.is_page(422).text().contains("Choose a country from the list.")
                && page.text().contains("Delivery to Germany"),
            "{code}"
        );
        assert!(page.text().contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    // The address without a step keeps what it says.
    let query = "country=CH&postcode=1200&city=Gen%C3%A8ve&billing-country=ZZ";
    browser
        .get(&format!("/checkout?{query}&other=1"))
        .await
        .leads_to(&format!("/checkout?step=contact&{query}"));
    browser.review(GOOD_CARD).await.is_page(200);
    let review = browser.get("/checkout?step=review&country=CH").await;
    assert!(!review.is_page(200).text().contains("€34.75"), "an address that is known stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_script_a_button_updates_the_country_and_keeps_what_was_typed() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    let page = browser.get("/checkout?step=contact").await;
    assert!(
        page.is_page(200).text().contains("Update country") && page.text().contains("<noscript"),
        "{}",
        page.text()
    );
    let fields = [
        ("email", "ada@"),
        ("country", "JP"),
        ("name", "Ada ☆"),
        ("street", "1-1"),
        ("postcode", "12"),
        ("city", "Chiyoda"),
        ("billing-same", "yes"),
        ("update", "country"),
    ];
    let page = browser.post("/checkout/contact", &fields).await;
    assert!(
        page.is_page(200).text().contains("Prefecture")
            && page.text().contains("<option value=\"Tokyo\""),
        "{}",
        page.text()
    );
    for (name, text) in [
        ("email", "ada@"),
        ("name", "Ada ☆"),
        ("street", "1-1"),
        ("postcode", "12"),
        ("city", "Chiyoda"),
    ] {
        assert_eq!(page.input(name), text, "{name}");
    }
    assert!(
        !page.text().contains("aria-invalid=\"true\""),
        "nothing is wrong before the form is sent"
    );
    // The sum is that of the place: no VAT on the Canary Islands.
    let there = |postcode| {
        [
            ("country", "ES"),
            ("postcode", postcode),
            ("city", "Las Palmas"),
            ("billing-same", "yes"),
            ("update", "country"),
        ]
    };
    let page = browser.post("/checkout/contact", &there("35001")).await;
    assert!(page.is_page(200).text().contains("Customs duty and import VAT may apply"));
    let page = browser.post("/checkout/contact", &there("28001")).await;
    assert!(!page.is_page(200).text().contains("Customs duty and import VAT may apply"));
    let page = browser.get("/checkout?step=delivery").await;
    assert!(
        page.is_page(200).text().contains("action=\"/checkout/contact\"")
            && page.input("email").is_empty(),
        "nothing is kept"
    );
    // Of the bill too.
    let mut fields = fields.to_vec();
    fields.retain(|(name, _)| *name != "billing-same");
    fields.push(("billing-country", "IN"));
    let page = browser.post("/checkout/contact", &fields).await;
    assert!(page.is_page(200).text().contains("PIN code"), "{}", page.text());
    // What is no country is an error at its field, and the sums stay those of a country that is
    // named.
    for (country, error) in [
        ("XX", "Choose a country from the list."),
        ("ZZ", "Choose a country from the list."),
        ("", "Choose the delivery country."),
    ] {
        let page = browser
            .post(
                "/checkout/contact",
                &[("country", country), ("email", "ada@example.org"), ("update", "country")],
            )
            .await;
        let text = page.is_page(422).text();
        assert!(
            text.contains(error) && text.contains("aria-invalid=\"true\""),
            "{country:?}: {text}"
        );
        assert!(
            text.contains("Delivery to Germany") && page.input("email") == "ada@example.org",
            "{country:?}: {text}"
        );
    }
    let fields = [("country", "DE"), ("billing-country", "ZZ"), ("update", "country")];
    let page = browser.post("/checkout/contact", &fields).await;
    assert!(
        page.is_page(422).text().contains("Choose a country from the list."),
        "{}",
        page.text()
    );
    // The sums are those of the country in the form when another field is wrong, too.
    let page = browser
        .post(
            "/checkout/contact",
            &[("country", "FR"), ("postcode", "97400"), ("billing-same", "yes")],
        )
        .await;
    let text = page.is_page(422).text();
    assert!(text.contains("Delivery to France") && text.contains("No VAT is charged"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_without_tax_is_told_of_the_border() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let fields = [
        ("email", "ada@example.org"),
        ("country", "US"),
        ("name", "Ada"),
        ("street", "1 Main St"),
        ("postcode", "941031234"),
        ("city", "San Francisco"),
        ("region-us", "CA"),
        ("billing-same", "yes"),
    ];
    browser.post("/checkout/contact", &fields).await.leads_to("/checkout?step=delivery");
    let page = browser.get("/checkout?step=delivery").await;
    assert!(
        page.is_page(200).text().contains("San Francisco CA 94103-1234")
            && page.text().contains("Customs duty and import VAT may apply")
    );
}

on_both!(the_key_of_an_order_goes_from_the_address_into_a_cookie_and_ends);
async fn the_key_of_an_order_goes_from_the_address_into_a_cookie_and_ends(site: &Site) {
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link =
        browser.place(&review).await.header("location").trim_end_matches("&new=1").to_owned();
    let clean = link.split('?').next().unwrap().to_owned();
    let mut other = site.browser();
    other
        .get_once(&clean)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    let led = other.get_once(&link).await;
    assert_eq!(led.leads_to(&clean).header("cache-control"), "no-store");
    let cookie = led.set_cookie("orders").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=86400"), "{cookie}");
    other.get_once(&format!("{link}&new=1")).await.leads_to(&format!("{clean}?new=1"));
    let page = other.get_once(&clean).await;
    assert!(page.is_page(200).text().contains("€14.00") || page.text().contains("PG-"));
    let key = link.split_once("?key=").unwrap().1;
    assert!(
        !page.text().contains(key.split_once('-').unwrap().1),
        "the page does not spell the key"
    );
    // A cookie of somebody else's making opens nothing.
    let mut forged = site.browser();
    forged.cookies.insert(
        "orders".to_owned(),
        format!("{}.99999-{}", clean.trim_start_matches("/orders/"), "0".repeat(32)),
    );
    forged.get_once(&clean).await.is_page(404);
    // The link ends; number and address give a new one.
    site.advance(90 * 24 * 3_600_000);
    site.browser().get_once(&link).await.leads_to(&clean);
    site.advance(24 * 3_600_000);
    site.browser()
        .get_once(&link)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    other
        .get_once(&clean)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    site.program().get_once(&link).await.is_problem(410);
    let fields = [("number", clean.trim_start_matches("/orders/")), ("email", "ada@example.org")];
    let fresh = site.browser().post("/track", &fields).await.header("location").to_owned();
    assert_ne!(fresh, link);
    site.browser().get(&fresh).await.is_page(200);
}

#[tokio::test]
async fn keys_of_orders_are_not_tried_without_end() {
    let site =
        Site::new(Kind::Sqlite, Http { rate_limit: 5, ..http() }, "http://127.0.0.1:3000").await;
    let mut browser = site.browser().from("192.0.2.7:1000");
    let mut answers = Vec::new();
    for i in 0..7 {
        answers.push(browser.get(&format!("/orders/PG-000-000-000?key={i:032x}")).await.status);
    }
    assert_eq!(answers[..5], [404; 5]);
    assert_eq!(answers[5..], [429; 2]);
    site.browser().from("192.0.2.8:1000").get("/orders/PG-000-000-000?key=x").await.is_page(404);
}

#[tokio::test]
async fn what_is_personal_is_kept_nowhere() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
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
    let chosen = site.browser().post("/preferences", &[("theme", "dusk"), ("back", "/")]).await;
    assert_eq!(chosen.is(303).header("cache-control"), "no-store", "it sets a cookie");
    // What is the same for all may be kept.
    for path in ["/", "/products/lowland-8-dobsonian"] {
        assert_eq!(
            site.browser().get(path).await.header("cache-control"),
            "private, no-cache",
            "{path}"
        );
    }
}

/// The contact form with some fields changed.
fn changed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept =
        CONTACT.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

on_both!(an_order_is_found_by_the_address_as_it_was_pasted_and_plain);
/// What is checked is what is kept and compared: an address that came with invisible characters
/// is found by the plain one, and by the very text that was pasted.
async fn an_order_is_found_by_the_address_as_it_was_pasted_and_plain(site: &Site) {
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let pasted = "Info@mu\u{308}ller.example\u{200e}";
    browser
        .post(
            "/checkout/contact",
            &changed(&[("email", pasted), ("name", "\u{feff}Ada \u{200b} Byron")]),
        )
        .await
        .is(303);
    browser.post("/checkout/delivery", &[("speed", "standard")]).await.is(303);
    let card = [
        ("card-number", "\u{200e}４４３２ ８０１５ ６１５２ ０４５４"),
        ("expiry", "2030-12"),
        ("code", "６７２"),
    ];
    browser.post("/checkout/payment", &card).await.leads_to("/checkout?step=review");
    let review = browser.get("/checkout?step=review").await;
    assert!(
        review.is_page(200).text().contains("Info@müller.example")
            && review.text().contains("Ada Byron")
    );
    let link =
        browser.place(&review).await.header("location").trim_end_matches("&new=1").to_owned();
    let number = link.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    let wide: String = number
        .chars()
        .map(|c| if c == '-' { '－' } else { char::from_u32(u32::from(c) + 0xfee0).unwrap() })
        .collect();
    for (number, email) in [
        (&number, pasted),
        (&number, "info@müller.example"),
        (&number, "INFO@XN--MLLER-KVA.EXAMPLE"),
        (&wide, "\u{200f}info@müller.example"),
    ] {
        site.browser()
            .post("/track", &[("number", number), ("email", email)])
            .await
            .leads_to(&link);
    }
    site.browser()
        .post("/track", &[("number", &number), ("email", "info@muller.example")])
        .await
        .is_page(404);
}

on_both!(an_address_is_asked_for_and_printed_as_its_country_writes_it);
async fn an_address_is_asked_for_and_printed_as_its_country_writes_it(site: &Site) {
    let mut browser = site.browser();
    browser.add("PER-MUG", "1").await;
    let page = browser.get("/checkout?step=contact&country=US&billing-country=JP").await;
    for part in [
        "ZIP code",
        "Street address",
        "Apartment, suite or company",
        ">California</option>",
        "<label for=\"region\">State<",
        "data-forms=\"#####|#####-####\"",
        "<label for=\"billing-region\">Prefecture<",
        "shipping postal-code",
        "shipping address-level1",
    ] {
        assert!(page.is_page(200).text().contains(part), "{part}");
    }
    let american =
        [("country", "US"), ("postcode", "9404"), ("city", "Mountain View"), ("region", "")];
    let page = browser.post("/checkout/contact", &changed(&american)).await;
    for part in ["Enter a ZIP code such as 94043 or 94043-1234.", "Choose the state."] {
        assert!(page.is_page(422).text().contains(part), "{part}");
    }
    let mut program = site.program();
    program.cookies.clone_from(&browser.cookies);
    let problem = program
        .post("/checkout/contact", &changed(&[("country", "NL"), ("postcode", "1012")]))
        .await
        .is_problem(422);
    assert!(problem.to_string().contains("such as 1234 AB"), "{problem}");
    for (country, postcode, city, region, printed) in [
        ("US", "94043", "Mountain View", "California", "Mountain View CA 94043, United States"),
        ("JP", "１００－８９９４", "Chiyoda", "Tokyo", "Chiyoda, Tokyo 100-8994, Japan"),
        ("IE", "", "Dublin 2", "", "Dublin 2, Ireland"),
        ("NO", "N-0150", "Oslo", "", "0150 Oslo, Norway"),
        ("SG", "018956", "", "", "Singapore 018956, Singapore"),
    ] {
        let fields =
            [("country", country), ("postcode", postcode), ("city", city), ("region", region)];
        browser.post("/checkout/contact", &changed(&fields)).await.is(303);
        let page = browser.get("/checkout?step=delivery").await;
        assert!(page.text().contains(printed), "{country}: {printed}");
    }
    // A page from before may still send a list of its own.
    let old = [("country", "US"), ("postcode", "94043"), ("region", ""), ("region-us", "NV")];
    browser.post("/checkout/contact", &changed(&old)).await.is(303);
    assert!(browser.get("/checkout?step=delivery").await.text().contains("NV 94043"));
    let mut other = site.browser();
    other.add("PER-MUG", "1").await;
    assert!(
        other
            .get("/checkout?step=contact&country=US")
            .await
            .text()
            .contains("Delivery to the United States")
    );
}
