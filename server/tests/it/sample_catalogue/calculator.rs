//! `/tools/eyepieces` over HTTP.

use crate::site::{Site, on_both};
use domain::Currency;
use server::render::cache::PageKey;
use views::optics::calculator::{ChoiceGroup, Question};

const PATH: &str = "/tools/eyepieces";

fn first(groups: &[ChoiceGroup]) -> String {
    groups[0].choices[0].value.clone()
}

on_both!(search_engines_index_only_the_plain_page, sample_on);
async fn search_engines_index_only_the_plain_page(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get(PATH).await.is_page(200).page();
    let address = format!("{}{PATH}", site.shop.base_url());
    assert_eq!(page.attr("link[rel=canonical]", "href"), address);
    assert!(!page.has("meta[name=robots]"));
    let drawing = page.attr("figure svg[role=img]", "aria-label");
    assert!(drawing.contains("the full Moon"), "{drawing}");
    assert!(browser.get("/sitemap.xml").await.text().contains(&format!("{PATH}</loc>")));
    // A campaign parameter is not a question.
    let page = browser.get(&format!("{PATH}?utm_source=mail")).await;
    assert!(page.is_page(200).page().has("link[rel=canonical]"));
    let all = shop::catalogue::calculate(&site.shop, Question::default(), Currency::EUR);
    let (telescope, eyepiece) = (first(&all.telescopes), first(&all.eyepieces));
    let page = browser.get(&format!("{PATH}?telescope={telescope}&eyepiece={eyepiece}")).await;
    let page = page.is_page(200).page();
    assert!(page.has("meta[name=robots][content=noindex]") && !page.has("link[rel=canonical]"));
    for chosen in [&telescope, &eyepiece] {
        assert!(page.has(&format!("option[value='{chosen}'][selected]")), "{chosen}");
    }
    // Every page links to it, and a trailing slash redirects correctly.
    assert!(browser.get("/").await.page().has(&format!("a[href='{PATH}']")));
    assert_eq!(
        browser.get(&format!("{PATH}/?factor=2")).await.is(308).header("location"),
        format!("{PATH}?factor=2")
    );
}

#[tokio::test]
async fn questions_are_not_cached() {
    let site = Site::sample().await;
    let mut browser = site.browser();
    let kept = |path: &str| {
        let key = PageKey { path: path.to_owned(), currency: Currency::EUR, country: "DE" };
        site.state.pages.get(&key, &site.shop).is_some()
    };
    browser.get(PATH).await.is_page(200);
    assert!(kept(PATH));
    for aperture in 100..120 {
        let path = format!("{PATH}?telescope=own&aperture={aperture}&focal-length=1000");
        let page = browser.get(&path).await;
        let own = format!("{aperture}\u{a0}mm aperture");
        assert!(page.is_page(200).page().says("main", &own), "{path}");
        let address = shop::catalogue::calculate(
            &site.shop,
            Question {
                telescope: Some("own".to_owned()),
                aperture: aperture.to_string(),
                focal_length: "1000".to_owned(),
                ..Question::default()
            },
            Currency::EUR,
        );
        assert!(!kept(&path) && !kept(&address.address), "{path}");
    }
}

#[tokio::test]
async fn typed_numbers_in_any_script() {
    let site = Site::sample().await;
    // 203 and 1200 in Arabic, full-width and Devanagari digits; a comma from an input method.
    for (aperture, focal_length) in [
        ("203", "1200"),
        ("%D9%A2%D9%A0%D9%A3", "%D9%A1%D9%A2%D9%A0%D9%A0"),
        ("%EF%BC%92%EF%BC%90%EF%BC%93+mm", "%EF%BC%91%EF%BC%8C%EF%BC%92%EF%BC%90%EF%BC%90"),
        ("%E0%A5%A8%E0%A5%A6%E0%A5%A9", "1200%C2%A0mm"),
    ] {
        let path = format!(
            "{PATH}?telescope=own&aperture={aperture}&focal-length={focal_length}&eyepiece=own&\
             eyepiece-focal-length=25&apparent-field=50"
        );
        let page = site.browser().get(&path).await;
        let page = page.is_page(200).page();
        assert!(page.says("main", "203\u{a0}mm aperture"), "{path}");
        assert!(page.texts("dd").contains(&"48×".to_owned()), "{path}");
    }
}

