//! Back-in-stock subscriptions. An address is confirmed by email for each variant, is notified
//! once, and is then deleted. A confirmation covers one variant only, since the address is not kept
//! after its notification.

mod confirm;
mod expiry;
mod links;
mod returned;
mod show;
mod subscribe;

pub(crate) use confirm::SubscriptionRequested;
pub use expiry::delete_old;
pub(crate) use returned::StockReturned;
pub use returned::queue_returned;
pub use show::{SubscriptionAnswer, SubscriptionError, answer, show};
pub use subscribe::{Subscribe, SubscribeError, Subscribed, subscribe};
