//! Places in a rendered page that are not the same for every shopper. A page is rendered once and
//! cached; when it is sent, the server puts the shopper's own text where these markers stand. Each
//! marker carries a number that is random in every process, so nothing that a person types can be
//! one.

use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

struct Slots {
    nonce: String,
    theme: String,
    theme_colour: String,
    cart_count: String,
    recent: String,
    notice: String,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let marker = |name: &str| {
        format!(
            "@@{:016x}{:016x}:{name}@@",
            RandomState::new().hash_one(name),
            RandomState::new().hash_one(name)
        )
    };
    Slots {
        nonce: marker("nonce"),
        theme: marker("theme"),
        theme_colour: marker("theme-colour"),
        cart_count: marker("cart-count"),
        recent: marker("recent"),
        notice: marker("notice"),
    }
});

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

/// What [`theme_colour_of`] gives for the theme, in the head.
#[must_use]
pub fn theme_colour() -> &'static str {
    &SLOTS.theme_colour
}

/// The colour of the browser's own bars for a theme: the ground of the page, so that no other light
/// is beside it. They are `--browser` in `tokens.css`.
#[must_use]
pub fn theme_colour_of(theme: &str) -> &'static str {
    match theme {
        "paper" => r##"<meta name="theme-color" content="#fcfaf6">"##,
        "dusk" => r##"<meta name="theme-color" content="#0f131b">"##,
        "red" => r##"<meta name="theme-color" content="#000000">"##,
        _ => {
            r##"<meta name="theme-color" content="#fcfaf6" media="(prefers-color-scheme: light)"><meta name="theme-color" content="#0f131b" media="(prefers-color-scheme: dark)">"##
        }
    }
}

/// Pieces in the cart, a plain number.
#[must_use]
pub fn cart_count() -> &'static str {
    &SLOTS.cart_count
}

/// The shelf of [`crate::recent_shelf`], or nothing.
#[must_use]
pub fn recent() -> &'static str {
    &SLOTS.recent
}

/// What just happened, as [`crate::notice`] makes it, or nothing.
#[must_use]
pub fn notice() -> &'static str {
    &SLOTS.notice
}
