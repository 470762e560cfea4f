//! The home page and the merchant's own pages.

pub mod home;
pub mod page;
