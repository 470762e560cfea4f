//! The pages of buying guides.

use crate::{rpc::search::suggested, site::Site};
use domain::Currency;
use shop::catalogue::ListQuery;

#[tokio::test]
async fn every_guide_has_a_page_with_advice_picks_and_list() {
    let site = Site::sample().await;
    let home = site.browser().get("/").await;
    let sitemap = site.browser().get("/sitemap.xml").await;
    let snapshot = site.shop.snapshot();
    for slug in snapshot.guide_slugs() {
        let path = format!("/guides/{slug}");
        let query = ListQuery { page: 1, ..ListQuery::default() };
        let guide = shop::catalogue::guide(&site.shop, slug, &query, Currency::EUR).unwrap();
        assert!(
            home.text().contains(&format!("href=\"{path}\""))
                && sitemap.text().contains(&format!("{path}</loc>")),
            "{path}"
        );
        let page = site.browser().get(&path).await;
        let html = page.is_page(200).text();
        assert!(
            html.contains(&format!("<h1>{}</h1>", guide.title))
                && html.contains(&format!("<title>{}", guide.title)),
            "{path}"
        );
        assert!(html.contains(&guide.advice) && guide.advice.split(". ").count() >= 2, "{path}");
        assert!(
            html.contains(&format!("rel=\"canonical\" href=\"{}{path}\"", site.shop.base_url()))
                && html.contains("BreadcrumbList"),
            "{path}"
        );
        let (chosen, list) = html.split_once("id=\"results\"").unwrap();
        assert_eq!(chosen.matches("class=\"card-why").count(), 3, "{path}");
        assert!(
            list.matches("<li class=\"card").count() >= 6,
            "{path}: {}",
            list.matches("<li class=\"card").count()
        );
        for one in &guide.chosen {
            assert!(!one.why.is_empty() && html.contains(&one.why), "{path}: {one:?}");
        }
        // Filters, sort order and pages work as on any list.
        site.browser().get(&format!("{path}?sort=price-up&stock=in-stock")).await.is_page(200);
        site.browser().get(&format!("{path}?page=99")).await.is(303);
    }
    site.browser().get("/guides/world-peace").await.is_page(404);
}

#[tokio::test]
async fn unavailable_picks_are_replaced() {
    let site = Site::sample().await;
    site.change("HAL-70L-AZ", 14_900, 0).await;
    site.set_status("lowland-6-dobsonian", "archived").await;
    shop::catalogue::refresh(&site.shop).await.unwrap();
    let page = site.browser().get("/guides/saturn").await;
    let chosen = page.is_page(200).text().split("id=\"results\"").next().unwrap();
    assert!(!chosen.contains("halden-70-900") && !chosen.contains("lowland-6-dobsonian"));
    assert_eq!(chosen.matches("class=\"card-why").count(), 2);
}

#[tokio::test]
async fn content_pages_are_above_the_results() {
    let site = Site::sample().await;
    for (query, page) in [
        ("returns", "returns"),
        ("warranty", "returns"),
        ("delivery", "delivery"),
        ("Shipping", "delivery"),
        ("contact", "contact"),
    ] {
        let answer = site.browser().get(&format!("/search?q={query}")).await;
        let html = answer.is_page(200).text();
        let main = html.split("<main").nth(1).unwrap().split("id=\"results\"").next().unwrap();
        assert!(main.contains(&format!("href=\"/pages/{page}\"")), "{query}");
        assert!(
            !html.contains("Showing results for") && !html.contains("corvane-star-diagonal"),
            "{query}"
        );
    }
    let guide = site.browser().get("/search?q=saturn").await;
    assert!(guide.text().contains("href=\"/guides/saturn\""));
    let plain = site.browser().get("/search?q=dobsonian").await;
    assert!(!plain.text().contains("You may be looking for"));
}

#[tokio::test]
async fn a_brand_not_carried_is_named() {
    let site = Site::sample().await;
    for (query, maker, slug) in [
        ("Celestron", "Celestron", "/products/lowland-8-dobsonian"),
        ("celestron+8+inch+dobsonian", "Celestron", "/products/lowland-8-dobsonian"),
        ("sky-watcher+dobsonian", "Sky-Watcher", "/products/lowland-8-dobsonian"),
        ("ZWO", "ZWO", "/products/grebe-deep-26"),
    ] {
        let page = site.browser().get(&format!("/search?q={query}")).await;
        let html = page.is_page(200).text();
        assert!(
            html.contains(&format!("We don’t sell {maker}.")) && html.contains(slug),
            "{query}"
        );
    }
    assert!(!site.browser().get("/search?q=halden").await.text().contains("We don’t sell"));
}

#[tokio::test]
async fn guides_and_pages_are_suggested() {
    let site = Site::sample().await;
    for (typed, href, title) in [
        ("sat", "/guides/saturn", "See Saturn’s rings"),
        ("galax", "/guides/galaxies", "Find faint galaxies"),
        ("retur", "/pages/returns", "Returns and warranty"),
        ("shipp", "/pages/delivery", "Delivery"),
    ] {
        let options = suggested(&mut site.browser(), typed).await;
        assert!(
            options.iter().any(|option| option.href == href && option.text == title),
            "{typed}: {options:?}"
        );
    }
    let options = suggested(&mut site.browser(), "dobs").await;
    let lead_to = |folder: &str| options.iter().any(|option| option.href.starts_with(folder));
    assert!(!lead_to("/guides/") && !lead_to("/pages/") && lead_to("/products/"));
}
