//! `/cart`

use crate::site::{Browser, Site, on_both};
use testing::{ProductBuilder, VariantBuilder};
use views::{cart::CartChange, routes};

on_both!(filling_changing_and_emptying_with_forms);
async fn filling_changing_and_emptying_with_forms(site: &Site) {
    let mut browser = site.browser();
    assert!(browser.get(routes::CART).await.is_page(200).says("Your cart is empty"));
    browser.add("SCOPE-200", "2").await;
    let cart = browser.get(routes::CART).await;
    assert_eq!(cart.is_page(200).cart_count(), 2);
    assert!(
        cart.says("Meridian 200 Dobsonian")
            && cart.says("€858.00")
            && cart.says("added to your cart")
    );
    // The notice is shown once.
    let again = browser.get(routes::CART).await;
    assert!(again.is_page(200).says("€858.00") && !again.says("added to your cart."));
    site.advance(1);
    browser.post(routes::CART_LINES, &[("sku", "MUG")]).await.leads_to(routes::CART);
    assert_eq!(browser.get(routes::HOME).await.cart_count(), 3);
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("quantity", "5")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 6);
    // The stepper buttons.
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("quantity", "5"), ("step", "1")])
        .await
        .leads_to(routes::CART);
    browser
        .post(&routes::cart_line("MUG"), &[("quantity", "1"), ("step", "-1")])
        .await
        .leads_to(routes::CART);
    let cart = browser.get(routes::CART).await;
    assert_eq!(cart.cart_count(), 6);
    assert!(cart.page().has("form[action='/cart/undo']") && cart.says("€2,574.00"));
    browser.post(routes::CART_UNDO, &[]).await.leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 7);
    // Repeated because the answer was lost: the cart shows what was restored.
    browser.post(routes::CART_UNDO, &[]).await.leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 7);
    browser.post(routes::CART_EMPTY, &[]).await.leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.is_page(200).cart_count(), 0);
    browser.post(routes::CART_EMPTY, &[]).await.leads_to(routes::CART);
}

on_both!(a_line_without_an_exchange_rate_shows_no_amount);
async fn a_line_without_an_exchange_rate_shows_no_amount(site: &Site) {
    let lamp = |currency| {
        ProductBuilder::new("lamp").variant(VariantBuilder::new("LAMP").currency(currency))
    };
    site.add_products(&[lamp("EUR")]).await;
    let mut browser = site.browser();
    browser.add("LAMP", "2").await;
    site.advance(1);
    browser.add("MUG", "1").await;
    site.add_products(&[lamp("KWD")]).await;
    // The currency of the price that the shopper saw is no longer one of the rates.
    let mut tx = site.shop.db().begin().await.unwrap();
    let sql = "UPDATE shopping_cart_lines SET seen_currency = 'KWD' WHERE quantity = 2";
    let changed = match store::Executor::connection(&mut tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::query(sql).execute(c).await.unwrap().rows_affected()
        }
    };
    tx.commit().await.unwrap();
    assert_eq!(changed, 1);
    let cart = browser.get(routes::CART).await;
    let page = cart.is_page(200).page();
    assert!(page.says("[data-line=LAMP] .line-notice-bad", "No longer available."));
    assert_eq!(page.count("[data-line=LAMP] .price"), 0);
    assert_eq!(page.count("[data-line=MUG] .price"), 1);
    assert!(!page.says("[data-line=LAMP]", "€") && !cart.says("€0.00"));
}

on_both!(programs_receive_count_and_message);
async fn programs_receive_count_and_message(site: &Site) {
    let mut island = site.program();
    let answer = island.post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", "2")]).await;
    let json = answer.is(200).json();
    assert_eq!(
        (json["count"].as_u64(), json["message"].as_str()),
        (Some(2), Some("2 × Meridian 200 Dobsonian added to your cart."))
    );
    let json =
        island.post(&routes::cart_line("SCOPE-200"), &[("quantity", "0")]).await.is(200).json();
    assert_eq!(json["count"], 0);
    let json = island.post(routes::CART_UNDO, &[]).await.is(200).json();
    assert_eq!(json["count"], 2);
    let json = island
        .post(routes::CART_LINES, &[("sku", "CAMERA"), ("quantity", "3")])
        .await
        .is(200)
        .json();
    assert_eq!(
        (json["count"].as_u64(), json["message"].as_str()),
        (Some(3), Some("Only 1 is left, so we set the quantity to 1."))
    );
    island.post(routes::CART_EMPTY, &[]).await.is(204);
}

