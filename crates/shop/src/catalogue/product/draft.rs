//! Drafts as shoppers would see them, for whoever has a signed link. Nothing on them can be bought:
//! a cart takes only what is published.

use super::{ProductDetails, ProductError, ShowProduct, delivery_of, is_shown, rows, view};
use crate::{Context, sign};
use domain::catalogue::ProductStatus;
use store::Uuid;
use views::routes;

/// How long a link to a draft works, in milliseconds: seven days.
const LIFETIME: i64 = 7 * 24 * 3600 * 1000;

/// A link to a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftLink {
    /// Its path with the signature.
    pub href: String,
    /// How long it works, in Unix milliseconds.
    pub until: i64,
}

fn text(product: Uuid, until: i64) -> String {
    format!("draft {product} until {until}")
}

/// A link to the page of a product that shoppers do not see.
#[must_use]
pub fn draft_link(ctx: &Context, product: Uuid, slug: &str) -> DraftLink {
    let until = ctx.clock().now() + LIFETIME;
    let key = format!("{until}-{}", sign::sign(ctx.secret(), &text(product, until)));
    DraftLink { href: routes::with_query(&routes::product(slug), &[("preview", &key)]), until }
}

/// The page of a draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The page.
    pub page: ProductDetails,
    /// How long its link works, in Unix milliseconds; none if shoppers see the product by now.
    pub until: Option<i64>,
}

/// Returns the page of a product of any status but archived, for a link with this key.
///
/// # Errors
/// See [`ProductError`]; [`ProductError::NoSuchProduct`] if the key is wrong or has expired.
pub async fn draft(
    ctx: &Context,
    command: ShowProduct<'_>,
    country_code: &str,
    key: &str,
) -> Result<Draft, ProductError> {
    let snapshot = ctx.snapshot();
    let rows = rows::rows(ctx, &snapshot, command.slug).await?;
    let (row, now) = (&rows.product, ctx.clock().now());
    let until = key
        .split_once('-')
        .and_then(|(until, signature)| {
            let until: i64 = until.parse().ok()?;
            let text = text(row.id, until);
            (until > now && sign::verify(ctx.secret(), &text, signature)).then_some(until)
        })
        .ok_or(ProductError::NoSuchProduct)?;
    if row.status == ProductStatus::Archived {
        return Err(ProductError::Gone);
    }
    let is_public = row.status == ProductStatus::Published && is_shown(row, now);
    let product = view(ctx, &snapshot, &rows, command)?;
    let delivery = delivery_of(ctx, &product, command.currency, country_code)?;
    let page = ProductDetails { product, delivery };
    Ok(Draft { page, until: (!is_public).then_some(until) })
}
