//! What shoppers see of a sale.

use crate::site::{NOW, Page, Site, on_both};
use domain::{
    Currency,
    pricing::{Adjustment, PriceRounding},
};
use shop::{
    pricing::{Selection, SetSale, preview_sale, set_sale},
    staff::Actor,
};

const DAY: i64 = 86_400_000;

/// The mug costs €16.00; a quarter less from the second day to the fourth.
async fn reduce_the_mug(site: &Site) {
    let actor = Actor::operator("test");
    let command = SetSale {
        select: Selection::Skus(vec!["MUG".to_owned()]),
        adjustment: Adjustment::Percent(-2_500),
        rounding: PriceRounding::NONE,
        currency: Currency::EUR,
        starts: NOW + DAY,
        ends: NOW + 3 * DAY,
        campaign: String::new(),
    };
    let shown = preview_sale(&site.shop, &actor, &command).await.unwrap();
    set_sale(&site.shop, &actor, &command, &shown.digest).await.unwrap();
}

async fn pages(site: &Site) -> [Page; 3] {
    let slug = site.shop.snapshot().by_sku("MUG").unwrap().slug.to_string();
    let mut browser = site.browser();
    browser.add("MUG", "2").await;
    let product = browser.get(&format!("/products/{slug}")).await.is_page(200).page();
    let list = browser.get("/categories/gifts").await.is_page(200).page();
    let cart = browser.get("/cart").await.is_page(200).page();
    [product, list, cart]
}

fn json_ld(page: &Page) -> String {
    page.texts("script[type='application/ld+json']").join("\n")
}

on_both!(a_sale_is_shown_with_the_lowest_price_of_thirty_days);
async fn a_sale_is_shown_with_the_lowest_price_of_thirty_days(site: &Site) {
    reduce_the_mug(site).await;
    for (day, price, reduced) in [(0, "€16.00", false), (2, "€12.00", true), (3, "€16.00", false)]
    {
        site.advance(NOW + day * DAY - site.shop.clock().now());
        shop::catalogue::refresh(&site.shop).await.unwrap();
        let [product, list, cart] = pages(site).await;
        assert_eq!(product.text(".purchase .price-block .price"), price, "day {day}");
        assert!(list.says(".card .price-line", price), "day {day}");
        assert!(cart.says("[data-line='MUG'] .line-price", price), "day {day}");
        assert_eq!(product.count(".price-block s"), usize::from(reduced), "day {day}");
        assert_eq!(list.count(".card .price-before"), usize::from(reduced), "day {day}");
        let words = "Lowest price in the last 30 days:";
        assert_eq!(cart.says("[data-line='MUG']", words), reduced, "day {day}");
        assert_eq!(json_ld(&product).contains("StrikethroughPrice"), reduced, "day {day}");
        if reduced {
            assert_eq!(product.text(".price-block s"), "€16.00");
            assert!(product.says(".price-block", words));
            // For those who do not see that it is struck through.
            assert_eq!(list.text(".card .price-before"), format!("{words} €16.00"));
            assert!(json_ld(&product).contains("\"price\":\"12.00\""));
        }
    }
}