on_both!(a_queued_change_is_posted_without_the_rest_of_its_form);
async fn a_queued_change_is_posted_without_the_rest_of_its_form(site: &Site) {
    let text = |text: &str| text.to_owned();
    let add = |quantity, key| CartChange::Add {
        sku: text("SCOPE-200"),
        quantity: text(quantity),
        key: text(key),
    };
    let step = |by, key| CartChange::Step { sku: text("SCOPE-200"), by, key: text(key) };
    let set = |quantity| CartChange::Set { sku: text("SCOPE-200"), quantity: text(quantity) };
    let mut island = site.program();
    for (change, status, count) in [
        (add("2", "one"), 200, 2),
        // Its response may have been lost.
        (add("2", "one"), 200, 2),
        (add("two", "refused"), 422, 2),
        (step(1, "two"), 200, 3),
        (step(1, "two"), 200, 3),
        (step(-1, "three"), 200, 2),
        (set("5"), 200, 5),
        (set("1.5"), 422, 5),
        (set("0"), 200, 0),
        (step(1, "four"), 404, 0),
        (CartChange::Undo, 200, 5),
        (CartChange::Undo, 404, 5),
        (CartChange::Empty, 204, 0),
        (CartChange::Empty, 204, 0),
    ] {
        let answer = island.post(&routes::cart_change(&change), &change.fields()).await;
        if answer.is(status).status == 200 {
            assert_eq!(answer.json()["count"], count, "{change:?}");
        } else if status >= 400 {
            answer.is_problem(status);
        }
        assert_eq!(island.get(routes::CART).await.cart_count(), count, "{change:?}");
    }
}

/// Posts as a page does in the background, and returns the status.
async fn post(page: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> u16 {
    let accept = |kind: &str| vec![("accept".to_owned(), kind.to_owned())];
    page.headers = accept("application/json");
    let status = page.post(path, fields).await.status;
    page.headers = accept("text/html");
    status
}

on_both!(a_page_shows_why_a_change_posted_in_the_background_was_refused);
async fn a_page_shows_why_a_change_posted_in_the_background_was_refused(site: &Site) {
    let (whole, gone) = ("Enter the quantity as a whole number.", "removed in another tab");
    let mut page = site.browser();
    let line = routes::cart_line("SCOPE-200");
    let two = [("sku", "SCOPE-200"), ("quantity", "two")];
    let one = [("sku", "SCOPE-200"), ("quantity", "1")];
    // The success of the change after it does not replace the reason.
    assert_eq!(post(&mut page, routes::CART_LINES, &two).await, 422);
    page.post(routes::CART_LINES, &one).await.leads_to(routes::CART);
    assert!(page.get(routes::CART).await.says(whole));
    assert!(!page.get(routes::CART).await.says(whole));
    // Several reasons are shown together, also by the page of the last change.
    assert_eq!(post(&mut page, &line, &[("quantity", "0")]).await, 200);
    assert_eq!(post(&mut page, &line, &[("step", "1")]).await, 404);
    assert_eq!(post(&mut page, routes::CART_LINES, &two).await, 422);
    let cart = page.get(routes::CART).await;
    assert!(cart.says(whole) && cart.says(gone));
    assert_eq!(post(&mut page, &line, &[("step", "1")]).await, 404);
    let refused = page.post(routes::CART_LINES, &two).await;
    assert!(refused.is_page(422).says(whole) && refused.says(gone));
    // A removal that is repeated has nothing to explain.
    assert_eq!(post(&mut page, &line, &[("quantity", "0")]).await, 404);
    page.post(&line, &[("quantity", "0")]).await.leads_to(routes::CART);
    assert!(!page.get(routes::CART).await.says(gone));
}

on_both!(a_change_with_a_key_counts_once);
async fn a_change_with_a_key_counts_once(site: &Site) {
    let mut browser = site.browser();
    for key in ["one", "one", "two"] {
        browser
            .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("key", key)])
            .await
            .leads_to(routes::CART);
    }
    assert_eq!(browser.get(routes::CART).await.cart_count(), 2);
    let line = [("quantity", "2"), ("was", "2"), ("step", "1")];
    for key in ["three", "three"] {
        let fields: Vec<_> = line.iter().copied().chain([("key", key)]).collect();
        browser.post(&routes::cart_line("SCOPE-200"), &fields).await.leads_to(routes::CART);
    }
    assert_eq!(browser.get(routes::CART).await.cart_count(), 3);
    // An overlong key is ignored.
    let long = "k".repeat(65);
    for _ in 0..2 {
        browser
            .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("key", &long)])
            .await
            .leads_to(routes::CART);
    }
    assert_eq!(browser.get(routes::CART).await.cart_count(), 5);
}

