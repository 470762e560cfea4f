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
    /// Products that were not added.
    pub not_added: NotAdded,
}

/// How many products of a set were not added, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotAdded {
    /// They are sold out.
    pub sold_out: u32,
    /// The cart has as many units as can be ordered.
    pub at_most: u32,
    /// They are no longer sold.
    pub gone: u32,
    /// The cart takes no more lines.
    pub cart_full: u32,
    /// An error, after which nothing more was tried.
    pub failed: u32,
}

/// Adds one unit of each variant that can be bought. A set of which a part cannot be added is added
/// without it.
///
/// # Errors
/// See [`AddError`], if nothing of the set was added.
pub async fn add_set(ctx: &Context, command: AddSet<'_>) -> Result<SetAdded, AddError> {
    let mut done: Option<SetAdded> = None;
    let (mut not_added, mut reason) = (NotAdded::default(), AddError::NoSuchProduct);
    let mut skus = command.skus.iter().take(MAX_SET);
    while let Some(&sku) = skus.next() {
        let cart = done.as_ref().map(|done| done.token.clone());
        let one = AddToCart {
            cart: cart.as_deref().or(command.cart),
            sku,
            quantity: "1",
            key: command.key,
            shortage: Shortage::Refuse,
            may_create: command.may_create,
        };
        let error = match add(ctx, one).await {
            Ok(change) => {
                let added = done.as_ref().map_or(0, |done| done.added) + 1;
                let (token, count) = (change.token, change.count);
                done = Some(SetAdded { token, count, added, not_added });
                continue;
            }
            Err(error) => error,
        };
        match &error {
            AddError::NoSuchProduct => not_added.gone += 1,
            AddError::SoldOut(_) => not_added.sold_out += 1,
            AddError::OnlyLeft(_) => not_added.at_most += 1,
            AddError::CartFull => not_added.cart_full += 1,
            AddError::Quantity(_) | AddError::TooManyCarts { .. } | AddError::Internal(_) => {
                if done.is_none() {
                    return Err(error);
                }
                // What is in the cart stays there, so the shopper must hear of it.
                tracing::error!(%error, "the rest of a set is not added");
                not_added.failed = 1 + u32::try_from(skus.len()).unwrap_or(0);
                break;
            }
        }
        reason = error;
    }
    done.map(|done| SetAdded { not_added, ..done }).ok_or(reason)
}
