//! Changes of the cart, for forms and islands alike.

use crate::{State, http::HttpError, session::Visitor};
use app::t;
use axum::http::HeaderValue;
use shop::{
    InternalError,
    cart::{
        AddError, AddSet, AddToCart, Change, ChangeError, ChangeLine, NewQuantity, NotAdded,
        SetAdded, Shortage, UndoError,
    },
};
use std::net::IpAddr;
use views::cart::CartChange;

/// A completed change.
pub(super) struct Done {
    pub token: String,
    pub count: u32,
    pub message: String,
    /// Whether everything was done as requested.
    pub complete: bool,
    /// Whether the cart page itself explains it, with an undo button.
    pub explained: bool,
}

impl Done {
    fn new(change: Change, message: String) -> Self {
        let (complete, explained) = (change.limited.is_none(), change.quantity == 0);
        Self { token: change.token, count: change.count, message, complete, explained }
    }
}

/// Why a change was not made.
pub(super) struct NotMade {
    pub missing: Option<NotThere>,
    pub error: HttpError,
}

/// What the change refers to and does not exist.
#[derive(PartialEq)]
pub(super) enum NotThere {
    Cart,
    /// The line, or the removal to undo.
    Line,
}

impl From<AddError> for NotMade {
    fn from(error: AddError) -> Self {
        Self { missing: None, error: error.into() }
    }
}

impl From<ChangeError> for NotMade {
    fn from(error: ChangeError) -> Self {
        let missing = match error {
            ChangeError::NoSuchCart => Some(NotThere::Cart),
            ChangeError::NoSuchLine => Some(NotThere::Line),
            _ => None,
        };
        Self { missing, error: error.into() }
    }
}

impl From<UndoError> for NotMade {
    fn from(error: UndoError) -> Self {
        let missing = match error {
            UndoError::NoSuchCart => Some(NotThere::Cart),
            UndoError::NothingToUndo => Some(NotThere::Line),
            _ => None,
        };
        Self { missing, error: error.into() }
    }
}

impl From<InternalError> for NotMade {
    fn from(error: InternalError) -> Self {
        Self { missing: None, error: error.into() }
    }
}

/// What to say about a change whose line, or the removal to undo, does not exist: nothing if an
/// earlier request whose answer was lost has made the change, otherwise that another tab has
/// removed the line.
pub(super) fn line_gone(change: &CartChange) -> Option<&'static str> {
    (!change.is_met_without_line()).then(|| t!("cart-line-gone"))
}

/// Applies a change, for forms and islands alike.
pub(super) async fn make(
    state: &State,
    visitor: &Visitor,
    client: Option<IpAddr>,
    change: &CartChange,
) -> Result<Done, NotMade> {
    let ctx = &state.shop;
    let cart = visitor.cart.as_deref();
    Ok(match change {
        CartChange::Add { sku, quantity, key } => {
            let may_create = || state.rates.carts.check(client);
            let command = AddToCart {
                cart,
                sku,
                quantity,
                key,
                shortage: Shortage::TakeFewer,
                may_create: &may_create,
            };
            let change = shop::cart::add(ctx, command).await?;
            let message = match change.limited {
                Some(available) => limited(available),
                None => {
                    t!("cart-added", name = change.name.as_str(), quantity = change.requested)
                }
            };
            Done::new(change, message)
        }
        CartChange::Step { sku, by, key } => {
            let quantity = NewQuantity::Step(*by);
            let command = ChangeLine { sku, quantity, key };
            let token = cart.ok_or(ChangeError::NoSuchCart)?;
            changed(shop::cart::change(ctx, token, command).await?)
        }
        CartChange::Set { sku, quantity } => {
            let command = ChangeLine { sku, quantity: NewQuantity::Exactly(quantity), key: "" };
            let token = cart.ok_or(ChangeError::NoSuchCart)?;
            changed(shop::cart::change(ctx, token, command).await?)
        }
        CartChange::Undo => {
            let change = shop::cart::undo(ctx, cart.ok_or(UndoError::NoSuchCart)?).await?;
            let message = match change.limited {
                Some(left) => t!("cart-back-fewer", count = left),
                None => t!("cart-back", count = change.quantity),
            };
            Done { explained: false, ..Done::new(change, message) }
        }
        CartChange::Empty => {
            let token = visitor.cart.clone().unwrap_or_default();
            if !token.is_empty() {
                shop::cart::empty(ctx, &token).await?;
            }
            Done { token, count: 0, message: String::new(), complete: true, explained: true }
        }
    })
}

/// Adds a set of products, by their SKUs and the key of the form.
pub(super) async fn make_set(
    state: &State,
    visitor: &Visitor,
    client: Option<IpAddr>,
    (skus, key): (&[&str], &str),
) -> Result<Done, NotMade> {
    let may_create = || state.rates.carts.check(client);
    let cart = visitor.cart.as_deref();
    let command = AddSet { cart, skus, key, may_create: &may_create };
    let set = shop::cart::add_set(&state.shop, command).await?;
    let (message, complete) = (set_message(&set), set.not_added == NotAdded::default());
    Ok(Done { token: set.token, count: set.count, message, complete, explained: false })
}

/// How much of a set was added, and why the rest was not.
fn set_message(set: &SetAdded) -> String {
    let NotAdded { sold_out, at_most, gone, cart_full, failed } = set.not_added;
    let reasons = [
        (sold_out, t!("cart-set-sold-out", count = sold_out)),
        (at_most, t!("cart-set-at-most", count = at_most)),
        (gone, t!("cart-set-gone", count = gone)),
        (cart_full, t!("cart-set-full", count = cart_full)),
        (failed, t!("cart-set-failed", count = failed)),
    ];
    let mut message = t!("cart-set-added", count = set.added);
    for (_, reason) in reasons.iter().filter(|(count, _)| *count > 0) {
        message.push(' ');
        message.push_str(reason);
    }
    message
}

/// The result of setting a line's quantity.
fn changed(change: Change) -> Done {
    let name = change.name.as_str();
    let message = match (change.limited, change.quantity) {
        (Some(available), _) => limited(available),
        (None, 0) => t!("cart-removed", name = name),
        (None, quantity) => t!("cart-changed", name = name, quantity = quantity),
    };
    Done::new(change, message)
}

/// The cookies to set after a change.
pub(super) fn cookies(visitor: &Visitor, done: &Done) -> [Option<HeaderValue>; 2] {
    let named = !done.token.is_empty();
    let cart = named.then(|| visitor.set_cart(&done.token, done.count)).flatten();
    let ordered = (done.count > 0).then(|| visitor.clear_ordered()).flatten();
    [cart, ordered]
}

fn limited(available: u32) -> String {
    t!("cart-quantity-limited", available = available)
}
