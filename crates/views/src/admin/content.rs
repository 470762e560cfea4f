//! Categories, pages, guides, menus, the home page and texts: lists in order, and editors.

use super::{form::FormView, list::Status, shell::MenuItem};
use crate::catalogue::Link;

/// A sentence about what is shown, by its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The key of its text.
    pub key: String,
    /// What the text mentions; may be empty.
    pub detail: String,
    /// A number that the text mentions.
    pub count: u64,
    /// Whether something is wrong.
    pub is_bad: bool,
}

impl Note {
    /// A sentence that mentions this.
    #[must_use]
    pub fn new(key: &str, detail: &str) -> Self {
        Self { key: key.to_owned(), detail: detail.to_owned(), count: 0, is_bad: false }
    }

    /// The same with a number.
    #[must_use]
    pub fn counted(self, count: usize) -> Self {
        Self { count: u64::try_from(count).unwrap_or(u64::MAX), ..self }
    }

    /// The same about something that is wrong.
    #[must_use]
    pub fn bad(self) -> Self {
        Self { is_bad: true, ..self }
    }
}

/// A button that posts a form of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// What it does: the key of its text, and the value of `do`.
    pub key: String,
    /// Where it posts.
    pub action: String,
    /// What it posts along.
    pub fields: Vec<(String, String)>,
}

/// A row of a list in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentRow {
    /// What it is called.
    pub name: String,
    /// Where it is edited; `None` if it is not edited by itself.
    pub href: Option<String>,
    /// A quieter line, such as its address; may be empty.
    pub detail: String,
    /// How deep it is in a tree.
    pub depth: usize,
    /// Its status.
    pub status: Option<Status>,
    /// Where it can be moved, by key: links to other states of the list.
    pub links: Vec<(String, String)>,
    /// What can be done with it.
    pub acts: Vec<Act>,
}

/// A list in order, without pages: there are few.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentList {
    /// The entry of the menu that it belongs to.
    pub item: MenuItem,
    /// The key of its title; the menu's text if it is empty.
    pub title: String,
    /// Sentences above it.
    pub notes: Vec<Note>,
    /// Addresses of what can be added, each with the key of its text.
    pub new: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<ContentRow>,
    /// A time for which it is shown, as it is typed; `None` if the time does not matter.
    pub at: Option<String>,
    /// A form below it.
    pub form: Option<FormView>,
}

/// A group of lines below an editor, such as the products of a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    /// Its heading.
    pub title: Note,
    /// Its lines.
    pub items: Vec<String>,
}

/// A page that edits something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentEditor {
    /// The entry of the menu that it belongs to.
    pub item: MenuItem,
    /// What is edited; the key of a text for what is new.
    pub title: EditorTitle,
    /// Its status.
    pub status: Option<Status>,
    /// Its page in the shop.
    pub shop: Option<String>,
    /// Pages that link it, or that belong to it.
    pub places: Vec<Link>,
    /// Sentences about it.
    pub notes: Vec<Note>,
    /// The form.
    pub form: FormView,
    /// The key of a button of the form that only shows something; posts `preview`.
    pub preview: Option<String>,
    /// What was asked for by that button.
    pub lines: Vec<Lines>,
    /// An email as text, or another text that is shown as it is; may be empty.
    pub sample: String,
    /// What else can be done with it.
    pub acts: Vec<Act>,
}

/// The title of an editor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditorTitle {
    /// What the merchant calls it.
    Name(String),
    /// The key of a text.
    Key(String),
}