#[tokio::test]
async fn errors_are_at_their_field_with_the_input() {
    let site = Site::sample().await;
    let mut browser = site.browser();
    for (query, field, typed) in [
        ("telescope=own&aperture=0&focal-length=1200", "aperture", "0"),
        ("telescope=own&aperture=203&focal-length=-1", "focal-length", "-1"),
        ("telescope=own&aperture=1e9&focal-length=1200", "aperture", "1e9"),
        ("telescope=own&aperture=NaN&focal-length=1200", "aperture", "NaN"),
        (
            "eyepiece=own&eyepiece-focal-length=inf&apparent-field=50",
            "eyepiece-focal-length",
            "inf",
        ),
        ("barlow=own&factor=two", "factor", "two"),
        (
            "camera=own&sensor-width=1000000000&sensor-height=1&pixel-size=3",
            "sensor-width",
            "1000000000",
        ),
    ] {
        let page = browser.get(&format!("{PATH}?{query}")).await.is_page(422).page();
        assert_eq!(page.input(field), typed, "{query}");
        assert!(page.has(&format!("a[href='#{field}']")), "{query}");
        assert!(page.has("meta[name=robots][content=noindex]"), "{query}");
        assert!(page.has(&format!("input[id='{field}'][aria-invalid=true]")), "{query}");
        let shown = page.shown();
        for nonsense in ["NaN\u{a0}", "inf×", "NaN×"] {
            assert!(!shown.contains(nonsense), "{query}: {nonsense}");
        }
    }
    for choice in ["telescope", "eyepiece", "barlow", "camera"] {
        for nonsense in
            ["nothing-like-it", "%3Cscript%3Ealert(1)%3C/script%3E", "%FF%FE", "..%2F..%2Fetc"]
        {
            let path = format!("{PATH}?{choice}={nonsense}");
            let page = browser.get(&path).await;
            assert!(!page.is_page(422).text().contains("<script>alert"), "{path}");
        }
        browser.get(&format!("{PATH}?{choice}=%00")).await.is_page(400);
    }
    // Repeated parameters: the first one counts. Too many are rejected.
    browser.get(&format!("{PATH}?factor=2&factor=abc")).await.is_page(200);
    browser.get(&format!("{PATH}?{}", "factor=2&".repeat(101))).await.is_page(400);
    browser
        .get(&format!("{PATH}?aperture={}&focal-length=1200", "9".repeat(5000)))
        .await
        .is_page(422);
}

#[tokio::test]
async fn programs_receive_errors_by_field() {
    let site = Site::sample().await;
    let problem = site
        .program()
        .get(&format!("{PATH}?telescope=own&aperture=0&focal-length=1200"))
        .await
        .is_problem(422);
    assert_eq!(problem["errors"][0]["field"], "aperture");
    site.program().get(PATH).await.is(200);
}

#[tokio::test]
async fn products_link_to_it_and_chosen_products_can_be_bought() {
    let site = Site::sample().await;
    let all = shop::catalogue::calculate(&site.shop, Question::default(), Currency::EUR);
    let (telescope, eyepiece) = (first(&all.telescopes), first(&all.eyepieces));
    let mut browser = site.browser();
    let product = browser.get(&format!("/products/{telescope}")).await.page();
    assert!(product.has(&format!("a[href='{PATH}?telescope={telescope}']")));
    let slug = site.shop.snapshot().by_sku(&eyepiece).unwrap().slug.clone();
    let product = browser.get(&format!("/products/{slug}?variant={eyepiece}")).await.page();
    assert!(product.has(&format!("a[href='{PATH}?eyepiece={eyepiece}']")));
    let address = format!("{PATH}?telescope={telescope}&eyepiece={eyepiece}");
    let page = browser.get(&address).await.is_page(200).page();
    assert!(page.has(&format!("form [name=sku][value='{eyepiece}']")));
    assert!(page.has(&format!("form [name=back][value='{address}']")));
    browser
        .post("/cart/lines", &[("sku", &eyepiece), ("quantity", "1"), ("back", &address)])
        .await
        .is(303);
    assert_eq!(browser.get(&address).await.cart_count(), 1);
}
