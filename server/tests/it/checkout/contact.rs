//! `/checkout/contact`, and the errors of every step.

use super::changed;
use crate::site::{CONTACT, GOOD_CARD, Site, contact_with, on_both};
use views::{checkout::Step, routes};

on_both!(errors_keep_the_input);
async fn errors_keep_the_input(site: &Site) {
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    let page = browser.post(routes::CHECKOUT_CONTACT, &contact_with("email", "nobody\"><b>")).await;
    assert_eq!(page.is_page(422).input("email"), "nobody\"><b>");
    assert_eq!(
        (page.input("street"), page.input("city")),
        ("Sternweg 7".to_owned(), "Görlitz".to_owned())
    );
    assert!(
        page.page().has("#email-error")
            && page.page().has("[aria-invalid='true']")
            && !page.text().contains("nobody\"><b>")
    );
    for (field, value) in
        [("name", ""), ("postcode", "1"), ("country", "XX"), ("city", "7"), ("street", " ")]
    {
        assert!(
            browser
                .post(routes::CHECKOUT_CONTACT, &contact_with(field, value))
                .await
                .is_page(422)
                .page()
                .has("[aria-invalid='true']"),
            "{field}"
        );
    }
    // A separate billing address, with errors in its own fields.
    let mut fields: Vec<(&str, &str)> =
        CONTACT.into_iter().filter(|(name, _)| *name != "billing-same").collect();
    fields.extend([
        ("billing-country", "FR"),
        ("billing-name", "Ada"),
        ("billing-street", "Rue 1"),
        ("billing-postcode", "x"),
        ("billing-city", "Paris"),
    ]);
    assert_eq!(
        browser
            .post(routes::CHECKOUT_CONTACT, &fields)
            .await
            .is_page(422)
            .input("billing-postcode"),
        "x"
    );
    // With fields missing it is rejected, whichever are sent, with errors for the billing address.
    fields.retain(|(name, _)| !name.starts_with("billing-"));
    fields.push(("billing-city", "Paris"));
    let page = browser.post(routes::CHECKOUT_CONTACT, &fields).await;
    for sentence in
        ["Enter the full name for the bill.", "Billing address: Enter the street and house number."]
    {
        assert!(page.is_page(422).says(sentence), "{sentence}");
    }
    // Unreadable text, and text without letters.
    for (field, value, sentence) in [
        ("street", ".", "Enter a street with at least one letter or digit."),
        ("street", "Sternweg \u{fffd}", "Street and number: Some characters could not be read."),
        ("extra", &*"x".repeat(121), "Flat, floor or company: Use 120 characters or fewer"),
    ] {
        let page = browser.post(routes::CHECKOUT_CONTACT, &contact_with(field, value)).await;
        assert!(page.is_page(422).says(sentence), "{field} {value:.20}");
        assert_eq!(page.input(field), value);
    }

    browser
        .post(routes::CHECKOUT_CONTACT, &CONTACT)
        .await
        .leads_to(&routes::checkout_step(Step::Delivery));
    browser.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "teleport")]).await.is_page(422);
    browser.post(routes::CHECKOUT_DELIVERY, &[]).await.is_page(422);
    browser
        .post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "express")])
        .await
        .leads_to(&routes::checkout_step(Step::Payment));
    let card = [("card-number", "4432-8015-6152-0455"), ("expiry", "10/26"), ("code", "x")];
    let page = browser.post(routes::CHECKOUT_PAYMENT, &card).await;
    assert!(
        !page.is_page(422).text().contains("4432-8015-6152-0455"),
        "a card number never comes back"
    );
    assert!(page.page().has("#card-number-error"));
    // Details that the scheme's cards do not have, and an expiry too far ahead.
    for (number, expiry, code, field) in [
        ("4242 4242 4242 4242", "01/30", "1234", "code"),
        ("3782 822463 10005", "01/30", "123", "code"),
        ("4242 4242 4242 4242", "12/99", "123", "expiry"),
    ] {
        let page = browser
            .post(
                routes::CHECKOUT_PAYMENT,
                &[("card-number", number), ("expiry", expiry), ("code", code)],
            )
            .await;
        let wrong = page.is_page(422).page().attrs("[aria-invalid='true']", "name");
        assert_eq!(wrong, [field], "{number} {expiry} {code}");
    }
    // A program receives every field error.
    let problem = {
        let mut program = site.program();
        program.cookies = browser.cookies.clone();
        program.post(routes::CHECKOUT_CONTACT, &contact_with("email", "x")).await.is_problem(422)
    };
    assert_eq!(problem["errors"][0]["field"], "email");
    assert!(!problem["errors"][0]["message"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_close_miss_of_a_mail_host_is_pointed_out_and_stops_nobody() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    browser
        .post(routes::CHECKOUT_CONTACT, &contact_with("email", "Ada.B@gmial.com"))
        .await
        .leads_to(&routes::checkout_step(Step::Delivery));
    let page = browser.get(&routes::checkout_step(Step::Delivery)).await;
    assert!(page.is_page(200).says("Did you mean Ada.B@gmail.com?"));
    let page = browser.get(&routes::checkout_step(Step::Contact)).await;
    assert_eq!(page.is_page(200).input("email"), "Ada.B@gmial.com");
    assert!(page.says("Did you mean Ada.B@gmail.com?"));
    // Kept as typed, the order goes there.
    browser.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "standard")]).await.is(303);
    browser
        .post(
            routes::CHECKOUT_PAYMENT,
            &[("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .is(303);
    let review = browser.get(&routes::checkout_step(Step::Review)).await;
    browser.place(&review).await.is(303);
    browser.add("MUG", "1").await;
    browser.post(routes::CHECKOUT_CONTACT, &contact_with("email", "ada@gmail.com")).await.is(303);
    let page = browser.get(&routes::checkout_step(Step::Delivery)).await;
    assert!(page.is_page(200).page().has("form[action='/checkout/delivery']"));
    assert!(!page.says("Did you mean"));
}

#[tokio::test]
async fn states_are_chosen_from_a_list() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let fields = |country: &'static str,
                  postcode: &'static str,
                  regions: &[(&'static str, &'static str)]| {
        let mut fields: Vec<(&str, &str)> = CONTACT
            .into_iter()
            .filter(|(name, _)| !["country", "postcode", "region"].contains(name))
            .collect();
        fields.extend([("country", country), ("postcode", postcode)]);
        fields.extend(regions);
        fields
    };
    let page = browser.get(&routes::checkout_step(Step::Contact)).await;
    for part in ["#region", "#billing-region", "[data-region='']", "[data-no-postcode='']"] {
        assert!(page.page().has(part), "{part}");
    }
    let page = browser.get("/checkout?step=contact&country=AU").await.is_page(200).page();
    assert!(page.has("option[value='NSW']") && !page.has("option[value='NY']"));
    let page = browser
        .post(
            routes::CHECKOUT_CONTACT,
            &fields("US", "94103", &[("region", ""), ("region-us", ""), ("region-ca", "ON")]),
        )
        .await;
    assert!(page.is_page(422).page().has("a[href='#region']") && page.says("Choose the state."));
    let page = browser
        .post(routes::CHECKOUT_CONTACT, &fields("US", "94103", &[("region", "Bavaria")]))
        .await;
    assert!(page.is_page(422).says("Choose the state from the list."));
    for (sent, kept) in [
        (vec![("region", ""), ("region-us", "CA"), ("region-ca", "ON")], "Görlitz CA 94103"),
        (vec![("region", "new york")], "Görlitz NY 94103"),
    ] {
        browser.post(routes::CHECKOUT_CONTACT, &fields("US", "94103", &sent)).await.is(303);
        assert!(browser.get(&routes::checkout_step(Step::Delivery)).await.says(kept), "{kept}");
    }
    browser
        .post(
            routes::CHECKOUT_CONTACT,
            &fields("BR", "01310-100", &[("region", "São Paulo"), ("region-us", "CA")]),
        )
        .await
        .is(303);
    assert!(
        browser
            .get(&routes::checkout_step(Step::Delivery))
            .await
            .says("Görlitz-SP, 01310-100, Brazil")
    );
}

on_both!(addresses_use_the_form_and_layout_of_their_country);
async fn addresses_use_the_form_and_layout_of_their_country(site: &Site) {
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let page = browser.get("/checkout?step=contact&country=US&billing-country=JP").await;
    for part in ["ZIP code", "Street address", "Apartment, suite or company"] {
        assert!(page.is_page(200).says(part), "{part}");
    }
    let page = page.page();
    assert!(page.texts("#region option").contains(&"California".to_owned()));
    for (field, label) in [("region", "State"), ("billing-region", "Prefecture")] {
        assert!(page.text(&format!("label[for='{field}']")).starts_with(label), "{field}");
    }
    for purpose in ["shipping postal-code", "shipping address-level1"] {
        assert!(page.has(&format!("[autocomplete='{purpose}']")), "{purpose}");
    }
    let american =
        [("country", "US"), ("postcode", "9404"), ("city", "Mountain View"), ("region", "")];
    let page = browser.post(routes::CHECKOUT_CONTACT, &changed(&american)).await;
    for part in ["Enter a ZIP code such as 94043 or 94043-1234.", "Choose the state."] {
        assert!(page.is_page(422).says(part), "{part}");
    }
    let mut program = site.program();
    program.cookies.clone_from(&browser.cookies);
    let problem = program
        .post(routes::CHECKOUT_CONTACT, &changed(&[("country", "NL"), ("postcode", "1012")]))
        .await
        .is_problem(422);
    assert!(problem.to_string().contains("such as 1234 AB"), "{problem}");
    for (country, postcode, city, region, printed) in [
        ("US", "94043", "Mountain View", "California", "Mountain View CA 94043, United States"),
        ("JP", "１００－８９９４", "Chiyoda", "Tokyo", "Chiyoda, Tokyo 100-8994, Japan"),
        ("IE", "", "Dublin 2", "", "Dublin 2, Ireland"),
        ("NO", "N-0150", "Oslo", "", "0150 Oslo, Norway"),
        ("SG", "018956", "", "", "Singapore 018956, Singapore"),
    ] {
        let fields =
            [("country", country), ("postcode", postcode), ("city", city), ("region", region)];
        browser.post(routes::CHECKOUT_CONTACT, &changed(&fields)).await.is(303);
        let page = browser.get(&routes::checkout_step(Step::Delivery)).await;
        assert!(page.is_page(200).says(printed), "{country}: {printed}");
    }
    // A page rendered by an earlier version may still send a separate list field.
    let old = [("country", "US"), ("postcode", "94043"), ("region", ""), ("region-us", "NV")];
    browser.post(routes::CHECKOUT_CONTACT, &changed(&old)).await.is(303);
    assert!(browser.get(&routes::checkout_step(Step::Delivery)).await.says("NV 94043"));
    let mut other = site.browser();
    other.add("MUG", "1").await;
    assert!(
        other.get("/checkout?step=contact&country=US").await.says("Delivery to the United States")
    );
}
