//! The server functions of checkout.

use super::call::Call;
use crate::http::storefront::checkout;
use app::{
    islands::checkout::api::{CheckoutService, Destination, Estimate, EstimateOrder},
    rpc::RpcError,
};
use leptos::server_fn::axum::register_explicit;

#[async_trait::async_trait]
impl CheckoutService for Call {
    async fn estimate(&self, destination: Destination) -> Result<Estimate, RpcError> {
        let estimate = checkout::estimate_at(&self.state, &self.visitor, destination).await;
        estimate.map_err(|failure| self.refuse(failure))
    }
}

pub(super) fn register() {
    register_explicit::<EstimateOrder>();
}
