//! Products at the desk.
//!
//! - `list`: the list; `show`: the page of one and of a new one; `save`: what they post
//! - `editor`: the form of the page; `posted`: what a posted form changes
//! - `act`: duplicate, hide, archive, restore; `bulk`: changes of many

mod act;
mod bulk;
mod editor;
mod list;
mod posted;
mod save;
mod show;

pub(super) use act::act;
pub(super) use bulk::bulk;
pub(super) use list::{list, search};
pub(super) use save::{create, save};
pub(super) use show::{new, show};

use crate::http::HttpError;
use store::Uuid;

/// The id in an address.
fn id(text: &str) -> Result<Uuid, HttpError> {
    text.parse().map_err(|_| HttpError::not_found())
}
