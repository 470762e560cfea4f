//! Small pieces that the desk's pages are made of.

use crate::State;
use shop::TimeZone;
use views::{
    admin::{
        form::{Control, FormError, FormField, FormView},
        list::{Align, Cell, Choice, Column, Filter, FilterControl, Label, Row, Status, Tone},
    },
    routes,
    withdrawal::LocalTime,
};

/// A column of texts.
pub(super) fn texts(key: &str) -> Column {
    Column::plain(key, Align::Start)
}

/// A column of numbers.
pub(super) fn numbers(key: &str) -> Column {
    Column::plain(key, Align::End)
}

/// A row that is not ticked.
pub(super) fn row(name: &str, cells: Vec<Cell>) -> Row {
    Row { id: name.to_owned(), name: name.to_owned(), cells }
}

/// A text; a dash if it is empty.
pub(super) fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// A status with its meaning.
pub(super) fn status(key: &str, tone: Tone) -> Cell {
    Cell::Status(Status { key: key.to_owned(), tone })
}

/// A label in the message files.
pub(super) fn key(key: &str) -> Label {
    Label::Key(key.to_owned())
}

/// A choice with a label in the message files.
pub(super) fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: key(label) }
}

/// A choice that the merchant has named.
pub(super) fn named(value: &str, name: &str) -> Choice {
    Choice { value: value.to_owned(), label: Label::Text(name.to_owned()) }
}

/// A filter with choices.
pub(super) fn filter(key: &str, value: &str, choices: Vec<Choice>) -> Filter {
    let control = FilterControl::Choice(choices);
    Filter { key: key.to_owned(), value: value.to_owned(), control }
}

/// A required line.
pub(super) fn line(name: &str) -> FormField {
    FormField::line(name, "")
}

/// A required number with a unit, which may be empty.
pub(super) fn number(name: &str, unit: &str) -> FormField {
    line(name).with(Control::Number { unit: unit.to_owned() })
}

/// Several lines.
pub(super) fn area(name: &str, rows: u32) -> FormField {
    line(name).with(Control::LongText { rows })
}

/// One of several.
pub(super) fn select(name: &str, value: &str, choices: Vec<Choice>) -> FormField {
    FormField::line(name, value).with(Control::Choice(choices))
}

/// What is wrong with a field.
pub(super) fn problem(field: &str, problem: &str, detail: impl ToString) -> FormError {
    FormError { field: field.to_owned(), problem: problem.to_owned(), detail: detail.to_string() }
}

/// Shows problems at the fields of the form that has them.
pub(super) fn refuse(form: &mut FormView, problems: &[FormError]) {
    let own = |one: &&FormError| form.fields().any(|field| field.name == one.field);
    form.problems = problems.iter().filter(own).cloned().collect();
}

/// A time in the shop's zone.
pub(super) fn local(state: &State, at: i64) -> LocalTime {
    of_zone(&state.shop.zone(), at)
}

/// A time in a zone.
fn of_zone(zone: &TimeZone, at: i64) -> LocalTime {
    LocalTime { time: zone.date_time(at), zone: zone.label().to_owned() }
}

/// The address of a list with those of the parameters that are not empty.
pub(super) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let set: Vec<(&str, &str)> =
        parameters.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    routes::with_query(path, &set)
}
