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
    // The set has the product of the page, if it can be bought; not one of several variants: the
    // shopper may choose another one without loading the page again.
    let only = if let [only] = product.variants.as_slice() { Some(only) } else { None };
    let own = only.filter(|variant| variant.stock.available()).map(|variant| SetItem {
        sku: &variant.sku,
        name: product.name.clone(),
        price: variant.price,
    });
    let set: Vec<SetItem<'a>> = own.into_iter().chain(items(suggestions)).collect();
    shelf(head, suggestions, set_form(&set, context.path))
}
