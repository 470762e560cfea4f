//! The cart's server functions.

use super::{
    change::{Done, NotMade, cookies, line_gone, make},
    of,
};
use crate::{State, http::HttpError, session::Visitor};
use app::islands::cart::api::{CartAnswer, ShownCart};
use axum::http::HeaderValue;
use shop::{
    cart::ShowCart,
    text::{clean, clean_code},
};
use std::net::IpAddr;
use views::cart::CartChange;

/// Returns the cart to an island.
pub(in crate::http) async fn shown(
    state: &State,
    visitor: &Visitor,
) -> Result<ShownCart, HttpError> {
    Ok(ShownCart::new(&shop::cart::show(&state.shop, of(visitor)).await?))
}

/// Applies an island's change. Returns the changed cart and the cookies of the response.
pub(in crate::http) async fn answer(
    state: &State,
    visitor: &Visitor,
    client: Option<IpAddr>,
    change: CartChange,
) -> Result<(CartAnswer, [Option<HeaderValue>; 2]), HttpError> {
    let change = cleaned(change);
    let done = match make(state, visitor, client, &change).await {
        Ok(done) => done,
        // The island receives the current cart.
        Err(NotMade { missing: Some(_), .. }) => {
            let reason = line_gone(&change);
            Done {
                token: visitor.cart.clone().unwrap_or_default(),
                count: 0,
                message: reason.unwrap_or_default().to_owned(),
                complete: reason.is_none(),
                explained: false,
            }
        }
        Err(NotMade { error, .. }) => return Err(error),
    };
    let token = Some(&*done.token).filter(|token| !token.is_empty());
    let cart = shop::cart::show(&state.shop, ShowCart { cart: token, ..of(visitor) }).await?;
    let done = Done { count: cart.count, ..done };
    let cookies = cookies(visitor, &done);
    let Done { message, complete, .. } = done;
    Ok((CartAnswer { shown: ShownCart::new(&cart), message, complete }, cookies))
}

/// A change with its texts normalised like form fields.
fn cleaned(change: CartChange) -> CartChange {
    let text = |text: String| clean(&text.replace('\0', "")).into_owned();
    let code = |text: String| clean_code(&text.replace('\0', ""));
    match change {
        CartChange::Add { sku, quantity, key } => {
            CartChange::Add { sku: text(sku), quantity: code(quantity), key: text(key) }
        }
        CartChange::Step { sku, by, key } => {
            CartChange::Step { sku: text(sku), by: by.clamp(-1, 1), key: text(key) }
        }
        CartChange::Set { sku, quantity } => {
            CartChange::Set { sku: text(sku), quantity: code(quantity) }
        }
        CartChange::Undo => CartChange::Undo,
        CartChange::Empty => CartChange::Empty,
    }
}
