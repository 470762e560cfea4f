//! The cart's page around its contents, which are [`crate::islands::cart::page`].

use crate::{
    Page, PageContext,
    document::{self, Head},
    islands::{
        cart::{CartState, api::ShownCart, page::contents},
        pack,
    },
    page::Rendering,
    slots,
    ui::{
        card::ShelfHead,
        preferences::country_form,
        suggestions::{SetItem, items, set_form, shelf},
    },
};
use leptos::prelude::*;
use views::{cart::CartView, recommendations::Suggestion, routes};

/// The cart's page.
#[derive(Clone, Copy, Debug)]
pub struct CartPage<'a> {
    /// The cart.
    pub cart: &'a CartView,
    /// The path of the order just placed from it.
    pub ordered: Option<&'a str>,
    /// What is often bought together with its products.
    pub together: &'a [Suggestion],
}

impl Page for CartPage<'_> {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(context.shop_name), "", page(context, self))
    }
}

/// The document's head.
fn head(shop_name: &str) -> Head<'static> {
    Head {
        title: t!("cart-title").into(),
        description: t!("cart-description", shop = shop_name).into(),
        canonical: Some(routes::CART.to_owned()),
        ..Head::default()
    }
}

/// The page, with its cart for the browser to hydrate the contents.
fn page<'a>(context: &'a PageContext<'a>, page: &CartPage<'a>) -> impl IntoView + 'a {
    let CartPage { cart, ordered, together } = *page;
    let shown = ShownCart::new(cart);
    let packed = pack(&shown);
    let state = CartState::new(Some(shown));
    let country = view! { <div id="cart-country">{country_form(context, "cart-country")}</div> };
    view! {
        <div class="page cart-page" data-cart=packed>
            {contents(state, country, suggestions(context, ordered))}
        </div>
        {bought_together(together)}
        <div class="page" id="suggested-slot">{slots::suggested()}</div>
    }
}

/// What is often bought together with the cart's products, outside the island's part of the page.
fn bought_together(together: &[Suggestion]) -> impl IntoView + '_ {
    if together.is_empty() {
        return None;
    }
    let (id, title) = ("together".to_owned(), t!("together-title"));
    let head = ShelfHead { id, title, text: "", link: None };
    let set: Vec<SetItem<'_>> = items(together).collect();
    let shelf = shelf(head, together, set_form(&set, routes::CART));
    Some(view! { <div class="page">{shelf}</div> })
}

/// Links from an empty cart.
fn suggestions<'a>(context: &'a PageContext<'a>, ordered: Option<&'a str>) -> impl IntoView + 'a {
    let links = context.menu.iter().take(6).map(|category| {
        let href = routes::category(&category.slug);
        view! { <li><a class="chip" href=href>{category.name.as_str()}</a></li> }
    });
    let ordered = ordered.map(|link| {
        view! { <p><a class="button button-strong" href=link>{t!("cart-ordered")}</a></p> }
    });
    view! {
        {ordered}
        <p class="quiet">{t!("cart-empty-text")}</p>
        <ul class="chips">{links.collect::<Vec<_>>()}</ul>
    }
}
