//! `/back-in-stock`

use crate::site::{Kind, Site, http_with, on_both};
use shop::notifications::mail::{Mailer, Transport};
use views::routes;

/// The emails in the outbox, with unfolded lines.
async fn emails(site: &Site) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("perigee-waits-{}", uuid::Uuid::new_v4()));
    let mailer =
        Mailer::new(Transport::Folder(folder.clone()), "Perigee <orders@perigee.example>").unwrap();
    while testing::deliver_due(&site.shop, &mailer).await.unwrap() > 0 {}
    let files = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let emails = files.map(|email| email.replace("=\r\n", "").replace("=3D", "=")).collect();
    std::fs::remove_dir_all(folder).unwrap();
    emails
}

/// The path of a link in an email.
fn path(email: &str, what: &str) -> String {
    let (before, after) = email.split_once(&format!("/{what}?key=")).unwrap();
    format!("/back-in-stock/{}/{what}?key={}", before.rsplit('/').next().unwrap(), &after[..32])
}

#[tokio::test]
async fn subscriptions_per_client_and_hour_are_limited() {
    let site = Site::new(
        Kind::Sqlite,
        http_with(|http| http.limits.rate_limit = 240),
        "http://127.0.0.1:3000",
    )
    .await;
    let mut statuses = Vec::new();
    for i in 0..8 {
        let email = format!("person{i}@example.org");
        let mut browser = site.browser().from(&format!("192.0.2.7:{}", 1000 + i));
        statuses.push(
            browser
                .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", &email)])
                .await
                .status,
        );
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 303, 429, 429]);
    let page = site
        .browser()
        .from("192.0.2.7:1")
        .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", "kept@example.org")])
        .await;
    assert_eq!(page.is_page(429).input("email"), "kept@example.org");
    let seconds: u32 = page.header("retry-after").parse().unwrap();
    assert!((300..=600).contains(&seconds), "six an hour: {seconds}");
    let minutes = seconds.div_ceil(60);
    let text =
        format!("Too many requests for back-in-stock e-mails. Try again in {minutes} minutes.");
    assert!(page.says(&text));
    let mut program = site.program().from("192.0.2.7:1");
    program
        .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", "x@example.org")])
        .await
        .is_problem(429);
    site.browser()
        .from("192.0.2.8:1")
        .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", "x@example.org")])
        .await
        .is(303);
}

on_both!(subscribed_and_confirmed_without_javascript);
async fn subscribed_and_confirmed_without_javascript(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get(&routes::product("field-tripod")).await;
    assert!(
        page.is_page(200).page().has("form[action='/back-in-stock']") && page.says("Notify me")
    );
    let sku = page.input("sku");
    // Invalid: the same page, with the input and the error.
    let page =
        browser.post(routes::SUBSCRIPTIONS, &[("sku", &sku), ("email", "nobody\"><b>")]).await;
    assert_eq!(page.is_page(422).input("email"), "nobody\"><b>");
    assert!(
        page.says("Check the e-mail address")
            && page.page().has("[aria-invalid='true']")
            && !page.text().contains("nobody\"><b>")
    );
    // Subscribing twice gets the same response.
    for _ in 0..2 {
        let answer = browser
            .post(routes::SUBSCRIPTIONS, &[("sku", &sku), ("email", "ada@example.org")])
            .await;
        answer.leads_to(&format!("/products/field-tripod?variant={sku}"));
        let hex =
            "ada@example".bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert!(!answer.set_cookie("flash").unwrap().contains(&hex), "no address in a cookie");
        let page = browser.get(&format!("/products/field-tripod?variant={sku}")).await;
        assert!(
            page.is_page(200).says("confirm the address there within three days")
                && !page.text().contains("value=\"ada@")
        );
    }
    // A typing error in the mail host is pointed out, but does not block the form.
    browser.post(routes::SUBSCRIPTIONS, &[("sku", &sku), ("email", "ada@gmial.com")]).await.is(303);
    assert!(
        browser
            .get(&routes::product("field-tripod"))
            .await
            .says("If you meant an address at gmail.com, enter it again.")
    );
    // The email's links: viewing changes nothing, the button does.
    let emails = emails(site).await;
    assert_eq!(emails.len(), 2);
    let mut confirmed = 0;
    for email in emails {
        let path = path(&email, "confirm");
        let page = site.browser().get(&path).await;
        assert!(
            page.is_page(200).says("Yes, e-mail me once")
                && page.header("cache-control") == "no-store"
        );
        assert!(page.text().contains(&format!("action=\"{path}\"")));
        if email.contains("ada@gmial.com") {
            let end = self::path(&email, "end");
            assert!(site.browser().get(&end).await.is_page(200).says("No, delete my address"));
            // As sent by a mail program (RFC 8058).
            let ended = site.browser().post(&end, &[("List-Unsubscribe", "One-Click")]).await;
            assert!(ended.is_page(200).says("You will get no e-mail about this."));
            assert!(
                site.browser()
                    .post(&path, &[])
                    .await
                    .is_page(200)
                    .says("You will get no e-mail about this.")
            );
        } else {
            assert!(
                site.browser().post(&path, &[]).await.is_page(200).says("then delete your address")
            );
            confirmed += 1;
        }
        site.browser().get(&path.replace("key=", "key=0")).await.is_page(404);
        site.browser().post(&path.replace("key=", "key=0"), &[]).await.is_page(404);
    }
    assert_eq!(confirmed, 1);
    site.change(&sku, 39_900, 2).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&site.shop).await.unwrap(), 1);
    // Back in stock: the page says so, without the form.
    browser
        .post(routes::SUBSCRIPTIONS, &[("sku", &sku), ("email", "eve@example.org")])
        .await
        .is(303);
    let page = browser.get(&routes::product("field-tripod")).await;
    assert!(
        page.is_page(200).says("is back in stock. You can order it now.")
            && !page.text().contains("action=\"/back-in-stock\"")
    );
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&site.shop).await.unwrap(), 0);
}

#[tokio::test]
async fn programs_get_the_same_result() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let answer = program
        .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", "ada@example.org")])
        .await;
    assert!(
        answer.is(200).json()["message"].as_str().unwrap().starts_with("Please check your e-mail")
    );
    assert_eq!(
        program
            .post(routes::SUBSCRIPTIONS, &[("sku", "TRIPOD"), ("email", "ada")])
            .await
            .is_problem(422)["errors"][0]["field"],
        "email"
    );
    program
        .post(routes::SUBSCRIPTIONS, &[("sku", "NOTHING"), ("email", "ada@example.org")])
        .await
        .is_problem(404);
    program.post(routes::SUBSCRIPTIONS, &[]).await.is_problem(404);
    site.browser()
        .post(routes::SUBSCRIPTIONS, &[("sku", "NOTHING"), ("email", "x")])
        .await
        .is_page(404);
    site.browser().get(routes::SUBSCRIPTIONS).await.leads_to(routes::HOME);
}
