//! `perigee backup`

use super::{Outcome, copies};
use crate::config::Database;
use std::{
    fs,
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
    /// Folder to write it into; its name is the time in UTC, such as perigee-20261121T030000Z.db.
    #[arg(long)]
    into: Option<PathBuf>,
    /// How many copies the folder keeps, 1 or more: once the new one is read back, the oldest of these names are deleted.
    #[arg(long, requires = "into", conflicts_with = "to", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=1_000_000))]
    keep: Option<usize>,
}

/// Copies the database and reads the copy back. One that is not whole is not left behind.
async fn copy(db: &Db, file: &Path) -> Outcome {
    let begun = copies::unfinished(file);
    let copied = async {
        db.backup(&begun).await?;
        // A copy counts once it has been read back.
        let copy = Db::open(&store::Options { url: super::restore::url_of(&begun), connections: 1 }).await?;
        copy.check_schema().await?;
        copy.check_integrity().await?;
        copy.close().await;
        Ok(())
    };
    let copied: Outcome = copied.await;
    let copied = copied.and_then(|()| Ok(fs::rename(&begun, file)?));
    if copied.is_err() && begun.exists() {
        fs::remove_file(&begun)?;
    }
    copied
}

pub(super) async fn run(args: Args) -> Outcome {
    let now = OffsetDateTime::now_utc();
    let file = match (args.to, &args.into) {
        (Some(file), _) => file,
        (None, Some(folder)) if folder.is_dir() => folder.join(copies::name(now)),
        (None, folder) => return Err(format!("--into {}: no such folder", folder.as_deref().unwrap_or(Path::new("")).display()).into()),
    };
    let db = Db::open(&args.database.options()).await?;
    db.check_schema().await?;
    if file.exists() {
        return Err(store::Error::Exists(file.display().to_string()).into());
    }
    let copied = copy(&db, &file).await;
    db.close().await;
    copied?;
    println!("{} is written and read back: {} bytes.", file.display(), fs::metadata(&file)?.len());
    if let (Some(folder), Some(keep)) = (args.into, args.keep) {
        for deleted in copies::clear(&folder, keep, now)? {
            println!("{} is deleted.", deleted.display());
        }
    }
    Ok(())
}
