//! Slots: the places in a cached page that differ between shoppers. The server replaces these
//! markers by the shopper's own content when it sends the page. Each marker contains a random
//! number generated per process, so that nobody can inject one.

use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

struct Slots {
    start: String,
    nonce: String,
    theme: String,
    theme_colour: String,
    cart_count: String,
    recent: String,
    suggested: String,
    key: String,
    notice: String,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let random = || RandomState::new().hash_one("slots");
    let start = format!("@@{:016x}{:016x}:", random(), random());
    let marker = |name: &str| format!("{start}{name}@@");
    Slots {
        nonce: marker("nonce"),
        theme: marker("theme"),
        theme_colour: marker("theme-colour"),
        cart_count: marker("cart-count"),
        recent: marker("recent"),
        suggested: marker("suggested"),
        key: marker("key"),
        notice: marker("notice"),
        start,
    }
});

/// The beginning of all markers, so that one search finds them.
#[must_use]
pub fn start() -> &'static str {
    &SLOTS.start
}

/// The nonce of the content security policy, in every `<script>`.
#[must_use]
pub fn nonce() -> &'static str {
    &SLOTS.nonce
}

/// `auto`, `paper`, `dusk` or `red`, in `<html data-theme>`.
#[must_use]
pub fn theme() -> &'static str {
    &SLOTS.theme
}

/// The result of [`theme_colour_of`] for the theme, in the head.
#[must_use]
pub fn theme_colour() -> &'static str {
    &SLOTS.theme_colour
}

/// The colour of the browser's own bars for a theme: the page's background, so that no brighter
/// area is next to it. The values are `--browser` in `tokens.css`.
#[must_use]
pub fn theme_colour_of(theme: &str) -> &'static str {
    match theme {
        "paper" => r##"<meta name="theme-color" content="#fcfaf6">"##,
        "dusk" => r##"<meta name="theme-color" content="#0f131b">"##,
        "red" => r##"<meta name="theme-color" content="#000000">"##,
        _ => {
            concat!(
                r##"<meta name="theme-color" content="#fcfaf6" "##,
                r#"media="(prefers-color-scheme: light)">"#,
                r##"<meta name="theme-color" content="#0f131b" "##,
                r#"media="(prefers-color-scheme: dark)">"#,
            )
        }
    }
}

/// Units in the cart, as a plain number.
#[must_use]
pub fn cart_count() -> &'static str {
    &SLOTS.cart_count
}

/// The shelf of [`crate::recent_shelf`], or empty.
#[must_use]
pub fn recent() -> &'static str {
    &SLOTS.recent
}

/// The shelf of [`crate::suggested_shelf`], or empty.
#[must_use]
pub fn suggested() -> &'static str {
    &SLOTS.suggested
}

/// A random key for a form, new in each response, so that a form that is sent twice counts once.
#[must_use]
pub fn key() -> &'static str {
    &SLOTS.key
}

/// The [`crate::notice`] for this page, or empty.
#[must_use]
pub fn notice() -> &'static str {
    &SLOTS.notice
}
