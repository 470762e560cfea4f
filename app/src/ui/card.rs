//! A product in a list: picture, brand, name, key specifications, price, stock.

use super::{
    picture::{Slot, silent_plate},
    price::{Before, price_reduced},
    stock::class,
};
use domain::stock::StockLevel;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use views::{catalogue::ProductCard, routes};

/// Number of cards of a list that are visible at once on a phone.
pub const FIRST: usize = 2;

/// A product card with its texts.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownCard {
    /// The product.
    pub card: Arc<ProductCard>,
    /// The word before the price, if other variants cost more.
    pub from: Option<String>,
    /// The price before a reduction.
    pub before: Option<Before>,
    /// The stock level as text.
    pub stock: String,
    /// The key specifications as one text; may be empty.
    pub specs: String,
}

impl ShownCard {
    /// A product with the texts of the message files.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn new(card: Arc<ProductCard>) -> Self {
        let Texts { from, before, stock, specs } = texts(&card);
        Self { card, from, before, stock, specs }
    }

    /// Identifies the content of a card.
    #[must_use]
    pub fn key(&self) -> String {
        let Self { card, before, stock, .. } = self;
        let before = before.as_ref().map(|before| before.amount.to_string()).unwrap_or_default();
        format!("{} {} {before} {stock}", card.slug, card.price)
    }
}

/// A card of a list; its picture has a transition to the product page.
pub fn listed(shown: &ShownCard, slot: Slot) -> impl IntoView + use<> {
    let ShownCard { card: one, from, before, stock, specs } = shown.clone();
    let texts = Texts { from, before, stock, specs };
    card(&one, texts, slot, Some(&one.slug), None)
}

/// A card with a sentence that explains why it is shown.
#[cfg(feature = "ssr")]
pub fn card_with(one: &ProductCard, why: Option<String>) -> impl IntoView + use<> {
    card(one, texts(one), Slot::Card, None, why)
}

/// The texts of a card.
struct Texts {
    /// The word before the price, if other variants cost more.
    from: Option<String>,
    /// The price before a reduction.
    before: Option<Before>,
    /// The stock level.
    stock: String,
    /// The key specifications.
    specs: String,
}

#[cfg(feature = "ssr")]
fn texts(card: &ProductCard) -> Texts {
    Texts {
        from: card.from.then(super::price::from),
        before: Before::of(card.prior),
        stock: super::stock::words(card.stock),
        specs: super::card_specs::line(&card.specs),
    }
}

/// `travels` names the picture for the transition to the product page.
fn card(
    card: &ProductCard,
    texts: Texts,
    slot: Slot,
    travels: Option<&str>,
    why: Option<String>,
) -> impl IntoView + use<> {
    let Texts { from, before, stock, specs } = texts;
    let specs =
        (!specs.is_empty()).then(|| view! { <p class="card-specs quiet small number">{specs}</p> });
    let classes = if card.stock == StockLevel::SoldOut { "card card-sold-out" } else { "card" };
    view! {
        <li class=classes>
            {silent_plate(card.picture.as_ref(), slot, travels)}
            <p class="eyebrow">{card.brand.clone()}</p>
            <h3><a href=routes::product(&card.slug)>{card.name.clone()}</a></h3>
            {specs}
            {why.map(|why| view! { <p class="card-why small">{why}</p> })}
            {price_reduced(card.price, from, before)}
            <p class=format!("{} small", class(card.stock))>{stock}</p>
        </li>
    }
}

/// The head of a row of cards.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct ShelfHead<'a> {
    /// Its id in the document.
    pub id: String,
    /// Its heading.
    pub title: &'a str,
    /// A paragraph; may be empty.
    pub text: &'a str,
    /// A link beside the heading.
    pub link: Option<&'a views::catalogue::Link>,
}

/// The id of the heading of a part of a page. No part's own id begins like it.
#[cfg(feature = "ssr")]
#[must_use]
pub fn title_id(id: &str) -> String {
    format!("title-{id}")
}

/// A row of cards under a heading; nothing if there are no cards.
#[cfg(feature = "ssr")]
pub fn shelf<'a>(head: ShelfHead<'a>, cards: &'a [ProductCard]) -> impl IntoView + 'a {
    let ShelfHead { id, title, text, link } = head;
    let text = (!text.is_empty()).then(|| view! { <p class="quiet">{text}</p> });
    let more = link.map(|link| {
        view! { <a class="more" href=link.href.as_str()>{link.text.as_str()}</a> }
    });
    (!cards.is_empty()).then(|| {
        view! {
            <section class="band shelf-band" id=id.clone() aria-labelledby=title_id(&id)>
                <div class="band-head">
                    <h2 id=title_id(&id)>{title}</h2>
                    {more}
                </div>
                {text}
                <ul class="shelf">
                    {cards.iter().map(|product| card_with(product, None)).collect::<Vec<_>>()}
                </ul>
            </section>
        }
    })
}
