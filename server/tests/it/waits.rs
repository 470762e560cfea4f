//! `/waits`

use crate::{
    database::Kind,
    site::{Site, http, on_both},
};
use server::config::Http;
use shop::notifications::mail::{Mailer, Transport};

/// The emails that the outbox has now, with their lines whole.
async fn letters(site: &Site) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("perigee-waits-{}", uuid::Uuid::new_v4()));
    let mailer =
        Mailer::new(Transport::Folder(folder.clone()), "Perigee <orders@perigee.example>").unwrap();
    while shop::notifications::worker::deliver_due(&site.shop, &mailer).await.unwrap() > 0 {}
    let files = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let letters = files.map(|letter| letter.replace("=\r\n", "").replace("=3D", "=")).collect();
    std::fs::remove_dir_all(folder).unwrap();
    letters
}

/// The path of a link in an email.
fn path(letter: &str, what: &str) -> String {
    let (before, after) = letter.split_once(&format!("/{what}?key=")).unwrap();
    format!("/waits/{}/{what}?key={}", before.rsplit('/').next().unwrap(), &after[..32])
}

#[tokio::test]
async fn one_client_leaves_few_addresses_an_hour() {
    let site =
        Site::new(Kind::Sqlite, Http { rate_limit: 240, ..http() }, "http://127.0.0.1:3000").await;
    let mut statuses = Vec::new();
    for i in 0..8 {
        let email = format!("person{i}@example.org");
        let mut browser = site.browser().from(&format!("192.0.2.7:{}", 1000 + i));
        statuses
            .push(browser.post("/waits", &[("sku", "SKE-TRI-C"), ("email", &email)]).await.status);
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 303, 429, 429]);
    let page = site
        .browser()
        .from("192.0.2.7:1")
        .post("/waits", &[("sku", "SKE-TRI-C"), ("email", "kept@example.org")])
        .await;
    assert_eq!(
        (page.is_page(429).input("email").as_str(), page.header("retry-after")),
        ("kept@example.org", "3600")
    );
    assert!(
        page.text().contains("Too many requests for back-in-stock e-mails. Try again in an hour.")
    );
    let mut program = site.program().from("192.0.2.7:1");
    program
        .post("/waits", &[("sku", "SKE-TRI-C"), ("email", "x@example.org")])
        .await
        .is_problem(429);
    site.browser()
        .from("192.0.2.8:1")
        .post("/waits", &[("sku", "SKE-TRI-C"), ("email", "x@example.org")])
        .await
        .is(303);
}

on_both!(asked_and_confirmed_without_script);
async fn asked_and_confirmed_without_script(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get("/products/skerry-carbon-tripod").await;
    assert!(
        page.is_page(200).text().contains("action=\"/waits\"") && page.text().contains("Notify me")
    );
    let sku = page.input("sku");
    // Wrong: the same page, with what was typed and what to do.
    let page = browser.post("/waits", &[("sku", &sku), ("email", "nobody\"><b>")]).await;
    assert_eq!(page.is_page(422).input("email"), "nobody\"><b>");
    assert!(
        page.text().contains("Check the e-mail address")
            && page.text().contains("aria-invalid=\"true\"")
            && !page.text().contains("nobody\"><b>")
    );
    // Right, and right once more: the same answer.
    for _ in 0..2 {
        let answer = browser.post("/waits", &[("sku", &sku), ("email", "ada@example.org")]).await;
        answer.leads_to(&format!("/products/skerry-carbon-tripod?variant={sku}"));
        let hex =
            "ada@example".bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert!(!answer.set_cookie("flash").unwrap().contains(&hex), "no address in a cookie");
        let page = browser.get(&format!("/products/skerry-carbon-tripod?variant={sku}")).await;
        assert!(
            page.is_page(200).text().contains("confirm the address there within three days")
                && !page.text().contains("value=\"ada@")
        );
    }
    // A close miss of a mail host is said, and stops nobody.
    browser.post("/waits", &[("sku", &sku), ("email", "ada@gmial.com")]).await.is(303);
    assert!(
        browser
            .get("/products/skerry-carbon-tripod")
            .await
            .text()
            .contains("If you meant an address at gmail.com, enter it again.")
    );
    // The email's links: looking does nothing, the button does.
    let letters = letters(site).await;
    assert_eq!(letters.len(), 2);
    let mut confirmed = 0;
    for letter in letters {
        let path = path(&letter, "confirm");
        let page = site.browser().get(&path).await;
        assert!(
            page.is_page(200).text().contains("Yes, e-mail me once")
                && page.header("cache-control") == "no-store"
        );
        assert!(page.text().contains(&format!("action=\"{path}\"")));
        if letter.contains("ada@gmial.com") {
            let end = self::path(&letter, "end");
            assert!(
                site.browser()
                    .get(&end)
                    .await
                    .is_page(200)
                    .text()
                    .contains("No, delete my address")
            );
            // As a mail program does (RFC 8058).
            let ended = site.browser().post(&end, &[("List-Unsubscribe", "One-Click")]).await;
            assert!(ended.is_page(200).text().contains("You will get no e-mail about this."));
            assert!(
                site.browser()
                    .post(&path, &[])
                    .await
                    .is_page(200)
                    .text()
                    .contains("You will get no e-mail about this.")
            );
        } else {
            assert!(
                site.browser()
                    .post(&path, &[])
                    .await
                    .is_page(200)
                    .text()
                    .contains("then delete your address")
            );
            confirmed += 1;
        }
        site.browser().get(&path.replace("key=", "key=0")).await.is_page(404);
        site.browser().post(&path.replace("key=", "key=0"), &[]).await.is_page(404);
    }
    assert_eq!(confirmed, 1);
    site.change(&sku, 39_900, 2).await;
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&site.shop).await.unwrap(), 1);
    // Who is late is told at once, and the form is gone.
    browser.post("/waits", &[("sku", &sku), ("email", "eve@example.org")]).await.is(303);
    let page = browser.get("/products/skerry-carbon-tripod").await;
    assert!(
        page.is_page(200).text().contains("is back in stock. You can order it now.")
            && !page.text().contains("action=\"/waits\"")
    );
    assert_eq!(shop::notifications::back_in_stock::queue_returned(&site.shop).await.unwrap(), 0);
}

#[tokio::test]
async fn a_program_is_told_the_same() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let answer =
        program.post("/waits", &[("sku", "SKE-TRI-C"), ("email", "ada@example.org")]).await;
    assert!(
        answer.is(200).json()["message"].as_str().unwrap().starts_with("Please check your e-mail")
    );
    assert_eq!(
        program.post("/waits", &[("sku", "SKE-TRI-C"), ("email", "ada")]).await.is_problem(422)["errors"]
            [0]["field"],
        "email"
    );
    program
        .post("/waits", &[("sku", "NOTHING"), ("email", "ada@example.org")])
        .await
        .is_problem(404);
    program.post("/waits", &[]).await.is_problem(404);
    site.browser().post("/waits", &[("sku", "NOTHING"), ("email", "x")]).await.is_page(404);
    site.browser().get("/waits").await.leads_to("/");
}
