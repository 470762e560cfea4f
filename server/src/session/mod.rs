//! Visitor data stored in the browser.

mod visitor;

pub use visitor::{Suggestions, Visitor, theme};
