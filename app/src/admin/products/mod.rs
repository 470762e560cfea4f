//! The list of products, the page of one, and changes of many.

mod bulk;
mod editor;
mod list;
