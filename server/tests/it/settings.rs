//! The merchant's settings on pages: a change shows without a restart.

use crate::site::{NOW, ORIGIN, Site, on_both};
use domain::{Currency, shipping::Tariffs};
use shop::{
    pricing::{SetRates, set as set_rates},
    rules::{ReplaceTables, replace},
    settings::{ChangeSettings, Setting, adopt, change, stored},
    staff::Actor,
};
use views::routes;

/// Somebody who may do everything.
fn operator() -> Actor {
    Actor::operator("test")
}

/// Changes settings as the command does.
async fn set(site: &Site, values: &[(Setting, &str)]) {
    let version = stored(&site.shop).await.unwrap().version;
    let values = values.iter().map(|(setting, text)| (*setting, (*text).to_owned())).collect();
    change(&site.shop, &operator(), ChangeSettings { version, values }).await.unwrap();
}

on_both!(pages_show_a_change);
async fn pages_show_a_change(site: &Site) {
    let mut browser = site.browser();
    for _ in 0..2 {
        let page = browser.get(routes::HOME).await.is_page(200).page();
        assert!(page.text("title").starts_with("Perigee · "), "{}", page.text("title"));
        assert!(page.text(".services").contains("14:00"));
    }
    set(site, &[(Setting::ShopName, "Sky & Sons"), (Setting::CutOff, "9")]).await;
    for _ in 0..2 {
        let page = browser.get(routes::HOME).await.is_page(200).page();
        assert!(page.text("title").starts_with("Sky & Sons · "), "{}", page.text("title"));
        assert!(page.text(".masthead .brand").contains("Sky & Sons"));
        assert!(page.text(".services").contains("9:00"));
        assert_eq!(page.attr("meta[property=\"og:site_name\"]", "content"), "Sky & Sons");
    }
    for path in ["/products/refractor-102", "/categories/telescopes", "/cart", "/pages/terms"] {
        let page = browser.get(path).await.is_page(200).page();
        assert!(page.text("title").ends_with(" · Sky & Sons"), "{path}: {}", page.text("title"));
        assert!(!page.shown().contains("Perigee"), "{path}");
        // The merchant has no picture for the others.
        let has_preview = page.has("meta[property='og:image']");
        assert_eq!(has_preview, path.starts_with("/products/"), "{path}");
    }
    // Shoppers who have chosen nothing get the new currency and country.
    assert!(browser.get("/products/red-torch").await.says("€29.00"));
    set(site, &[(Setting::Currency, "USD"), (Setting::Country, "US")]).await;
    let page = browser.get("/products/red-torch").await;
    assert!(page.says("United States") && !page.text().contains("€29.00"));
    let footer = |page: &str, days: &str| page.contains(&format!("{days}-day returns"));
    assert!(footer(&browser.get(routes::HOME).await.page().text(".services"), "30"));
    set(site, &[(Setting::ReturnDays, "60"), (Setting::WithdrawalDays, "20")]).await;
    assert!(footer(&browser.get(routes::HOME).await.page().text(".services"), "60"));
    let page = browser.get("/products/red-torch").await;
    assert!(page.says("60-day returns, even after use") && page.says("Return it within 60 days"));
    assert!(browser.get(routes::WITHDRAW).await.says("within 20 days of receiving it"));
}

on_both!(pages_show_replaced_tariffs_and_typed_rates);
async fn pages_show_replaced_tariffs_and_typed_rates(site: &Site) {
    let mut browser = site.browser();
    browser.add("TORCH", "1").await;
    for _ in 0..2 {
        assert!(browser.get(routes::CART).await.is_page(200).says("€4.90"));
    }
    let line = |zone: &str| format!("{zone},standard,parcel,,,7.77,,1,2\n");
    let tariffs: String = ["home", "eu", "uk", "world"].map(line).concat();
    let tariffs = Some(Tariffs::read(&tariffs).unwrap());
    let rules = site.shop.settings().rules.clone();
    let (zones, tax_rates) = (Some(rules.zones), Some(rules.tax_rates));
    replace(&site.shop, &operator(), ReplaceTables { version: 0, zones, tariffs, tax_rates })
        .await
        .unwrap();
    let page = browser.get(routes::CART).await;
    assert!(page.is_page(200).says("€7.77") && !page.says("€4.90"));

    adopt(site.shop.db(), &testing::settings(ORIGIN), NOW).await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
    browser.post("/preferences", &[("currency", "USD")]).await.is(303);
    for _ in 0..2 {
        assert!(!browser.get("/products/red-torch").await.says("$57.95"));
    }
    let rates = vec![(Currency::USD, Some(2_000_000))];
    set_rates(&site.shop, &operator(), SetRates { version: 1, rates }).await.unwrap();
    for path in ["/products/red-torch", "/categories/flashlights", "/cart"] {
        assert!(browser.get(path).await.is_page(200).says("$57.95"), "{path}");
    }
}
