//! The purchase column: name, price, options, the buy button, delivery and key specifications.

use super::{
    ProductState,
    api::{Promises, ShownOption},
    buy,
};
use crate::ui::{
    Icon, icon,
    price::{before_line, price},
    stock,
};
use leptos::prelude::*;

/// The contents of the column. `brand` and `summary` do not depend on the variant; only the server
/// renders them.
pub fn contents(product: ProductState, brand: String, summary: String) -> impl IntoView {
    let name = product.shown.with_untracked(|shown| shown.name.clone());
    view! {
        <p class="eyebrow">{brand}</p>
        <h1>{name}</h1>
        <p class="summary">{summary}</p>
        <div class="price-block">
            {move || price(product.with(|shown| shown.price))}
            {move || product.with(|shown| shown.before.clone()).map(before_line)}
            <p class="quiet small number">
                {move || product.with(|shown| shown.cost.clone())}
            </p>
        </div>
        {options(product)}
        {buy::offer(product)}
        {move || promises(product.with(|shown| shown.promises.clone()))}
        {move || key_specs(product.with(|shown| shown.key_specs.clone()))}
    }
}

/// The variants as links; the chosen one is in the URL.
fn options(product: ProductState) -> impl IntoView {
    let several = product.shown.with_untracked(|shown| !shown.options.is_empty());
    let label = product.texts().option;
    several.then(|| {
        // Links keep their elements and the focus: only their attributes and texts change.
        let options = move || {
            let options = product.with(|shown| shown.options.clone());
            options.into_iter().map(|one| option(product, one)).collect::<Vec<_>>()
        };
        view! {
            <nav class="variants" id="purchase" aria-labelledby="variants-label" data-variants="">
                <p class="label" id="variants-label">{label}</p>
                <ul class="choices">{options}</ul>
            </nav>
        }
    })
}

fn option(product: ProductState, option: ShownOption) -> impl IntoView {
    let clicked = move |event| {
        #[cfg(feature = "hydrate")]
        super::change::clicked(product, &event);
        #[cfg(not(feature = "hydrate"))]
        let _: (ProductState, leptos::ev::MouseEvent) = (product, event);
    };
    let class = if option.sold_out.is_some() { "choice choice-none" } else { "choice" };
    view! {
        <li>
            <a
                class=class
                href=option.href
                rel=(!option.indexed).then_some("nofollow")
                aria-current=option.chosen.then_some("true")
                data-sku=option.sku
                on:click=clicked
            >
                <span>{option.label}</span>
                <small class="number">{option.price.to_string()}</small>
                {option.sold_out.map(|text| {
                    view! { <small class="stock stock-none">{text}</small> }
                })}
            </a>
        </li>
    }
}

fn promises(promises: Promises) -> impl IntoView {
    let stock = promises.stock.map(|(level, text)| {
        view! {
            <li>{icon(Icon::Box)}<span class=stock::class(level)>{text}</span></li>
        }
    });
    let arrival =
        promises.arrival.map(|text| view! { <li>{icon(Icon::Truck)}<span>{text}</span></li> });
    let weight = promises
        .weight
        .map(|text| view! { <li class="number">{icon(Icon::Box)}<span>{text}</span></li> });
    view! {
        <ul class="promises small">
            {stock}
            {arrival}
            {weight}
            <li>{icon(Icon::Return)}<span>{promises.returns}</span></li>
        </ul>
    }
}

/// The two to four specifications beside the price.
fn key_specs(specs: Vec<(String, String)>) -> Option<impl IntoView> {
    let spec = |(name, value): (String, String)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    (!specs.is_empty()).then(|| {
        view! { <dl class="figures number">{specs.into_iter().map(spec).collect::<Vec<_>>()}</dl> }
    })
}
