//! Suggested products on pages.

use crate::site::{Answer, Browser, GOOD_CARD, Site, on_both};
use domain::Currency;
use server::render::cache::PageKey;
use shop::{
    recommendations::{Pair, pin},
    staff::Actor,
};
use std::time::Duration;
use views::routes;

/// The merchant's choice for the telescope: a torch and a mug.
async fn choose(site: &Site) {
    for (other, position) in [("red-torch", 0), ("enamel-mug", 1)] {
        let pair = Pair { product: "meridian-200", other };
        pin(&site.shop, &Actor::operator("test"), pair, position).await.unwrap();
    }
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

/// A page with suggestions; loaded again if they were late on a busy machine, which a product page
/// in the cache may be for five seconds.
async fn with(browser: &mut Browser<'_>, path: &str, selector: &str) -> Answer {
    for _ in 0..300 {
        let answer = browser.get(path).await;
        if answer.is_page(200).page().has(selector) {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} never has {selector}")
}

on_both!(a_guest_objects_by_the_link_of_the_order);
async fn a_guest_objects_by_the_link_of_the_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    let path = link.split('?').next().unwrap().to_owned();
    let off = [("suggestions", "off")];
    // Only the holder of the key may.
    site.browser().post(&path, &off).await.is_page(404);
    site.program().post(&format!("{path}?key=1-x"), &off).await.is_problem(404);
    browser.get(&link).await.is_page(200);
    let page = browser.get(&path).await;
    assert_eq!(page.is_page(200).page().attr(".order-objection", "action"), path);
    let counted = async || {
        let export = shop::customers::privacy::export(&site.shop, "ada@example.org").await;
        export.unwrap()["orders"][0]["used_for_suggestions"].as_bool().unwrap()
    };
    shop::recommendations::learn_missed(&site.shop).await.unwrap();
    assert!(counted().await);
    browser.post(&path, &[("suggestions", "on")]).await.is_page(422);
    assert!(counted().await);
    // A second time changes nothing.
    for _ in 0..2 {
        browser.post(&path, &off).await.leads_to(&path);
        let page = browser.get(&path).await;
        assert!(page.says("This order no longer counts for suggestions."));
        assert!(!counted().await);
    }
    shop::recommendations::learn_missed(&site.shop).await.unwrap();
    assert!(!counted().await, "it stays so");
}

on_both!(a_set_is_added_by_one_form);
async fn a_set_is_added_by_one_form(site: &Site) {
    choose(site).await;
    let (mut browser, path) = (site.browser(), routes::product("meridian-200"));
    let page = with(&mut browser, &path, "#together").await.page();
    assert_eq!(page.texts("#together h2"), ["Often bought together"]);
    assert_eq!(
        page.attrs("#together li.card h3 a", "href"),
        ["/products/red-torch", "/products/enamel-mug"]
    );
    assert!(page.says("#together .card-why", "We recommend this with Meridian 200"));
    assert!(page.says("#together .set-form", "Add all 3 to cart"));
    let skus = page.attrs("#together [name=sku]", "value");
    assert_eq!(skus, ["SCOPE-200", "TORCH", "MUG"]);
    let key = page.attr("#together [name=key]", "value");
    assert_eq!(key.len(), 32);
    // Each response has its own key.
    let other = with(&mut browser, &path, "#together").await.page();
    assert_ne!(other.attr("#together [name=key]", "value"), key);
    let mut fields = vec![("key", key.as_str()), ("back", path.as_str())];
    fields.extend(skus.iter().map(|sku| ("sku", sku.as_str())));
    // A double click counts once.
    for _ in 0..2 {
        browser.post(routes::CART_SETS, &fields).await.leads_to(routes::CART);
        let cart = browser.get(routes::CART).await;
        assert_eq!(cart.is_page(200).cart_count(), 3);
        assert!(cart.says("3 items added to your cart."));
    }
    // Everything suggested is in the cart now.
    assert!(!browser.get(routes::CART).await.page().has("#together"));
    browser.get(routes::CART_SETS).await.leads_to(routes::CART);
}

on_both!(a_set_has_no_variant_that_the_shopper_has_not_chosen);
async fn a_set_has_no_variant_that_the_shopper_has_not_chosen(site: &Site) {
    for (other, position) in [("red-torch", 0), ("enamel-mug", 1)] {
        let pair = Pair { product: "refractor-102", other };
        pin(&site.shop, &Actor::operator("test"), pair, position).await.unwrap();
    }
    shop::catalogue::refresh(&site.shop).await.unwrap();
    let path = routes::variant("refractor-102", "REFRACTOR-SET");
    let page = with(&mut site.browser(), &path, "#together").await.page();
    assert_eq!(page.attrs("#together [name=sku]", "value"), ["TORCH", "MUG"]);
    assert!(page.says("#together .set-form", "Add both to cart"));
}

on_both!(what_is_left_of_a_set_is_added);
async fn what_is_left_of_a_set_is_added(site: &Site) {
    choose(site).await;
    site.change("MUG", 1_000, 0).await;
    let mut browser = site.browser();
    let fields = [("sku", "TORCH"), ("sku", "MUG"), ("sku", "NOTHING")];
    browser.post(routes::CART_SETS, &fields).await.leads_to(routes::CART);
    let cart = browser.get(routes::CART).await;
    assert_eq!(cart.is_page(200).cart_count(), 1);
    let notice = "1 item added to your cart. 1 item has sold out in the meantime. 1 item is no \
                  longer sold.";
    assert!(cart.says(notice));
    // The last one is in the cart already.
    browser.add("CAMERA", "1").await;
    let fields = [("sku", "CAMERA"), ("sku", "BOOK")];
    browser.post(routes::CART_SETS, &fields).await.leads_to(routes::CART);
    let cart = browser.get(routes::CART).await;
    assert!(cart.says("Your cart already has as many as you can order of 1 item."));
    assert_eq!(cart.is_page(200).cart_count(), 3);
    // Not suggested either.
    let path = routes::product("meridian-200");
    let page = with(&mut browser, &path, "#together").await.page();
    assert_eq!(page.attrs("#together li.card h3 a", "href"), ["/products/red-torch"]);
    for (fields, status) in [(&[("sku", "NOTHING")][..], 404), (&[], 404)] {
        browser.post(routes::CART_SETS, fields).await.is_page(status);
    }
}

on_both!(the_cart_suggests_what_goes_with_it);
async fn the_cart_suggests_what_goes_with_it(site: &Site) {
    choose(site).await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let page = with(&mut browser, routes::CART, "#together").await.page();
    assert_eq!(page.attrs("#together [name=sku]", "value"), ["TORCH", "MUG"]);
    assert!(page.says("#together .set-form", "Add both to cart"));
}

on_both!(orders_are_used_for_suggestions_if_the_shopper_agrees);
async fn orders_are_used_for_suggestions_if_the_shopper_agrees(site: &Site) {
    choose(site).await;
    let mut browser = site.browser();
    assert!(!browser.get(routes::HOME).await.is_page(200).page().has("#suggested"));
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    browser.get(&link).await.is_page(200);
    // On the order's page itself, which whoever has the link may see; nowhere else without asking.
    let shown = with(&mut browser, &link, "#suggested").await;
    assert!(shown.says("Use my orders for suggestions in this browser"));
    for path in [routes::HOME, routes::CART] {
        assert!(!browser.get(path).await.is_page(200).page().has("#suggested"), "{path}");
    }
    let (bought, back) = {
        let page = shown.page();
        (
            page.attr(".suggestions-on [name=bought]", "value"),
            page.attr(".suggestions-on [name=back]", "value"),
        )
    };
    assert_eq!(bought, "meridian-200");
    let on = [("suggestions", "on"), ("bought", bought.as_str()), ("back", back.as_str())];
    let set = browser.post(routes::PREFERENCES, &on).await;
    set.leads_to(&back);
    assert!(set.set_cookie("bought").unwrap().contains("Max-Age=2592000"));
    let notice = "For 30 days we use this order for suggestions in this browser.";
    assert!(browser.get(&back).await.says(notice));
    // The page of the order now has the button that turns it off.
    with(&mut browser, &back, "#suggested .suggestions-off").await;
    with(&mut browser, routes::CART, "#suggested").await;
    let page = with(&mut browser, routes::HOME, "#suggested").await.page();
    assert_eq!(
        page.attrs("#suggested li.card h3 a", "href"),
        ["/products/red-torch", "/products/enamel-mug"]
    );
    // Not what is in the cart.
    browser.add("TORCH", "1").await;
    for path in [routes::HOME, back.as_str(), routes::CART] {
        let page = with(&mut browser, path, "#suggested").await.page();
        let hrefs = page.attrs("#suggested li.card h3 a", "href");
        assert_eq!(hrefs, ["/products/enamel-mug"], "{path}");
    }
    // Only for this browser: the page comes from the cache.
    assert!(!site.browser().get(routes::HOME).await.is_page(200).page().has("#suggested"));
    let off = [("suggestions", "off"), ("back", routes::HOME)];
    browser.post(routes::PREFERENCES, &off).await.leads_to(routes::HOME);
    let home = browser.get(routes::HOME).await;
    assert!(!home.is_page(200).page().has("#suggested"));
    assert!(home.says("We no longer use your orders"));
    // The page of the order suggests nothing either, but its button is left. Looking at it stores
    // nothing.
    let shown = browser.get(&back).await;
    assert!(!shown.is_page(200).page().has("#suggested"));
    assert!(shown.page().has(".suggestions-on"));
    assert!(!browser.get(routes::HOME).await.page().has("#suggested"));
    browser.post(routes::PREFERENCES, &on).await.leads_to(&back);
    with(&mut browser, routes::HOME, "#suggested").await;
    for choice in ["maybe", "on"] {
        browser.post(routes::PREFERENCES, &[("suggestions", choice)]).await.is_page(422);
    }
}

on_both!(a_product_page_without_suggestions_is_cached_for_a_moment);
async fn a_product_page_without_suggestions_is_cached_for_a_moment(site: &Site) {
    let mut tx = site.shop.db().begin().await.unwrap();
    let sql = "DROP TABLE recommendation_neighbours";
    let _rows = match store::Executor::connection(&mut tx) {
        store::ConnectionRef::Sqlite(c) => {
            sqlx::raw_sql(sql).execute(c).await.unwrap().rows_affected()
        }
        store::ConnectionRef::Postgres(c) => {
            sqlx::raw_sql(sql).execute(c).await.unwrap().rows_affected()
        }
    };
    tx.commit().await.unwrap();
    let path = routes::product("meridian-200");
    let key = PageKey { path: path.clone(), currency: Currency::EUR, country: "DE" };
    let is_cached = || site.state.pages.get(&key, &site.shop).is_some();
    assert!(!site.browser().get(&path).await.is_page(200).page().has("#together"));
    assert!(is_cached());
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert!(!is_cached());
}
