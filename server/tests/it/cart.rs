//! `/cart`

use crate::site::{Site, on_both};

on_both!(filling_changing_and_emptying_by_forms);
async fn filling_changing_and_emptying_by_forms(site: &Site) {
    let mut browser = site.browser();
    assert!(browser.get("/cart").await.is_page(200).text().contains("Your cart is empty"));
    browser.add("LOW-D8", "2").await;
    let cart = browser.get("/cart").await;
    assert_eq!(cart.is_page(200).cart_count(), 2);
    assert!(
        cart.text().contains("Lowland 8″ Dobsonian")
            && cart.text().contains("€858.00")
            && cart.text().contains("added to your cart")
    );
    // The sentence is said once.
    assert!(!browser.get("/cart").await.text().contains("added to your cart."));
    site.advance(1);
    browser.post("/cart/lines", &[("sku", "PER-MUG")]).await.leads_to("/cart");
    assert_eq!(browser.get("/").await.cart_count(), 3);
    browser.post("/cart/lines/LOW-D8", &[("quantity", "5")]).await.leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 6);
    // The stepper's buttons.
    browser.post("/cart/lines/LOW-D8", &[("quantity", "5"), ("step", "1")]).await.leads_to("/cart");
    browser
        .post("/cart/lines/PER-MUG", &[("quantity", "1"), ("step", "-1")])
        .await
        .leads_to("/cart");
    let cart = browser.get("/cart").await;
    assert_eq!(cart.cart_count(), 6);
    assert!(cart.text().contains("action=\"/cart/undo\"") && cart.text().contains("€2,574.00"));
    browser.post("/cart/undo", &[]).await.leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 7);
    browser.post("/cart/undo", &[]).await.is_page(404);
    browser.post("/cart/empty", &[]).await.leads_to("/cart");
    assert_eq!(browser.get("/cart").await.is_page(200).cart_count(), 0);
    browser.post("/cart/empty", &[]).await.leads_to("/cart");
}

on_both!(islands_get_count_sentence_and_drawer);
async fn islands_get_count_sentence_and_drawer(site: &Site) {
    let mut island = site.program();
    let answer = island.post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", "2")]).await;
    let json = answer.is(200).json();
    assert_eq!(
        (json["count"].as_u64(), json["message"].as_str()),
        (Some(2), Some("2 × Lowland 8″ Dobsonian added to your cart."))
    );
    assert!(json["drawer"].as_str().unwrap().contains("€858.00"));
    let json = island.post("/cart/lines/LOW-D8", &[("quantity", "0")]).await.is(200).json();
    assert_eq!(json["count"], 0);
    let json = island.post("/cart/undo", &[]).await.is(200).json();
    assert_eq!(json["count"], 2);
    let json =
        island.post("/cart/lines", &[("sku", "GRE-D61M"), ("quantity", "3")]).await.is(200).json();
    assert_eq!(
        (json["count"].as_u64(), json["message"].as_str()),
        (Some(3), Some("Only 1 is left, so we set the quantity to 1."))
    );
    island.post("/cart/empty", &[]).await.is(204);
}

on_both!(a_change_with_a_key_counts_once);
async fn a_change_with_a_key_counts_once(site: &Site) {
    let mut browser = site.browser();
    for key in ["one", "one", "two"] {
        browser.post("/cart/lines", &[("sku", "LOW-D8"), ("key", key)]).await.leads_to("/cart");
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 2);
    let line = [("quantity", "2"), ("was", "2"), ("step", "1")];
    for key in ["three", "three"] {
        let fields: Vec<_> = line.iter().copied().chain([("key", key)]).collect();
        browser.post("/cart/lines/LOW-D8", &fields).await.leads_to("/cart");
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 3);
    // What is no key is none.
    let long = "k".repeat(65);
    for _ in 0..2 {
        browser.post("/cart/lines", &[("sku", "LOW-D8"), ("key", &long)]).await.leads_to("/cart");
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 5);
}

