//! The address that a shopper has entered so far.

use crate::{Context, InternalError};
use domain::{checkout::ContactForm, customers::Address};
use serde::Deserialize;

/// The part of a checkout session that has the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entered {
    contact: ContactForm,
}

/// The delivery address entered at checkout for this cart, if any.
pub(crate) async fn kept_address(
    ctx: &Context,
    token: &str,
) -> Result<Option<Address>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let Some((key, text)) = store::checkout::get(&mut conn, token).await? else {
        return Ok(None);
    };
    // As at checkout: a session that cannot be read is started again.
    let entered = serde_json::from_str::<Entered>(&text).inspect_err(
        |error| tracing::error!(%key, %error, "the address of a checkout session cannot be read"),
    );
    Ok(entered.ok().map(|entered| entered.contact.address))
}
