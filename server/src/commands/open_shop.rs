//! Opens the shop for a command.

use shop::{Clock, Context, InternalError, payments::TestBank};
use std::sync::Arc;
use store::Db;

/// Opens the shop with a database and the test provider.
pub(super) async fn open_shop(db: Db, settings: shop::Settings) -> Result<Context, InternalError> {
    let payment = Arc::new(TestBank::new(db.clone(), Clock::System));
    Context::open(db, settings, payment, Clock::System).await
}
