//! The home page and content pages.

pub mod home;
pub mod page;
