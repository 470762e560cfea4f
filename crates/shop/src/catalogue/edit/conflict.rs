//! What two people have changed.

/// A field that two people have changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldConflict {
    /// The key of the field.
    pub field: String,
    /// The value that was read, if the save says it.
    pub base: Option<String>,
    /// The value that somebody else has saved.
    pub theirs: String,
    /// The value of this save.
    pub mine: String,
}

/// Fields that two people have changed. To decide for `mine`, save again with `theirs` as the base.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The version now.
    pub version: i64,
    /// All of them.
    pub fields: Vec<FieldConflict>,
}
