//! The intent of a search beyond the words of products: buying guides, the shop's own pages,
//! prices, and quantities such as "8 inch".

mod budget;
mod english;
mod filler;
mod guides;
mod pages;
mod quantities;
mod searches;
mod words;

pub use budget::{Budget, Named, budget};
pub use english::{ARTICLES, CONNECTING_WORDS, TRACKING_SEARCHES};
pub use filler::{ages_read, of_the_sun, plainly, question_word_beside};
pub use guides::{guides, guides_by_prefix};
pub use pages::{pages, pages_by_prefix};
pub use quantities::{Dimension, Limits, Quantity, Unit, quantities, without_quantities};
pub use searches::Searches;
