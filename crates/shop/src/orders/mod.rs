//! Orders: placing one, showing and finding it, withdrawing from it, objecting to its use.

mod authorise;
mod confirm;
mod find;
mod object;
mod place;
mod place_by_api;
mod plan;
mod show;
mod turns;
pub mod withdrawals;
mod write;

pub use authorise::void_abandoned;
pub use find::{FindError, find};
pub use object::object;
pub use place::place;
pub use place_by_api::{
    ApiCard, ApiOrder, ApiOrderLine, PlaceByApi, PlaceByApiError, place_by_api,
};
pub use plan::{OrderTerms, PlaceError, PlaceOrder, Placed};
pub use show::{ShowOrderError, link, show};
pub(crate) use turns::Turns;
pub(crate) use write::OrderPlaced;
