//! The home page and the merchant's own pages.

pub(in crate::http) mod home;
pub(in crate::http) mod pages;
