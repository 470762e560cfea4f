//! Stock in words.

use domain::stock::StockLevel;
use leptos::prelude::*;

/// What the class and the words for a level are.
fn describe(level: StockLevel) -> (&'static str, String) {
    match level {
        StockLevel::SoldOut => ("stock stock-none", t!("stock-none").to_owned()),
        StockLevel::Few(left) => ("stock stock-few", t!("stock-few", left = left)),
        StockLevel::Enough => ("stock stock-enough", t!("stock-enough").to_owned()),
    }
}

/// "In stock", "Only 3 left" or "Sold out".
pub fn stock(level: StockLevel) -> impl IntoView {
    let (class, text) = describe(level);
    view! { <span class=class>{text}</span> }
}

/// The same as a line of its own, on a card.
pub fn stock_line(level: StockLevel) -> impl IntoView {
    let (class, text) = describe(level);
    view! { <p class=format!("{class} small")>{text}</p> }
}
