//! Signed links to a subscription's page.

use crate::{Context, sign};
use store::Uuid;
use views::routes;

/// The signed path of the page that confirms a subscription.
pub(super) fn confirm_path(ctx: &Context, subscription: Uuid) -> String {
    routes::subscription_confirm(&subscription.to_string(), &key(ctx, subscription))
}

/// The signed path of the page that ends a subscription.
pub(super) fn end_path(ctx: &Context, subscription: Uuid) -> String {
    routes::subscription_end(&subscription.to_string(), &key(ctx, subscription))
}

pub(super) fn key(ctx: &Context, subscription: Uuid) -> String {
    sign::sign(ctx.secret(), &format!("subscription {subscription}"))
}

/// Whether the key belongs to this subscription.
pub(super) fn is_key(ctx: &Context, subscription: Uuid, key: &str) -> bool {
    sign::verify(ctx.secret(), &format!("subscription {subscription}"), key)
}
