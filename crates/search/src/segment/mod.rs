//! The index on disk, for catalogues of any size.
//!
//! It consists of segments of at most 65,536 documents, which never change, and of a little that
//! does: documents that are gone, their availability, notes on them. `docs/index-design.md` has
//! the reasons and figures.
//!
//! - [`IndexStore`] opens and saves it, takes changes and merges segments: `store.rs`
//! - [`Reader`] answers requests from it at one moment: `reader.rs`, words in `find.rs`,
//!   `sums.rs` and `found.rs`, lists in `list.rs` and `page.rs`, the merchant's conditions in
//!   `condition.rs`
//! - [`Record`] is a document to index: `record.rs`; [`Config`] says which fields are facets:
//!   `config.rs`
//! - A segment is built in `build.rs` and open in `open.rs`; `part.rs` has what has changed since.
//!   `file.rs` has its sections and their checksums, `dictionary.rs` its words, `column.rs` prices
//! - [`DocumentSet`] is a set of documents: `bits.rs`

mod bits;
mod build;
mod codec;
mod column;
mod condition;
mod config;
mod dictionary;
mod error;
mod file;
mod find;
mod found;
mod list;
mod open;
mod page;
mod part;
mod reader;
mod record;
mod section;
mod spelling;
mod store;
mod sums;

pub use bits::DocumentSet;
pub use config::{Config, Demotion, FacetSpec, FacetValues, facet_values};
pub use error::IndexError;
pub use found::Found;
pub use list::{ListFilter, Narrowed};
pub use page::ListOrder;
pub use reader::{Card, Numbers, NumbersOf, Reader};
pub use record::{FieldValue, Key, Record};
pub use store::{IndexStore, MergeJob, Merged, Note, Rebuild};
