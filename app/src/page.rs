//! The pages, and how they become documents.

use crate::{
    PageContext,
    islands::{
        cart::{CartState, Message, api::ShownCart, drawer},
        search::{
            SearchState,
            api::ShownSuggestions,
            form::{Typed, form},
        },
    },
    ui::{card, field::Countries, notice::NoticeKind, preferences, suggestions as suggested},
};
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::Position, tachys::view::RenderFlags};
use std::sync::Arc;
use views::{
    cart::CartView, catalogue::ProductCard, recommendations::Suggestion, search::Suggestions,
};

/// A page: a view that can be rendered as a whole document. Each page implements it where its
/// content is.
pub trait Page {
    /// The document, with the markers of [`crate::slots`]. Only [`render`] can call this.
    fn document(&self, context: &PageContext<'_>, rendering: Rendering) -> String;
}

/// Shows that what islands need is provided. Only [`render`] and [`crate::admin::render`] make one.
#[derive(Debug)]
pub struct Rendering(());

/// Renders the whole document of a page, with the markers of [`crate::slots`].
#[must_use]
pub fn render(context: &PageContext<'_>, page: &dyn Page) -> String {
    in_owner(|| {
        provide_context(Countries(context.zones.countries().to_vec()));
        page.document(context, Rendering(()))
    })
}

/// Renders the cart drawer with a message on top, for visual review without a browser: no page
/// contains it.
#[must_use]
pub fn cart_drawer(cart: &CartView, message: &str) -> String {
    in_owner(|| {
        let state = CartState::new(Some(ShownCart::new(cart)));
        state.message.set(Some(Message { complete: true, text: message.to_owned() }));
        fragment(drawer::contents(state))
    })
}

/// Renders the search box with its suggestions, for the example and tests: pages come without them.
#[must_use]
pub fn suggestions(found: &Suggestions) -> String {
    in_owner(|| {
        let state = SearchState::new(Some(ShownSuggestions::new(found.clone())));
        fragment(form(
            "header".to_owned(),
            Typed { query: found.query.clone(), ..Typed::default() },
            state,
        ))
    })
}

/// Renders the shelf of recently viewed products for [`crate::slots::recent`]; empty if there are
/// none.
#[must_use]
pub fn recent_shelf(cards: &[ProductCard]) -> String {
    if cards.is_empty() {
        return String::new();
    }
    let (id, title) = ("recent".to_owned(), t!("recent-title"));
    let head = card::ShelfHead { id, title, text: "", link: None };
    in_owner(|| fragment(card::shelf(head, cards)))
}

/// Renders the shelf of products suggested because of the shopper's orders, with the button that
/// turns it off, for [`crate::slots::suggested`]; empty if there are none.
#[must_use]
pub fn suggested_shelf(suggestions: &[Suggestion], back: &str) -> String {
    if suggestions.is_empty() {
        return String::new();
    }
    in_owner(|| {
        let off = preferences::suggestions_off(back);
        fragment(suggested::shelf(because(), suggestions, off))
    })
}

/// Renders the shelf of products suggested on the page of an order that is not used for other
/// pages, with the button that uses it, for [`crate::slots::suggested`]. Without suggestions only
/// the button is left: it is also how the shopper turns them on again.
#[must_use]
pub fn order_shelf(suggestions: &[Suggestion], slugs: &[&str], back: &str) -> String {
    in_owner(|| {
        let on = preferences::suggestions_on(slugs, back);
        if suggestions.is_empty() {
            fragment(on)
        } else {
            fragment(suggested::shelf(because(), suggestions, on))
        }
    })
}

fn because() -> card::ShelfHead<'static> {
    let (id, title) = ("suggested".to_owned(), t!("because-title"));
    card::ShelfHead { id, title, text: "", link: None }
}

/// Renders a notice for [`crate::slots::notice`].
#[must_use]
pub fn notice(text: &str, kind: NoticeKind) -> String {
    in_owner(|| fragment(crate::ui::notice::flash(text, kind)))
}

/// Renders a document of the desk.
pub(crate) fn rendered(document: impl FnOnce(Rendering) -> String) -> String {
    in_owner(|| document(Rendering(())))
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
