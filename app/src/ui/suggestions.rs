//! Suggested products, each with its reason.

use super::{
    card::{ShelfHead, card_with, title_id},
    price::price,
};
use crate::slots;
use domain::Money;
use leptos::prelude::*;
use views::{
    recommendations::{Reason, Suggestion},
    routes,
};

/// Why a product is suggested, as text.
fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Together(name) => t!("together-reason", name = name.as_str()),
        Reason::Bought(name) => t!("because-reason", name = name.as_str()),
        Reason::Chosen(name) => t!("chosen-reason", name = name.as_str()),
    }
}

/// A row of suggested products under a heading, with something below; nothing without products.
pub fn shelf<'a>(
    head: ShelfHead<'a>,
    suggestions: &'a [Suggestion],
    below: impl IntoView + 'a,
) -> impl IntoView + 'a {
    let ShelfHead { id, title, .. } = head;
    (!suggestions.is_empty()).then(|| {
        let cards = suggestions.iter().map(|one| card_with(&one.card, Some(reason(&one.reason))));
        view! {
            <section class="band shelf-band" id=id.clone() aria-labelledby=title_id(&id)>
                <div class="band-head">
                    <h2 id=title_id(&id)>{title}</h2>
                </div>
                <ul class="shelf">{cards.collect::<Vec<_>>()}</ul>
                {below}
            </section>
        }
    })
}

/// A product of a set.
#[derive(Clone, Debug)]
pub struct SetItem<'a> {
    /// Its SKU.
    pub sku: &'a str,
    /// Its name, with the variant.
    pub name: String,
    /// Its price.
    pub price: Money,
}

/// The suggested products as items of a set.
pub fn items(suggestions: &[Suggestion]) -> impl Iterator<Item = SetItem<'_>> {
    suggestions.iter().map(|one| SetItem {
        sku: &one.sku,
        name: one.card.name.clone(),
        price: one.price,
    })
}

/// A form that adds a set to the cart with one post; nothing for fewer than two products. Its key
/// is new in each response, so a double click counts once.
pub fn set_form<'a>(items: &[SetItem<'a>], back: &'a str) -> Option<impl IntoView + use<'a>> {
    let (first, others) = items.split_first()?;
    let sum = others.iter().try_fold(first.price, |sum, item| sum.checked_add(item.price))?;
    if others.is_empty() {
        return None;
    }
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    let names = t!("together-of", names = names.join("; "));
    let fields =
        items.iter().map(|item| view! { <input type="hidden" name="sku" value=item.sku /> });
    let fields = fields.collect::<Vec<_>>();
    let add = t!("together-add", count = items.len());
    Some(view! {
        <form class="set-form" method="post" action=routes::CART_SETS>
            {fields}
            <input type="hidden" name="key" value=slots::key() />
            <input type="hidden" name="back" value=back />
            <p class="quiet small">{names}</p>
            <p class="price-line"><span class="quiet">{t!("together-sum")}" "</span>{price(sum)}</p>
            <button class="button button-strong">{add}</button>
        </form>
    })
}
