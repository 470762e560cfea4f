//! Why a product is not shown.

use crate::{InternalError, error::internal};

/// Why no product is shown.
#[derive(Debug, thiserror::Error)]
pub enum ProductError {
    /// There is none with this slug, it is not published yet, or none of its variants has a price.
    #[error("no such product")]
    NoSuchProduct,
    /// The product has no such variant.
    #[error("no such variant")]
    NoSuchVariant,
    /// It is no longer sold.
    #[error("no longer sold")]
    Gone,
    /// It has a new slug.
    #[error("moved to {0}")]
    Moved(String),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ProductError);
