//! What goes wrong with an index on disk.

use std::{io, path::PathBuf};

/// Why an index cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none in the folder yet.
    #[error("there is no search index in {0}")]
    Missing(PathBuf),
    /// Another process has it open.
    #[error(
        "the search index in {0} is in use by another process. Give each process a folder of its \
         own"
    )]
    Locked(PathBuf),
    /// It was written by another version of the program or for other settings.
    #[error("the search index is of another kind ({0}) and must be built again")]
    Foreign(&'static str),
    /// A file is damaged.
    #[error("the search index is damaged ({0}) and must be built again")]
    Corrupt(&'static str),
    /// A file cannot be read or written.
    #[error("the search index cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// A segment has no room for more documents.
    #[error("a segment of the search index is full")]
    Full,
}
