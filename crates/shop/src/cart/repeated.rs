//! Changes that are sent again because their answer was lost.

use crate::InternalError;
use store::{Executor, cart::LineRow};

/// Whether a change with this key was made to the line before. If so, the repeated call must write
/// nothing: what was done in between stays, such as a removal that can be undone. The cart must be
/// locked, so that a first call under way is counted. An empty key is that of no change.
pub(super) async fn is_repeated(
    executor: &mut impl Executor,
    token: &str,
    line: &LineRow,
    key: &str,
) -> Result<bool, InternalError> {
    Ok(!key.is_empty()
        && store::cart::is_recent_change(executor, token, line.variant_id, key).await?)
}
