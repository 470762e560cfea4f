//! The cart: stored in the database under an opaque token, and shown with a notice of what has
//! changed since the last view.

mod add;
mod add_set;
mod change;
mod empty;
mod line;
mod move_old;
mod price;
mod repeated;
mod sellable;
mod show;
mod token;
mod trial;
mod undo;

pub use add::{AddError, AddToCart, Shortage, add};
pub use add_set::{AddSet, NotAdded, SetAdded, add_set};
pub use change::{ChangeError, ChangeLine, NewQuantity, change};
pub use empty::empty;
pub(crate) use line::{Availability, PricedLine};
pub(crate) use move_old::{MOVED_AFTER, move_old};
pub use price::{Destination, Parcel, delivery_price};
pub(crate) use price::{Priced, Terms, price, rates_of, tariff, taxation, with_prices_of};
pub use show::{DeliverTo, ShowCart, show};
pub(crate) use token::random_token;
pub use token::{MAX_CLIENT_ID, client_token};
pub use trial::{Trial, TrialError, TriedLine, TriedStock, TryCart, trial};
pub use undo::{UndoError, undo};

/// How long an unchanged cart is kept: 30 days, in milliseconds.
pub const KEPT_FOR: i64 = 30 * 24 * 3600 * 1000;
/// How long the cart of an API client is kept: three days, in milliseconds. No shopper returns to
/// it.
pub const API_KEPT_FOR: i64 = 3 * 24 * 3600 * 1000;
/// How long an empty cart is kept: three days, in milliseconds, so that the last removal can still
/// be undone.
pub const EMPTY_KEPT_FOR: i64 = 3 * 24 * 3600 * 1000;

/// The result of a change to a cart.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The cart's token; a new one if the cart was created.
    pub token: String,
    /// Total quantity in the cart.
    pub count: u32,
    /// Name of the product that was added or changed.
    pub name: String,
    /// The units to add or restore, or the line's new quantity, as requested.
    pub requested: u32,
    /// The product's new quantity.
    pub quantity: u32,
    /// Set if fewer units were added than requested: how many are available.
    pub limited: Option<u32>,
}

/// The product's name, followed by the variant's label if it has one.
pub(crate) fn full_name(name: &str, label: &str) -> String {
    if label.is_empty() { name.to_owned() } else { format!("{name}, {label}") }
}
