//! A product in a list: picture, brand, name, key specifications, price, stock, and nothing else.

use super::{
    picture::{Place, silent_plate},
    price::price_from,
    stock::stock_line,
};
use domain::stock::StockLevel;
use leptos::prelude::*;
use views::{catalogue::ProductCard, routes};

/// How many cards of a list are seen at once on a phone.
const FIRST: usize = 2;

/// The cards of a list; their pictures travel to the products' pages.
pub fn cards(cards: &[ProductCard]) -> impl IntoView + '_ {
    let place = |i| if i < FIRST { Place::FirstCard } else { Place::Card };
    cards.iter().enumerate().map(|(i, one)| card(one, place(i), true, None)).collect::<Vec<_>>()
}

/// One card with a sentence on why it stands there.
pub fn card_with<'a>(one: &'a ProductCard, why: Option<&'static str>) -> impl IntoView + 'a {
    card(one, Place::Card, false, why)
}

/// Its picture travels to the product's page where `travels` is set.
fn card<'a>(
    card: &'a ProductCard,
    place: Place,
    travels: bool,
    why: Option<&'static str>,
) -> impl IntoView + 'a {
    let specs = (!card.specs.is_empty())
        .then(|| view! { <p class="card-specs quiet small number">{card.specs.join(" · ")}</p> });
    let class = if card.stock == StockLevel::SoldOut { "card card-sold-out" } else { "card" };
    view! {
        <li class=class>
            {silent_plate(card.picture.as_ref(), place, travels.then_some(card.slug.as_str()))}
            <p class="maker">{card.brand.as_str()}</p>
            <h3><a href=routes::product(&card.slug)>{card.name.as_str()}</a></h3>
            {specs}
            {why.map(|why| view! { <p class="card-why small">{why}</p> })}
            {price_from(card.price, card.from)}
            {stock_line(card.stock)}
        </li>
    }
}

/// A row of cards under a heading, with an optional link to more; nothing where there are no cards.
pub fn shelf<'a>(
    id: &'static str,
    title: &'static str,
    more: Option<(String, &'static str)>,
    cards: &'a [ProductCard],
) -> impl IntoView + 'a {
    let more = more.map(|(href, text)| view! { <a class="more" href=href>{text}</a> });
    (!cards.is_empty()).then(|| {
        view! {
            <section class="band shelf-band" id=id aria-labelledby=format!("{id}-title")>
                <div class="band-head">
                    <h2 id=format!("{id}-title")>{title}</h2>
                    {more}
                </div>
                <ul class="shelf">{cards.iter().map(|product| card_with(product, None)).collect::<Vec<_>>()}</ul>
            </section>
        }
    })
}
