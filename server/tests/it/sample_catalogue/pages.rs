//! Pages of the sample catalogue.

use crate::site::{Answer, Site};

#[tokio::test]
async fn every_page_answers() {
    let site = Site::sample().await;
    let mut browser = site.browser();
    let snapshot = site.shop.snapshot();
    let categories = snapshot.categories.iter().map(|c| format!("/categories/{}", c.slug));
    let products = snapshot.products.iter().map(|p| format!("/products/{}", p.slug));
    for path in categories.chain(products).chain(["/".to_owned()]) {
        let answer = browser.get(&path).await;
        let page = answer.is_page(200).page();
        assert!(!page.text("h1").is_empty() && !page.text("title").is_empty(), "{path}");
        // A picture beside its product's name is decorative; the large one has alternative text.
        assert!(page.all("main img").iter().all(|picture| picture.attr("alt").is_some()), "{path}");
        for picture in page.all(".gallery-large img") {
            assert!(picture.attr("alt").is_some_and(|alt| !alt.is_empty()), "{path}");
        }
    }
}

#[tokio::test]
async fn every_picture_exists() {
    let site = Site::sample().await;
    let mut browser = site.browser();
    for product in site.shop.snapshot().products.iter() {
        let picture = product.picture.as_ref().expect("a picture");
        browser.get(&format!("/media/{}/drawing.svg", picture.hash)).await.is(200);
    }
}

#[tokio::test]
async fn telescope_performance() {
    let site = Site::sample().await;
    let night = site.browser().get("/products/perigee-60-700").await;
    for part in [
        "more than the air usually allows",
        "in the box",
        "/products/corvane-plossl?variant=COR-PL-32",
        "Dawes’ limit",
        "Faintest star",
        "Formulas used",
    ] {
        assert!(night.is_page(200).text().contains(part), "{part}");
    }
    for (path, weight) in [
        ("perigee-60-700", "6.1\u{a0}kg"),
        ("lowland-12-dobsonian", "54\u{a0}kg"),
        ("corvane-barlow-2x", "190\u{a0}g"),
        ("lowland-16-truss?variant=LOW-T16G", "96\u{a0}kg"),
    ] {
        let page = site.browser().get(&format!("/products/{path}")).await;
        assert!(
            page.is_page(200)
                .text()
                .replace("&nbsp;", "\u{a0}")
                .contains(&format!("Shipping weight: {weight}<")),
            "{path}"
        );
    }
    // The light path is one of the pictures, and has a caption when it is the large one.
    let legend = "1 objective lens, 2 focus, 3 eyepiece. Below it, to the same scale";
    let captions = |page: &Answer| page.text().matches("gallery-caption").count();
    assert_eq!((captions(&night), night.text().contains("id=\"path\"")), (0, false));
    let path = site.browser().get("/products/perigee-60-700?picture=2").await;
    let words = path.is_page(200).text().split_once("gallery-caption").unwrap().1;
    assert!(words.split_once("</div>").unwrap().0.contains(legend));
    assert!(words.contains("gathers") && captions(&path) == 1);
    for slug in ["heliard-40-ha", "heliard-60-ha", "heliard-50-travel"] {
        let page = site.browser().get(&format!("/products/{slug}")).await;
        let html = page.is_page(200).text();
        assert!(
            html.contains("Image of the Sun at the focus") && html.contains("Smallest detail"),
            "{slug}"
        );
        for star in [
            "Resolves double stars to",
            "Light grasp",
            "True field",
            "times as much light as a dark-adapted eye",
        ] {
            assert!(!html.contains(star), "{slug}: {star}");
        }
    }
}

#[tokio::test]
async fn old_urls_redirect() {
    let site = Site::sample().await;
    for (old, new) in [
        ("/products/lowland-203-dobsonian", "/products/lowland-8-dobsonian"),
        ("/products/moon-map-poster", "/products/map-of-the-moon"),
        ("/product/OLJCESPC7Z", "/products/lowland-50-tabletop"),
        ("/products/national-park-foundation-explorascope", "/products/lowland-50-tabletop"),
        ("/products/starsense-explorer-refractor-telescope", "/products/halden-80-900"),
        ("/products/eclipsmart-travel-refractor-telescope", "/products/heliard-50-travel"),
        ("/products/lens-cleaning-kit", "/products/perigee-cleaning-kit"),
        ("/products/roof-binoculars", "/products/tarn-fell-10x42"),
        ("/products/solar-system-color-imager", "/products/grebe-planet-1c"),
        ("/products/red-flashlight", "/products/nattlys-red-torch"),
        ("/products/optical-tube-assembly", "/products/varnhem-11-sct-tube"),
        ("/products/solar-filter", "/products/heliard-white-light-filter"),
    ] {
        let answer = site.browser().get(old).await;
        answer.is(308);
        assert_eq!(answer.header("location"), new);
        site.browser().get(new).await.is_page(200);
    }
}

#[tokio::test]
async fn content_pages_are_whole() {
    let site = Site::sample().await;
    let mut browser = site.browser();
    let snapshot = site.shop.snapshot();
    for page in snapshot.content.pages() {
        let path = format!("/pages/{}", page.slug);
        let answer = browser.get(&path).await;
        let shown = answer.is_page(200).page();
        assert_eq!(shown.text("h1"), page.title);
        assert!(!shown.text(".prose").contains(['{', '}']), "{path}");
        assert!(!answer.text().contains("%7B") && !answer.text().contains("href=\"#\""), "{path}");
        // Its links lead to pages.
        for href in shown.attrs(".prose a[href^='/']", "href") {
            browser.get(&href).await.is_page(200);
        }
    }
    for (path, part) in [
        ("/pages/delivery", "public holidays in Germany and"),
        ("/pages/delivery", "Standard delivery"),
        ("/pages/contact", "write before 14:00,"),
        ("/pages/privacy", "match no order, we delete them after one year"),
    ] {
        assert!(browser.get(path).await.says(part), "{path}: {part}");
    }
}
