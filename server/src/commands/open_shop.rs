//! Opens the shop for a command.

use shop::{Clock, Context, InternalError, payments::TestBank};
use std::sync::Arc;
use store::Db;

/// Opens the shop with a database and the test provider.
pub(super) async fn open_shop(db: Db, settings: shop::Settings) -> Result<Context, InternalError> {
    let payment = Arc::new(TestBank::new(db.clone(), Clock::System));
    Context::open(db, settings, payment, Clock::System).await
}

/// Warns of pages that the shop lacks and most shops must have by law.
pub(super) fn warn_of_missing_pages(shop: &Context) {
    for role in shop::content::missing_pages(shop) {
        tracing::warn!(
            role = role.key(),
            "no published page has this role: imprint, terms and withdrawal are required by law in \
             most countries (docs/content.md)"
        );
    }
}
