//! The pages of the wishes: what they promise, and that it is kept.

use crate::site::Site;
use domain::search::intent::WISHES;

#[tokio::test]
async fn every_wish_has_a_page_with_advice_choice_and_list() {
    let site = Site::sqlite().await;
    let home = site.browser().get("/").await;
    let sitemap = site.browser().get("/sitemap.xml").await;
    for wish in &WISHES {
        let path = format!("/wishes/{}", wish.slug);
        assert!(
            home.text().contains(&format!("href=\"{path}\""))
                && sitemap.text().contains(&format!("{path}</loc>")),
            "{path}"
        );
        let page = site.browser().get(&path).await;
        let html = page.is_page(200).text();
        let word = |part: &str| {
            app::i18n::find(&format!("wish-{}{part}", wish.slug))
                .unwrap_or_else(|| panic!("{path} has no text {part}"))
        };
        assert!(
            html.contains(&format!("<h1>{}</h1>", word("")))
                && html.contains(&format!("<title>{}", word(""))),
            "{path}"
        );
        assert!(
            html.contains(word("-advice")) && word("-advice").split(". ").count() >= 2,
            "{path}"
        );
        assert!(
            html.contains(&format!(
                "rel=\"canonical\" href=\"{}{path}\"",
                site.shop.settings().base_url
            )) && html.contains("BreadcrumbList"),
            "{path}"
        );
        let (chosen, list) = html.split_once("id=\"results\"").unwrap();
        assert_eq!(chosen.matches("class=\"card-why").count(), 3, "{path}");
        assert!(
            list.matches("<li class=\"card").count() >= 6,
            "{path}: {}",
            list.matches("<li class=\"card").count()
        );
        for product in wish.chosen {
            assert!(
                site.shop.snapshot().by_slug(product).is_some()
                    && !word(&format!("-{product}")).is_empty(),
                "{path}: {product}"
            );
        }
        // Filters, order and pages work as on any list.
        site.browser().get(&format!("{path}?sort=price-up&stock=in-stock")).await.is_page(200);
        site.browser().get(&format!("{path}?page=99")).await.is(303);
    }
    site.browser().get("/wishes/world-peace").await.is_page(404);
}

#[tokio::test]
async fn chosen_ones_that_are_gone_or_sold_out_make_room() {
    let site = Site::sqlite().await;
    site.change("HAL-70L-AZ", 14_900, 0).await;
    site.set_status("lowland-6-dobsonian", "archived").await;
    shop::catalogue::refresh(&site.shop).await.unwrap();
    let page = site.browser().get("/wishes/saturn").await;
    let chosen = page.is_page(200).text().split("id=\"results\"").next().unwrap();
    assert!(!chosen.contains("halden-70-900") && !chosen.contains("lowland-6-dobsonian"));
    assert_eq!(chosen.matches("class=\"card-why").count(), 2);
}

#[tokio::test]
async fn pages_of_the_shop_stand_above_the_results() {
    let site = Site::sqlite().await;
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
    let wish = site.browser().get("/search?q=saturn").await;
    assert!(wish.text().contains("href=\"/wishes/saturn\""));
    let plain = site.browser().get("/search?q=dobsonian").await;
    assert!(!plain.text().contains("You may be looking for"));
}

#[tokio::test]
async fn a_maker_that_is_not_carried_is_named() {
    let site = Site::sqlite().await;
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
async fn wishes_and_pages_are_offered_while_typing() {
    let site = Site::sqlite().await;
    for (typed, href, title) in [
        ("sat", "/wishes/saturn", "See Saturn’s rings"),
        ("galax", "/wishes/galaxies", "Find faint galaxies"),
        ("retur", "/pages/returns", "Returns and warranty"),
        ("shipp", "/pages/delivery", "Delivery"),
    ] {
        let answer = site.browser().get(&format!("/search/suggestions?q={typed}")).await;
        assert!(
            answer.is(200).text().contains(&format!("href=\"{href}\""))
                && answer.text().contains(title),
            "{typed}: {}",
            answer.text()
        );
    }
    let answer = site.browser().get("/search/suggestions?q=dobs").await;
    assert!(
        !answer.text().contains("/wishes/")
            && !answer.text().contains("/pages/")
            && answer.text().contains("/products/")
    );
}
