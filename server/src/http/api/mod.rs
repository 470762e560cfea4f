//! The APIs, one folder each.

pub mod astronomy_shop;
