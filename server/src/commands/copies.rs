//! Copies of the embedded database in a folder: their names, the newest, and pruning.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};
use time::{
    Duration, OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem,
    macros::format_description,
};

/// Format of the time in a copy's name: `20261121T210203Z`, UTC.
const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second]Z");
const HEAD: &str = "perigee-";
const TAIL: &str = ".db";
/// Suffix of an unfinished copy.
const UNFINISHED: &str = ".unfinished";
/// Age after which an unfinished copy is abandoned.
const ABANDONED_AFTER: Duration = Duration::DAY;

/// The name of a copy made at a given time.
pub(super) fn name(at: OffsetDateTime) -> String {
    // A time has all parts of the format.
    format!("{HEAD}{}{TAIL}", at.format(TIME).unwrap_or_default())
}

/// A file's name while it is being written.
pub(super) fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(UNFINISHED);
    name.into()
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// When the copy with this name was made; `None` for other files.
fn made(name: &OsStr) -> Option<OffsetDateTime> {
    let time = name.to_str()?.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
    PrimitiveDateTime::parse(time, TIME).ok().map(PrimitiveDateTime::assume_utc)
}

fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// Suffixes of files that SQLite may leave beside an unclosed database.
pub(super) fn with_log(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        name.into()
    })
}

/// The copies in a folder.
#[derive(Default)]
pub(super) struct Copies {
    /// Oldest first.
    pub made: Vec<PathBuf>,
    /// Copies dated in the future: a clock was wrong, so their age is unknown.
    pub astray: Vec<PathBuf>,
}

impl Copies {
    /// Lists the copies.
    pub(super) fn find(folder: &Path, now: OffsetDateTime) -> io::Result<Self> {
        let mut all: Vec<_> = names(folder)?
            .into_iter()
            .filter_map(|path| Some((made(path.file_name()?)?, path)))
            .collect();
        all.sort();
        let paths = |(_, path)| path;
        let (made, astray): (Vec<_>, Vec<_>) = all.into_iter().partition(|(at, _)| *at <= now);
        Ok(Self {
            made: made.into_iter().map(paths).collect(),
            astray: astray.into_iter().map(paths).collect(),
        })
    }
}

/// Deletes all copies except the last few, and abandoned unfinished ones. Also returns those that
/// could not be deleted.
///
/// # Errors
/// If the folder cannot be read.
pub(super) fn clear(
    folder: &Path,
    keep: usize,
    now: OffsetDateTime,
) -> io::Result<Vec<(PathBuf, io::Result<()>)>> {
    let left = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        let name = name
            .strip_suffix("-wal")
            .or(name.strip_suffix("-shm"))
            .unwrap_or(name)
            .strip_suffix(UNFINISHED)?;
        made(OsStr::new(name)).filter(|made| *made < now - ABANDONED_AFTER)
    };
    let mut gone: Vec<_> = names(folder)?.into_iter().filter(|path| left(path).is_some()).collect();
    let mut copies = Copies::find(folder, now)?.made;
    copies.truncate(copies.len().saturating_sub(keep));
    gone.append(&mut copies);
    Ok(gone.into_iter().map(|path| (path.clone(), fs::remove_file(&path))).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_last_few_are_kept_and_nothing_else_is_touched() {
        let folder = std::env::temp_dir().join(format!("perigee-copies-{}", store::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        let now = datetime!(2026-11-21 21:02:03 UTC);
        let old = [
            "perigee-20261119T030000Z.db",
            "perigee-20261120T030000Z.db",
            "perigee-20261121T030000Z.db",
            "perigee-20261121T210203Z.db",
        ];
        let astray = ["perigee-20261121T210204Z.db", "perigee-20360101T000000Z.db"];
        let left = [
            "perigee-20261119T030000Z.db.unfinished",
            "perigee-20261119T030000Z.db.unfinished-wal",
        ];
        let started = [
            "perigee-20261121T030002Z.db.unfinished",
            "perigee-20261121T030002Z.db.unfinished-shm",
        ];
        let others = [
            "perigee.db",
            "perigee-before.db",
            "perigee-20261341T030000Z.db",
            "perigee-20261119T030000Z.db-wal",
            "notes.txt",
        ];
        for name in old.iter().chain(&astray).chain(&left).chain(&started).chain(&others) {
            fs::write(folder.join(name), "").unwrap();
        }
        let deleted = clear(&folder, 2, now).unwrap();
        let mut names: Vec<_> =
            deleted.iter().map(|(path, gone)| (path.clone(), gone.is_ok())).collect();
        names.sort();
        let wanted = [old[0], left[0], left[1], old[1]].map(|name| (folder.join(name), true));
        assert_eq!(names, wanted);
        assert!(wanted.iter().all(|(path, _)| !path.exists()));
        let copies = Copies::find(&folder, now).unwrap();
        assert_eq!(copies.made, [folder.join(old[2]), folder.join(old[3])]);
        assert_eq!(copies.astray, astray.map(|name| folder.join(name)));
        assert!(started.iter().chain(&others).all(|name| folder.join(name).exists()));
        assert!(clear(&folder, 2, now).unwrap().is_empty());
        // The newest is always kept.
        clear(&folder, 1, now).unwrap();
        assert_eq!(Copies::find(&folder, now).unwrap().made, [folder.join(old[3])]);
        // A failed deletion is reported and does not stop the others.
        fs::create_dir(folder.join(old[0])).unwrap();
        assert!(
            clear(&folder, 1, now)
                .unwrap()
                .iter()
                .any(|(path, gone)| *path == folder.join(old[0]) && gone.is_err())
        );
        assert_eq!(made(OsStr::new(&name(now))), Some(now));
        fs::remove_dir_all(folder).unwrap();
    }
}
