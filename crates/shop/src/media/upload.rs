//! Takes an uploaded picture into the library.

use super::{
    cache::draw_in,
    draw::clear_hash,
    files::files,
    photo::{self, FileProblem},
};
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use store::{Tx, Uuid, media::library::LibraryRow};
use tokio::sync::OwnedSemaphorePermit;

/// The longest alternative text, in characters.
pub const MAX_ALT: usize = 500;
/// The longest name of a file that is kept, in characters.
const MAX_NAME: usize = 200;

/// A file that somebody uploads.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name there; of a path only the last part is kept.
    pub name: String,
    /// What the picture shows, in words; may be empty.
    pub alt: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A picture of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uploaded {
    /// Its content hash.
    pub hash: String,
    /// Whether the library has it only since now.
    pub is_new: bool,
    /// The entry in the audit log; none if the library had it.
    pub entry: Option<Uuid>,
}

/// Why a file is not in the library.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The file is not accepted.
    #[error(transparent)]
    File(#[from] FileProblem),
    /// The alternative text has more than [`MAX_ALT`] characters.
    #[error("the alternative text is too long")]
    AltTooLong,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(UploadError);

/// The number of a picture in the audit log: its hash has as many digits as a key.
pub(crate) fn id_of(hash: &str) -> Result<Uuid, InternalError> {
    Uuid::try_parse(hash).map_err(|_| InternalError::stored("picture", hash))
}

/// The hash of the picture with this number.
pub(crate) fn hash_of(id: Uuid) -> String {
    id.simple().to_string()
}

/// The last part of a path, tidied and of limited length.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    domain::text::tidy(last).chars().take(MAX_NAME).collect()
}

/// Waits until another file may be received: few are in memory at once.
///
/// # Errors
/// See [`InternalError`].
pub async fn receiver(ctx: &Context) -> Result<OwnedSemaphorePermit, InternalError> {
    ctx.renditions().receiver().await
}

/// Takes a picture into the library. The same picture again is the one that is there.
///
/// # Errors
/// See [`UploadError`].
#[tracing::instrument(name = "upload_picture", skip_all)]
pub async fn upload(
    ctx: &Context,
    actor: &Actor,
    command: Upload,
) -> Result<Uploaded, UploadError> {
    actor.require(Permission::MediaWrite)?;
    let Upload { name, alt, bytes } = command;
    let (name, alt) = (file_name(&name), domain::text::tidy(&alt));
    if alt.chars().count() > MAX_ALT {
        return Err(UploadError::AltTooLong);
    }
    let room = ctx.renditions().decoder().await?;
    let (original, hash) = draw_in(room, move || {
        Ok(photo::read(&bytes).map(|original| {
            let hash = clear_hash(&original.bytes);
            (original, hash)
        }))
    })
    .await??;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if store::media::exists(&mut tx, &hash).await? {
        store::media::library::keep(&mut tx, &hash).await?;
        store::media::library::name(&mut tx, &hash, &alt).await?;
        tx.commit().await?;
        return Ok(Uploaded { hash, is_new: false, entry: None });
    }
    let size = original.size;
    store::media::put(&mut tx, &hash, original.mime, b"", size, &original.placeholder).await?;
    files().put(&mut tx, &hash, &original.bytes).await?;
    let row = LibraryRow {
        hash: hash.clone(),
        name,
        alt,
        focal_x: None,
        focal_y: None,
        version: 1,
        created_at: now,
        unused_since: None,
    };
    store::media::library::describe(&mut tx, &row).await?;
    let entry = log(&mut tx, actor, &row).await?;
    tx.commit().await?;
    Ok(Uploaded { hash, is_new: true, entry: Some(entry) })
}

async fn log(tx: &mut Tx, actor: &Actor, row: &LibraryRow) -> Result<Uuid, InternalError> {
    let label = if row.name.is_empty() { &row.hash } else { &row.name };
    let created = Changed {
        entity: Entity::Picture,
        id: id_of(&row.hash)?,
        label: label.clone(),
        field: String::new(),
        before: None,
        after: Some(label.clone()),
    };
    record(tx, actor, row.created_at, Recorded::new(Action::Create, vec![created])).await
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_keys() {
        let hash = crate::sign::digest(b"a picture");
        assert_eq!(hash_of(id_of(&hash).unwrap()), hash);
        assert!(id_of("../x").is_err());
    }

    #[test]
    fn names_are_those_of_files() {
        for (given, kept) in [
            ("moon.jpg", "moon.jpg"),
            ("C:\\photos\\moon.jpg", "moon.jpg"),
            ("../../etc/passwd", "passwd"),
            ("  a   b.png ", "a b.png"),
            ("", ""),
        ] {
            assert_eq!(file_name(given), kept, "{given}");
        }
        assert_eq!(file_name(&"ä".repeat(900)).chars().count(), MAX_NAME);
    }
}
