//! Recommendations from purchases: counts of what is bought together, and the neighbours of each
//! product.
//!
//! - `model.rs`: half-life and totals; its row is the lock of everyone who changes the counts
//! - `orders.rs`: which orders are counted, and with what
//! - `counts.rs`: orders by product and by pair, and different buyers by pair
//! - `neighbours.rs`: the strongest neighbours of each product, for pages
//! - `choices.rs`: what the merchant pins and excludes

mod choices;
mod counts;
mod model;
mod neighbours;
mod orders;

pub use choices::{
    PinRow, ProductChoice, exclude, exclusions, include, pin, pins, product_choice, set_product,
    unpin,
};
pub use counts::{add, products_after, subtract};
pub use model::{ModelRow, begin_rebuild, change_totals, finish_rebuild, lock, unfinished_rebuild};
pub use neighbours::{
    NeighbourRow, NewNeighbour, PartnerRow, StoredRow, drop_unfounded, of, partners, replace,
    stored,
};
pub use orders::{
    LearnedRow, NewLearned, OrderToLearn, counted, first_since, forget, mark, order, products,
    to_learn, to_unlearn, unlearned,
};
