//! The country that is being chosen: its fields, its delivery and its tax.

use crate::site::{GOOD_CARD, Site};
use views::{checkout::Step, routes};

#[tokio::test(flavor = "multi_thread")]
async fn the_estimate_follows_the_country_being_chosen() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let (home, abroad) = (
        browser.get(&routes::checkout_step(Step::Contact)).await,
        browser.get("/checkout?step=contact&country=CH").await,
    );
    assert!(home.is_page(200).says("Delivery to Germany") && !home.says("Delivery to Switzerland"));
    assert!(
        abroad.is_page(200).says("Delivery to Switzerland") && abroad.says("€34.75"),
        "8.1 % of 429 euros"
    );
    // Nothing is saved, and an unknown country is an error at its field.
    for path in ["/checkout?step=contact", "/checkout?step=contact&country="] {
        assert!(browser.get(path).await.is_page(200).says("Delivery to Germany"), "{path}");
    }
    for (field, code) in [
        ("country", "XX"),
        ("country", "ZZ"),
        ("country", "KP"),
        ("billing-country", "ZZ"),
        ("country", "\"<b>"),
    ] {
        let query = serde_urlencoded::to_string([(field, code)]).unwrap();
        let page = browser.get(&format!("/checkout?step=contact&{query}")).await;
        assert!(
            page.is_page(422).says("Choose a country from the list.")
                && page.says("Delivery to Germany"),
            "{code}"
        );
        assert!(page.page().has(&format!("#{field}-error")), "{field}");
    }
    // The redirect to the step keeps the query.
    let query = "country=CH&postcode=1200&city=Gen%C3%A8ve&billing-country=ZZ";
    browser
        .get(&format!("/checkout?{query}&other=1"))
        .await
        .leads_to(&format!("/checkout?step=contact&{query}"));
    browser.review(GOOD_CARD).await.is_page(200);
    let review = browser.get("/checkout?step=review&country=CH").await;
    assert!(
        review.is_page(200).says("€429.00") && !review.says("€34.75"),
        "an address that is known stays"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_a_button_updates_the_country_and_keeps_the_input() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let page = browser.get(&routes::checkout_step(Step::Contact)).await;
    assert!(
        page.is_page(200).says("Update country") && page.page().says(".noscript", "Update country"),
        "{}",
        page.text()
    );
    let fields = [
        ("email", "ada@"),
        ("country", "JP"),
        ("name", "Ada ☆"),
        ("street", "1-1"),
        ("postcode", "12"),
        ("city", "Chiyoda"),
        ("billing-same", "yes"),
        ("update", "country"),
    ];
    let page = browser.post(routes::CHECKOUT_CONTACT, &fields).await;
    assert!(
        page.is_page(200).says("Prefecture") && page.page().has("option[value='Tokyo']"),
        "{}",
        page.text()
    );
    for (name, text) in [
        ("email", "ada@"),
        ("name", "Ada ☆"),
        ("street", "1-1"),
        ("postcode", "12"),
        ("city", "Chiyoda"),
    ] {
        assert_eq!(page.input(name), text, "{name}");
    }
    assert!(!page.page().has("[aria-invalid='true']"), "nothing is wrong before the form is sent");
    // The total depends on the place: no VAT on the Canary Islands.
    let there = |postcode| {
        [
            ("country", "ES"),
            ("postcode", postcode),
            ("city", "Las Palmas"),
            ("billing-same", "yes"),
            ("update", "country"),
        ]
    };
    let page = browser.post(routes::CHECKOUT_CONTACT, &there("35001")).await;
    assert!(page.is_page(200).says("Customs duty and import VAT may apply"));
    let page = browser.post(routes::CHECKOUT_CONTACT, &there("28001")).await;
    assert!(!page.is_page(200).says("Customs duty and import VAT may apply"));
    let page = browser.get(&routes::checkout_step(Step::Delivery)).await;
    assert!(
        page.is_page(200).page().has("form[action='/checkout/contact']")
            && page.input("email").is_empty(),
        "nothing is kept"
    );
    // The billing country too.
    let mut fields = fields.to_vec();
    fields.retain(|(name, _)| *name != "billing-same");
    fields.push(("billing-country", "IN"));
    let page = browser.post(routes::CHECKOUT_CONTACT, &fields).await;
    assert!(page.is_page(200).says("PIN code"), "{}", page.text());
    // An unknown country is an error at its field, and the totals stay those of the previous
    // country.
    for (country, error) in [
        ("XX", "Choose a country from the list."),
        ("ZZ", "Choose a country from the list."),
        ("", "Choose the delivery country."),
    ] {
        let page = browser
            .post(
                routes::CHECKOUT_CONTACT,
                &[("country", country), ("email", "ada@example.org"), ("update", "country")],
            )
            .await;
        assert!(
            page.is_page(422).says(error) && page.page().has("[aria-invalid='true']"),
            "{country:?}: {}",
            page.text()
        );
        assert!(
            page.says("Delivery to Germany") && page.input("email") == "ada@example.org",
            "{country:?}: {}",
            page.text()
        );
    }
    let fields = [("country", "DE"), ("billing-country", "ZZ"), ("update", "country")];
    let page = browser.post(routes::CHECKOUT_CONTACT, &fields).await;
    assert!(page.is_page(422).says("Choose a country from the list."), "{}", page.text());
    // The totals follow the country in the form even if another field is wrong.
    let page = browser
        .post(
            routes::CHECKOUT_CONTACT,
            &[("country", "FR"), ("postcode", "97400"), ("billing-same", "yes")],
        )
        .await;
    assert!(
        page.is_page(422).says("Delivery to France") && page.says("No VAT is charged"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_without_tax_mentions_customs() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let fields = [
        ("email", "ada@example.org"),
        ("country", "US"),
        ("name", "Ada"),
        ("street", "1 Main St"),
        ("postcode", "941031234"),
        ("city", "San Francisco"),
        ("region-us", "CA"),
        ("billing-same", "yes"),
    ];
    browser
        .post(routes::CHECKOUT_CONTACT, &fields)
        .await
        .leads_to(&routes::checkout_step(Step::Delivery));
    let page = browser.get(&routes::checkout_step(Step::Delivery)).await;
    assert!(
        page.is_page(200).says("San Francisco CA 94103-1234")
            && page.says("Customs duty and import VAT may apply")
    );
}
