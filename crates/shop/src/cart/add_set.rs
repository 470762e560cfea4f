//! Adds a set of products to a cart, one unit of each.

use super::{AddError, AddToCart, Shortage, add};
use crate::Context;

/// Maximum number of products in a set.
const MAX_SET: usize = 8;

/// Adds one unit of each of several variants.
#[derive(Clone, Copy)]
pub struct AddSet<'a> {
    /// The cart's token. If there is no such cart, a new one is created.
    pub cart: Option<&'a str>,
    /// SKUs of the variants, at most eight.
    pub skus: &'a [&'a str],
    /// Idempotency key, as in [`AddToCart`]: a repeated call adds nothing.
    pub key: &'a str,
    /// As in [`AddToCart`]; called for the first variant only.
    pub may_create: &'a (dyn Fn() -> Result<(), u32> + Sync),
}

/// What was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAdded {
    /// The cart's token; a new one if the cart was created.
    pub token: String,
    /// Total quantity in the cart.
    pub count: u32,
    /// How many products were added, or had been by a call with the same key.
    pub added: u32,
    /// Products that were not added, because they are sold out, no longer sold, or no unit more of
    /// them is left.
    pub missing: u32,
}

/// Adds one unit of each variant that can be bought. A set of which a part has sold out since the
/// page was shown is added without it.
///
/// # Errors
/// See [`AddError`]; also if nothing of the set can be bought.
pub async fn add_set(ctx: &Context, command: AddSet<'_>) -> Result<SetAdded, AddError> {
    let mut done: Option<SetAdded> = None;
    let (mut missing, mut reason) = (0, AddError::NoSuchProduct);
    for &sku in command.skus.iter().take(MAX_SET) {
        let cart = done.as_ref().map(|done| done.token.clone());
        let one = AddToCart {
            cart: cart.as_deref().or(command.cart),
            sku,
            quantity: "1",
            key: command.key,
            shortage: Shortage::Refuse,
            may_create: command.may_create,
        };
        match add(ctx, one).await {
            Ok(change) => {
                let added = done.as_ref().map_or(0, |done| done.added) + 1;
                done = Some(SetAdded { token: change.token, count: change.count, added, missing });
            }
            Err(
                error @ (AddError::NoSuchProduct | AddError::SoldOut(_) | AddError::OnlyLeft(_)),
            ) => {
                missing += 1;
                reason = error;
            }
            Err(error) => return Err(error),
        }
    }
    done.map(|done| SetAdded { missing, ..done }).ok_or(reason)
}
