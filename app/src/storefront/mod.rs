//! The pages of the shop, one folder or file per area. In each file, `head` describes the page,
//! `page` renders its content between header and footer, and [`Page`](crate::Page) joins the two.

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod error;
pub mod notifications;
pub mod orders;
