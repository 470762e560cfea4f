//! The search index. Independent of the database and the pages: the shop builds it from its rows
//! and queries it through one trait.
//!
//! - [`Index`] is that trait; a document is a number that the shop assigns: `index.rs`
//! - [`Hits`] are the result of a search: `hit.rs`
//! - [`MemoryIndex`] is the in-memory implementation: `memory.rs`
//! - `normalise.rs` makes texts comparable; [`WordIndex`] finds documents by words: `words.rs`
//! - [`Vocabulary`] holds the merchant's terms: synonyms, answers, brands not carried:
//!   `vocabulary.rs`
//! - `nearest.rs` corrects mistyped words
//! - [`FacetIndex`] has the values of one attribute: `facets.rs`; [`Filter`] and [`Selection`]
//!   filter a list by them and count what is left: `select.rs`
//! - [`QuantityIndex`] has the numbers of one attribute in any unit: `quantities.rs`
//! - [`segment`] is the index on disk, for catalogues of any size
//! - [`ParsedQuery`] is the meaning of a query beyond its words, such as a budget: `query.rs`

mod document;
mod facets;
mod hit;
mod index;
mod memory;
mod nearest;
mod normalise;
mod quantities;
mod query;
pub mod segment;
mod select;
mod vocabulary;
mod words;

pub use document::Document;
pub use facets::{FacetChoice, FacetIndex};
pub use hit::{Hit, Hits};
pub use index::{Complement, Documents, Index};
pub use memory::MemoryIndex;
pub use quantities::{QuantityBuilder, QuantityIndex};
pub use query::ParsedQuery;
pub use select::{CountedChoice, CountedFacet, Filter, Selection};
pub use vocabulary::{OtherBrand, Term, Vocabulary};
pub use words::{Builder, WordIndex};
