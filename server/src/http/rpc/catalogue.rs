//! The server functions of the catalogue's pages.

use super::call::Call;
use crate::http::{
    HttpError,
    extract::Query,
    storefront::catalogue::{listing, product},
};
use app::{
    islands::catalogue::{
        list::api::{ListService, ShowList, ShownList},
        product::api::{ShowVariant, ShownVariant, VariantService},
    },
    rpc::RpcError,
};
use leptos::server_fn::axum::register_explicit;

#[async_trait::async_trait]
impl ListService for Call {
    async fn list(&self, address: &str) -> Result<ShownList, RpcError> {
        let shown = async {
            let (path, query) = parts(address)?;
            listing::shown(&self.state, &self.visitor, path, &query).await
        };
        shown.await.map_err(|error| self.refuse(error))
    }
}

#[async_trait::async_trait]
impl VariantService for Call {
    async fn variant(&self, address: &str) -> Result<ShownVariant, RpcError> {
        let shown = async {
            let (path, query) = parts(address)?;
            product::shown(&self.state, &self.visitor, path, &query).await
        };
        shown.await.map_err(|error| self.refuse(error))
    }
}

/// The path and query of a URL. No page has NUL in its path, which a database refuses.
fn parts(address: &str) -> Result<(&str, Query), HttpError> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if path.contains('\0') {
        return Err(HttpError::not_found());
    }
    Ok((path, Query::checked(query)?))
}

pub(super) fn register() {
    register_explicit::<ShowList>();
    register_explicit::<ShowVariant>();
}
