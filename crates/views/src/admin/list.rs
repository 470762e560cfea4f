//! A list: columns, rows of typed cells, filters, saved views, paging, and what can be done with
//! the ticked rows. Everything that is chosen is in the address.

use crate::{catalogue::Picture, withdrawal::LocalTime};
use domain::Money;
use time::Date;

/// What a status means for the merchant, which decides its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Needs attention soon.
    Attention,
    /// Is wrong.
    Bad,
    /// Neither.
    Quiet,
}

/// A status, such as draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// The key of its text.
    pub key: String,
    /// Its meaning.
    pub tone: Tone,
}

/// How much of what a record needs it has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Readiness {
    /// The checks, in order.
    pub checks: Vec<Check>,
}

impl Readiness {
    /// How many checks are passed.
    #[must_use]
    pub fn done(&self) -> usize {
        self.checks.iter().filter(|check| check.state == CheckState::Passed).count()
    }

    /// Whether nothing is missing that must be there.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.checks.iter().all(|check| check.state != CheckState::Missing)
    }
}

/// One thing that a record should have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// The key of its text: `picture`, `price`.
    pub key: String,
    /// Whether it is there.
    pub state: CheckState,
    /// Where it is entered.
    pub href: Option<String>,
}

/// The result of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckState {
    /// It is there.
    Passed,
    /// It is not, and should be.
    Advised,
    /// It is not, and must be.
    Missing,
}

/// The content of a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// The merchant's text.
    Text(String),
    /// A text that leads somewhere.
    Link {
        /// Where to.
        href: String,
        /// The text.
        text: String,
    },
    /// A name with a second, quieter line such as a SKU; leads to the record.
    Name {
        /// Where to; the row's record.
        href: String,
        /// The name.
        text: String,
        /// The second line; may be empty.
        detail: String,
    },
    /// A picture.
    Picture(Option<Picture>),
    /// A number.
    Number(i64),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Date),
    /// A time in the shop's zone.
    Time(LocalTime),
    /// A status.
    Status(Status),
    /// Passed and all checks.
    Readiness {
        /// Passed.
        done: usize,
        /// All.
        of: usize,
    },
}

/// The direction of a sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// How a column can be sorted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnSort {
    /// The address of the list sorted by it, or in the other direction.
    pub href: String,
    /// The direction in which it is sorted now.
    pub current: Option<Direction>,
}

/// Where the content of a column stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// Texts.
    #[default]
    Start,
    /// Numbers.
    End,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The key of its heading.
    pub key: String,
    /// Where its content stands.
    pub align: Align,
    /// How it can be sorted, if it can.
    pub sort: Option<ColumnSort>,
}

/// A column that can be shown or hidden.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnChoice {
    /// The key of its heading.
    pub key: String,
    /// Whether it is shown.
    pub shown: bool,
}

/// A row.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The id of its record, which a tick posts.
    pub id: String,
    /// What it is called, for the label of its tick.
    pub name: String,
    /// As many cells as there are columns.
    pub cells: Vec<Cell>,
}

/// A choice of a select.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// What it says: the merchant's text, or a key.
    pub label: Label,
}

/// A text that the merchant wrote, or the key of one in the message files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// A key.
    Key(String),
    /// A text.
    Text(String),
}

/// How a filter is entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FilterControl {
    /// One of several.
    Choice(Vec<Choice>),
    /// From and to; the names of its fields end in `-from` and `-to`.
    Range {
        /// The lower bound as typed.
        from: String,
        /// The upper bound as typed.
        to: String,
    },
    /// Two days; the same names.
    Days {
        /// The first day as typed.
        from: String,
        /// The last day as typed.
        to: String,
    },
}

/// A filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// The name of its parameter, and the key of its label.
    pub key: String,
    /// Its value; empty if it is not set.
    pub value: String,
    /// How it is entered.
    pub control: FilterControl,
}

/// A filter that is set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActiveFilter {
    /// The key of the filter's label.
    pub key: String,
    /// What it is set to.
    pub text: Label,
    /// The address of the list without it.
    pub remove: String,
}

/// Who sees a saved view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewOwner {
    /// It comes with the desk, and its name is a key.
    Desk,
    /// Who saved it.
    Own,
    /// Everybody.
    Shared,
}

/// A saved view: filters, sort and columns under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedView {
    /// Its name.
    pub name: Label,
    /// Its address.
    pub href: String,
    /// Whether the list shows it now.
    pub current: bool,
    /// Who sees it.
    pub owner: ViewOwner,
}

/// How many rows match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// So many or more: counting on would take too long.
    AtLeast(u64),
}

impl Count {
    /// The number.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::Exactly(number) | Self::AtLeast(number) => number,
        }
    }
}

/// The pages before and after, by the keys of their first and last rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paging {
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// What can be done with the ticked rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bulk {
    /// Where the ticks are posted; a preview follows.
    pub action: String,
    /// The keys of the actions.
    pub actions: Vec<String>,
    /// The query of the list, for actions on all rows that match.
    pub query: String,
}

/// A list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListView {
    /// The key of its title, and of its texts: `products`.
    pub key: String,
    /// Its address without a query.
    pub href: String,
    /// The text that is searched for.
    pub query: String,
    /// Whether it can be searched.
    pub searchable: bool,
    /// The filters.
    pub filters: Vec<Filter>,
    /// Those that are set.
    pub active: Vec<ActiveFilter>,
    /// Saved views.
    pub views: Vec<SavedView>,
    /// Where the current filters are saved as a view, if they can be.
    pub save_view: Option<String>,
    /// Parameters of the address that its forms keep, such as the sort.
    pub kept: Vec<(String, String)>,
    /// The columns shown.
    pub columns: Vec<Column>,
    /// All columns to choose from; empty if there is no choice.
    pub column_choices: Vec<ColumnChoice>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// How many rows match.
    pub count: Count,
    /// The other pages.
    pub paging: Paging,
    /// What can be done with several rows.
    pub bulk: Option<Bulk>,
    /// The address of a new record, if the person may make one.
    pub new: Option<String>,
    /// The address of the same rows as CSV, if they can be exported.
    pub export: Option<String>,
}

impl ListView {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.query.is_empty() || !self.active.is_empty()
    }
}
