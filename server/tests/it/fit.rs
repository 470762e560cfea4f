//! "Does it fit your telescope?" on the page of an accessory, with plain links and forms.

use crate::site::{Answer, Page, Site};
use testing::fixture;
use views::routes;

/// A shop with telescopes and accessories.
async fn stocked() -> Site {
    let site = Site::sqlite().await;
    let mut tx = site.shop.db().begin().await.unwrap();
    store::settings::put(&mut tx, "catalogue.needs", fixture::NEEDS).await.unwrap();
    tx.commit().await.unwrap();
    site.add_products(&fixture::fitting()).await;
    site
}

/// The verdict; `None` if no telescope was chosen.
#[track_caller]
fn verdict(page: &Page) -> Option<String> {
    assert!(page.has("#fit"), "the section");
    page.texts("#fit #fit-verdict").into_iter().next()
}

/// The verdict on a page with this status.
#[track_caller]
fn verdict_of(answer: &Answer, status: u16) -> Option<String> {
    verdict(&answer.is_page(status).page())
}

#[tokio::test]
async fn a_telescope_is_chosen_with_a_form() {
    let site = stocked().await;
    let mut browser = site.browser();
    let plain = browser.get(&routes::product("wide-eyepiece-38")).await.is_page(200).page();
    assert!(verdict(&plain).is_none());
    for part in [
        "form.fit-form[method=get][action='/products/wide-eyepiece-38#fit']",
        "label[for=telescope]",
        "select#telescope[name=telescope][required]",
        "optgroup[label=Northlight]",
        "option[value=narrow-70]",
        "summary",
    ] {
        assert!(plain.has(&format!("#fit {part}")), "{part} is missing");
    }
    assert!(!plain.has("meta[name=robots]"));

    let page =
        browser.get(&routes::product_for_telescope("wide-eyepiece-38", None, "narrow-70")).await;
    let page = page.is_page(200).page();
    let no = verdict(&page).expect("a verdict");
    assert!(
        no.contains("No, it doesn’t fit the Narrow 70") && no.contains("takes only 1.25″"),
        "{no}"
    );
    assert!(page.has("#fit option[value=narrow-70][selected]"));

    let yes = browser
        .get(&routes::product_for_telescope("wide-eyepiece-38", None, "refractor-102"))
        .await;
    let yes = verdict_of(&yes, 200).expect("a verdict");
    assert!(
        yes.contains("Yes, it fits the Refractor 102") && yes.contains("Its 2″ barrel"),
        "{yes}"
    );

    let open =
        browser.get(&routes::product_for_telescope("phone-holder", None, "refractor-102")).await;
    let open = open.is_page(200).page();
    let verdict = verdict(&open).expect("a verdict");
    assert!(verdict.contains("We can’t tell"), "{verdict}");
    assert!(open.has("#fit-verdict a[href='/pages/contact']"));
}

#[tokio::test]
async fn the_variant_is_kept_and_determines_the_verdict() {
    let site = stocked().await;
    let mut browser = site.browser();
    let page = browser
        .get(&routes::product_for_telescope("star-diagonal", Some("DIAGONAL-2"), "short-72"))
        .await;
    let page = page.is_page(200).page();
    let no = verdict(&page).unwrap();
    assert!(no.contains("It needs 110 mm of back focus, and the telescope has 92 mm."), "{no}");
    assert!(page.has("#fit input[type=hidden][name=variant][value=DIAGONAL-2]"));
    // The other variant is linked, with the same telescope.
    let other = "/products/star-diagonal?variant=DIAGONAL-1&telescope=short-72#purchase";
    assert!(page.has(&format!("a[href='{other}']")), "{other}");
    let page = browser
        .get(&routes::product_for_telescope("star-diagonal", Some("DIAGONAL-1"), "short-72"))
        .await;
    let yes = verdict_of(&page, 200).unwrap();
    assert!(
        yes.contains("Yes") && yes.contains("1.25″ reducer supplied with the telescope"),
        "{yes}"
    );
}

#[tokio::test]
async fn a_connecting_adapter_can_be_added() {
    let site = stocked().await;
    let mut browser = site.browser();
    let path = "/products/planet-camera?telescope=astrograph-60";
    let page = browser.get(path).await;
    let page = page.is_page(200).page();
    let verdict = verdict(&page).unwrap();
    assert!(verdict.contains("with this adapter"), "{verdict}");
    for part in [
        "a[href='/products/t2-adapter?variant=T2-2']",
        "form[action='/cart/lines'] [name=sku][value=T2-2]",
        &format!("form [name=back][value='{path}']"),
    ] {
        assert!(page.has(&format!("#fit-verdict {part}")), "{part} is missing");
    }
    let added = browser
        .post(routes::CART_LINES, &[("sku", "T2-2"), ("quantity", "1"), ("back", path)])
        .await;
    added.is(303);
    assert_eq!(browser.get(routes::CART).await.cart_count(), 1);
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
        let answer = browser.get(&format!("/products/plossl?{query}")).await;
        let page = answer.is_page(422).page();
        let field = "#fit #telescope[aria-invalid=true][aria-describedby=telescope-error]";
        assert!(page.has(field), "{query}");
        assert!(page.has("#fit [role=alert] #telescope-error"), "{query}");
        let error = page.text("#telescope-error");
        assert!(error.contains(message), "{query}: {error}");
        assert!(verdict(&page).is_none(), "{query}");
        // Typed text is nowhere on the page, not even in markup.
        for typed in ["alert(1)", "nothing-like-it"] {
            assert!(!answer.text().contains(typed), "{query}");
        }
    }
    let long = format!("/products/plossl?telescope={}", "a".repeat(4000));
    assert!(browser.get(&long).await.is_page(422).page().says("#fit", unknown));
    // A repeated telescope counts once.
    let twice = browser.get("/products/plossl?telescope=narrow-70&telescope=narrow-70").await;
    assert!(verdict_of(&twice, 200).unwrap().contains("Yes"));
}

#[tokio::test]
async fn search_engines_index_the_page_without_a_question() {
    let site = stocked().await;
    let mut browser = site.browser();
    for (query, status) in
        [("?telescope=narrow-70", 200), ("?telescope=x", 422), ("?telescope=", 422)]
    {
        let page = browser.get(&format!("/products/plossl{query}")).await;
        let page = page.is_page(status).page();
        let canonical = page.attr("link[rel=canonical]", "href");
        assert!(canonical.ends_with("/products/plossl"), "{query}: {canonical}");
        assert!(page.has("meta[name=robots][content=noindex]"), "{query}");
    }
    // A telescope's page ignores the parameter.
    let plain = browser.get(&routes::product("refractor-102")).await.page();
    let asked = browser
        .get(&routes::product_for_telescope("refractor-102", None, "narrow-70"))
        .await
        .page();
    assert!(!plain.has("#fit") && !asked.has("meta[name=robots]"));
    // Its needs link to the verdict for it.
    let needed = "/products/star-diagonal?variant=DIAGONAL-2&telescope=refractor-102";
    assert!(plain.has(&format!("a[href='{needed}'][rel=nofollow]")), "{needed}");
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
            match (verdict_of(&page, 200), expected) {
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
    let page = page.is_page(422).page();
    assert!(verdict(&page).is_none());
    assert!(page.says("#fit", "We don’t sell this telescope."));
    assert!(!page.has("[value='refractor-102']"));
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
