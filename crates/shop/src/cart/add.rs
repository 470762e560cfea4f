//! Adds units of a variant to a cart.

use super::{
    Change, full_name,
    sellable::sellable,
    token::{change_key, is_api, is_token, random_token},
};
use crate::{Context, InternalError, error::internal, measure};
use domain::cart::{MAX_LINES, MAX_QUANTITY, QuantityError, parse_quantity};
use store::cart::CartSize;

/// Adds units of a variant.
#[derive(Clone, Copy)]
pub struct AddToCart<'a> {
    /// The cart's token. If there is no such cart, a new one is created.
    pub cart: Option<&'a str>,
    /// SKU of the variant.
    pub sku: &'a str,
    /// Quantity as typed.
    pub quantity: &'a str,
    /// Idempotency key: a repeated call with the same key changes nothing. Empty, longer than 64
    /// bytes or with a space for none.
    pub key: &'a str,
    /// What to do if too few units are left.
    pub shortage: Shortage,
    /// Called at most once, before a new cart is created: whether this client may create one, or
    /// after how many seconds it may.
    pub may_create: &'a (dyn Fn() -> Result<(), u32> + Sync),
}

impl<'a> AddToCart<'a> {
    /// A command for a new cart.
    #[must_use]
    pub fn new(sku: &'a str, quantity: &'a str) -> Self {
        let shortage = Shortage::TakeFewer;
        Self { cart: None, sku, quantity, key: "", shortage, may_create: &|| Ok(()) }
    }

    /// Targets this cart if it exists.
    #[must_use]
    pub fn to(self, cart: Option<&'a str>) -> Self {
        Self { cart, ..self }
    }
}

/// What to do if fewer units are left than requested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shortage {
    /// Adds what is left; the result says so.
    TakeFewer,
    /// Adds nothing. For programs, which would overlook that they got fewer.
    Refuse,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The quantity is invalid.
    #[error("quantity: {0:?}")]
    Quantity(QuantityError),
    /// No variant on sale has this SKU.
    #[error("no such product")]
    NoSuchProduct,
    /// Sold out; contains the product's name.
    #[error("sold out: {0}")]
    SoldOut(String),
    /// Fewer units are left than requested, and the caller wants all or none. Contains how many.
    #[error("only {0} left")]
    OnlyLeft(u32),
    /// This client has created too many carts recently.
    #[error("too many new carts")]
    TooManyCarts {
        /// After how many seconds it may create another one.
        seconds: u32,
    },
    /// The cart is full.
    #[error("the cart takes no more lines")]
    CartFull,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(AddError);

/// Adds units of a variant to a cart.
///
/// # Errors
/// See [`AddError`].
#[tracing::instrument(name = "add_to_cart", skip_all)]
pub async fn add(ctx: &Context, command: AddToCart<'_>) -> Result<Change, AddError> {
    let (sku, key) = (command.sku, change_key(command.key));
    let quantity = parse_quantity(command.quantity, 1).map_err(AddError::Quantity)?;
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let variant = sellable(ctx, &mut conn, sku, now).await?.ok_or(AddError::NoSuchProduct)?;
    let named = command.cart.filter(|t| is_token(t));
    let known = match named {
        Some(token) => store::cart::get(&mut conn, token).await?.is_some(),
        None => false,
    };
    drop(conn);
    let (token, new) = match named {
        // API clients choose the tokens of their carts. A shopper's cookie must name an existing
        // cart; otherwise somebody else may have chosen its value.
        Some(token) if known || is_api(token) => (token.to_owned(), false),
        _ => (random_token()?, true),
    };
    if variant.stock == 0 {
        measure::stock_out();
        return Err(AddError::SoldOut(variant.name));
    }
    if !known && let Err(seconds) = (command.may_create)() {
        return Err(AddError::TooManyCarts { seconds });
    }
    let max = variant.stock.min(MAX_QUANTITY);
    let mut tx = ctx.db().begin().await?;
    let before = if new {
        // Only this call knows the token, so the cart has no lines.
        store::cart::create(&mut tx, &token, now).await?;
        CartSize::default()
    } else {
        store::cart::touch(&mut tx, &token, now).await?;
        store::cart::size(&mut tx, &token).await?
    };
    if !new
        && !key.is_empty()
        && store::cart::is_recent_change(&mut tx, &token, variant.id, key).await?
    {
        tx.commit().await?;
        return Ok(Change {
            token,
            count: before.units,
            name: full_name(&variant.name, &variant.label),
            requested: quantity,
            quantity,
            limited: None,
        });
    }
    let kept = store::cart::add(&mut tx, &token, &variant, quantity, max, now).await?;
    if !key.is_empty() {
        store::cart::note_change(&mut tx, &token, variant.id, key).await?;
    }
    let after = if new {
        CartSize { units: kept, lines: 1 }
    } else {
        store::cart::size(&mut tx, &token).await?
    };
    // More units of a line that is already there do not add a line.
    if after.lines > before.lines && after.lines as usize > MAX_LINES {
        return Err(AddError::CartFull);
    }
    // A line also shrinks to what is in stock.
    let limited = after.units < before.units + quantity;
    if limited && command.shortage == Shortage::Refuse {
        return Err(AddError::OnlyLeft(max));
    }
    tx.commit().await?;
    measure::added_to_cart();
    Ok(Change {
        token,
        count: after.units,
        name: full_name(&variant.name, &variant.label),
        requested: quantity,
        quantity: kept,
        limited: limited.then_some(max),
    })
}
