//! The components of the desk's pages. A page is made of a list, a form, a conflict or a
//! confirmation; each works by links and posts alone.
//!
//! - [`list_page`]: a list with [`filter_bar`], [`data_table`], [`bulk_bar`] and [`pager`]
//! - [`form`]: a form of [`form_section`]s and [`field`]s, with a save bar; [`form_with`] if some
//!   of its sections are shown in another way, such as a [`matrix`]
//! - [`conflict`], [`confirm`]: what a person decides before something is saved or done
//! - [`act`]: a form beside others; [`list_body`]: a list beside other parts; [`facts`]
//! - [`empty_state`], [`status_badge`], [`readiness`]

mod act;
mod bulk;
mod cell;
mod choice;
mod confirm;
mod conflict;
mod control;
mod empty;
mod facts;
mod field;
mod filters;
mod form;
mod kept;
mod list;
mod matrix;
mod pager;
mod readiness;
mod status;
mod table;

pub use act::act;
pub use bulk::bulk_bar;
pub use confirm::confirm;
pub use conflict::conflict;
pub use empty::{Empty, empty_state};
pub use facts::facts;
pub use field::field;
pub use filters::filter_bar;
pub use form::{form, form_errors, form_section, form_with};
pub use kept::kept_fields;
pub use list::{list_body, list_page};
pub use matrix::matrix;
pub use pager::pager;
pub use readiness::readiness;
pub use status::status_badge;
pub use table::data_table;
