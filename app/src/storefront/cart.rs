//! The cart's page around its contents, which are [`crate::islands::cart::page`].

use crate::{
    Page, PageContext,
    document::{self, Head},
    islands::{
        cart::{CartState, api::ShownCart, page::contents},
        pack,
    },
    page::Rendering,
    ui::preferences::country_form,
};
use leptos::prelude::*;
use views::{cart::CartView, routes};

/// The cart's page.
#[derive(Clone, Copy, Debug)]
pub struct CartPage<'a> {
    /// The cart.
    pub cart: &'a CartView,
    /// The path of the order just placed from it.
    pub ordered: Option<&'a str>,
}

impl Page for CartPage<'_> {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(
            context,
            &head(context.shop_name),
            "",
            page(context, self.cart, self.ordered),
        )
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
fn page<'a>(
    context: &'a PageContext<'a>,
    cart: &'a CartView,
    ordered: Option<&'a str>,
) -> impl IntoView + 'a {
    let shown = ShownCart::new(cart);
    let packed = pack(&shown);
    let state = CartState::new(Some(shown));
    let country = view! { <div id="cart-country">{country_form(context, "cart-country")}</div> };
    view! {
        <div class="page cart-page" data-cart=packed>
            {contents(state, country, suggestions(context, ordered))}
        </div>
    }
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