on_both!(refusals_return_to_the_page);
async fn refusals_return_to_the_page(site: &Site) {
    let mut browser = site.browser();
    let page = browser
        .post(
            routes::CART_LINES,
            &[("sku", "SCOPE-200"), ("quantity", "0"), ("back", "/products/meridian-200")],
        )
        .await;
    assert!(page.is_page(422).says("€429.00"));
    let page = browser
        .post(
            routes::CART_LINES,
            &[("sku", "TRIPOD"), ("quantity", "1"), ("back", "/products/field-tripod")],
        )
        .await;
    assert!(page.is_page(409).says("is sold out"));
    for back in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/products/nothing",
        "/products/../x",
        "",
    ] {
        browser
            .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", "x"), ("back", back)])
            .await
            .is_page(422);
    }
    let problem = site
        .program()
        .post(routes::CART_LINES, &[("sku", "SCOPE-200"), ("quantity", "1.5")])
        .await
        .is_problem(422);
    assert_eq!(problem["errors"][0]["field"], "quantity");
    site.program().post(routes::CART_LINES, &[("sku", "TRIPOD")]).await.is_problem(409);
    site.program().post(routes::CART_LINES, &[("sku", "NOTHING")]).await.is_problem(404);
}

on_both!(a_step_applies_to_the_present_quantity);
async fn a_step_applies_to_the_present_quantity(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    // Both tabs show 1; the other one has set 5 meanwhile.
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "1"), ("quantity", "5")])
        .await
        .leads_to(routes::CART);
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "1"), ("quantity", "1"), ("step", "1")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 6);
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "1"), ("quantity", "1"), ("step", "-1")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 5);
    // A typed number counts as typed.
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "1"), ("quantity", "2"), ("step", "1")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 3);
    // If the field is not a number, the step applies to the current quantity.
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "3"), ("quantity", "abc"), ("step", "1")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 4);
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "4"), ("quantity", ""), ("step", "-1")])
        .await
        .leads_to(routes::CART);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 3);
    for (was, step) in [("1", "2"), ("1", "x"), ("", "1")] {
        browser
            .post(
                &routes::cart_line("SCOPE-200"),
                &[("was", was), ("quantity", "1"), ("step", step)],
            )
            .await
            .leads_to(routes::CART);
    }
    assert_eq!(browser.get(routes::CART).await.cart_count(), 2);
    // The page explains a line that was removed elsewhere.
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("quantity", "0")])
        .await
        .leads_to(routes::CART);
    browser
        .post(&routes::cart_line("SCOPE-200"), &[("was", "2"), ("quantity", "2"), ("step", "1")])
        .await
        .leads_to(routes::CART);
    assert!(browser.get(routes::CART).await.says("removed in another tab"));
}

on_both!(a_limited_quantity_is_reported);
async fn a_limited_quantity_is_reported(site: &Site) {
    let mut browser = site.browser();
    browser.add("CAMERA", "7").await;
    let cart = browser.get(routes::CART).await;
    assert_eq!(cart.is_page(200).cart_count(), 1);
    assert!(cart.says("Only 1 is left, so we set the quantity to 1."));
    browser.post(&routes::cart_line("CAMERA"), &[("quantity", "3")]).await.leads_to(routes::CART);
    assert!(browser.get(routes::CART).await.says("Only 1 is left"));
}

on_both!(lines_explain_changes);
async fn lines_explain_changes(site: &Site) {
    let mut browser = site.browser();
    for sku in ["SCOPE-200", "MUG", "GLOBE", "SCOPE-150"] {
        browser.add(sku, "2").await;
        site.advance(1);
    }
    site.change("SCOPE-200", 42_900, 1).await;
    site.change("MUG", 1_600, 0).await;
    site.set_status("lunar-globe", "archived").await;
    site.change("SCOPE-150", 39_900, 9).await;
    let cart = browser.get(routes::CART).await;
    for sentence in [
        "Only 1 is left. Set the quantity to 1 to order.",
        "Sold out since you added it.",
        "No longer available.",
        "The price has gone up since you added this; it was €329.00.",
    ] {
        assert!(cart.is_page(200).text().contains(sentence), "{sentence}");
    }
    assert!(!cart.text().contains("href=\"/checkout\""), "it cannot be ordered");
    browser.get(routes::CHECKOUT).await.leads_to(routes::CART);
    assert!(!browser.get(routes::CART).await.text().contains("The price has gone up"), "said once");
}
