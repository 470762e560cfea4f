//! The product page of a variant that is known by its SKU alone.

use domain::Currency;
use shop::catalogue::{ProductError, page_of_variant};
use testing::{Bench, on_both};

on_both!(the_page_of_a_variant_has_it_chosen);
async fn the_page_of_a_variant_has_it_chosen(bench: &Bench) {
    for sku in ["REFRACTOR-TUBE", "REFRACTOR-SET", "MUG"] {
        let page = page_of_variant(&bench.shop, sku, Currency::EUR, "DE").await.unwrap();
        assert_eq!(page.product.variants[page.product.chosen].sku, sku);
    }
    let missing = page_of_variant(&bench.shop, "NOTHING", Currency::EUR, "DE").await;
    assert!(matches!(missing, Err(ProductError::NoSuchProduct)));
}
