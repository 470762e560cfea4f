//! Stock: levels as shown, movements, and lists of quantities.
//!
//! - [`StockLevel`]: what shoppers see: `level.rs`
//! - [`MovementCause`]: why stock has changed: `movement.rs`
//! - [`read_list`]: a pasted list of SKUs and quantities: `list.rs`

mod level;
mod list;
mod movement;

pub use level::StockLevel;
pub use list::{BadLine, Heading, LineError, ListKind, ListedLine, MAX_LINES, read_list};
pub use movement::{MAX_UNITS, MovementCause};
