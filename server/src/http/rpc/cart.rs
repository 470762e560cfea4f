//! The server functions of the cart.

use super::call::Call;
use crate::http::storefront::cart;
use app::{
    islands::cart::api::{CartAnswer, CartService, ChangeCart, ShowCart, ShownCart},
    rpc::RpcError,
};
use leptos::server_fn::axum::register_explicit;
use views::cart::CartChange;

#[async_trait::async_trait]
impl CartService for Call {
    async fn show(&self) -> Result<ShownCart, RpcError> {
        cart::shown(&self.state, &self.visitor).await.map_err(|failure| self.refuse(failure))
    }

    async fn change(&self, change: CartChange) -> Result<CartAnswer, RpcError> {
        let answered = cart::answer(&self.state, &self.visitor, self.client.0, change).await;
        let (answer, cookies) = answered.map_err(|failure| self.refuse(failure))?;
        self.parts().cookies.extend(cookies.into_iter().flatten());
        Ok(answer)
    }
}

pub(super) fn register() {
    register_explicit::<ShowCart>();
    register_explicit::<ChangeCart>();
}
