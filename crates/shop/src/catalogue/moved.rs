//! Redirects of renamed slugs.

use crate::InternalError;
use domain::catalogue::RedirectKind;

/// Maximum number of renamings followed.
const RENAMED: usize = 8;

/// The current slug of a renamed product, category or page: follows the whole chain of renamings,
/// so that a browser is redirected once. `None` if they form a circle.
pub(crate) async fn moved(
    conn: &mut store::Conn,
    kind: RedirectKind,
    slug: &str,
    there: impl Fn(&str) -> bool,
) -> Result<Option<String>, InternalError> {
    let mut at: Option<String> = None;
    for _ in 0..RENAMED {
        match store::catalogue::redirect(conn, kind, at.as_deref().unwrap_or(slug)).await? {
            Some(next) if there(&next) => return Ok(Some(next)),
            Some(next) => at = Some(next),
            None => return Ok(at),
        }
    }
    Ok(None)
}
