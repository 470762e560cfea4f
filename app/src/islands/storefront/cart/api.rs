//! The server functions of the cart and the types they carry.

use crate::rpc::RpcError;
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use views::cart::{CartChange, CartLineView, CartView};

/// The result of a change.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CartAnswer {
    /// The cart after the change.
    pub shown: ShownCart,
    /// What was done, as a sentence.
    pub message: String,
    /// Whether everything was done as requested.
    pub complete: bool,
}

/// The cart with its texts, which the server formats for the visitor's locale.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownCart {
    /// The cart.
    pub cart: CartView,
    /// The texts around the lines.
    pub texts: CartTexts,
    /// The texts of the lines.
    pub lines: Vec<LineTexts>,
}

impl ShownCart {
    /// A line with its texts.
    #[must_use]
    pub fn line(&self, sku: &str) -> Option<(&CartLineView, &LineTexts)> {
        let line = self.cart.lines.iter().find(|line| line.sku == sku)?;
        Some((line, self.lines.iter().find(|texts| texts.sku == sku)?))
    }
}

/// The texts around the lines of a cart.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CartTexts {
    pub title: String,
    pub count: String,
    pub undo: String,
    /// The last removal.
    pub removed: Option<String>,
    pub empty_title: String,
    pub empty_text: String,
    pub empty_button: String,
    pub summary: String,
    pub subtotal: String,
    pub delivery: String,
    /// "Free", or the amount.
    pub delivery_price: String,
    /// Label and amount of a tax added to the prices.
    pub tax_added: Option<(String, String)>,
    pub tax_included: Option<String>,
    /// A note that import charges are collected at the border.
    pub export: Option<String>,
    pub total: String,
    /// Why there is no total while a line cannot be ordered.
    pub no_total: String,
    /// Hints: the amount missing for free delivery, the delivery date, delivery by freight.
    pub hints: Vec<String>,
    pub checkout: String,
    pub not_orderable: String,
    pub remove: String,
    pub update: String,
    pub similar: String,
    pub close: String,
    pub view_cart: String,
    pub continue_shopping: String,
}

/// The texts of a line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct LineTexts {
    pub sku: String,
    /// The key specifications as one text; may be empty.
    pub specs: String,
    /// The unit price, if the line has several units.
    pub each: Option<String>,
    /// What changed since the line was added.
    pub notices: Vec<NoticeText>,
    /// The button that sets the quantity to the remaining units: its text and its accessible name.
    pub set_to: Option<(String, String)>,
    pub less: String,
    pub more: String,
    pub quantity: String,
    pub remove: String,
}

/// A change to a line since it was added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoticeText {
    /// Whether it prevents the order.
    pub prevents_order: bool,
    /// The message.
    pub text: String,
}

/// What the server functions of the cart need from the server.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait CartService: Send + Sync {
    /// The visitor's cart.
    ///
    /// # Errors
    /// The errors of the use case.
    async fn show(&self) -> Result<ShownCart, RpcError>;

    /// Changes the visitor's cart.
    ///
    /// # Errors
    /// The errors of the use cases.
    async fn change(&self, change: CartChange) -> Result<CartAnswer, RpcError>;
}

#[cfg(feature = "ssr")]
fn service() -> Result<std::sync::Arc<dyn CartService>, RpcError> {
    use_context().ok_or_else(RpcError::lost)
}

/// The visitor's cart.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "cart/show", input = Postcard, output = Postcard)]
pub async fn show_cart() -> Result<ShownCart, RpcError> {
    service()?.show().await
}

/// Changes the visitor's cart.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "cart/change", input = Postcard, output = Postcard)]
pub async fn change_cart(
    /// The change.
    change: CartChange,
) -> Result<CartAnswer, RpcError> {
    service()?.change(change).await
}
