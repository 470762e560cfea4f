//! The state that header, drawer and page of the cart share.

use super::api::{CartTexts, ShownCart, ShownLine};
use leptos::prelude::*;

/// The result of the last change, as the drawer shows it.
#[derive(Clone, Debug)]
pub struct Message {
    /// Whether everything was done as requested.
    pub complete: bool,
    /// The message.
    pub text: String,
}

/// Why a line could not be changed as requested.
#[derive(Clone, PartialEq, Debug)]
pub struct LineError {
    /// SKU of the line.
    pub sku: String,
    /// The message.
    pub text: String,
}

/// The number of units in the cart, which every page knows.
#[derive(Clone, Copy, Debug)]
pub struct CartCountState(pub RwSignal<u32>);

impl CartCountState {
    /// Provides the number to islands created from now on.
    pub fn provide(units: u32) -> Self {
        let state = Self(RwSignal::new(units));
        provide_context(state);
        state
    }

    /// The units of this page.
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self::provide(0))
    }
}

/// The state of the cart on this page.
#[derive(Clone, Copy, Debug)]
pub struct CartState {
    /// The cart; `None` until the server has sent it.
    pub shown: RwSignal<Option<ShownCart>>,
    /// Whether the drawer has its contents, which are created when it is first opened.
    pub drawer: RwSignal<bool>,
    /// The result of the last change.
    pub message: RwSignal<Option<Message>>,
    /// The errors at the lines.
    pub errors: RwSignal<Vec<LineError>>,
}

impl CartState {
    /// The state for a cart, if it is known.
    #[must_use]
    pub fn new(shown: Option<ShownCart>) -> Self {
        Self {
            shown: RwSignal::new(shown),
            drawer: RwSignal::new(false),
            message: RwSignal::new(None),
            errors: RwSignal::new(Vec::new()),
        }
    }

    /// A part of the cart; tracked.
    pub fn with<T: Default>(self, part: impl FnOnce(&ShownCart) -> T) -> T {
        self.shown.with(|shown| shown.as_ref().map(part).unwrap_or_default())
    }

    /// The texts that no change of the cart affects; untracked.
    pub fn texts(self) -> CartTexts {
        self.shown.with_untracked(|shown| {
            shown.as_ref().map(|shown| shown.texts.clone()).unwrap_or_default()
        })
    }

    /// Whether there are lines; tracked.
    pub fn has_lines(self) -> bool {
        self.with(|shown| !shown.lines.is_empty())
    }

    /// The SKUs of the lines in their order; tracked.
    pub fn skus(self) -> Vec<String> {
        self.with(|shown| shown.lines.iter().map(|line| line.sku.clone()).collect())
    }

    /// A line; tracked.
    pub fn line(self, sku: &str) -> Option<ShownLine> {
        self.with(|shown| shown.line(sku).cloned())
    }

    /// The error at a line; tracked.
    pub fn error(self, sku: &str) -> Option<String> {
        self.errors.with(|errors| {
            errors.iter().find(|error| error.sku == sku).map(|error| error.text.clone())
        })
    }

    /// Shows or removes the error at a line.
    pub fn set_error(self, sku: &str, text: Option<String>) {
        self.errors.update(|errors| {
            errors.retain(|error| error.sku != sku);
            errors.extend(text.map(|text| LineError { sku: sku.to_owned(), text }));
        });
    }
}
