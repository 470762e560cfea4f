//! "Does it fit your telescope?" on the page of an accessory, with plain links and forms.

use crate::site::Site;
use testing::fixture;

/// A shop with telescopes and accessories.
async fn stocked() -> Site {
    let site = Site::sqlite().await;
    let mut tx = site.shop.db().begin().await.unwrap();
    store::settings::put(&mut tx, "catalogue.needs", fixture::NEEDS).await.unwrap();
    tx.commit().await.unwrap();
    site.add_products(&fixture::fitting()).await;
    site
}

/// The compatibility section of the page.
fn section(html: &str) -> &str {
    let (_, rest) = html.split_once("id=\"fit\"").expect("the section");
    rest.split_once("</section>").expect("its end").0
}

/// The verdict; `None` if no telescope was chosen.
fn verdict(html: &str) -> Option<&str> {
    let (_, rest) = section(html).split_once("id=\"fit-verdict\"")?;
    Some(rest.split_once("<details").map_or(rest, |(verdict, _)| verdict))
}

#[tokio::test]
async fn a_telescope_is_chosen_with_a_form() {
    let site = stocked().await;
    let mut browser = site.browser();
    let plain = browser.get("/products/wide-eyepiece-38").await;
    let html = plain.is_page(200).text();
    assert!(verdict(html).is_none());
    let fit = section(html);
    for part in [
        "<form method=\"get\" action=\"/products/wide-eyepiece-38#fit\" class=\"fit-form\">",
        "<label for=\"telescope\">",
        "<select id=\"telescope\" name=\"telescope\" required",
        "<optgroup label=\"Northlight\">",
        "<option value=\"narrow-70\"",
        "<summary>",
    ] {
        assert!(fit.contains(part), "{part} is missing: {fit}");
    }
    assert!(!html.contains("noindex"));

    let page = browser.get("/products/wide-eyepiece-38?telescope=narrow-70").await;
    let html = page.is_page(200).text();
    let no = verdict(html).expect("a verdict");
    assert!(
        no.contains("No, it doesn’t fit the Narrow 70") && no.contains("takes only 1.25″"),
        "{no}"
    );
    assert!(section(html).contains("<option value=\"narrow-70\" selected"));

    let yes = browser.get("/products/wide-eyepiece-38?telescope=refractor-102").await;
    let yes = verdict(yes.is_page(200).text()).expect("a verdict").to_owned();
    assert!(
        yes.contains("Yes, it fits the Refractor 102") && yes.contains("Its 2″ barrel"),
        "{yes}"
    );

    let open = browser.get("/products/phone-holder?telescope=refractor-102").await;
    let open = verdict(open.is_page(200).text()).expect("a verdict").to_owned();
    assert!(open.contains("We can’t tell") && open.contains("href=\"/pages/contact\""), "{open}");
}

#[tokio::test]
async fn the_variant_is_kept_and_determines_the_verdict() {
    let site = stocked().await;
    let mut browser = site.browser();
    let page = browser.get("/products/star-diagonal?variant=DIAGONAL-2&telescope=short-72").await;
    let html = page.is_page(200).text();
    assert!(
        verdict(html)
            .unwrap()
            .contains("It needs 110 mm of back focus, and the telescope has 92 mm."),
        "{:?}",
        verdict(html)
    );
    assert!(section(html).contains("<input type=\"hidden\" name=\"variant\" value=\"DIAGONAL-2\""));
    // The other variant is linked, with the same telescope.
    let other = "/products/star-diagonal?variant=DIAGONAL-1&amp;telescope=short-72#purchase";
    assert!(html.contains(&format!("href=\"{other}\"")), "{html}");
    let page = browser.get("/products/star-diagonal?variant=DIAGONAL-1&telescope=short-72").await;
    let verdict = verdict(page.is_page(200).text()).unwrap().to_owned();
    assert!(
        verdict.contains("Yes") && verdict.contains("1.25″ reducer supplied with the telescope"),
        "{verdict}"
    );
}

#[tokio::test]
async fn a_connecting_adapter_can_be_added() {
    let site = stocked().await;
    let mut browser = site.browser();
    let path = "/products/planet-camera?telescope=astrograph-60";
    let page = browser.get(path).await;
    let verdict = verdict(page.is_page(200).text()).unwrap().to_owned();
    assert!(
        verdict.contains("with this adapter")
            && verdict.contains("href=\"/products/t2-adapter?variant=T2-2\""),
        "{verdict}"
    );
    assert!(
        verdict.contains("action=\"/cart/lines\"") && verdict.contains("value=\"T2-2\""),
        "{verdict}"
    );
    assert!(verdict.contains(&format!("name=\"back\" value=\"{path}\"")), "{verdict}");
    let added =
        browser.post("/cart/lines", &[("sku", "T2-2"), ("quantity", "1"), ("back", path)]).await;
    added.is(303);
    assert_eq!(browser.get("/cart").await.cart_count(), 1);
}

