//! Why no price was changed.

use crate::{InternalError, error::internal, staff::Forbidden};
use domain::Money;

/// Why no price was changed.
#[derive(Debug, thiserror::Error)]
pub enum PriceError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No variant has this SKU.
    #[error("no variant has this SKU")]
    NoSuchSku,
    /// There is no such entry in the audit log, or it changed no prices.
    #[error("there is no such change of prices")]
    NoSuchChange,
    /// No variant is chosen, or nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// More variants are chosen than one step may change.
    #[error("too many variants are chosen")]
    TooMany,
    /// The price is not above zero, too large, or in another currency than the variant's.
    #[error("this is not a price of the variant")]
    Price,
    /// Prices have changed since the preview was shown.
    #[error("prices have changed since the preview was shown")]
    Changed,
    /// The price has changed since it was shown; contains the one of now.
    #[error("the price has changed since it was shown: it is {0}")]
    ChangedTo(Money),
    /// A sale must end after it begins, and after now.
    #[error("a sale must end after it begins, and after now")]
    Times,
    /// The name of the campaign is too long.
    #[error("the name of the campaign is too long")]
    TooLong,
    /// Other sales of these variants, by SKU, run at the same time.
    #[error("other sales run at the same time")]
    Overlap(Vec<String>),
    /// The change has been undone before.
    #[error("the change has been undone before")]
    AlreadyUndone,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PriceError);
