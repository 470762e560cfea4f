//! Read models that pages, islands and server functions exchange: one per page, made of values from
//! `domain`. Use cases produce them and `app` renders them.
//!
//! - [`admin`]: the desk: its shell, lists, forms and confirmations
//! - [`catalogue`]: products, categories, facets; [`search`]: suggestions
//! - [`cart`], [`checkout`], [`orders`], [`withdrawal`]: from a cart line to the order page
//! - [`content`]: the home page, buying guides, content pages and menus
//! - [`notifications`]: back-in-stock subscriptions
//! - [`recommendations`]: suggested products
//! - [`routes`]: every URL
//! - [`optics`]: compatibility and the calculator

pub mod admin;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod notifications;
pub mod optics;
pub mod orders;
pub mod recommendations;
pub mod routes;
pub mod search;
pub mod withdrawal;
