//! What can be wrong with the file of an embedded database.

use sqlx::sqlite::SqliteError;

/// SQLite's primary result code, without the extension.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let error = error.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    sqlx::error::DatabaseError::code(error)?.parse::<i32>().ok().map(|code| code & 0xff)
}

/// Whether another connection holds a lock (5, 6).
pub(crate) fn is_locked(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(5 | 6))
}

/// What is wrong with the file of an embedded database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// The disk is full (13).
    Full,
    /// The operating system reported an error while reading or writing (10).
    Device,
    /// The file or its file system is read-only (8).
    ReadOnly,
    /// The file cannot be opened (14).
    NotOpened,
    /// The file's content is damaged (11) or not a database (26).
    Damaged,
}

impl FileError {
    /// The file fault behind an error, or `None` for other errors.
    #[must_use]
    pub fn of(error: &sqlx::Error) -> Option<Self> {
        match primary_code(error)? {
            8 => Some(Self::ReadOnly),
            10 => Some(Self::Device),
            11 | 26 => Some(Self::Damaged),
            13 => Some(Self::Full),
            14 => Some(Self::NotOpened),
            _ => None,
        }
    }

    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Full => "cannot be written: the disk is full",
            Self::Device => "cannot be read or written",
            Self::ReadOnly => "cannot be written: it is read-only",
            Self::NotOpened => "cannot be opened",
            Self::Damaged => "is damaged or not a database",
        }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Full => "free space on its disk; the server needs no restart",
            Self::Device => {
                "check the disk and its file system; if the file is damaged, stop the server and \
                 run `perigee restore`"
            }
            Self::ReadOnly => {
                "check the permissions of the file and its folder, and whether the file system is \
                 mounted read-only"
            }
            Self::NotOpened => "check that its folder exists and that this user can write to it",
            Self::Damaged => "stop the server and restore a backup with `perigee restore`",
        }
    }
}
