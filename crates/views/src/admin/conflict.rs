//! Two people changed the same fields. Fields that only one of them changed are merged already.

use super::list::Label;
use crate::withdrawal::LocalTime;

/// A field that both changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConflictField {
    /// The field.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// What it was before both.
    pub base: String,
    /// What the other person saved.
    pub theirs: String,
    /// What was typed here.
    pub mine: String,
}

/// The page that asks which value to keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConflictView {
    /// What both edited.
    pub record: String,
    /// Who saved in between; empty if it was not a person.
    pub who: String,
    /// When.
    pub when: LocalTime,
    /// Where the answer is posted.
    pub action: String,
    /// Where giving up leads.
    pub cancel: String,
    /// The fields that both changed.
    pub fields: Vec<ConflictField>,
    /// All other posted fields, which are posted again, with the current versions.
    pub kept: Vec<(String, String)>,
}
