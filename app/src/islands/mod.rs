//! Everything that hydrates. Each island improves forms and links that also work without it: it
//! intercepts them, calls a server function with the same use case, and shows the response in
//! place. None has business rules of its own.
//!
//! - [`storefront`]: the islands of each area
//! - [`admin`]: those of the desk, in a bundle of their own
//! - [`Preferences`]: theme, currency and country
//! - `chunks`: loads the code of an island when it is first used
//! - `guard`: leaves pages to the browser that it has translated

#[cfg(any(feature = "ssr", feature = "desk"))]
pub mod admin;

// The desk uses only some of these helpers.
#[cfg(feature = "hydrate")]
#[cfg_attr(not(feature = "storefront"), allow(dead_code))]
mod browser;
#[cfg(feature = "storefront")]
mod chunks;
#[cfg(feature = "storefront")]
mod guard;
#[cfg(feature = "storefront")]
mod over;

#[cfg(any(feature = "ssr", feature = "storefront"))]
mod packed;
mod preferences;
#[cfg(any(feature = "ssr", feature = "storefront"))]
pub mod storefront;

#[cfg(feature = "ssr")]
pub use packed::pack;
pub use preferences::Preferences;
#[cfg(any(feature = "ssr", feature = "storefront"))]
pub use storefront::{cart, catalogue, checkout, search};
