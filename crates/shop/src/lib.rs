//! Perigee's use cases, over the rules of `domain`, the SQL of `store` and the providers.
//!
//! A use case is a function that takes a [`Context`] first: `orders::place(&ctx, …)`.
//!
//! - [`Context`]: the database, the clock, settings, providers
//! - [`catalogue`]: lists, searches and products from a copy in memory that is keyed by the
//!   catalogue's version, and the sample data
//! - [`cart`], [`checkout`], [`orders`]: from a line in a cart to a tracked order, and withdrawing
//! - [`payments`]: the trait of payment providers and the built-in test provider
//! - [`notifications`]: the outbox's worker, email, back-in-stock subscriptions
//! - [`customers`]: when two email addresses are one, and what is kept of a person
//! - [`media`]: renditions of pictures
//! - [`text`]: the one normalisation of what is sent; [`measure`]: business metrics

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod clock;
mod context;
pub mod customers;
mod error;
pub mod measure;
pub mod media;
pub mod notifications;
pub mod orders;
pub mod payments;
mod rules;
mod settings;
mod sign;
pub mod text;
mod threads;
mod trace;
mod zone;

pub use clock::Clock;
pub use context::Context;
pub use error::Error;
pub use rules::Rules;
pub use settings::{Dispatch, Limits, Settings};
pub use threads::mark_cpu_bound;
pub use zone::Zone;
