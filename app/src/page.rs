//! The pages, and how they become documents.

use crate::{
    ErrorPage, PageContext, document,
    islands::{
        cart::{CartState, Message, api::ShownCart, drawer},
        search::{SearchState, api::ShownSuggestions, form::form},
    },
    storefront as s,
    ui::{card, notice::NoticeKind},
};
use domain::Money;
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::Position, tachys::view::RenderFlags};
use std::sync::Arc;
use views::{
    cart::CartView,
    catalogue::{DeliveryNote, Listing, ProductCard, ProductView},
    checkout::CheckoutView,
    content::{BuyingGuideView, HomeView},
    notifications::{SubscriptionForm, SubscriptionView},
    optics::calculator::CalculatorView,
    orders::{OrderView, TrackView},
    search::Suggestions,
    withdrawal::WithdrawView,
};

/// A page with its view.
#[derive(Clone, Copy, Debug)]
pub enum Page<'a> {
    /// `/`
    Home(&'a HomeView),
    /// `/categories/{slug}` and `/search`
    Listing(&'a Listing),
    /// `/guides/{slug}`
    BuyingGuide(&'a BuyingGuideView),
    /// `/products/{slug}`
    Product(&'a ProductView, &'a DeliveryNote, &'a SubscriptionForm),
    /// `/tools/eyepieces`
    Calculator(&'a CalculatorView),
    /// `/cart`, with the path of the order just placed from it
    Cart(&'a CartView, Option<&'a str>),
    /// `/checkout`
    Checkout(&'a CheckoutView),
    /// `/orders/{number}?key=…` directly after the order
    Confirmation(&'a OrderView),
    /// `/orders/{number}?key=…` later
    Order(&'a OrderView),
    /// `/track`
    Track(&'a TrackView),
    /// `/withdraw`
    Withdraw(&'a WithdrawView),
    /// `/back-in-stock/{id}/confirm` and `/back-in-stock/{id}/end`
    Subscription(&'a SubscriptionView),
    /// `/pages/{slug}`: a file of `locales/en/pages`. An unknown slug is [`ErrorPage::NotFound`].
    Text(&'a str),
    /// An error page.
    Error(ErrorPage),
    /// The test provider's page in place of a bank's 3-D Secure page.
    Challenge {
        /// The provider's reference of the challenge.
        reference: &'a str,
        /// The shop's data for continuing, posted back unchanged.
        state: &'a str,
        /// The amount to pay.
        amount: Money,
    },
}

/// Renders the whole document of a page, with the markers of [`crate::slots`].
#[must_use]
pub fn render(context: &PageContext<'_>, page: Page<'_>) -> String {
    in_owner(|| match page {
        Page::Home(view) => document::full(
            context,
            &s::content::home::head(context),
            "",
            s::content::home::page(context, view),
        ),
        Page::Listing(view) => {
            let section = view.breadcrumbs.first().map_or("", |link| link.href.as_str());
            document::full(
                context,
                &s::catalogue::listing::head(context, view),
                section,
                s::catalogue::listing::page(context, view),
            )
        }
        Page::BuyingGuide(view) => document::full(
            context,
            &s::catalogue::buying_guide::head(context, view),
            "",
            s::catalogue::buying_guide::page(context, view),
        ),
        Page::Product(view, delivery, subscription) => {
            let section = view.breadcrumbs.first().map_or("", |link| link.href.as_str());
            document::full(
                context,
                &s::catalogue::product::head(context, view),
                section,
                s::catalogue::product::page(context, view, delivery, subscription),
            )
        }
        Page::Calculator(view) => document::full(
            context,
            &s::catalogue::calculator::head(context, view),
            "",
            s::catalogue::calculator::page(context, view),
        ),
        Page::Cart(view, ordered) => {
            document::full(context, &s::cart::head(), "", s::cart::page(context, view, ordered))
        }
        Page::Checkout(view) => {
            document::bare(context, &s::checkout::head(), s::checkout::page(view))
        }
        Page::Confirmation(view) => document::full(
            context,
            &s::orders::order::confirmation_head(),
            "",
            s::orders::order::confirmation(view),
        ),
        Page::Order(view) => {
            document::full(context, &s::orders::order::head(view), "", s::orders::order::page(view))
        }
        Page::Track(view) => {
            document::full(context, &s::orders::track::head(), "", s::orders::track::page(view))
        }
        Page::Withdraw(view) => document::full(
            context,
            &s::orders::withdrawal::head(),
            "",
            s::orders::withdrawal::page(view),
        ),
        Page::Subscription(view) => {
            document::full(context, &s::notifications::head(), "", s::notifications::page(view))
        }
        Page::Text(slug) => match s::content::page::find(slug) {
            Some(text) => document::full(
                context,
                &s::content::page::head(text),
                "",
                s::content::page::page(text, context),
            ),
            None => problem(context, ErrorPage::NotFound),
        },
        Page::Error(kind) => problem(context, kind),
        Page::Challenge { reference, state, amount } => document::bare(
            context,
            &s::checkout::challenge::head(),
            s::checkout::challenge::page(reference, state, amount),
        ),
    })
}

fn problem(context: &PageContext<'_>, kind: ErrorPage) -> String {
    document::full(context, &s::error::head(kind), "", s::error::page(context, kind))
}

/// Renders the cart drawer with a message on top, for visual review without a browser: no page
/// contains it.
#[must_use]
pub fn cart_drawer(cart: &CartView, message: &str) -> String {
    in_owner(|| {
        let state = CartState::new(Some(ShownCart::new(cart.clone())));
        state.message.set(Some(Message { complete: true, text: message.to_owned() }));
        fragment(drawer::contents(state))
    })
}

/// Renders the search box with its suggestions, for the example and tests: pages come without them.
#[must_use]
pub fn suggestions(found: &Suggestions) -> String {
    in_owner(|| {
        let state = SearchState::new(Some(ShownSuggestions::new(found.clone())));
        fragment(form("header".to_owned(), found.query.clone(), state))
    })
}

/// Renders the shelf of recently viewed products for [`crate::slots::recent`]; empty if there are
/// none.
#[must_use]
pub fn recent_shelf(_context: &PageContext<'_>, cards: &[ProductCard]) -> String {
    if cards.is_empty() {
        return String::new();
    }
    in_owner(|| fragment(card::shelf("recent", t!("recent-title"), None, cards)))
}

/// Renders a notice for [`crate::slots::notice`].
#[must_use]
pub fn notice(text: &str, kind: NoticeKind) -> String {
    in_owner(|| fragment(crate::ui::notice::flash(text, kind)))
}

/// Runs `work` in its own reactive owner, as pages with islands require, and disposes of it.
fn in_owner(work: impl FnOnce() -> String) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(work);
    owner.unset_with_forced_cleanup();
    html
}

fn fragment(view: impl IntoView) -> String {
    let mut html = String::with_capacity(8 * 1024);
    view.to_html_with_buf(&mut html, &mut Position::FirstChild, RenderFlags::HYDRATE, Vec::new());
    html
}