on_both!(what_is_refused_keeps_the_page);
async fn what_is_refused_keeps_the_page(site: &Site) {
    let mut browser = site.browser();
    let page = browser
        .post(
            "/cart/lines",
            &[("sku", "LOW-D8"), ("quantity", "0"), ("back", "/products/lowland-8-dobsonian")],
        )
        .await;
    assert!(page.is_page(422).text().contains("€429.00"));
    let page = browser
        .post(
            "/cart/lines",
            &[
                ("sku", "LOW-250C-T"),
                ("quantity", "1"),
                ("back", "/products/lowland-250-1000-carbon"),
            ],
        )
        .await;
    assert!(page.is_page(409).text().contains("is sold out"));
    for back in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/products/nothing",
        "/products/../x",
        "",
    ] {
        browser
            .post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", "x"), ("back", back)])
            .await
            .is_page(422);
    }
    let problem = site
        .program()
        .post("/cart/lines", &[("sku", "LOW-D8"), ("quantity", "1.5")])
        .await
        .is_problem(422);
    assert_eq!(problem["errors"][0]["field"], "quantity");
    site.program().post("/cart/lines", &[("sku", "LOW-250C-T")]).await.is_problem(409);
    site.program().post("/cart/lines", &[("sku", "NOTHING")]).await.is_problem(404);
}

on_both!(a_step_counts_from_what_another_tab_has_made_of_the_line);
async fn a_step_counts_from_what_another_tab_has_made_of_the_line(site: &Site) {
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    // Both tabs show 1; the other one has set 5 meanwhile.
    browser.post("/cart/lines/LOW-D8", &[("was", "1"), ("quantity", "5")]).await.leads_to("/cart");
    browser
        .post("/cart/lines/LOW-D8", &[("was", "1"), ("quantity", "1"), ("step", "1")])
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 6);
    browser
        .post("/cart/lines/LOW-D8", &[("was", "1"), ("quantity", "1"), ("step", "-1")])
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 5);
    // A number that was typed counts as typed.
    browser
        .post("/cart/lines/LOW-D8", &[("was", "1"), ("quantity", "2"), ("step", "1")])
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 3);
    // One more than what is no number is one more than there are.
    browser
        .post("/cart/lines/LOW-D8", &[("was", "3"), ("quantity", "abc"), ("step", "1")])
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 4);
    browser
        .post("/cart/lines/LOW-D8", &[("was", "4"), ("quantity", ""), ("step", "-1")])
        .await
        .leads_to("/cart");
    assert_eq!(browser.get("/cart").await.cart_count(), 3);
    for (was, step) in [("1", "2"), ("1", "x"), ("", "1")] {
        browser
            .post("/cart/lines/LOW-D8", &[("was", was), ("quantity", "1"), ("step", step)])
            .await
            .leads_to("/cart");
    }
    assert_eq!(browser.get("/cart").await.cart_count(), 2);
    // A line that went elsewhere says so.
    browser.post("/cart/lines/LOW-D8", &[("quantity", "0")]).await.leads_to("/cart");
    browser
        .post("/cart/lines/LOW-D8", &[("was", "2"), ("quantity", "2"), ("step", "1")])
        .await
        .leads_to("/cart");
    assert!(browser.get("/cart").await.text().contains("removed in another tab"));
}

on_both!(more_than_there_is_is_said);
async fn more_than_there_is_is_said(site: &Site) {
    let mut browser = site.browser();
    browser.add("GRE-D61M", "7").await;
    let cart = browser.get("/cart").await;
    assert_eq!(cart.is_page(200).cart_count(), 1);
    assert!(cart.text().contains("Only 1 is left, so we set the quantity to 1."));
    browser.post("/cart/lines/GRE-D61M", &[("quantity", "3")]).await.leads_to("/cart");
    assert!(browser.get("/cart").await.text().contains("Only 1 is left"));
}

on_both!(lines_explain_what_happened_to_them);
async fn lines_explain_what_happened_to_them(site: &Site) {
    let mut browser = site.browser();
    for sku in ["LOW-D8", "PER-MUG", "PER-GLOBE", "LOW-D6"] {
        browser.add(sku, "2").await;
        site.advance(1);
    }
    site.change("LOW-D8", 42_900, 1).await;
    site.change("PER-MUG", 1_600, 0).await;
    site.set_status("moon-globe", "archived").await;
    site.change("LOW-D6", 39_900, 9).await;
    let cart = browser.get("/cart").await;
    for sentence in [
        "Only 1 is left. Set the quantity to 1 to order.",
        "Sold out since you added it.",
        "No longer available.",
        "The price has gone up since you added this; it was €329.00.",
    ] {
        assert!(cart.is_page(200).text().contains(sentence), "{sentence}");
    }
    assert!(!cart.text().contains("href=\"/checkout\""), "it cannot be ordered");
    browser.get("/checkout").await.leads_to("/cart");
    assert!(!browser.get("/cart").await.text().contains("The price has gone up"), "said once");
}
