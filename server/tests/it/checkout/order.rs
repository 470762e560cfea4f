//! `/orders` and `/track`.

use super::changed;
use crate::site::{CONTACT, GOOD_CARD, Kind, Site, http_with, on_both};
use shop::notifications::mail::{Mailer, Transport};
use views::{checkout::Step, routes};

on_both!(a_tampered_link_opens_no_order);
async fn a_tampered_link_opens_no_order(site: &Site) {
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    let (path, key) = link.trim_end_matches("&new=1").split_once("?key=").unwrap();
    let other =
        if key.starts_with('0') { key.replacen('0', "1", 1) } else { format!("0{}", &key[1..]) };
    let number = path.trim_start_matches("/orders/");
    let track = format!("/track?number={number}");
    browser.get(path).await.leads_to(&track);
    assert_eq!(browser.get(&track).await.is_page(200).input("number"), number);
    for tampered in [
        format!("{path}?key="),
        format!("{path}?key={other}"),
        format!("{path}?key={key}0"),
        format!("/orders/PG-000-000-000?key={key}"),
    ] {
        site.browser().get(&tampered).await.is_page(404);
    }
    site.browser().get(&format!("{path}?key={key}")).await.is_page(200);
}

#[tokio::test]
async fn the_confirmation_is_a_receipt() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    browser.add("BOOK", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link = browser.place(&review).await.header("location").to_owned();
    for link in [link.as_str(), link.trim_end_matches("&new=1")] {
        let page = browser.get(link).await;
        for part in [
            "Test & Sons",
            "Lindenallee 3",
            "10115 Berlin",
            "VAT number DE999999999",
            "19% VAT on €360.50: €68.50",
            "7% VAT on €",
            "Placed on 20 November 2026",
        ] {
            assert!(page.is_page(200).says(part), "{part}");
        }
    }
}

/// The texts of pages and of emails are in different files.
#[tokio::test]
async fn page_and_email_use_the_same_words() {
    let site = Site::sqlite().await;
    for (sku, phone) in [("MUG", ""), ("TRUSS", "0461 123456")] {
        let mut browser = site.browser();
        browser.add(sku, "1").await;
        browser.post("/checkout/contact", &CONTACT).await.is(303);
        let delivery = [("shipping-method", "standard"), ("phone", phone)];
        browser.post("/checkout/delivery", &delivery).await.is(303);
        let card = [("card-number", GOOD_CARD), ("expiry", "01/30"), ("code", "672")];
        browser.post("/checkout/payment", &card).await.is(303);
        let review = browser.get("/checkout?step=review").await;
        let link = browser.place(&review).await.header("location").to_owned();
        let confirmation = browser.get(&link).await.page();
        let link = link.trim_end_matches("&new=1");
        let page = browser.get(link).await.page();

        let mut words = page.texts(".order-details h3.label + p");
        assert_eq!(words.len(), 2, "shipping service and payment: {words:?}");
        words.push(page.text(".order-steps li:last-child .quiet"));
        let placed = confirmation.text(".order-head p.quiet.small");
        words.push(placed.replacen("Placed", "placed", 1));
        if !phone.is_empty() {
            let steps = confirmation.texts(".next-steps li span");
            words.push(steps.into_iter().find(|step| step.contains(phone)).unwrap());
        }

        let folder = std::env::temp_dir().join(format!("perigee-order-{}", uuid::Uuid::new_v4()));
        let transport = Transport::Folder(folder.clone());
        let mailer = Mailer::new(transport, "Perigee <orders@perigee.example>").unwrap();
        assert_eq!(testing::deliver_due(&site.shop, &mailer).await.unwrap(), 1);
        let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let email = std::fs::read_to_string(file).unwrap().replace("=\r\n", "");
        std::fs::remove_dir_all(folder).unwrap();
        let (text, html) = email.split_once("text/html").unwrap();
        for words in words {
            assert!(text.contains(&words), "{words:?} is not in {text}");
            assert!(html.contains(&words), "{words:?} is not in {html}");
        }
    }
}

