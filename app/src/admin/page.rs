//! The desk's pages, and how they become documents.

use super::context::DeskContext;
use crate::page::{Rendering, rendered};

/// A page of the desk: a view that can be rendered as a whole document. Each page implements it
/// where its content is.
pub trait DeskPage {
    /// The document, with the markers of [`crate::slots`]. Only [`render`] can call this.
    fn document(&self, context: &DeskContext<'_>, rendering: Rendering) -> String;
}

/// Renders the whole document of a page of the desk, with the markers of [`crate::slots`].
#[must_use]
pub fn render(context: &DeskContext<'_>, page: &dyn DeskPage) -> String {
    rendered(|rendering| page.document(context, rendering))
}
