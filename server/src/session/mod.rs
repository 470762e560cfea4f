//! What the browser keeps of a visitor, and what is read from it.

mod visitor;

pub use visitor::{Visitor, theme};
