//! The merchant's settings on pages: a change shows without a restart.

use crate::site::{Site, on_both};
use shop::settings::{ChangeSettings, Setting, change, stored};
use views::routes;

/// Changes settings as the command does.
async fn set(site: &Site, values: &[(Setting, &str)]) {
    let version = stored(&site.shop).await.unwrap().version;
    let values = values.iter().map(|(setting, text)| (*setting, (*text).to_owned())).collect();
    change(&site.shop, ChangeSettings { version, values }).await.unwrap();
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
    }
    // Shoppers who have chosen nothing get the new currency and country.
    assert!(browser.get("/products/red-torch").await.says("€29.00"));
    set(site, &[(Setting::Currency, "USD"), (Setting::Country, "US")]).await;
    let page = browser.get("/products/red-torch").await;
    assert!(page.says("United States") && !page.text().contains("€29.00"));
}
