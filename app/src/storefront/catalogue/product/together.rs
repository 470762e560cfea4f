//! What is often bought together with a product, and a button that adds all of it.

use crate::{
    PageContext,
    ui::{
        card::ShelfHead,
        suggestions::{SetItem, items, set_form, shelf},
    },
};
use leptos::prelude::*;
use views::{catalogue::ProductView, recommendations::Suggestion};

pub(super) fn together<'a>(
    context: &'a PageContext<'a>,
    product: &'a ProductView,
    suggestions: &'a [Suggestion],
) -> impl IntoView + 'a {
    let (id, title) = ("together".to_owned(), t!("together-title"));
    let head = ShelfHead { id, title, text: "", link: None };
    // The set has the variant of the page, if it can be bought.
    let chosen = product.variants.get(product.chosen);
    let own = chosen.filter(|variant| variant.stock.available()).map(|variant| SetItem {
        sku: &variant.sku,
        name: match variant.label.as_str() {
            "" => product.name.clone(),
            label => format!("{}, {label}", product.name),
        },
        price: variant.price,
    });
    let set: Vec<SetItem<'a>> = own.into_iter().chain(items(suggestions)).collect();
    shelf(head, suggestions, set_form(&set, context.path))
}
