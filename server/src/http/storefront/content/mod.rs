//! The home page and content pages.

pub(in crate::http) mod home;
pub(in crate::http) mod pages;