#[tokio::test]
async fn an_unknown_telescope_is_an_error_at_its_field() {
    let site = stocked().await;
    let mut browser = site.browser();
    site.set_status("meridian-150", "archived").await;
    let unknown = "We don’t sell this telescope.";
    let table = [
        ("telescope=", "Choose your telescope from the list."),
        ("telescope=nothing-like-it", unknown),
        ("telescope=meridian-150", unknown),
        ("telescope=wide-eyepiece-38", unknown),
        ("telescope=%3Cscript%3Ealert(1)%3C%2Fscript%3E", unknown),
        ("telescope=%FF%F0%9F%94%AD%E2%80%8B", unknown),
        ("telescope=..%2F..%2Fetc", unknown),
        ("telescope=narrow-70&telescope=refractor-102", "The address of this page names several."),
        (
            "telescope=narrow-70&variant=PL-25&telescope=x",
            "The address of this page names several.",
        ),
    ];
    for (query, message) in table {
        let page = browser.get(&format!("/products/plossl?{query}")).await;
        let html = page.is_page(422).text();
        let fit = section(html);
        assert!(fit.contains("role=\"alert\""), "{query}");
        assert!(
            fit.contains("aria-invalid=\"true\"")
                && fit.contains("aria-describedby=\"telescope-error\""),
            "{query}"
        );
        let (_, error) = fit.split_once("id=\"telescope-error\"").unwrap();
        assert!(error.contains(message), "{query}: {error}");
        assert!(
            verdict(html).is_none()
                && !html.contains("alert(1)")
                && !html.contains("nothing-like-it"),
            "{query}"
        );
    }
    let long = format!("/products/plossl?telescope={}", "a".repeat(4000));
    assert!(section(browser.get(&long).await.is_page(422).text()).contains(unknown));
    // A repeated telescope counts once.
    let twice = browser.get("/products/plossl?telescope=narrow-70&telescope=narrow-70").await;
    assert!(verdict(twice.is_page(200).text()).unwrap().contains("Yes"));
}

#[tokio::test]
async fn search_engines_index_the_page_without_a_question() {
    let site = stocked().await;
    let mut browser = site.browser();
    for (query, status) in
        [("?telescope=narrow-70", 200), ("?telescope=x", 422), ("?telescope=", 422)]
    {
        let page = browser.get(&format!("/products/plossl{query}")).await;
        let html = page.is_page(status).text();
        let (_, canonical) = html.split_once("<link rel=\"canonical\" href=\"").unwrap();
        assert!(canonical.split('"').next().unwrap().ends_with("/products/plossl"), "{query}");
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\""), "{query}");
    }
    // A telescope's page ignores the parameter.
    let plain = browser.get("/products/refractor-102").await;
    let asked = browser.get("/products/refractor-102?telescope=narrow-70").await;
    assert!(!plain.text().contains("id=\"fit\"") && !asked.text().contains("noindex"));
    // Its needs link to the verdict for it.
    let needed = "href=\"/products/star-diagonal?variant=DIAGONAL-2&amp;telescope=refractor-102\" \
                  rel=\"nofollow\"";
    assert!(plain.text().contains(needed), "{}", plain.text());
    for map in ["/sitemap.xml", "/robots.txt"] {
        assert!(!browser.get(map).await.is(200).text().contains("telescope="), "{map}");
    }
}

#[tokio::test]
async fn each_choice_has_its_own_cached_page() {
    let site = stocked().await;
    let mut browser = site.browser();
    let paths = [
        ("/products/wide-eyepiece-38", None),
        (
            "/products/wide-eyepiece-38?telescope=narrow-70",
            Some("No, it doesn’t fit the Narrow 70"),
        ),
        (
            "/products/wide-eyepiece-38?telescope=refractor-102",
            Some("Yes, it fits the Refractor 102"),
        ),
        (
            "/products/wide-eyepiece-38?utm_source=x&telescope=refractor-102",
            Some("Yes, it fits the Refractor 102"),
        ),
    ];
    for _ in 0..3 {
        for (path, expected) in paths {
            let page = browser.get(path).await;
            match (verdict(page.is_page(200).text()), expected) {
                (None, None) => {}
                (Some(verdict), Some(expected)) => {
                    assert!(verdict.contains(expected), "{path}: {verdict}")
                }
                (found, _) => panic!("{path}: {found:?}"),
            }
        }
    }
    // An archived telescope cannot be chosen.
    site.set_status("refractor-102", "archived").await;
    let page = browser.get(paths[2].0).await;
    let html = page.is_page(422).text();
    assert!(
        verdict(html).is_none()
            && html.contains("We don’t sell this telescope.")
            && !html.contains("value=\"refractor-102\"")
    );
}

#[tokio::test]
async fn choices_and_pictures_that_do_not_exist_are_not_cached() {
    let site = stocked().await;
    let mut browser = site.browser();
    let product = "/products/wide-eyepiece-38";
    browser.get(product).await.is_page(200);
    let before = site.state.pages.count();
    for (query, status) in [
        ("telescope=narrow-70", 200),
        ("telescope=refractor-102", 200),
        ("telescope=nothing-like-it", 422),
        ("telescope=", 422),
        ("telescope=narrow-70&telescope=refractor-102", 422),
        ("picture=0", 200),
        ("picture=200", 200),
        ("picture=255", 200),
        ("picture=many", 200),
    ] {
        browser.get(&format!("{product}?{query}")).await.is_page(status);
        assert_eq!(site.state.pages.count(), before, "{query}");
    }
    // An existing picture has a page of its own.
    browser.get(&format!("{product}?picture=1")).await.is_page(200);
    assert_eq!(site.state.pages.count(), before + 1);
}
