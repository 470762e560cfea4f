//! A page that is worked on: lists, facts and forms below each other. Pages of stock, prices,
//! settings, recommendations and the audit log are made of these parts.

use super::{
    form::{FormField, FormSection, FormView},
    list::{Align, Cell, Column, Count, Label, ListView, Paging, Row, Tone},
    shell::MenuItem,
};
use crate::catalogue::Link;

/// A form beside others on a page. It has a button of its own instead of the bar that saves a page,
/// and the button's key is posted as `do`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// The form. The keys of sections and the names of fields are unique on the page.
    pub form: FormView,
    /// Fields to post along, such as the version that was read.
    pub kept: Vec<(String, String)>,
    /// The keys of further buttons.
    pub also: Vec<String>,
}

impl Act {
    /// A form of one section, which has the key of the button as its heading.
    #[must_use]
    pub fn new(action: &str, button: &str, fields: Vec<FormField>) -> Self {
        let section = FormSection { key: button.to_owned(), version: None, save: None, fields };
        let form = FormView {
            action: action.to_owned(),
            button: button.to_owned(),
            cancel: None,
            sections: vec![section],
            problems: Vec::new(),
        };
        Self { form, kept: Vec::new(), also: Vec::new() }
    }

    /// The same with a field to post along.
    #[must_use]
    pub fn keeping(mut self, name: &str, value: &str) -> Self {
        self.kept.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a further button.
    #[must_use]
    pub fn or(mut self, button: &str) -> Self {
        self.also.push(button.to_owned());
        self
    }
}

/// A part of a page.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A message that stands out.
    Notice(Tone, String),
    /// Links to go on, each with its text.
    Links(Vec<Link>),
    /// Values by their labels.
    Facts(Vec<(Label, Cell)>),
    /// The list that the page is about.
    List(Box<ListView>),
    /// Another list, below a heading with its title.
    Section(Box<ListView>),
    /// A form.
    Form(Box<Act>),
}

/// A page.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkView {
    /// The entry of the menu that it belongs to.
    pub item: MenuItem,
    /// Its heading: the key of a title, or the name of what it is about.
    pub title: Label,
    /// The pages between the entry of the menu and this one.
    pub breadcrumbs: Vec<Link>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

impl WorkView {
    /// A page without parts.
    #[must_use]
    pub fn new(item: MenuItem, title: Label) -> Self {
        Self { item, title, breadcrumbs: Vec::new(), parts: Vec::new() }
    }

    /// The same with another part.
    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }
}

impl Column {
    /// A column that is not sorted.
    #[must_use]
    pub fn plain(key: &str, align: Align) -> Self {
        Self { key: key.to_owned(), align, sort: None }
    }
}

impl ListView {
    /// A list that can be neither searched nor filtered, on one page.
    #[must_use]
    pub fn plain(key: &str, href: &str, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            key: key.to_owned(),
            href: href.to_owned(),
            query: String::new(),
            searchable: false,
            filters: Vec::new(),
            active: Vec::new(),
            views: Vec::new(),
            save_view: None,
            kept: Vec::new(),
            columns,
            column_choices: Vec::new(),
            count: Count::Exactly(u64::try_from(rows.len()).unwrap_or(u64::MAX)), // Always fits.
            rows,
            paging: Paging::default(),
            bulk: None,
            new: None,
            export: None,
        }
    }
}
