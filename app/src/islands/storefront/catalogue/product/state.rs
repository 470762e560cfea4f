//! The state of a product page.

use super::api::{PurchaseTexts, ShownPurchase};
use crate::islands::cart::BuyFormError;
use domain::cart;
use leptos::prelude::*;

/// The state of the page of a product.
#[derive(Clone, Copy, Debug)]
pub struct ProductState {
    /// The chosen variant.
    pub shown: RwSignal<ShownPurchase>,
    /// The quantity as typed. It stays when the variant changes.
    pub quantity: RwSignal<String>,
    /// Why the product was not added to the cart.
    pub error: RwSignal<Option<BuyFormError>>,
}

impl ProductState {
    /// The initial state.
    #[must_use]
    pub fn new(shown: ShownPurchase, quantity: String) -> Self {
        Self {
            shown: RwSignal::new(shown),
            quantity: RwSignal::new(quantity),
            error: RwSignal::new(None),
        }
    }

    /// A part of the chosen variant; tracked.
    pub fn with<T>(self, part: impl FnOnce(&ShownPurchase) -> T) -> T {
        self.shown.with(part)
    }

    /// The texts that never change; untracked.
    pub fn texts(self) -> PurchaseTexts {
        self.shown.with_untracked(|shown| shown.texts.clone())
    }

    /// Whether the chosen variant can be bought; changes only when that does.
    pub fn available(self) -> Memo<bool> {
        Memo::new(move |_| self.with(|shown| shown.sold_out.is_none()))
    }

    /// Changes the quantity by a step.
    pub fn step(self, by: i32) {
        self.quantity.update(|quantity| *quantity = cart::stepped(quantity, by).to_string());
    }
}
