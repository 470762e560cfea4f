//! Fields as texts, and how the changes of two people merge.

use super::{Conflict, EditError, FieldConflict, FieldError, Problem, known::Known};
use crate::audit::Changed;
use domain::audit::Entity;
use std::collections::{BTreeMap, BTreeSet};
use store::Uuid;

/// The fields of a thing as texts, by key. One without a value is empty or absent.
pub type Fields = BTreeMap<String, String>;

/// What a save says about a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The value that was read; none if the caller does not keep it. Without it, every field of a
    /// stale save is a conflict.
    pub base: Option<String>,
    /// The value to save; empty for none.
    pub value: String,
}

impl Given {
    /// A value, whatever the field had.
    #[must_use]
    pub fn new(value: &str) -> Self {
        Self { base: None, value: value.to_owned() }
    }

    /// A value in the place of one that was read.
    #[must_use]
    pub fn over(base: &str, value: &str) -> Self {
        Self { base: Some(base.to_owned()), value: value.to_owned() }
    }
}

/// The changed fields of a save, by key. Fields that are not named stay as they are.
pub type Edits = BTreeMap<String, Given>;

/// A thing with fields.
pub(crate) trait Record: Clone {
    /// A field, in the order in which several are set.
    type Field: Ord + Clone;

    /// The field with this key.
    fn field(key: &str) -> Option<Self::Field>;

    /// The key of a field.
    fn key(field: &Self::Field) -> String;

    /// All fields that it has now.
    fn fields(&self) -> Vec<Self::Field>;

    /// The value of a field.
    fn text(&self, field: &Self::Field, known: &Known) -> String;

    /// Sets the value of a field.
    fn set(&mut self, field: &Self::Field, text: &str, known: &Known) -> Result<(), Problem>;

    /// How often it has been changed.
    fn version(&self) -> i64;
}

/// The text of a field as the record would show it; none if it cannot have it.
fn canonical<R: Record>(record: &R, field: &R::Field, text: &str, known: &Known) -> Option<String> {
    let mut other = record.clone();
    other.set(field, text, known).ok()?;
    Some(other.text(field, known))
}

/// The record after a save that has read `version`.
///
/// # Errors
/// [`EditError::Invalid`] if fields cannot have the values, otherwise [`EditError::Conflict`] if
/// somebody else has changed the same fields.
pub(crate) fn merge<R: Record>(
    before: &R,
    version: i64,
    edits: &Edits,
    known: &Known,
) -> Result<R, EditError> {
    let mut after = before.clone();
    let (mut errors, mut conflicts) = (Vec::new(), Vec::new());
    let mut ordered: Vec<(R::Field, &String, &Given)> = Vec::new();
    for (key, given) in edits {
        match R::field(key) {
            Some(field) => ordered.push((field, key, given)),
            None => errors.push(FieldError::new(key.as_str(), Problem::UnknownField)),
        }
    }
    ordered.sort_by(|a, b| a.0.cmp(&b.0));
    for (field, key, given) in ordered {
        let theirs = before.text(&field, known);
        let mut mine = after.clone();
        if let Err(problem) = mine.set(&field, &given.value, known) {
            errors.push(FieldError::new(key.as_str(), problem));
            continue;
        }
        let text = mine.text(&field, known);
        if text == theirs {
            continue;
        }
        let is_read = match &given.base {
            Some(base) => {
                *base == theirs || canonical(before, &field, base, known).as_ref() == Some(&theirs)
            }
            None => version == before.version(),
        };
        if is_read {
            after = mine;
        } else {
            conflicts.push(FieldConflict {
                field: key.clone(),
                base: given.base.clone(),
                theirs,
                mine: given.value.clone(),
            });
        }
    }
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    if !conflicts.is_empty() {
        return Err(EditError::Conflict(Conflict { version: before.version(), fields: conflicts }));
    }
    Ok(after)
}

/// All fields of a record.
pub(crate) fn texts<R: Record>(record: &R, known: &Known) -> Fields {
    let text = |field: &R::Field| (R::key(field), record.text(field, known));
    record.fields().iter().map(text).collect()
}

/// What the changes of a thing are about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub entity: Entity,
    pub id: Uuid,
    pub label: &'a str,
}

impl Subject<'_> {
    /// A change of one of its fields; an empty text is no value.
    pub fn changed(self, field: &str, before: &str, after: &str) -> Changed {
        let value = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
        Changed {
            entity: self.entity,
            id: self.id,
            label: self.label.to_owned(),
            field: field.to_owned(),
            before: value(before),
            after: value(after),
        }
    }

    /// That it was made.
    pub fn created(self) -> Changed {
        self.changed("", "", self.label)
    }
}

/// The fields that differ, for the audit log.
pub(crate) fn differences<R: Record>(
    subject: Subject<'_>,
    before: &R,
    after: &R,
    known: &Known,
) -> Vec<Changed> {
    let fields: BTreeSet<R::Field> = before.fields().into_iter().chain(after.fields()).collect();
    fields
        .iter()
        .map(|field| {
            subject.changed(&R::key(field), &before.text(field, known), &after.text(field, known))
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// A text of limited length, tidied; an error if it is empty.
pub(crate) fn required(text: &str, max: usize) -> Result<String, Problem> {
    let text = line(text, max)?;
    if text.is_empty() { Err(Problem::Required) } else { Ok(text) }
}

/// A text of one line of limited length, tidied.
pub(crate) fn line(text: &str, max: usize) -> Result<String, Problem> {
    within(domain::text::tidy(text), max)
}

/// A text of several lines of limited length.
pub(crate) fn lines(text: &str, max: usize) -> Result<String, Problem> {
    within(text.replace("\r\n", "\n").trim_end().to_owned(), max)
}

fn within(text: String, max: usize) -> Result<String, Problem> {
    if text.chars().count() > max { Err(Problem::TooLong(max)) } else { Ok(text) }
}

/// A slug.
pub(crate) fn slug(text: &str) -> Result<String, Problem> {
    let text = required(text, 120)?;
    match domain::text::slug_error(&text) {
        Some(why) => Err(Problem::Slug(why)),
        None => Ok(text),
    }
}

/// Yes or no; empty is no.
pub(crate) fn flag(text: &str) -> Result<bool, Problem> {
    match text.trim() {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(Problem::NotYesOrNo),
    }
}

/// As [`flag`] reads it.
pub(crate) fn flag_text(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// The parts of a list; none twice.
pub(crate) fn list(text: &str) -> Result<Vec<&str>, Problem> {
    let parts: Vec<&str> = text.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut seen = BTreeSet::new();
    match parts.iter().find(|part| !seen.insert(**part)) {
        Some(twice) => Err(Problem::Twice((*twice).to_owned())),
        None => Ok(parts),
    }
}
