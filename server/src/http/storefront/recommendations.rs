//! Products suggested because of the shopper's orders, for the slot of a page.

use crate::{State, session::Visitor};
use shop::recommendations::{Shopper, because_you_bought, in_cart};
use views::{orders::OrderView, routes};

/// The shelf as HTML; empty if there are none, the shopper does not want them, or they are late.
/// `back` is the page to which the button returns that turns them off.
pub(super) async fn shelf(
    state: &State,
    visitor: &Visitor,
    shopper: Shopper<'_>,
    back: &str,
) -> String {
    if visitor.no_suggestions {
        return String::new();
    }
    let because = because_you_bought(&state.shop, shopper, visitor.currency).await;
    app::suggested_shelf(&because.unwrap_or_default(), back)
}

/// What is in the visitor's cart, by slug. If it is late, nothing is suggested either.
async fn cart_of(state: &State, visitor: &Visitor) -> Vec<String> {
    let Some(token) = visitor.cart.as_deref() else { return Vec::new() };
    in_cart(&state.shop, token).await.unwrap_or_default()
}

/// The shelf on the home page, without what is in the cart.
pub(super) async fn home_shelf(state: &State, visitor: &Visitor) -> String {
    if visitor.no_suggestions || visitor.bought.is_empty() {
        return String::new();
    }
    let cart = cart_of(state, visitor).await;
    let cart: Vec<&str> = cart.iter().map(String::as_str).collect();
    let bought: Vec<&str> = visitor.bought.iter().map(String::as_str).collect();
    let shopper = Shopper { in_cart: &cart, bought: &bought };
    shelf(state, visitor, shopper, routes::HOME).await
}

/// The shelf on the page of an order, because of its products. Other pages use them only if the
/// shopper presses the button there: whoever has the link sees the page, on any computer.
pub(super) async fn order_shelf(state: &State, visitor: &Visitor, order: &OrderView) -> String {
    let ordered: Vec<&str> = order.lines.iter().map(|line| line.slug.as_str()).collect();
    let back = routes::order(&order.number);
    if visitor.no_suggestions {
        return app::order_shelf(&[], &ordered, &back);
    }
    let earlier = visitor.bought.iter().map(String::as_str);
    let bought: Vec<&str> = ordered.iter().copied().chain(earlier).collect();
    let cart = cart_of(state, visitor).await;
    let cart: Vec<&str> = cart.iter().map(String::as_str).collect();
    let shopper = Shopper { in_cart: &cart, bought: &bought };
    if ordered.iter().any(|slug| visitor.bought.iter().any(|other| other == slug)) {
        return shelf(state, visitor, shopper, &back).await;
    }
    let because = because_you_bought(&state.shop, shopper, visitor.currency).await;
    app::order_shelf(&because.unwrap_or_default(), &ordered, &back)
}
