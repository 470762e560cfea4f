//! Pages and form posts, one file or folder per area. Each handler parses the request, calls a use
//! case and renders its result.

pub(super) mod cart;
pub(super) mod catalogue;
pub(super) mod checkout;
pub(super) mod content;
pub(super) mod forms;
pub(super) mod notifications;
pub(super) mod orders;
pub(super) mod preferences;
pub(super) mod recommendations;
pub(super) mod search;
pub(super) mod sitemap;
pub(super) mod web_vitals;
