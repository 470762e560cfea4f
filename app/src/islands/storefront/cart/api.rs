//! The server functions of the cart and the types they carry.

use crate::rpc::RpcError;
use domain::Money;
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use views::{cart::CartChange, catalogue::Picture};

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

/// What the browser shows of a [`CartView`](views::cart::CartView), with its texts, which the
/// server formats for the visitor's locale.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownCart {
    /// In the order in which they were added.
    pub lines: Vec<ShownLine>,
    /// Total quantity.
    pub count: u32,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Estimated total.
    pub total: Money,
    /// Whether the cart can proceed to checkout.
    pub orderable: bool,
    /// The texts around the lines.
    pub texts: CartTexts,
}

impl ShownCart {
    /// The line of a variant.
    #[must_use]
    pub fn line(&self, sku: &str) -> Option<&ShownLine> {
        self.lines.iter().find(|line| line.sku == sku)
    }
}

/// A line of the cart with its texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownLine {
    /// SKU of the variant.
    pub sku: String,
    /// Slug of the product.
    pub slug: String,
    /// Name of the product.
    pub name: String,
    /// Label of the variant; may be empty.
    pub label: String,
    /// A picture of the variant.
    pub picture: Option<Picture>,
    /// Quantity requested.
    pub quantity: u32,
    /// Maximum quantity that can be ordered now.
    pub available: u32,
    /// The available quantity, if the line asks for more.
    pub left: Option<u32>,
    /// Whether it was sold out since it was added.
    pub sold_out: bool,
    /// Price of the whole line; none if it has no price.
    pub total: Option<Money>,
    /// Its texts.
    pub texts: LineTexts,
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
    /// The key specifications as one text; may be empty.
    pub specs: String,
    /// Below the total: the unit price, if the line has several units, and the price of a unit
    /// before a reduction.
    pub prices: Vec<String>,
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
