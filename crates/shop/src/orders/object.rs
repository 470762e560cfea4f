//! A buyer objects to an order being used for suggestions to others.

use super::show::{ShowOrderError, row};
use crate::{Context, recommendations};

/// Removes the order with this number from what is learned about purchases, for the holder of its
/// key, and bars it from being learned again. Nothing else of the order changes.
///
/// # Errors
/// See [`ShowOrderError`].
#[tracing::instrument(name = "object", skip_all)]
pub async fn object(ctx: &Context, number: &str, key: &str) -> Result<(), ShowOrderError> {
    let order = row(ctx, number, key).await?;
    recommendations::unlearn(ctx, order.id).await?;
    Ok(())
}
