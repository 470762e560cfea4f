//! The pages of the shop, one folder or file an area. In each page's file `head` is what the page
//! says about itself, and `page` what stands between header and footer.

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod error;
pub mod notifications;
pub mod orders;
pub mod search;
