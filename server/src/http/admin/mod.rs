//! The desk: `/admin`. Every page is personal and never cached.
//!
//! - [`table`]: all routes, one line each with who may use it; [`routes`] adds them to the router
//! - [`Access`]: who may use a route; `guard` checks it before the handler runs
//! - [`Desk`]: a request of the desk: who is signed in, menu, theme; renders pages
//! - [`Flash`]: the message of the next page; [`DeskForm`]: a posted form, whose input is kept
//! - `home`, `account`: the pages of the shell itself
//! - `sign_in`, `links`, `own_account`: signing in, and the own account; `kept`: a form that waits
//!   for it; `next`: where to go on; `qr`: a second factor to scan
//! - `people`, `roles`: who may do what
//! - `media`: pictures; `upload`: forms with files
//! - `content`: categories, pages, guides, menus, the home page and texts
//! - `products`: the list of products, one product, changes of many
//! - `stock`, `prices`, `settings`, `recommendations`, `audit`: those areas, made of `parts`

mod access;
mod account;
mod audit;
mod content;
mod desk;
mod flash;
mod form;
mod guard;
mod home;
mod kept;
mod kept_cookie;
mod line;
mod links;
mod media;
mod next;
mod own_account;
mod parts;
mod people;
mod prices;
mod products;
mod qr;
mod recommendations;
mod roles;
mod settings;
mod sign_in;
mod stock;
mod table;
mod upload;

pub use access::{Access, Menu};
pub use desk::Desk;
pub(super) use desk::error_page;
pub use flash::Flash;
pub use form::{Change, DeskForm};
pub use line::DeskRoute;
pub(super) use table::routes;
pub use table::table;
pub(super) use upload::{MAX_UPLOAD, UPLOAD_TIME, takes_uploads};
