//! Small pieces that several pages share.

pub mod breadcrumbs;
pub mod card;
pub mod field;
mod icon;
pub mod logo;
pub mod moon;
pub mod notice;
pub mod pager;
pub mod picture;
pub mod preferences;
pub mod price;
pub mod search_box;
pub mod stepper;
pub mod stock;
pub mod totals;

pub use icon::Icon;
use icon::paths;
use leptos::prelude::*;

/// An icon in the colour and size of the text around it; always beside or instead of words that say
/// the same.
pub fn icon(icon: Icon) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" inner_html=paths(icon)></svg> }
}
