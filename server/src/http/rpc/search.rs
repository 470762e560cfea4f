//! The server function of the search box.

use super::call::Call;
use app::islands::search::api::{SearchService, ShownSuggestions, Suggest};
use leptos::server_fn::axum::register_explicit;

#[async_trait::async_trait]
impl SearchService for Call {
    async fn suggest(&self, text: &str) -> ShownSuggestions {
        let found = shop::catalogue::suggest(&self.state.shop, text, self.visitor.currency);
        ShownSuggestions::new(found)
    }
}

pub(super) fn register() {
    register_explicit::<Suggest>();
}
