//! `perigee backup`

use super::{
    copies::{self, Copies},
    outcome::{Failed, Outcome},
};
use crate::config::Database;
use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};
use store::Db;
use time::OffsetDateTime;

/// Flags of `perigee backup`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// File to write; it must not exist yet.
    #[arg(long, required_unless_present = "into", conflicts_with = "into")]
    to: Option<PathBuf>,
    /// Folder to write it into; the file is named by the time in UTC, such as
    /// perigee-20261121T030000Z.db.
    #[arg(long)]
    into: Option<PathBuf>,
    /// Number of copies to keep in the folder, 1 or more: after the new one has been read back, the
    /// oldest are deleted.
    #[arg(
        long,
        requires = "into",
        conflicts_with = "to",
        value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=1_000_000),
    )]
    keep: Option<usize>,
}

/// Copies the database and reads the copy back. An incomplete copy is deleted, and existing copies
/// are not touched.
async fn copy(db: &Db, file: &Path) -> Outcome {
    let unfinished = copies::unfinished(file);
    // Creating this file reserves the copy. It contains customers' names and addresses.
    let there = |path: &Path| store::Error::Exists(path.display().to_string());
    let mut private = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut private, 0o600);
    private.write(true).create_new(true).open(&unfinished).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there(&unfinished).into(),
        _ => Failed::from(format!("{}: {error}", unfinished.display())),
    })?;
    let written =
        if file.exists() { Err(there(file).into()) } else { write(db, &unfinished).await };
    let done = written.and_then(|()| {
        // Older copies must not be deleted before the new one is on the disk.
        File::open(&unfinished)?.sync_all()?;
        fs::rename(&unfinished, file)?;
        Ok(File::open(copies::folder_of(file))?.sync_all()?)
    });
    if done.is_err() {
        for part in copies::with_log(&unfinished) {
            // Report the original failure.
            let _ = fs::remove_file(part);
        }
    }
    done
}

async fn write(db: &Db, file: &Path) -> Outcome {
    db.backup(file).await?;
    // A copy counts once it has been read back.
    let copy = Db::open(&store::options(super::restore::url_of(file), 1)).await?;
    let checked = async {
        copy.check_schema().await?;
        copy.check_integrity().await
    };
    let checked = checked.await;
    copy.close().await;
    Ok(checked?)
}

pub(super) async fn run(args: Args) -> Outcome {
    let now = OffsetDateTime::now_utc();
    let file = match (args.to, &args.into) {
        (Some(file), _) => file,
        (None, Some(folder)) if folder.is_dir() => folder.join(copies::name(now)),
        (None, folder) => {
            return Err(format!(
                "--into {}: no such folder",
                folder.as_deref().unwrap_or(Path::new("")).display()
            )
            .into());
        }
    };
    let db = Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    let copied = copy(&db, &file).await;
    db.close().await;
    copied?;
    println!("Wrote and read back {}: {} bytes.", file.display(), fs::metadata(&file)?.len());
    let Some(folder) = args.into else { return Ok(()) };
    for astray in Copies::find(&folder, now)?.astray {
        println!("{} is dated in the future: it is ignored and not deleted.", astray.display());
    }
    if let Some(keep) = args.keep {
        for (path, gone) in copies::clear(&folder, keep, now)? {
            match gone {
                Ok(()) => println!("Deleted {}.", path.display()),
                // The new copy is still valid: making another would only fill the disk sooner.
                Err(error) => eprintln!("perigee: {} cannot be deleted: {error}", path.display()),
            }
        }
    }
    Ok(())
}
