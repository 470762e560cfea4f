//! The pages there are, and how one becomes a document.

use crate::{document, storefront as s, ui::card};
use domain::{Currency, Money, seller::Imprint, shipping::Tariffs};
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::Position, tachys::view::RenderFlags};
use std::sync::Arc;
use views::{
    cart::CartView,
    catalogue::{CategoryCard, DeliveryNote, Listing, ProductCard, ProductView},
    checkout::CheckoutView,
    content::{HomeView, WishView},
    notifications::{SubscriptionView, WaitView},
    optics::calculator::CalculatorView,
    orders::{OrderView, TrackView},
    search::Suggestions,
    withdrawal::WithdrawView,
};

/// Where the files that pages load are, with their content hashes.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that loads the islands.
    pub js: String,
    /// The islands.
    pub wasm: String,
}

/// What every page needs to know: the same for all shoppers with this currency and country.
#[derive(Clone, Copy, Debug)]
pub struct PageContext<'a> {
    /// Prices are shown in it.
    pub currency: Currency,
    /// Those that one can choose.
    pub currencies: &'a [Currency],
    /// `https://…` without a slash at the end, for canonical addresses.
    pub base_url: &'a str,
    /// Path and query of this page, for forms that come back here.
    pub path: &'a str,
    /// The root categories.
    pub menu: &'a [CategoryCard],
    /// Style sheet and islands.
    pub assets: &'a Assets,
    /// ISO 3166 code of the country that parcels go to.
    pub country: &'a str,
    /// Who sells.
    pub seller: &'a Imprint,
    /// ISO 3166 code of the country that parcels leave from.
    pub dispatch: &'a str,
    /// What delivery costs and how long it takes.
    pub tariffs: &'a Tariffs,
    /// For how many years after the one in which it was placed an order keeps its buyer.
    pub order_years: u32,
    /// What is ordered before this hour leaves on the same working day.
    pub cut_off: u8,
    /// What the time there is called: `Central European time`.
    pub time_zone: &'a str,
}

impl<'a> PageContext<'a> {
    /// The hour of dispatch as it is written: `14:00`.
    pub(crate) fn cut_off(&self) -> String {
        format!("{}:00", self.cut_off)
    }

    /// The value of a parameter in the query of [`PageContext::path`], as it stands there.
    pub(crate) fn parameter(&self, name: &str) -> Option<&'a str> {
        let (_, query) = self.path.split_once('?')?;
        query.split('&').find_map(|pair| {
            pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value)
        })
    }
}

/// What went wrong, in terms of a page that leads on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 410
    Gone,
    /// 413
    TooLarge,
    /// 429
    TooMany,
    /// 500
    Internal,
    /// 503
    Unavailable,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Gone,
        Self::TooLarge,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }

    /// The page for an HTTP status; those without a page of their own get the nearest of their
    /// class.
    #[must_use]
    pub fn from_status(status: u16) -> Self {
        let nearest = if status < 500 { Self::BadRequest } else { Self::Internal };
        Self::ALL.into_iter().find(|problem| problem.status() == status).unwrap_or(nearest)
    }
}

/// A page with what it shows.
#[derive(Clone, Copy, Debug)]
pub enum Page<'a> {
    /// `/`
    Home(&'a HomeView),
    /// `/categories/{slug}` and `/search`
    Listing(&'a Listing),
    /// `/wishes/{slug}`
    Wish(&'a WishView),
    /// `/products/{slug}`
    Product(&'a ProductView, &'a DeliveryNote, &'a WaitView),
    /// `/tools/eyepieces`
    Calculator(&'a CalculatorView),
    /// `/cart`, with the path of the order that was placed from it a moment ago
    Cart(&'a CartView, Option<&'a str>),
    /// `/checkout`
    Checkout(&'a CheckoutView),
    /// `/orders/{number}?key=…` right after placing
    Confirmation(&'a OrderView),
    /// `/orders/{number}?key=…` from then on
    Order(&'a OrderView),
    /// `/track`
    Track(&'a TrackView),
    /// `/withdraw`
    Withdraw(&'a WithdrawView),
    /// `/waits/{id}/confirm` and `/waits/{id}/end`
    Subscription(&'a SubscriptionView),
    /// `/pages/{slug}`: a file of `locales/en/pages`. An unknown slug is [`Problem::NotFound`].
    Text(&'a str),
    /// Anything that failed.
    Problem(Problem),
    /// The test provider's stand-in for a bank's 3-D Secure page.
    Challenge {
        /// The provider's reference of the challenge.
        reference: &'a str,
        /// What the shop needs to go on, posted back as it is.
        state: &'a str,
        /// What is to be paid.
        amount: Money,
    },
}

/// The whole document for a page. It holds the markers of [`crate::slots`].
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
            let section = view.trail.first().map_or("", |link| link.href.as_str());
            document::full(
                context,
                &s::catalogue::listing::head(context, view),
                section,
                s::catalogue::listing::page(view),
            )
        }
        Page::Wish(view) => document::full(
            context,
            &s::catalogue::buying_guide::head(context, view),
            "",
            s::catalogue::buying_guide::page(view),
        ),
        Page::Product(view, delivery, wait) => {
            let section = view.trail.first().map_or("", |link| link.href.as_str());
            document::full(
                context,
                &s::catalogue::product::head(context, view),
                section,
                s::catalogue::product::page(context, view, delivery, wait),
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
            None => problem(context, Problem::NotFound),
        },
        Page::Problem(kind) => problem(context, kind),
        Page::Challenge { reference, state, amount } => document::bare(
            context,
            &s::checkout::challenge::head(),
            s::checkout::challenge::page(reference, state, amount),
        ),
    })
}

fn problem(context: &PageContext<'_>, kind: Problem) -> String {
    document::full(context, &s::error::head(kind), "", s::error::page(context, kind))
}

/// What stands in the cart's drawer, with a message on top: good or not, and the text.
#[must_use]
pub fn cart_drawer(
    context: &PageContext<'_>,
    cart: &CartView,
    message: Option<(bool, &str)>,
) -> String {
    in_owner(|| fragment(s::cart::drawer::drawer(context, cart, message)))
}

/// The options under the search box while a shopper types.
#[must_use]
pub fn suggestions(_context: &PageContext<'_>, found: &Suggestions) -> String {
    in_owner(|| fragment(s::search::options(found)))
}

/// The shelf of products that this shopper has looked at, for [`crate::slots::recent`]; nothing
/// where there are none.
#[must_use]
pub fn recent_shelf(_context: &PageContext<'_>, cards: &[ProductCard]) -> String {
    if cards.is_empty() {
        return String::new();
    }
    in_owner(|| fragment(card::shelf("recent", t!("recent-title"), None, cards)))
}

/// What just happened, for [`crate::slots::notice`].
#[must_use]
pub fn notice(text: &str, good: bool) -> String {
    in_owner(|| fragment(crate::ui::notice::flash(text, good)))
}

/// Runs `work` in a reactive owner of its own, as pages with islands need, and clears it up.
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
