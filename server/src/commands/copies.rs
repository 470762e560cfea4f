//! Copies of the embedded database in a folder: their names, the newest, and which are too many.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};
use time::{Duration, OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};

/// The time of a copy in its name: `20261121T210203Z`, UTC.
const TIME: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");
const HEAD: &str = "perigee-";
const TAIL: &str = ".db";
/// Behind the name of a copy that is not finished.
const UNFINISHED: &str = ".unfinished";
/// After so long nobody works on an unfinished copy any more.
const GIVEN_UP: Duration = Duration::DAY;

/// The name of a copy made at a time.
pub(super) fn name(at: OffsetDateTime) -> String {
    // A time has all parts that the name asks for.
    format!("{HEAD}{}{TAIL}", at.format(TIME).unwrap_or_default())
}

/// A file's name while it is written.
pub(super) fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(UNFINISHED);
    name.into()
}

/// When the copy with this name was made; none for any other file.
fn made(name: &OsStr) -> Option<OffsetDateTime> {
    let time = name.to_str()?.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
    PrimitiveDateTime::parse(time, TIME).ok().map(PrimitiveDateTime::assume_utc)
}

fn names(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// The copies in a folder, oldest first.
pub(super) fn all(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut copies: Vec<_> = names(folder)?.into_iter().filter_map(|path| Some((made(path.file_name()?)?, path))).collect();
    copies.sort();
    Ok(copies.into_iter().map(|(_, path)| path).collect())
}

/// Deletes all copies but the last few, and what somebody left unfinished long ago; gives the deleted copies.
pub(super) fn clear(folder: &Path, keep: usize, now: OffsetDateTime) -> io::Result<Vec<PathBuf>> {
    for path in names(folder)? {
        let copy = path.to_str().and_then(|path| path.strip_suffix(UNFINISHED)).map(Path::new);
        if copy.and_then(|copy| made(copy.file_name()?)).is_some_and(|made| made < now - GIVEN_UP) {
            fs::remove_file(&path)?;
        }
    }
    let mut copies = all(folder)?;
    copies.truncate(copies.len().saturating_sub(keep));
    copies.iter().try_for_each(fs::remove_file)?;
    Ok(copies)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn the_last_few_are_kept_and_nothing_else_is_touched() {
        let folder = std::env::temp_dir().join(format!("perigee-copies-{}", store::new_id()));
        fs::create_dir(&folder).unwrap();
        let now = datetime!(2026-11-21 21:02:03 UTC);
        let old =
            ["perigee-20261119T030000Z.db", "perigee-20261120T030000Z.db", "perigee-20261121T030000Z.db", "perigee-20261121T030001Z.db"];
        let left = ["perigee-20261119T030000Z.db.unfinished", "perigee-20261121T030002Z.db.unfinished"];
        let others = ["perigee.db", "perigee-before.db", "perigee-20261341T030000Z.db", "perigee-20261119T030000Z.db-wal", "notes.txt"];
        for name in old.iter().chain(&left).chain(&others) {
            fs::write(folder.join(name), "").unwrap();
        }
        let deleted = clear(&folder, 2, now).unwrap();
        assert_eq!(deleted, [folder.join(old[0]), folder.join(old[1])]);
        assert_eq!(all(&folder).unwrap(), [folder.join(old[2]), folder.join(old[3])]);
        assert!(!folder.join(left[0]).exists() && folder.join(left[1]).exists());
        assert!(others.iter().all(|name| folder.join(name).exists()));
        assert!(clear(&folder, 2, now).unwrap().is_empty());
        assert_eq!(made(OsStr::new(&name(now))), Some(now));
        fs::remove_dir_all(folder).unwrap();
    }
}
