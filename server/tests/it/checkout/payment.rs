//! Refused cards, and the bank's page.

use crate::site::{GOOD_CARD, Site, on_both};

on_both!(a_refused_card_places_no_order_and_another_one_can_be_tried);
async fn a_refused_card_places_no_order_and_another_one_can_be_tried(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    for (card, status, sentence) in [
        ("4000 0000 0000 0002", 402, "Your bank declined this card."),
        ("4000 0000 0000 0069", 402, "This card has expired."),
        ("4000 0000 0000 0119", 503, "Our payment service is not responding"),
    ] {
        let review = browser.review(card).await;
        let page = browser.place(&review).await;
        assert!(page.is_page(status).says(sentence), "{sentence}");
        assert!(
            page.page().has("form[action='/checkout/payment']"),
            "the way to another card is open"
        );
        assert_eq!(
            (
                site.stock("SCOPE-200").await,
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
async fn too_many_refused_cards_block_the_client() {
    let site = Site::sqlite().await;
    let mut browser = site.browser().from("192.0.2.7:1000");
    browser.add("SCOPE-200", "1").await;
    for _ in 0..5 {
        let review = browser.review("4000 0000 0000 0002").await;
        browser.place(&review).await.is_page(402);
    }
    site.advance(10 * 60_000);
    // A new cart and a good card do not help that client, on the page or in the API.
    let mut browser = site.browser().from("192.0.2.7:2000");
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let page = browser.place(&review).await;
    assert_eq!(page.is_page(429).header("retry-after"), "3000");
    assert!(
        page.says(
            "Too many cards were declined. You can try again in 50 minutes; your cart is kept."
        )
    );
    assert!(page.page().has("form[action='/checkout/payment']"));
    let mut program = site.program().from("192.0.2.7:3000");
    program.cookies = browser.cookies.clone();
    let problem = program.place(&review).await;
    assert_eq!(problem.header("retry-after"), "3000");
    assert!(problem.is_problem(429)["detail"].as_str().unwrap().contains("50 minutes"));
    assert_eq!(site.orders().await, 0);
    site.advance(50 * 60_000);
    browser.place(&review).await.is(303);
}

on_both!(a_challenged_payment_needs_the_banks_answer);
async fn a_challenged_payment_needs_the_banks_answer(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review("4000 0000 0000 3220").await;
    let bank = browser.place(&review).await;
    assert!(
        bank.is_page(200).says("€429.00") && bank.page().has("form[action='/checkout/test-bank']")
    );
    let state = bank.input("state");
    assert_eq!(site.orders().await, 0);
    // Whatever the shopper sends: without the bank's answer there is another challenge.
    for answer in ["approve", "refuse", ""] {
        let fields =
            [("state", &*state), ("answer", answer), ("reference", "x"), ("confirmed", "true")];
        let page = browser.post("/checkout/challenge", &fields).await;
        assert!(page.is_page(200).page().has("form[action='/checkout/test-bank']"), "{answer}");
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
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (0, 38));
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
        assert!(page.is_page(402).says("The payment was not confirmed"), "{answer}");
        // The next try is a new challenge.
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
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (0, 38));
    let fields = [("state", &*state), ("answer", "approve"), ("reference", &*reference)];
    let placed = browser.post("/checkout/test-bank", &fields).await;
    placed.is(303);
    assert!(placed.header("location").starts_with("/orders/PG-"));
    browser.post("/checkout/test-bank", &fields).await.leads_to(placed.header("location"));
    browser
        .post("/checkout/challenge", &[("state", &state)])
        .await
        .leads_to(placed.header("location"));
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (1, 37));
}
