//! The server function of the search box, and its types.

use crate::rpc::RpcError;
use domain::Money;
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use views::catalogue::Picture;

/// The suggestions for a text, ready to show.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownSuggestions {
    /// In display order.
    pub options: Vec<Suggestion>,
    /// The message if there are no options.
    pub none: String,
}

/// One option.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its URL; no two options have the same.
    pub href: String,
    /// Display text.
    pub text: String,
    /// Its kind.
    pub kind: SuggestionKind,
}

/// The kind of an option.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum SuggestionKind {
    /// The merchant's note on the query.
    Answer,
    /// A page other than a product's, with the name of its kind.
    Page(String),
    /// A product.
    Product {
        /// Its first picture.
        picture: Option<Picture>,
        /// The brand's name.
        brand: String,
        /// Its lowest price.
        price: Money,
    },
}

/// What the server function needs from the server.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait SearchService: Send + Sync {
    /// The suggestions for a text.
    async fn suggest(&self, text: &str) -> ShownSuggestions;
}

/// The suggestions for a text.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "search/suggest", input = Postcard, output = Postcard)]
pub async fn suggest(
    /// The typed text.
    text: String,
) -> Result<ShownSuggestions, RpcError> {
    let service: std::sync::Arc<dyn SearchService> = use_context().ok_or_else(RpcError::lost)?;
    Ok(service.suggest(&text).await)
}
