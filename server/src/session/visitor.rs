//! What the browser's cookies tell of a visitor: cart, theme, currency, country, what was looked
//! at.

use crate::{State, http::extract::fields::weighted};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use domain::{Currency, customers::country, orders::OrderNumber};
use std::convert::Infallible;
use views::routes;

/// How long the browser keeps a cart: 30 days, in seconds.
const CART_AGE: u32 = 30 * 24 * 3600;
/// How long it keeps a choice: a year.
const CHOICE_AGE: u32 = 365 * 24 * 3600;
/// How long an order counts as placed a moment ago: half an hour.
const ORDERED_AGE: u32 = 1800;
/// How long it may see an order whose link it opened: a day.
const ORDER_KEY_AGE: u32 = 24 * 3600;
/// How many orders it may see at once.
const ORDER_KEYS: usize = 3;
/// How many products are remembered as looked at.
const SEEN: usize = 8;

/// A visitor.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The cart's token.
    pub cart: Option<String>,
    /// Pieces in the cart, as the last change left it: for the number in the header only.
    pub count: u32,
    /// `auto`, `paper`, `dusk` or `red`.
    pub theme: &'static str,
    /// The currency to show and charge.
    pub currency: Currency,
    /// The country to deliver to.
    pub country: &'static country::Country,
    /// Path of the order placed a moment ago, for who goes back from its page.
    pub ordered: Option<String>,
    /// Orders whose links were opened lately, and their keys, latest first.
    orders: Vec<(String, String)>,
    /// Slugs of products looked at, latest first.
    pub seen: Vec<String>,
    /// What to say on the next page: good or bad, and the text.
    pub flash: Option<(bool, String)>,
    /// Whether the browser takes gzip.
    pub gzip: bool,
    secure: bool,
}

/// The themes that can be chosen.
const THEMES: [&str; 4] = ["auto", "paper", "dusk", "red"];

/// The theme with this name.
pub fn theme(name: &str) -> Option<&'static str> {
    THEMES.into_iter().find(|theme| *theme == name)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Whether gzip is among the encodings that a request accepts (RFC 9110, 12.5.3); refused by name
/// or weight zero it is not.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = weighted(headers, header::ACCEPT_ENCODING);
    let weight = |names: &[&str]| {
        accepted.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, weight)| *weight)
    };
    let gzip = weight(&["gzip", "x-gzip"]).or_else(|| weight(&["*"])).unwrap_or(0.0);
    // Where the page as it is has more weight it is sent so.
    gzip > 0.0 && gzip >= weight(&["identity"]).unwrap_or(0.0)
}

/// Whether a text is the signed path of an order and nothing that leads elsewhere.
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
    /// Reads the cookies; whatever cannot be read counts as not sent.
    #[must_use]
    pub fn read(headers: &HeaderMap, state: &State) -> Self {
        let settings = state.shop.settings();
        let home = country::by_code(&settings.country).unwrap_or(&country::COUNTRIES[0]);
        let mut visitor = Self {
            cart: None,
            count: 0,
            theme: "auto",
            currency: settings.currency,
            country: home,
            ordered: None,
            orders: Vec::new(),
            seen: Vec::new(),
            flash: None,
            gzip: takes_gzip(headers),
            secure: state.secure,
        };
        for (name, value) in cookies(headers) {
            // Behind TLS only what this very host has set counts: any subdomain can set a cookie
            // without the prefix.
            let Some(name) = (if state.secure { name.strip_prefix("__Host-") } else { Some(name) })
            else {
                continue;
            };
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
                    visitor.currency = value
                        .parse()
                        .ok()
                        .filter(|c| state.shop.rates().knows(*c))
                        .unwrap_or(visitor.currency);
                }
                "country" => visitor.country = country::by_code(value).unwrap_or(visitor.country),
                "seen" => {
                    visitor.seen = value
                        .split('.')
                        .filter(|slug| is_slug(slug))
                        .take(SEEN)
                        .map(ToOwned::to_owned)
                        .collect()
                }
                "ordered" => {
                    visitor.ordered =
                        Some(value).filter(|path| is_order(path)).map(ToOwned::to_owned)
                }
                "orders" => visitor.orders = read_orders(value),
                "flash" => visitor.flash = read_flash(value),
                _ => {}
            }
        }
        visitor
    }

    fn set(&self, name: &str, value: &str, age: u32, hidden: bool) -> Option<HeaderValue> {
        let (prefix, secure) = if self.secure { ("__Host-", "; Secure") } else { ("", "") };
        let hidden = if hidden { "; HttpOnly" } else { "" };
        format!("{prefix}{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{hidden}{secure}")
            .parse()
            .ok()
    }

    /// Sets the cart and the number of its pieces.
    #[must_use]
    pub fn set_cart(&self, token: &str, count: u32) -> Option<HeaderValue> {
        self.set("cart", &format!("{token}.{count}"), CART_AGE, true)
    }

    /// Sets `theme`, `currency` or `country`.
    #[must_use]
    pub fn set_choice(&self, name: &str, value: &str) -> Option<HeaderValue> {
        self.set(name, value, CHOICE_AGE, true)
    }

    /// Remembers an order as placed a moment ago, by its signed path.
    #[must_use]
    pub fn set_ordered(&self, path: &str) -> Option<HeaderValue> {
        self.set("ordered", path, ORDERED_AGE, true)
    }

    /// Forgets it, where there is one: a new cart has begun.
    #[must_use]
    pub fn clear_ordered(&self) -> Option<HeaderValue> {
        self.ordered.as_ref().and_then(|_| self.set("ordered", "", 0, true))
    }

    /// The key of an order whose link was opened lately.
    #[must_use]
    pub fn order_key(&self, number: &OrderNumber) -> Option<&str> {
        self.orders
            .iter()
            .find(|(known, _)| *known == number.to_string())
            .map(|(_, key)| key.as_str())
    }

    /// Keeps the key of an order whose link was opened.
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
        self.set("orders", &list.join("."), ORDER_KEY_AGE, true)
    }

    /// Remembers a product as looked at; none when it is the latest already.
    #[must_use]
    pub fn set_seen(&self, slug: &str) -> Option<HeaderValue> {
        if self.seen.first().is_some_and(|latest| latest == slug) || !is_slug(slug) {
            return None;
        }
        let others = self.seen.iter().map(String::as_str).filter(|other| *other != slug);
        let list: Vec<&str> = std::iter::once(slug).chain(others).take(SEEN).collect();
        self.set("seen", &list.join("."), CART_AGE, true)
    }

    /// Leaves a text for the next page.
    #[must_use]
    pub fn set_flash(&self, good: bool, text: &str) -> Option<HeaderValue> {
        let text: String = text.chars().take(300).collect();
        let encoded = text.bytes().fold(String::new(), |out, b| out + &format!("{b:02x}"));
        self.set("flash", &format!("{}{encoded}", if good { 'g' } else { 'b' }), 60, true)
    }

    /// Takes that text away once it has been shown.
    #[must_use]
    pub fn clear_flash(&self) -> Option<HeaderValue> {
        self.set("flash", "", 0, true)
    }
}

/// Numbers and keys in turn.
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

fn read_flash(value: &str) -> Option<(bool, String)> {
    let (kind, hex) = value.split_at_checked(1)?;
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|i| hex.get(2 * i..2 * i + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    let text = String::from_utf8(bytes?).ok().filter(|text| !text.is_empty())?;
    Some((kind == "g", text))
}

impl FromRequestParts<State> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers, state))
    }
}
