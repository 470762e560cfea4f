//! Perigee's use cases, over the rules of `domain`, the SQL of `store` and the providers.
//!
//! A use case is a function that takes a [`Context`] first: `orders::place(&ctx, …)`.
//!
//! - [`Context`]: the database, the clock, settings, providers
//! - [`catalogue`]: lists, searches and products from a copy in memory that is keyed by the
//!   catalogue's version
//! - [`cart`], [`checkout`], [`place`], [`orders`]: from a line in a cart to a tracked order
//! - [`payment`]: the trait of payment providers and the built-in test provider
//! - [`waits`]: who is told when something is back
//! - [`withdrawals`]: consumers withdraw from a contract
//! - [`mail`], [`worker`]: what happens after an order, from the outbox
//! - [`privacy`]: what is kept of a person, handed over and forgotten
//! - [`media`]: renditions of pictures; [`seed`]: the sample catalogue
//! - [`text`], [`email`]: the one normalisation of what is sent, and when two addresses are one
//! - [`measure`]: what is counted of the business

pub mod cart;

pub mod catalogue;

pub mod checkout;

mod clock;
mod context;

pub mod email;

mod error;

pub mod mail;

pub mod measure;

pub mod media;

pub mod orders;

pub mod payment;

pub mod place;

pub mod privacy;

mod rules;

pub mod seed;

mod settings;
mod sign;

pub mod text;
mod threads;

mod trace;

pub mod waits;

pub mod withdrawals;

pub mod worker;

mod zone;

pub use clock::Clock;
pub use context::Context;
pub use error::Error;
pub use rules::Rules;
pub use settings::{Dispatch, Limits, Settings};
pub use threads::mark_cpu_bound;
pub use zone::Zone;
