//! `/preferences`

use crate::site::Site;
use views::routes;

#[tokio::test]
async fn theme_currency_and_country_are_saved() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    for theme in ["paper", "dusk", "red", "auto"] {
        browser
            .post(routes::PREFERENCES, &[("theme", theme), ("back", routes::CART)])
            .await
            .leads_to(routes::CART);
        assert!(
            browser.get(routes::HOME).await.text().contains(&format!("data-theme=\"{theme}\""))
        );
    }
    for currency in site.shop.rates().currencies() {
        browser
            .post(routes::PREFERENCES, &[("currency", currency.code())])
            .await
            .leads_to(routes::HOME);
        let page = browser.get(&routes::product("red-torch")).await;
        let price = site
            .shop
            .rates()
            .price(domain::Money::new(2_900, domain::Currency::EUR), currency)
            .unwrap()
            .to_string();
        assert!(
            page.text().contains(&price)
                || page.text().contains(&price.replace('\u{a0}', "&nbsp;")),
            "{price}"
        );
    }
    site.program().post(routes::PREFERENCES, &[("theme", "red")]).await.is(204);
}

#[tokio::test]
async fn unknown_choices_are_rejected() {
    let site = Site::sqlite().await;
    for (field, value) in [
        ("theme", "pink"),
        ("theme", ""),
        ("currency", "XXX"),
        ("currency", "usd"),
        ("currency", "KWD"),
        ("currency", ""),
        ("country", "XX"),
        ("country", ""),
    ] {
        let mut browser = site.browser();
        browser.post(routes::PREFERENCES, &[(field, value)]).await.is_page(422);
        assert!(browser.cookies.is_empty(), "{field}={value}");
        site.program().post(routes::PREFERENCES, &[(field, value)]).await.is_problem(422);
    }
    site.browser().post(routes::PREFERENCES, &[]).await.leads_to(routes::HOME);
}

/// Without JavaScript a choice returns to its form, as far as the page knows where that is.
#[tokio::test]
async fn a_choice_returns_to_its_position_in_the_page() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("TORCH", "1").await;
    let back = |page: &str, before: &str| {
        let (_, form) = page.split_once(before).unwrap();
        form.split_once("name=\"back\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
    };
    let product = browser.get(&routes::product("meridian-200")).await;
    let footer = product.is_page(200).text().split_once("id=\"foot-place\"").unwrap().1.to_owned();
    assert!(footer.contains("<noscript>"), "with script there is one set of forms, over the page");
    assert_eq!(back(&footer, "<noscript>"), "/products/meridian-200#foot-place");
    assert_eq!(back(&footer, "id=\"preferences\""), "/products/meridian-200");
    let cart = browser.get(routes::CART).await;
    let place = back(cart.is_page(200).text(), "id=\"cart-country\"");
    assert_eq!(place, "/cart#cart-country");
    browser
        .post(routes::PREFERENCES, &[("country", "US"), ("back", &place)])
        .await
        .leads_to(&place);
}

#[tokio::test]
async fn the_cart_follows_the_currency() {
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.add("TORCH", "2").await;
    assert!(browser.get(routes::CART).await.says("€58.00"));
    browser.post(routes::PREFERENCES, &[("currency", "USD")]).await.is(303);
    let price = site
        .shop
        .rates()
        .price(domain::Money::new(2_900, domain::Currency::EUR), domain::Currency::USD)
        .unwrap();
    assert!(browser.get(routes::CART).await.text().contains(&price.times(2).unwrap().to_string()));
}
