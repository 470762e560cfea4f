//! `/waits`

use crate::site::{Site, on_both};

on_both! {
    async fn asked_and_confirmed_without_script(site) {
        let mut browser = site.browser();
        let page = browser.get("/products/skerry-carbon-tripod").await;
        assert!(page.is_page(200).text().contains("action=\"/waits\"") && page.text().contains("Notify me"));
        let sku = page.input("sku");
        // Wrong: the same page, with what was typed and what to do.
        let page = browser.post("/waits", &[("sku", &sku), ("email", "nobody\"><b>")]).await;
        assert_eq!(page.is_page(422).input("email"), "nobody\"><b>");
        assert!(page.text().contains("Check the e-mail address") && page.text().contains("aria-invalid=\"true\"") && !page.text().contains("nobody\"><b>"));
        // Right, and right once more: the same answer.
        for _ in 0..2 {
            browser.post("/waits", &[("sku", &sku), ("email", "ada@example.org")]).await.leads_to(&format!("/products/skerry-carbon-tripod?variant={sku}"));
            let page = browser.get(&format!("/products/skerry-carbon-tripod?variant={sku}")).await;
            assert!(page.is_page(200).text().contains("We’ll e-mail ada@example.org once when"));
        }
        // A close miss of a mail host is said, and stops nobody.
        browser.post("/waits", &[("sku", &sku), ("email", "ada@gmial.com")]).await.is(303);
        assert!(browser.get("/products/skerry-carbon-tripod").await.text().contains("If you meant ada@gmail.com, enter that address"));
        site.change(&sku, 39_900, 2).await;
        assert_eq!(site.shop.queue_returns().await.unwrap(), 2);
        // Who is late is told at once, and the form is gone.
        browser.post("/waits", &[("sku", &sku), ("email", "eve@example.org")]).await.is(303);
        let page = browser.get("/products/skerry-carbon-tripod").await;
        assert!(page.is_page(200).text().contains("is back in stock. You can order it now.") && !page.text().contains("action=\"/waits\""));
        assert_eq!(site.shop.queue_returns().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_program_is_told_the_same() {
    let site = Site::sqlite().await;
    let mut program = site.program();
    let answer = program.post("/waits", &[("sku", "SKE-TRI-C"), ("email", "ada@example.org")]).await;
    assert!(answer.is(200).json()["message"].as_str().unwrap().starts_with("We’ll e-mail"));
    assert_eq!(program.post("/waits", &[("sku", "SKE-TRI-C"), ("email", "ada")]).await.is_problem(422)["errors"][0]["field"], "email");
    program.post("/waits", &[("sku", "NOTHING"), ("email", "ada@example.org")]).await.is_problem(404);
    program.post("/waits", &[]).await.is_problem(404);
    site.browser().post("/waits", &[("sku", "NOTHING"), ("email", "x")]).await.is_page(404);
    site.browser().get("/waits").await.is_page(405);
}
