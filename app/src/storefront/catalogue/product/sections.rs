//! The parts of a product page that depend on the variant, which are
//! [`crate::islands::catalogue::product`], in their places on the page.

use crate::islands::{
    catalogue::{
        folds::Folds,
        product::{
            ProductState, fit, optics, purchase,
            shown::{ShownFit, ShownOptics, ShownSpecs},
            specifications,
        },
    },
    pack,
};
use leptos::prelude::*;
use views::catalogue::{Link, ProductView};

/// The column with the buy button, with its data for the browser to hydrate it.
pub(super) fn purchase(product: ProductState, view: &ProductView) -> impl IntoView + use<> {
    let packed = product.shown.with_untracked(pack);
    let (brand, summary) = (view.brand.clone(), view.summary.clone());
    view! {
        <div class="purchase" data-product=packed>
            {purchase::contents(product, brand, summary)}
        </div>
    }
}

pub(super) fn fit(shown: ShownFit) -> impl IntoView {
    view! {
        <section class="band band-split" id="fit" aria-labelledby="fit-title">
            {fit::contents(shown, Folds::default())}
        </section>
    }
}

pub(super) fn optics(shown: ShownOptics) -> impl IntoView {
    view! {
        <section class="band band-split" id="optics" aria-labelledby="optics-title">
            {optics::contents(shown, Folds::default())}
        </section>
    }
}

pub(super) fn calculator(link: Link) -> impl IntoView {
    view! { <p class="band" id="calculator">{optics::more(link)}</p> }
}

pub(super) fn specifications(shown: ShownSpecs) -> impl IntoView {
    view! {
        <section class="band band-split" id="specifications" aria-labelledby="specs-title">
            {specifications::contents(shown, Folds::default())}
        </section>
    }
}
