//! The desk: what its pages show. Each area has its own views beside these shared ones.
//!
//! Texts are in `app`: labels, help, errors and statuses are keys here (`name`, `out-of-stock`),
//! unless the merchant wrote them.
//!
//! - [`shell`]: what stands around every page; [`home`]: the front page
//! - [`list`]: lists with filters and saved views
//! - [`form`]: forms that save only what changed; [`conflict`]: when two people changed the same
//! - [`content`]: categories, pages, guides, menus, the home page and texts
//! - [`confirm`]: what an action will do, before it is done
//! - `media`: pictures
//! - [`products`]: the list of products, one product, changes of many
//! - [`work`]: pages of lists and forms below each other
//! - [`sign_in`], [`account`], [`people`]: who may use the desk

pub mod account;
pub mod confirm;
pub mod conflict;
pub mod content;
pub mod form;
pub mod home;
pub mod list;
pub mod media;
pub mod people;
pub mod products;
pub mod shell;
pub mod sign_in;
pub mod work;
