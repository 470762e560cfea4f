//! Visitor data from cookies: cart, theme, currency, country, recently viewed and bought products.

use super::cookies::{self, Transport};
use crate::{State, accept::weighted};
use app::NoticeKind;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use domain::{Currency, customers::country::Country, orders::OrderNumber};
use shop::customers::preferences;
use std::convert::Infallible;
use views::routes;

/// Lifetime of the cart cookie: 30 days, in seconds.
const CART_AGE: i64 = 30 * 24 * 3600;
/// Lifetime of a preference: a year.
const CHOICE_AGE: i64 = 365 * 24 * 3600;
/// How long an order counts as just placed: half an hour.
const ORDERED_AGE: i64 = 1800;
/// How long the browser can view an order after opening its link: a day.
const ORDER_KEY_AGE: i64 = 24 * 3600;
/// Number of such orders.
const ORDER_KEYS: usize = 3;
/// Number of recently viewed products.
const RECENT: usize = 8;
/// Lifetime of the products from orders: 30 days, in seconds.
const BOUGHT_AGE: i64 = 30 * 24 * 3600;
/// Number of products from orders.
const BOUGHT: usize = 12;

/// A visitor.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The cart's token.
    pub cart: Option<String>,
    /// Units in the cart after the last change, only for the header's count.
    pub count: u32,
    /// `auto`, `paper`, `dusk` or `red`.
    pub theme: &'static str,
    /// The currency to show and charge.
    pub currency: Currency,
    /// The country to deliver to.
    pub country: &'static Country,
    /// Path of the order just placed, for shoppers who go back from its page.
    pub ordered: Option<String>,
    /// Orders whose links were opened recently, with their keys, latest first.
    orders: Vec<(String, String)>,
    /// Slugs of recently viewed products, latest first.
    pub recent: Vec<String>,
    /// Slugs of products from the orders that the shopper lets the shop use for suggestions, latest
    /// first.
    pub bought: Vec<String>,
    /// Whether the shopper does not want orders to be used for suggestions, not even on their own
    /// pages.
    pub no_suggestions: bool,
    /// Notice for the next page.
    pub flash: Option<(NoticeKind, String)>,
    /// Whether the browser accepts gzip.
    pub gzip: bool,
    secure: bool,
}

/// Whether a shopper's orders are used for suggestions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suggestions {
    /// They are.
    On,
    /// They are not.
    Off,
}

impl Suggestions {
    /// The choice with this name: `on` or `off`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "on" => Some(Self::On),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// The available themes.
const THEMES: [&str; 4] = ["auto", "paper", "dusk", "red"];

/// The theme with this name.
pub fn theme(name: &str) -> Option<&'static str> {
    THEMES.into_iter().find(|theme| *theme == name)
}

/// Whether a request accepts gzip (RFC 9110, 12.5.3); weight zero refuses it.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = weighted(headers, header::ACCEPT_ENCODING);
    let weight = |names: &[&str]| {
        accepted.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, weight)| *weight)
    };
    let gzip = weight(&["gzip", "x-gzip"]).or_else(|| weight(&["*"])).unwrap_or(0.0);
    // If identity has a higher weight, the page is sent uncompressed.
    gzip > 0.0 && gzip >= weight(&["identity"]).unwrap_or(0.0)
}

