//! Stock levels as text.

use domain::stock::StockLevel;
#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// The class for a level.
pub fn class(level: StockLevel) -> &'static str {
    match level {
        StockLevel::SoldOut => "stock stock-none",
        StockLevel::Few(_) => "stock stock-few",
        StockLevel::Enough => "stock stock-enough",
    }
}

/// "In stock", "Only 3 left" or "Sold out".
#[cfg(feature = "ssr")]
pub fn words(level: StockLevel) -> String {
    match level {
        StockLevel::SoldOut => t!("stock-none").to_owned(),
        StockLevel::Few(left) => t!("stock-few", left = left),
        StockLevel::Enough => t!("stock-enough").to_owned(),
    }
}

/// The level as text, in its colour.
#[cfg(feature = "ssr")]
pub fn stock(level: StockLevel) -> impl IntoView {
    view! { <span class=class(level)>{words(level)}</span> }
}
