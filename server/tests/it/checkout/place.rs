//! `/checkout/place`, while others change the catalogue or buy.

use crate::site::{GOOD_CARD, Site, on_both};

on_both!(a_new_price_must_be_confirmed_before_the_order);
async fn a_new_price_must_be_confirmed_before_the_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    site.change("SCOPE-200", 44_900, 38).await;
    let page = browser.place(&review).await;
    assert!(page.is_page(409).says("Something in your order has changed.") && page.says("€449.00"));
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (0, 38));
    // The new total is confirmed on that page.
    let placed = browser.place(&page).await;
    placed.is(303);
    assert!(browser.get(placed.header("location")).await.says("€449.00"));
}

on_both!(a_product_sold_out_at_the_last_step_is_not_ordered);
async fn a_product_sold_out_at_the_last_step_is_not_ordered(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "2").await;
    let review = browser.review(GOOD_CARD).await;
    site.change("SCOPE-200", 42_900, 1).await;
    let page = browser.place(&review).await;
    assert!(page.is_page(409).says("sold out or is low in stock"));
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (0, 1));
    assert!(browser.get("/cart").await.says("Only 1 is left."));
    let mut program = site.program();
    program.cookies = browser.cookies.clone();
    let (key, hash) = (review.input("key"), review.input("review"));
    program.post("/checkout/place", &[("key", &key), ("review", &hash)]).await.is_problem(409);
}

on_both!(one_of_two_browsers_gets_the_last_unit);
async fn one_of_two_browsers_gets_the_last_unit(site: &Site) {
    site.change("SCOPE-200", 42_900, 1).await;
    let (mut one, mut two) = (site.browser(), site.browser());
    one.add("SCOPE-200", "1").await;
    two.add("SCOPE-200", "1").await;
    let (first, second) = (one.review(GOOD_CARD).await, two.review(GOOD_CARD).await);
    let (a, b) = tokio::join!(one.place(&first), two.place(&second));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (1, 0));
}

on_both!(a_review_page_of_the_release_before_places_its_order);
async fn a_review_page_of_the_release_before_places_its_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let (key, hash) = (review.input("key"), review.input("review"));
    browser.post("/checkout/place", &[("key", &key), ("seen", &hash)]).await.is(303);
    assert_eq!(site.orders().await, 1);
}

on_both!(a_double_click_places_one_order);
async fn a_double_click_places_one_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let click = || {
        let mut tab = site.browser();
        tab.cookies = browser.cookies.clone();
        let (key, hash) = (review.input("key"), review.input("review"));
        async move { tab.post("/checkout/place", &[("key", &key), ("review", &hash)]).await }
    };
    let (a, b, c, d) = tokio::join!(click(), click(), click(), click());
    for answer in [&b, &c, &d] {
        answer.leads_to(a.header("location"));
    }
    assert_eq!((site.orders().await, site.stock("SCOPE-200").await), (1, 37));
}
