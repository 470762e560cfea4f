//! The pictures of a product. Without JavaScript, a thumbnail links to the page that shows its
//! picture, and the large picture links to its file.
//!
//! - [`view`]: the large picture, thumbnails and caption
//! - [`zoom`]: the large picture over the whole page, with its state [`ZoomState`]
//! - `change`: shows the picture of a thumbnail; loaded when somebody is about to use the gallery
//! - `gestures`: zooms and turns the large picture by pointer, wheel and keys

#[cfg(feature = "hydrate")]
pub mod change;
#[cfg(feature = "hydrate")]
mod gestures;
mod shown;
mod state;
#[cfg(feature = "ssr")]
mod texts;
pub mod view;
pub mod zoom;

use leptos::prelude::*;
pub use shown::{Caption, ShownGallery, ShownPicture};
pub use state::ZoomState;

/// Makes the gallery hydrate when somebody is about to use it. The dialog of the large picture is
/// elsewhere on the page.
#[island]
pub fn Gallery() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::islands::chunks::gallery();
    view! { <span hidden=true></span> }
}
