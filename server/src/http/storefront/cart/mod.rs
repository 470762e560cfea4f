//! The cart: shows and changes it.

mod change;
mod forms;
mod island;

pub(in crate::http) use forms::{add, add_set, change, empty, undo};
pub(in crate::http) use island::{answer, shown};

use crate::{
    State,
    http::{HttpError, storefront::recommendations},
    render::{self, add_cookie},
    session::Visitor,
};
use app::CartPage;
use axum::{extract::State as Extract, http::Method, response::Response};
use shop::{
    cart::ShowCart,
    recommendations::{Shopper, bought_together},
};
use views::routes;

/// A visitor's cart in its current state.
fn of(visitor: &Visitor) -> ShowCart<'_> {
    ShowCart::new(visitor.cart.as_deref(), visitor.currency, visitor.country)
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    method: Method,
    mut visitor: Visitor,
) -> Result<Response, HttpError> {
    // HEAD does not mark changed prices as seen.
    let shown = method != Method::HEAD;
    let command = ShowCart { prices_seen: shown, ..of(&visitor) };
    let cart = shop::cart::show(&state.shop, command).await?;
    let before = std::mem::replace(&mut visitor.count, cart.count);
    let given: Vec<&str> = cart.lines.iter().map(|line| line.slug.as_str()).collect();
    let bought: Vec<&str> = visitor.bought.iter().map(String::as_str).collect();
    let shopper = Shopper { in_cart: &given, bought: &bought };
    // The page is shown without them if they are late.
    let together =
        bought_together(&state.shop, &given, shopper, visitor.currency).await.unwrap_or_default();
    let template = render::template(
        &state,
        &visitor,
        routes::CART,
        &CartPage { cart: &cart, ordered: visitor.ordered.as_deref(), together: &together },
    );
    let shelf = recommendations::shelf(&state, &visitor, shopper, routes::CART).await;
    let mut response = render::respond_with_suggestions(&state, &visitor, &template, &shelf);
    if let Some(token) = visitor.cart.as_deref().filter(|_| before != cart.count) {
        add_cookie(&mut response, visitor.set_cart(token, cart.count));
    }
    Ok(response)
}
