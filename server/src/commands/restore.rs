//! `perigee restore`

use super::{Failed, Outcome, copies::Copies};
use crate::config::Database;
use std::path::{Path, PathBuf};
use store::{Db, Options};

/// Flags of `perigee restore`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// A file that `perigee backup` wrote, or the folder of `perigee backup --into`: the newest in it.
    #[arg(long)]
    from: PathBuf,
    /// Put it in the place of a database that exists; that one is kept beside it, with the time in its name.
    #[arg(long, default_value_t = false)]
    replace: bool,
}

/// The address of a file.
pub(super) fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// `perigee.db` and what SQLite keeps beside it.
fn with(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The copy that is meant. Where there is no shell to look into the folder, the refusal says what is in it.
fn copy(from: PathBuf) -> Result<PathBuf, Failed> {
    if from.is_file() {
        return Ok(from);
    }
    let now = time::OffsetDateTime::now_utc();
    if from.is_dir() {
        let mut copies = Copies::find(&from, now)?;
        for astray in copies.astray {
            println!("{} is named for a time to come and left out: name it to take it.", astray.display());
        }
        return copies.made.pop().ok_or_else(|| format!("--from {}: no copy in this folder", from.display()).into());
    }
    let beside = from.parent().and_then(|folder| Copies::find(folder, now).ok()).unwrap_or_default();
    let names: Vec<_> =
        beside.made.iter().chain(&beside.astray).filter_map(|path| path.file_name()).map(|name| name.to_string_lossy()).collect();
    let others = if names.is_empty() { String::new() } else { format!("; there are {}", names.join(", ")) };
    Err(format!("--from {}: no such file{others}", from.display()).into())
}

pub(super) async fn run(args: Args) -> Outcome {
    let Some(place) = args.database.database_url.strip_prefix("sqlite:") else { return Err(store::Error::NotEmbedded.into()) };
    let place = PathBuf::from(place.trim_start_matches("//").split('?').next().unwrap_or(""));
    let from = copy(args.from)?;
    // Beside the place it goes to, so that the last step is a rename, which is whole or not at all.
    let fresh = with(&place, ".restoring");
    std::fs::copy(&from, &fresh)?;
    let checked = check(&fresh).await;
    if let Err(error) = checked {
        std::fs::remove_file(&fresh)?;
        return Err(format!("{}: {error}", from.display()).into());
    }
    if place.exists() {
        let outcome = if args.replace {
            put_aside(&args.database, &place).await
        } else {
            Err(format!("{} exists: add --replace", place.display()).into())
        };
        if let Err(error) = outcome {
            std::fs::remove_file(&fresh)?;
            return Err(error);
        }
    }
    std::fs::rename(&fresh, &place)?;
    println!("{} is restored from {}.", place.display(), from.display());
    Ok(())
}

/// Whether the copy is whole and a database of this program.
async fn check(file: &Path) -> Outcome {
    let db = Db::open(&Options { url: url_of(file), connections: 1 }).await?;
    db.check_integrity().await?;
    db.check_schema().await?;
    db.close().await;
    Ok(())
}

/// Renames the database that is there, once nobody uses it.
async fn put_aside(database: &Database, place: &Path) -> Outcome {
    let old = Db::open(&database.options()).await?;
    old.check_unused().await?;
    old.close().await;
    let now = time::OffsetDateTime::now_utc();
    let stamp = format!(".before-{}T{:02}{:02}{:02}Z", now.date(), now.hour(), now.minute(), now.second());
    for suffix in ["-wal", "-shm", ""] {
        let part = with(place, suffix);
        if part.exists() {
            std::fs::rename(&part, with(&with(place, &stamp), suffix))?;
        }
    }
    println!("What was there is kept as {}.", with(place, &stamp).display());
    Ok(())
}
