//! "Does it fit your telescope?" on the page of an accessory, by plain links and forms.

use crate::site::Site;

/// The section of the page.
fn section(html: &str) -> &str {
    let (_, rest) = html.split_once("id=\"fit\"").expect("the section");
    rest.split_once("</section>").expect("its end").0
}

/// The verdict; none where no telescope was chosen.
fn verdict(html: &str) -> Option<&str> {
    let (_, rest) = section(html).split_once("id=\"fit-verdict\"")?;
    Some(rest.split_once("<details").map_or(rest, |(verdict, _)| verdict))
}

#[tokio::test]
async fn a_telescope_is_chosen_by_a_form() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let plain = browser.get("/products/corvane-38-70").await;
    let html = plain.is_page(200).text();
    assert!(verdict(html).is_none());
    let fit = section(html);
    for part in [
        "<form method=\"get\" action=\"/products/corvane-38-70#fit\" class=\"fit-form\">",
        "<label for=\"telescope\">",
        "<select id=\"telescope\" name=\"telescope\" required",
        "<optgroup label=\"Halden Optical\">",
        "<option value=\"halden-70-900\"",
        "<summary>",
    ] {
        assert!(fit.contains(part), "{part} is missing: {fit}");
    }
    assert!(!html.contains("noindex"));

    let page = browser.get("/products/corvane-38-70?telescope=halden-70-900").await;
    let html = page.is_page(200).text();
    let no = verdict(html).expect("a verdict");
    assert!(
        no.contains("No, it doesn’t fit the Halden 70/900") && no.contains("takes only 1.25″"),
        "{no}"
    );
    assert!(section(html).contains("<option value=\"halden-70-900\" selected"));

    let yes = browser.get("/products/corvane-38-70?telescope=halden-102-ed").await;
    let yes = verdict(yes.is_page(200).text()).expect("a verdict").to_owned();
    assert!(
        yes.contains("Yes, it fits the Halden 102 ED") && yes.contains("Its 2″ barrel"),
        "{yes}"
    );

    let open = browser.get("/products/corvane-phone-holder?telescope=halden-102-ed").await;
    let open = verdict(open.is_page(200).text()).expect("a verdict").to_owned();
    assert!(open.contains("We can’t tell") && open.contains("href=\"/pages/contact\""), "{open}");
}

#[tokio::test]
async fn the_variant_is_kept_and_decides() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let page = browser
        .get("/products/corvane-star-diagonal?variant=COR-DIA-2&telescope=halden-72-ed")
        .await;
    let html = page.is_page(200).text();
    assert!(
        verdict(html)
            .unwrap()
            .contains("It needs 110 mm of back focus, and the telescope has 92 mm."),
        "{:?}",
        verdict(html)
    );
    assert!(section(html).contains("<input type=\"hidden\" name=\"variant\" value=\"COR-DIA-2\""));
    // The other variant is one link away, with the same telescope.
    let other =
        "/products/corvane-star-diagonal?variant=COR-DIA-1&amp;telescope=halden-72-ed#purchase";
    assert!(html.contains(&format!("href=\"{other}\"")), "{html}");
    let page = browser
        .get("/products/corvane-star-diagonal?variant=COR-DIA-1&telescope=halden-72-ed")
        .await;
    let verdict = verdict(page.is_page(200).text()).unwrap().to_owned();
    assert!(
        verdict.contains("Yes") && verdict.contains("1.25″ reducer supplied with the telescope"),
        "{verdict}"
    );
}

#[tokio::test]
async fn an_adapter_between_them_can_be_added() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let path = "/products/grebe-planet-2c?telescope=halden-60-astrograph";
    let page = browser.get(path).await;
    let verdict = verdict(page.is_page(200).text()).unwrap().to_owned();
    assert!(
        verdict.contains("with this adapter")
            && verdict.contains("href=\"/products/corvane-t2-adapter?variant=COR-T2-2\""),
        "{verdict}"
    );
    assert!(
        verdict.contains("action=\"/cart/lines\"") && verdict.contains("value=\"COR-T2-2\""),
        "{verdict}"
    );
    assert!(verdict.contains(&format!("name=\"back\" value=\"{path}\"")), "{verdict}");
    let added = browser
        .post("/cart/lines", &[("sku", "COR-T2-2"), ("quantity", "1"), ("back", path)])
        .await;
    added.is(303);
    assert_eq!(browser.get("/cart").await.cart_count(), 1);
}