/// Whether a text is the signed path of an order, and no other address.
fn is_order(path: &str) -> bool {
    routes::is_order(path)
        && path.len() <= 200
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?=-_".contains(&b))
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Visitor {
    /// Reads the cookies; invalid values count as missing.
    #[must_use]
    pub fn read(headers: &HeaderMap, state: &State) -> Self {
        let settings = state.shop.settings();
        let mut visitor = Self {
            cart: None,
            count: 0,
            theme: "auto",
            currency: settings.currency,
            country: settings.home_country(),
            ordered: None,
            orders: Vec::new(),
            recent: Vec::new(),
            bought: Vec::new(),
            no_suggestions: false,
            flash: None,
            gzip: takes_gzip(headers),
            secure: state.secure,
        };
        for cookie in cookies::all(headers) {
            let (name, value) = cookie.name_value();
            // On HTTPS only cookies set by this host count: any subdomain can set a cookie without
            // the prefix.
            let Some(name) = (if state.secure { name.strip_prefix("__Host-") } else { Some(name) })
            else {
                continue;
            };
            // A value that cannot be read, such as a currency that is no longer offered, counts as
            // no cookie.
            match name {
                "cart" => {
                    let (token, count) = value.split_once('.').unwrap_or((value, "0"));
                    if token.len() == 32 && token.bytes().all(|b| b.is_ascii_hexdigit()) {
                        visitor.cart = Some(token.to_owned());
                        visitor.count = count.parse().unwrap_or(0).min(9999);
                    }
                }
                "theme" => visitor.theme = theme(value).unwrap_or(visitor.theme),
                "currency" => {
                    visitor.currency =
                        preferences::currency(&state.shop, value).unwrap_or(visitor.currency);
                }
                "country" => {
                    visitor.country =
                        preferences::country(&state.shop, value).unwrap_or(visitor.country);
                }
                "seen" => visitor.recent = read_slugs(value, RECENT),
                "bought" => visitor.bought = read_slugs(value, BOUGHT),
                "suggestions" => visitor.no_suggestions = value == "off",
                "ordered" => {
                    visitor.ordered =
                        Some(value).filter(|path| is_order(path)).map(ToOwned::to_owned)
                }
                "orders" => visitor.orders = read_orders(value),
                "flash" => visitor.flash = read_flash(value),
                _ => {}
            }
        }
        if visitor.no_suggestions {
            visitor.bought.clear();
        }
        visitor
    }

    fn set(&self, name: &str, value: &str, age: i64) -> Option<HeaderValue> {
        let transport = if self.secure { Transport::Https } else { Transport::Http };
        cookies::set(transport, name, value, age)
    }

    /// Sets the cart and its number of units.
    #[must_use]
    pub fn set_cart(&self, token: &str, count: u32) -> Option<HeaderValue> {
        self.set("cart", &format!("{token}.{count}"), CART_AGE)
    }

    /// Sets `theme`, `currency` or `country`.
    #[must_use]
    pub fn set_choice(&self, name: &str, value: &str) -> Option<HeaderValue> {
        self.set(name, value, CHOICE_AGE)
    }

    /// Stores the just placed order, by its signed path.
    #[must_use]
    pub fn set_ordered(&self, path: &str) -> Option<HeaderValue> {
        self.set("ordered", path, ORDERED_AGE)
    }

    /// Removes it, if set, because a new cart has started.
    #[must_use]
    pub fn clear_ordered(&self) -> Option<HeaderValue> {
        self.ordered.as_ref().and_then(|_| self.set("ordered", "", 0))
    }

    /// The key of an order whose link was opened recently.
    #[must_use]
    pub fn order_key(&self, number: &OrderNumber) -> Option<&str> {
        self.orders
            .iter()
            .find(|(known, _)| *known == number.to_string())
            .map(|(_, key)| key.as_str())
    }

    /// Stores the key of an order whose link was opened.
    #[must_use]
    pub fn set_order_key(&self, number: &OrderNumber, key: &str) -> Option<HeaderValue> {
        let number = number.to_string();
        let others = self
            .orders
            .iter()
            .filter(|(other, _)| *other != number)
            .map(|(other, key)| format!("{other}.{key}"));
        let list: Vec<String> =
            std::iter::once(format!("{number}.{key}")).chain(others).take(ORDER_KEYS).collect();
        self.set("orders", &list.join("."), ORDER_KEY_AGE)
    }

    /// Adds a recently viewed product; `None` if it is already the latest.
    #[must_use]
    pub fn set_recent(&self, slug: &str) -> Option<HeaderValue> {
        if self.recent.first().is_some_and(|latest| latest == slug) || !is_slug(slug) {
            return None;
        }
        let others = self.recent.iter().map(String::as_str).filter(|other| *other != slug);
        let list: Vec<&str> = std::iter::once(slug).chain(others).take(RECENT).collect();
        self.set("seen", &list.join("."), CART_AGE)
    }

    /// Adds the products of an order, which the shopper lets the shop use for suggestions; `None`
    /// without products.
    #[must_use]
    pub fn set_bought<'a>(&'a self, slugs: impl Iterator<Item = &'a str>) -> Option<HeaderValue> {
        let mut ordered = slugs.filter(|slug| is_slug(slug)).peekable();
        ordered.peek()?;
        let mut list: Vec<&str> = Vec::with_capacity(BOUGHT);
        for slug in ordered.chain(self.bought.iter().map(String::as_str)) {
            if !list.contains(&slug) && list.len() < BOUGHT {
                list.push(slug);
            }
        }
        self.set("bought", &list.join("."), BOUGHT_AGE)
    }

    /// Saves whether orders are used for suggestions. If not, those that are stored are removed.
    #[must_use]
    pub fn set_suggestions(&self, choice: Suggestions) -> [Option<HeaderValue>; 2] {
        match choice {
            Suggestions::On => [self.set("suggestions", "", 0), None],
            Suggestions::Off => {
                [self.set("suggestions", "off", CHOICE_AGE), self.set("bought", "", 0)]
            }
        }
    }

    /// Sets a notice for the next page.
    #[must_use]
    pub fn set_flash(&self, kind: NoticeKind, text: &str) -> Option<HeaderValue> {
        let text: String = text.chars().take(300).collect();
        let kind = match kind {
            NoticeKind::Success => 'g',
            NoticeKind::Error => 'b',
        };
        self.set("flash", &format!("{kind}{}", hex::encode(text)), 60)
    }

    /// Removes the notice after it has been shown.
    #[must_use]
    pub fn clear_flash(&self) -> Option<HeaderValue> {
        self.set("flash", "", 0)
    }
}

/// Slugs of products, at most this many.
fn read_slugs(value: &str, limit: usize) -> Vec<String> {
    let slugs = value.split('.').filter(|slug| is_slug(slug));
    slugs.take(limit).map(ToOwned::to_owned).collect()
}

/// Order numbers and keys, alternating.
fn read_orders(value: &str) -> Vec<(String, String)> {
    let is_part = |part: &&str| {
        !part.is_empty()
            && part.len() <= 80
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let parts: Vec<&str> = value.split('.').filter(is_part).take(2 * ORDER_KEYS).collect();
    parts
        .chunks_exact(2)
        .filter_map(|pair| Some(((*pair.first()?).to_owned(), (*pair.get(1)?).to_owned())))
        .collect()
}

fn read_flash(value: &str) -> Option<(NoticeKind, String)> {
    let (kind, digits) = value.split_at_checked(1)?;
    let text = String::from_utf8(hex::decode(digits).ok()?).ok().filter(|text| !text.is_empty())?;
    Some((if kind == "g" { NoticeKind::Success } else { NoticeKind::Error }, text))
}

impl FromRequestParts<State> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers, state))
    }
}
