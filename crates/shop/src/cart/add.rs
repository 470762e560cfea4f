//! Adds units of a variant to a cart.

use super::{
    Change, full_name,
    repeated::is_repeated,
    sellable::sellable,
    token::{change_key, is_api, is_token, random_token},
};
use crate::{Context, InternalError, error::internal, measure};
use domain::cart::{MAX_LINES, MAX_QUANTITY, QuantityError, parse_quantity};
use store::{Tx, cart::CartSize};

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
    let variant = sellable(ctx, &mut conn, sku, now).await?;
    let named = command.cart.filter(|t| is_token(t));
    let known = match named {
        Some(token) => store::cart::get(&mut conn, token).await?.is_some(),
        None => false,
    };
    drop(conn);
    // Before anything is refused: an addition that was made may have been of the last units.
    let mut locked = None;
    if let Some(token) = named.filter(|_| known && !key.is_empty()) {
        let mut tx = ctx.db().begin().await?;
        if let Some(change) = made_before(&mut tx, token, &command, now).await? {
            return Ok(Change { requested: quantity, ..change });
        }
        locked = Some(tx);
    }
    let variant = variant.ok_or(AddError::NoSuchProduct)?;
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
    let mut tx = match locked {
        Some(tx) => tx,
        None => ctx.db().begin().await?,
    };
    let before = if new {
        // Only this call knows the token, so the cart has no lines.
        store::cart::create(&mut tx, &token, now).await?;
        CartSize::default()
    } else {
        store::cart::touch(&mut tx, &token, now).await?;
        store::cart::size(&mut tx, &token).await?
    };
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

/// Locks the cart, and returns the answer to an addition that was made before with the same key,
/// even if the product has sold out or was withdrawn since.
async fn made_before(
    tx: &mut Tx,
    token: &str,
    command: &AddToCart<'_>,
    now: i64,
) -> Result<Option<Change>, InternalError> {
    store::cart::lock(tx, token, now).await?;
    let lines = store::cart::lines(tx, token, now).await?;
    let Some(line) = lines.iter().find(|line| line.sku == command.sku) else { return Ok(None) };
    if !is_repeated(tx, token, line, change_key(command.key)).await? {
        return Ok(None);
    }
    Ok(Some(Change {
        token: token.to_owned(),
        count: lines.iter().map(|line| line.quantity).sum(),
        name: full_name(&line.name, &line.label),
        requested: line.quantity,
        quantity: line.quantity,
        limited: None,
    }))
}
