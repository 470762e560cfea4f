//! `perigee restore`

use super::{
    copies::{Copies, folder_of, with_log},
    outcome::{Failed, Outcome},
};
use crate::config::Database;
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::Db;

/// Flags of `perigee restore`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// A file written by `perigee backup`, or the folder of `perigee backup --into`, for its newest
    /// copy.
    #[arg(long)]
    from: PathBuf,
    /// Replace an existing database, which is kept beside it with the time in its name.
    #[arg(long, default_value_t = false)]
    replace: bool,
}

/// The address of a file.
pub(super) fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// The copy to restore. The error lists the folder's content, because the image has no shell to
/// look into it.
fn copy(from: PathBuf) -> Result<PathBuf, Failed> {
    if from.is_file() {
        return Ok(from);
    }
    let now = time::OffsetDateTime::now_utc();
    if from.is_dir() {
        let mut copies = Copies::find(&from, now)?;
        for astray in copies.astray {
            println!(
                "Skipped {}, which is dated in the future: pass it as --from to restore it.",
                astray.display()
            );
        }
        return copies.made.pop().ok_or_else(|| {
            format!("--from {}: there is no copy in this folder", from.display()).into()
        });
    }
    // Only for the hint in the error.
    let beside = Copies::find(folder_of(&from), now).unwrap_or_default();
    let names: Vec<_> = beside
        .made
        .iter()
        .chain(&beside.astray)
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy())
        .collect();
    let others = if names.is_empty() {
        String::new()
    } else {
        format!("; the folder contains {}", names.join(", "))
    };
    Err(format!("--from {}: no such file{others}", from.display()).into())
}

pub(super) async fn run(args: Args) -> Outcome {
    let Some(place) = args.database.database_url.strip_prefix("sqlite:") else {
        return Err(store::Error::NotEmbedded.into());
    };
    let place = PathBuf::from(place.trim_start_matches("//").split('?').next().unwrap_or(""));
    let from = copy(args.from)?;
    // In the same folder, so that the last step is an atomic rename.
    let mut fresh = place.as_os_str().to_owned();
    fresh.push(".restoring");
    let fresh = PathBuf::from(fresh);
    let restored = async {
        fs::copy(&from, &fresh)?;
        check(&fresh).await.map_err(|error| format!("{}: {error}", from.display()))?;
        if place.exists() && !args.replace {
            return Err(format!("{} exists: add --replace", place.display()).into());
        }
        belong(&fresh, &place)?;
        put_aside(&args.database, &place).await?;
        Ok(fs::rename(&fresh, &place)?)
    };
    let restored: Outcome = restored.await;
    for part in with_log(&fresh) {
        // The renamed file no longer exists here.
        let _ = fs::remove_file(part);
    }
    restored?;
    check(&place).await?;
    end_access(&place).await?;
    println!("Restored {} from {}.", place.display(), from.display());
    Ok(())
}

/// Checks that a file is undamaged and a database of this program.
async fn check(file: &Path) -> Outcome {
    let db =
        Db::open_existing(&store::options(url_of(file), 1)).await.map_err(|error| match error {
            store::Error::File { cause, .. } => {
                Failed::from(format!("it is not a database: {cause}"))
            }
            other => other.into(),
        })?;
    let checked = async {
        db.check_integrity().await?;
        db.check_schema().await
    };
    let checked = checked.await;
    db.close().await;
    checked.map_err(|error| match error {
        store::Error::Older { found, needed } => format!(
            "it is at migration {found}, this program needs {needed}: restore it with the \
             program that made it, then upgrade"
        )
        .into(),
        other => other.into(),
    })
}

/// Ends what was valid at the desk when the copy was made, and may have been ended since.
async fn end_access(file: &Path) -> Outcome {
    let db = Db::open_existing(&store::options(url_of(file), 1)).await?;
    let ended = shop::staff::end_all_access(&db).await;
    db.close().await;
    Ok(ended?)
}

/// Gives a restored file to the owner of the existing database, or else of the folder, readable by
/// that user only. Otherwise the shop could not write a file restored by another user.
fn belong(fresh: &Path, place: &Path) -> Outcome {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let (like, mode) = match fs::metadata(place) {
            Ok(there) => (there.clone(), there.mode() & 0o777),
            Err(_) => (fs::metadata(folder_of(place))?, 0o600),
        };
        let own = fs::metadata(fresh)?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid())
            && chown(fresh, Some(like.uid()), Some(like.gid())).is_err()
        {
            eprintln!(
                "perigee: cannot change the owner of {} to user {}, who owns the existing database \
                 or its folder",
                place.display(),
                like.uid()
            );
        }
        fs::set_permissions(fresh, fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// A process that has the file open, if the system reports it.
fn opened_by(file: &Path) -> Option<String> {
    let file = file.canonicalize().ok()?;
    let processes = fs::read_dir("/proc").ok()?.filter_map(Result::ok);
    let mut others = processes.filter(|process| {
        process
            .file_name()
            .to_str()
            .is_some_and(|name| name.parse::<u32>().is_ok_and(|id| id != std::process::id()))
    });
    let process = others.find(|process| {
        let files =
            fs::read_dir(process.path().join("fd")).into_iter().flatten().filter_map(Result::ok);
        files.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|open| open == file)
    })?;
    // It may end meanwhile; its number says enough.
    let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
    Some(format!("process {} ({})", process.file_name().to_string_lossy(), name.trim()))
}

/// Renames the existing database and SQLite's files beside it, once no process uses it. A damaged
/// database is renamed too.
async fn put_aside(database: &Database, place: &Path) -> Outcome {
    if let Some(process) = opened_by(place) {
        return Err(format!("{process} has this database open: stop it first").into());
    }
    if place.exists() {
        match Db::open_existing(&database.options()).await {
            Ok(old) => {
                let unused = old.check_unused().await;
                old.close().await;
                // Any other fault is no reason to stop.
                if let Err(store::Error::InUse) = unused {
                    return Err(store::Error::InUse.into());
                }
            }
            Err(error) => eprintln!(
                "perigee: the existing database cannot be read ({error}); it is moved aside \
                 unchanged"
            ),
        }
    }
    let now = time::OffsetDateTime::now_utc();
    let stamp =
        format!(".before-{}T{:02}{:02}{:02}Z", now.date(), now.hour(), now.minute(), now.second());
    let mut aside = place.as_os_str().to_owned();
    aside.push(stamp);
    let aside = PathBuf::from(aside);
    let mut any = false;
    for (part, aside) in with_log(place).into_iter().zip(with_log(&aside)) {
        match fs::rename(&part, aside) {
            Ok(()) => any = true,
            // There is no log, or SQLite has just removed it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    if any {
        println!("The previous database is kept as {}.", aside.display());
    }
    Ok(())
}
