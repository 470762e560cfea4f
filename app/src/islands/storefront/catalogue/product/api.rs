//! The server function of product pages, and its types.

use super::shown::{ShownFit, ShownOptics, ShownSpecs};
use crate::{
    islands::catalogue::gallery::ShownGallery,
    rpc::RpcError,
    ui::{
        field::{FieldView, FormTexts},
        price::Before,
    },
};
use domain::{Money, checkout::FieldErrorKind, stock::StockLevel};
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use views::catalogue::Link;

/// What depends on the variant of a product, with its texts, which the server formats for the
/// visitor's locale.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownVariant {
    /// The column with the buy button.
    pub purchase: ShownPurchase,
    /// The pictures.
    pub gallery: ShownGallery,
    /// Which telescopes an accessory fits.
    pub fit: Option<ShownFit>,
    /// The performance of a telescope.
    pub optics: Option<ShownOptics>,
    /// The calculator, if the product is supported and is no telescope.
    pub calculator: Option<Link>,
    /// All specifications.
    pub specs: Option<ShownSpecs>,
}

/// Price, options, buy button and delivery.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownPurchase {
    /// SKU of the chosen variant.
    pub sku: String,
    /// Name of the product.
    pub name: String,
    /// Price of the chosen variant.
    pub price: Money,
    /// The price before a reduction.
    pub before: Option<Before>,
    /// "VAT included · free delivery to Germany"
    pub cost: String,
    /// The variants; empty if there is only one.
    pub options: Vec<ShownOption>,
    /// Why it cannot be bought; `None` if it can.
    pub sold_out: Option<SoldOut>,
    /// The page to return to after the form was posted.
    pub back: String,
    /// Stock level, delivery date, weight and returns.
    pub promises: Promises,
    /// Name and value of the most important specifications.
    pub key_specs: Vec<(String, String)>,
    /// The other texts.
    pub texts: PurchaseTexts,
}

/// A variant to choose.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownOption {
    /// SKU.
    pub sku: String,
    /// Its page.
    pub href: String,
    /// What distinguishes it from the others.
    pub label: String,
    /// Its price.
    pub price: Money,
    /// "Sold out", if it is.
    pub sold_out: Option<String>,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether its page is one for search engines.
    pub indexed: bool,
}

/// What is offered instead of the buy button.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct SoldOut {
    pub title: String,
    pub text: String,
    pub related: String,
    pub button: String,
    /// The field for the email address.
    pub email: FieldView,
    pub form: FormTexts,
    /// As typed into a form that was refused.
    pub typed: String,
    /// What is wrong with it.
    pub problem: Option<FieldErrorKind>,
}

/// The lines below the buy button. Stock level and delivery date are missing if it is sold out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Promises {
    pub stock: Option<(StockLevel, String)>,
    pub arrival: Option<String>,
    pub weight: Option<String>,
    pub returns: String,
}

/// Texts that do not change with the variant.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PurchaseTexts {
    pub option: String,
    pub add: String,
    pub quantity: String,
    pub less: String,
    pub more: String,
}

/// The variant of a product at a URL of its page.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "catalogue/variant", input = Postcard, output = Postcard)]
pub async fn show_variant(
    /// Path and query, as in a link.
    address: String,
) -> Result<ShownVariant, RpcError> {
    let service: std::sync::Arc<dyn VariantService> = use_context().ok_or_else(RpcError::lost)?;
    service.variant(&address).await
}

/// What the server function needs from the server.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait VariantService: Send + Sync {
    /// The variant of a product at a URL.
    ///
    /// # Errors
    /// The errors of the use case; 404 if the URL is not that of a product.
    async fn variant(&self, address: &str) -> Result<ShownVariant, RpcError>;
}
