//! The pages of the shop, one file each: `head` is what a page says about itself, `page` what
//! stands between header and footer.

pub mod calculator;
pub mod cart;
pub mod challenge;
pub mod checkout;
pub mod drawer;
pub mod home;
pub mod listing;
pub mod order;
pub mod problem;
pub mod product;
pub mod subscription;
pub mod text;
pub mod track;
pub mod wish;
pub mod withdraw;
