//! Browsers that somebody has signed in with before. Attempts from them are counted apart, so that
//! nobody who only knows an email address can keep its owner out.

use super::ClientInfo;
use crate::{Context, InternalError, sign};

/// How long a browser is known, in milliseconds: half a year.
const KNOWN_FOR: i64 = 183 * 24 * 3_600_000;
/// Random bytes of its id.
const BYTES: usize = 16;

/// What is signed: the account, so that it counts for no other, the browser and the time.
fn text(email_key: &str, id: &str, since: &str) -> String {
    format!("known-browser {id} {since} {email_key}")
}

/// The value of the cookie of a browser that an account has signed in with completely.
pub(super) fn new(ctx: &Context, email_key: &str) -> Result<String, InternalError> {
    let id = hex::encode(sign::random::<BYTES>()?);
    let since = ctx.clock().now().to_string();
    let signature = sign::sign(ctx.secret(), &text(email_key, &id, &since));
    Ok(format!("{id}.{since}.{signature}"))
}

/// The id of the browser, if the account has signed in with it before.
pub(super) fn id<'a>(ctx: &Context, email_key: &str, client: ClientInfo<'a>) -> Option<&'a str> {
    let mut parts = client.known_browser?.split('.');
    let (id, since, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let age = ctx.clock().now().checked_sub(since.parse().ok()?)?;
    let is_known = parts.next().is_none()
        && age < KNOWN_FOR
        && sign::verify(ctx.secret(), &text(email_key, id, since), signature);
    is_known.then_some(id)
}
