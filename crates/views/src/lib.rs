//! What pages, islands and server functions show and exchange: one read model a page, with the
//! values of `domain` in it. Use cases make them, `app` renders them.
//!
//! - [`catalogue`]: products, categories, facets; [`search`]: suggestions
//! - [`cart`], [`checkout`], [`orders`], [`withdrawal`]: from a line in the cart to the order's
//!   page
//! - [`content`]: the home page and buying guides
//! - [`notifications`]: back-in-stock subscriptions
//! - [`routes`]: every address
//! - [`optics`]: what fits a telescope, and the calculator

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod notifications;
pub mod optics;
pub mod orders;
pub mod routes;
pub mod search;
pub mod withdrawal;
