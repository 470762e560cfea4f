//! The desk: `/admin`. Every page is personal and never cached.
//!
//! - [`table`]: all routes, one line each with who may use it; [`routes`] adds them to the router
//! - [`Access`]: who may use a route; `guard` checks it before the handler runs
//! - [`Desk`]: a request of the desk: who is signed in, menu, theme; renders pages
//! - [`Flash`]: the message of the next page; [`DeskForm`]: a posted form, whose input is kept
//! - `home`, `account`: the pages of the shell itself
//! - `content`: categories, pages, guides, menus, the home page and texts

mod access;
mod account;
mod content;
mod desk;
mod flash;
mod form;
mod guard;
mod home;
mod line;
mod table;

pub use access::{Access, Menu};
pub use desk::Desk;
pub(super) use desk::error_page;
pub use flash::Flash;
pub use form::{Change, DeskForm};
pub use line::DeskRoute;
pub(super) use table::routes;
pub use table::table;