#[tokio::test]
async fn what_names_no_telescope_is_said_at_the_field() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    site.set_status("lowland-6-dobsonian", "archived").await;
    let unknown = "We don’t sell this telescope.";
    let table = [
        ("telescope=", "Choose your telescope from the list."),
        ("telescope=nothing-like-it", unknown),
        ("telescope=lowland-6-dobsonian", unknown),
        ("telescope=corvane-38-70", unknown),
        ("telescope=%3Cscript%3Ealert(1)%3C%2Fscript%3E", unknown),
        ("telescope=%FF%F0%9F%94%AD%E2%80%8B", unknown),
        ("telescope=..%2F..%2Fetc", unknown),
        (
            "telescope=halden-70-900&telescope=halden-102-ed",
            "The address of this page names several.",
        ),
        (
            "telescope=halden-70-900&variant=COR-PL-25&telescope=x",
            "The address of this page names several.",
        ),
    ];
    for (query, message) in table {
        let page = browser.get(&format!("/products/corvane-plossl?{query}")).await;
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
    let long = format!("/products/corvane-plossl?telescope={}", "a".repeat(4000));
    assert!(section(browser.get(&long).await.is_page(422).text()).contains(unknown));
    // The same telescope twice is one.
    let twice = browser
        .get("/products/corvane-plossl?telescope=halden-70-900&telescope=halden-70-900")
        .await;
    assert!(verdict(twice.is_page(200).text()).unwrap().contains("Yes"));
}

#[tokio::test]
async fn search_engines_keep_the_plain_page() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    for (query, status) in
        [("?telescope=halden-70-900", 200), ("?telescope=x", 422), ("?telescope=", 422)]
    {
        let page = browser.get(&format!("/products/corvane-plossl{query}")).await;
        let html = page.is_page(status).text();
        let (_, canonical) = html.split_once("<link rel=\"canonical\" href=\"").unwrap();
        assert!(
            canonical.split('"').next().unwrap().ends_with("/products/corvane-plossl"),
            "{query}"
        );
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\""), "{query}");
    }
    // A telescope's page does not read the parameter.
    let plain = browser.get("/products/halden-102-ed").await;
    let asked = browser.get("/products/halden-102-ed?telescope=halden-70-900").await;
    assert!(!plain.text().contains("id=\"fit\"") && !asked.text().contains("noindex"));
    // What it says that one needs leads to the verdict for it.
    let needed = "href=\"/products/corvane-star-diagonal?variant=COR-DIA-2&amp;telescope=halden-102-ed\" rel=\"nofollow\"";
    assert!(plain.text().contains(needed), "{}", plain.text());
    for map in ["/sitemap.xml", "/robots.txt"] {
        assert!(!browser.get(map).await.text().contains("telescope="), "{map}");
    }
}

#[tokio::test]
async fn each_choice_is_a_page_of_its_own() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let paths = [
        ("/products/corvane-38-70", None),
        (
            "/products/corvane-38-70?telescope=halden-70-900",
            Some("No, it doesn’t fit the Halden 70/900"),
        ),
        ("/products/corvane-38-70?telescope=halden-102-ed", Some("Yes, it fits the Halden 102 ED")),
        (
            "/products/corvane-38-70?utm_source=x&telescope=halden-102-ed",
            Some("Yes, it fits the Halden 102 ED"),
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
    // A telescope that goes from the shop is no choice any more.
    site.set_status("halden-102-ed", "archived").await;
    let page = browser.get(paths[2].0).await;
    let html = page.is_page(422).text();
    assert!(
        verdict(html).is_none()
            && html.contains("We don’t sell this telescope.")
            && !html.contains("value=\"halden-102-ed\"")
    );
}

#[tokio::test]
async fn choices_and_pictures_that_do_not_exist_are_not_cached() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    let product = "/products/corvane-38-70";
    browser.get(product).await.is_page(200);
    let before = site.state.pages.count();
    for (query, status) in [
        ("telescope=halden-70-900", 200),
        ("telescope=halden-102-ed", 200),
        ("telescope=nothing-like-it", 422),
        ("telescope=", 422),
        ("telescope=halden-70-900&telescope=halden-102-ed", 422),
        ("picture=0", 200),
        ("picture=200", 200),
        ("picture=255", 200),
        ("picture=many", 200),
    ] {
        browser.get(&format!("{product}?{query}")).await.is_page(status);
        assert_eq!(site.state.pages.count(), before, "{query}");
    }
    // A picture that there is makes one.
    browser.get(&format!("{product}?picture=1")).await.is_page(200);
    assert_eq!(site.state.pages.count(), before + 1);
}
