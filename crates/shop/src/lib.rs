//! Perigee's use cases, over the rules of `domain`, the SQL of `store` and the providers.
//!
//! A use case is a function whose first argument is a [`Context`]: `orders::place(&ctx, …)`.
//!
//! - [`Context`]: the database, the clock, settings, providers
//! - [`settings`]: what the merchant decides about the shop, and its changes
//! - [`rules`]: tables of shipping, tax and others; [`pricing`]: prices, currencies and exchange
//!   rates
//! - [`catalogue`]: lists, searches and products from an in-memory copy of the catalogue, and the
//!   sample data
//! - [`cart`], [`checkout`], [`orders`]: from a cart line to a tracked order, and withdrawals
//! - [`stock`]: deliveries, counts and corrections
//! - [`content`]: the merchant's content pages and menus
//! - [`payments`]: the trait of payment providers and the built-in test provider
//! - [`notifications`]: the outbox worker, email, back-in-stock subscriptions
//! - [`recommendations`]: what is bought together, and what the merchant pins and excludes
//! - [`customers`]: email addresses, preferences and personal data
//! - [`staff`], [`audit`]: who acts and what they may do; who changed what
//! - [`media`]: renditions of pictures
//! - [`text`]: normalisation of submitted text; [`measure`]: business metrics

pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod checkout;
mod clock;
pub mod content;
mod context;
pub mod customers;
mod error;
pub mod measure;
pub mod media;
pub mod notifications;
pub mod orders;
pub mod payments;
pub mod pricing;
pub mod recommendations;
pub mod rules;
pub mod settings;
mod sign;
pub mod staff;
pub mod stock;
pub mod text;
mod threads;
mod zone;

pub use clock::Clock;
pub use context::Context;
pub use error::{InternalError, InvalidFields};
pub use rules::{InvalidTables, Rules};
pub use settings::{Dispatch, Limits, Settings};
pub use threads::mark_cpu_bound;
pub use zone::{Moments, TimeZone};