on_both!(an_order_key_moves_from_the_url_into_a_cookie_and_expires);
async fn an_order_key_moves_from_the_url_into_a_cookie_and_expires(site: &Site) {
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let link =
        browser.place(&review).await.header("location").trim_end_matches("&new=1").to_owned();
    let clean = link.split('?').next().unwrap().to_owned();
    let mut other = site.browser();
    other
        .get_once(&clean)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    let led = other.get_once(&link).await;
    assert_eq!(led.leads_to(&clean).header("cache-control"), "no-store");
    let cookie = led.set_cookie("orders").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=86400"), "{cookie}");
    other.get_once(&format!("{link}&new=1")).await.leads_to(&format!("{clean}?new=1"));
    let page = other.get_once(&clean).await;
    assert!(page.is_page(200).says("Enamel mug") && page.says("€20.90"));
    let key = link.split_once("?key=").unwrap().1;
    assert!(
        !page.text().contains(key.split_once('-').unwrap().1),
        "the page does not spell the key"
    );
    // A forged cookie gives no access.
    let mut forged = site.browser();
    forged.cookies.insert(
        "orders".to_owned(),
        format!("{}.99999-{}", clean.trim_start_matches("/orders/"), "0".repeat(32)),
    );
    forged.get_once(&clean).await.is_page(404);
    // The link expires; number and email address yield a new one.
    site.advance(90 * 24 * 3_600_000);
    site.browser().get_once(&link).await.leads_to(&clean);
    site.advance(24 * 3_600_000);
    site.browser()
        .get_once(&link)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    other
        .get_once(&clean)
        .await
        .leads_to(&format!("/track?number={}", clean.trim_start_matches("/orders/")));
    site.program().get_once(&link).await.is_problem(410);
    let fields = [("number", clean.trim_start_matches("/orders/")), ("email", "ada@example.org")];
    let fresh = site.browser().post(routes::TRACK, &fields).await.header("location").to_owned();
    assert_ne!(fresh, link);
    site.browser().get(&fresh).await.is_page(200);
}

#[tokio::test]
async fn guessing_order_keys_is_rate_limited() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.limits.rate_limit = 5),
        "http://127.0.0.1:3000",
    )
    .await;
    let mut browser = site.browser().from("192.0.2.7:1000");
    let mut answers = Vec::new();
    for i in 0..7 {
        answers.push(browser.get(&format!("/orders/PG-000-000-000?key={i:032x}")).await.status);
    }
    assert_eq!(answers[..5], [404; 5]);
    assert_eq!(answers[5..], [429; 2]);
    site.browser().from("192.0.2.8:1000").get("/orders/PG-000-000-000?key=x").await.is_page(404);
}

on_both!(an_order_is_found_by_the_pasted_and_the_plain_address);
/// What is checked is what is stored and compared: an address entered with invisible characters is
/// found by the plain one, and by the text that was pasted.
async fn an_order_is_found_by_the_pasted_and_the_plain_address(site: &Site) {
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let pasted = "Info@mu\u{308}ller.example\u{200e}";
    browser
        .post(
            routes::CHECKOUT_CONTACT,
            &changed(&[("email", pasted), ("name", "\u{feff}Ada \u{200b} Byron")]),
        )
        .await
        .is(303);
    browser.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "standard")]).await.is(303);
    let card = [
        ("card-number", "\u{200e}４４３２ ８０１５ ６１５２ ０４５４"),
        ("expiry", "2030-12"),
        ("code", "６７２"),
    ];
    browser
        .post(routes::CHECKOUT_PAYMENT, &card)
        .await
        .leads_to(&routes::checkout_step(Step::Review));
    let review = browser.get(&routes::checkout_step(Step::Review)).await;
    assert!(review.is_page(200).says("Info@müller.example") && review.says("Ada Byron"));
    let link =
        browser.place(&review).await.header("location").trim_end_matches("&new=1").to_owned();
    let number = link.trim_start_matches("/orders/").split('?').next().unwrap().to_owned();
    let wide: String = number
        .chars()
        .map(|c| if c == '-' { '－' } else { char::from_u32(u32::from(c) + 0xfee0).unwrap() })
        .collect();
    for (number, email) in [
        (&number, pasted),
        (&number, "info@müller.example"),
        (&number, "INFO@XN--MLLER-KVA.EXAMPLE"),
        (&wide, "\u{200f}info@müller.example"),
    ] {
        site.browser()
            .post(routes::TRACK, &[("number", number), ("email", email)])
            .await
            .leads_to(&link);
    }
    site.browser()
        .post(routes::TRACK, &[("number", &number), ("email", "info@muller.example")])
        .await
        .is_page(404);
}
