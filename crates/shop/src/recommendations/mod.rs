//! Recommendations from purchases. The worker learns each order and keeps the neighbours of its
//! products; pages only read them.

mod choose;
mod learn;
mod neighbours;
mod pause;
mod read;
mod rebuild;
mod reversible;
mod show;
mod unlearn;

pub use choose::{ChoiceError, Flags, Pair, exclude, include, pin, set_flags, unpin};
pub(crate) use learn::learn;
pub use learn::learn_missed;
pub(crate) use neighbours::announce;
pub(crate) use pause::Pause;
pub use read::{Shopper, because_you_bought, bought_together, in_cart, slugs_for};
pub use rebuild::{Rebuild, RebuildError, Rebuilt, rebuild};
pub(crate) use reversible::Choices;
pub use show::{OtherProduct, ShownNeighbour, ShownProduct, of_product};
pub(crate) use unlearn::{unlearn, unlearn_in};
