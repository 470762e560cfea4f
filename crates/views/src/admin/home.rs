//! The front page: what needs attention this morning.

use super::list::Tone;
use domain::Money;

/// Something that needs attention.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attention {
    /// The key of its text, which has the number: `without-picture`.
    pub key: String,
    /// How many there are; those with none are left out.
    pub count: u64,
    /// How urgent it is.
    pub tone: Tone,
    /// The list of them.
    pub href: String,
}

/// A figure and what it was a week before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The key of its label.
    pub key: String,
    /// The figure.
    pub value: FigureValue,
    /// The same a week before.
    pub before: Option<FigureValue>,
}

/// A figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FigureValue {
    /// A count.
    Number(u64),
    /// An amount.
    Money(Money),
}

/// A search that found nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissedSearch {
    /// What was typed.
    pub query: String,
    /// How often.
    pub count: u64,
}

/// The front page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeskHome {
    /// The name of who is signed in.
    pub name: String,
    /// Figures of yesterday; empty until there are orders to count.
    pub figures: Vec<Figure>,
    /// What needs attention, most urgent first.
    pub attention: Vec<Attention>,
    /// Searches without results, most frequent first.
    pub missed: Vec<MissedSearch>,
}
