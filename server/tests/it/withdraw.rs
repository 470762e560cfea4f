//! `/withdraw`: the online withdrawal function, without JavaScript.

use crate::site::{Site, on_both};
use shop::notifications::mail::{Mailer, Transport};
use views::routes;

const STATEMENT: [(&str, &str); 4] = [
    ("consumer", "Ada Lovelace"),
    ("email", "ada@example.org"),
    ("number", "PG-7K4"),
    ("items", ""),
];

/// The statement with some fields changed.
fn changed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = STATEMENT
        .into_iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

/// The emails in the outbox, with unfolded lines.
async fn emails(site: &Site) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("perigee-withdraw-{}", uuid::Uuid::new_v4()));
    let mailer =
        Mailer::new(Transport::Folder(folder.clone()), "Perigee <orders@perigee.example>").unwrap();
    while testing::deliver_due(&site.shop, &mailer).await.unwrap() > 0 {}
    let files = std::fs::read_dir(&folder).map(|files| {
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    });
    let emails: Vec<String> = files.unwrap_or_default();
    let _ = std::fs::remove_dir_all(folder);
    emails.into_iter().map(|email| email.replace("=\r\n", "").replace("=3D", "=")).collect()
}

on_both!(withdrawn_in_two_steps);
async fn withdrawn_in_two_steps(site: &Site) {
    let mut browser = site.browser();
    let page = browser.get("/withdraw?number=pg-f2q-83p-72f").await;
    assert_eq!(
        (page.is_page(200).header("cache-control"), page.input("number").as_str()),
        ("no-store", "PG-F2Q-83P-72F")
    );
    assert!(page.page().has("form[action='/withdraw']"));
    // Errors are at their fields, and the input is kept.
    let page = browser
        .post(
            routes::WITHDRAW,
            &changed(&[("consumer", ""), ("email", "ada\"><b>"), ("number", " ")]),
        )
        .await;
    assert_eq!(page.is_page(422).input("email"), "ada\"><b>");
    for part in ["Enter your full name.", "Check the e-mail address.", "Enter the order number."] {
        assert!(page.text().contains(part), "{part}");
    }
    assert!(!page.text().contains("ada\"><b>"));
    let long = "x".repeat(501);
    let page = browser.post(routes::WITHDRAW, &changed(&[("items", &long)])).await;
    assert!(page.is_page(422).says("Use 500 characters or fewer.") && page.input("items") == long);
    // The second step shows the statement and changes nothing yet.
    let page = browser.post(routes::WITHDRAW, &changed(&[("items", "The mug")])).await;
    let key = page.is_page(200).input("key");
    assert!(
        page.says("Confirm withdrawal")
            && page.page().has("form[action='/withdraw/confirm']")
            && page.header("cache-control") == "no-store"
    );
    assert!(page.says("I withdraw from my contract of sale for these items: The mug"));
    assert!(
        emails(site).await.is_empty()
            && shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().is_empty()
    );
    let again =
        browser.post(routes::WITHDRAW, &changed(&[("items", "The mug"), ("change", "1")])).await;
    assert_eq!(
        (again.is_page(200).input("items").as_str(), again.input("consumer").as_str()),
        ("The mug", "Ada Lovelace")
    );
    // A double click is one withdrawal, and both responses are the same.
    let fields = changed(&[("items", "The mug"), ("key", &key)]);
    let (first, second) = (
        browser.post(routes::WITHDRAW_CONFIRM, &fields).await,
        browser.post(routes::WITHDRAW_CONFIRM, &fields).await,
    );
    for page in [&first, &second] {
        assert!(
            page.is_page(200).says("We have received your withdrawal")
                && page.says("ada@example.org")
        );
        assert!(page.says("(Central European time)") && page.header("cache-control") == "no-store");
    }
    assert_eq!(shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().len(), 1);
    let emails = emails(site).await;
    assert_eq!(emails.len(), 2, "to the consumer and to the merchant");
    // A GET request for the form's target redirects to the form.
    browser.get(routes::WITHDRAW_CONFIRM).await.leads_to(routes::WITHDRAW);
    browser.get("/withdraw/").await.is(308);
}

/// The responses do not reveal whether an order exists: the same statement about a known and an
/// unknown order gets the same pages.
#[tokio::test]
async fn unknown_orders_get_the_same_pages_as_known_ones() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("MUG", "1").await;
    let review = browser.review(crate::site::GOOD_CARD).await;
    let placed = browser.place(&review).await;
    let known = placed
        .header("location")
        .trim_start_matches("/orders/")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let mut answers = Vec::new();
    for (number, email) in [
        (known.as_str(), "ada@example.org"),
        (known.as_str(), "eve@example.org"),
        ("PG-F2Q-83P-72F", "ada@example.org"),
    ] {
        let fields = changed(&[("number", number), ("email", email), ("key", "k")]);
        let page = site.browser().post(routes::WITHDRAW_CONFIRM, &fields).await;
        answers.push(
            page.is_page(200)
                .text()
                .replace(number, "NUMBER")
                .replace(email, "EMAIL")
                .split("<main")
                .nth(1)
                .unwrap()
                .split("</main>")
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    assert!(answers[0].contains("NUMBER") && answers[0] == answers[1] && answers[0] == answers[2]);
    let matched: Vec<bool> = shop::orders::withdrawals::since(&site.shop, 0)
        .await
        .unwrap()
        .iter()
        .map(|received| received.matched)
        .collect();
    assert_eq!(matched.iter().filter(|matched| **matched).count(), 1, "{matched:?}");
}

#[tokio::test]
async fn programs_get_the_same_result() {
    let site = Site::sqlite().await;
    let answer = site.program().post(routes::WITHDRAW_CONFIRM, &changed(&[("key", "k")])).await;
    assert_eq!(answer.is(200).json()["orderNumber"], "PG-7K4");
    assert!(answer.json()["received"].as_str().unwrap().ends_with("(Central European time)"));
    let problem = site.program().post(routes::WITHDRAW_CONFIRM, &[]).await;
    let fields: Vec<String> = problem.is_problem(422)["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(fields, ["consumer", "number", "email"]);
    assert_eq!(
        site.program().post(routes::WITHDRAW, &[("email", "x")]).await.is_problem(422)["errors"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}
