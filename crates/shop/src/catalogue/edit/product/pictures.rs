//! Puts pictures of the library into a product, in order.

use super::{ChangeProduct, ProductField, change};
use crate::{
    Context, InternalError,
    catalogue::edit::{EditError, Edits, Given, Problem, Saved},
    staff::Actor,
};
use domain::{catalogue::PictureRole, staff::Permission};
use store::{Conn, Uuid, catalogue::EditedPictureRow};

/// A change of a product's pictures. They are named by their content hashes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PictureStep {
    /// Adds one that the library has; nothing if the product has it.
    Add {
        /// Which one.
        hash: String,
        /// Its place, from 1; none for the last.
        place: Option<usize>,
        /// Its alternative text; if it is empty, that of the library.
        alt: String,
    },
    /// Puts one of the library in the place of another one, with its role. Variants that showed the
    /// other one show it.
    Replace {
        /// The one that the product has.
        old: String,
        /// The new one.
        new: String,
        /// Its alternative text; if it is empty, that of the library.
        alt: String,
    },
    /// Takes one out. The library keeps it for 30 days if nothing else shows it.
    Remove(String),
    /// All pictures in another order; the first is the product's cover. Those that are not named
    /// come last.
    Order(Vec<String>),
    /// Sets a text.
    Alt(String, String),
    /// Sets what it shows: a key, or empty.
    Role(String, String),
}

/// Changes the pictures of a product.
#[derive(Clone, Debug)]
pub struct ArrangePictures {
    /// The product.
    pub id: Uuid,
    /// What to change, in this order.
    pub steps: Vec<PictureStep>,
}

/// A picture while it is arranged; a role is text until the product checks it.
#[derive(Clone, PartialEq, Eq)]
struct Arranged {
    hash: String,
    alt: String,
    role: String,
}

impl Arranged {
    fn of_row(row: EditedPictureRow) -> Self {
        let role = row.role.map_or("", PictureRole::key).to_owned();
        Self { hash: row.hash, alt: row.alt, role }
    }
}

/// The text that a new picture gets.
async fn text(conn: &mut Conn, hash: &str, alt: String) -> Result<String, InternalError> {
    if !alt.trim().is_empty() {
        return Ok(alt);
    }
    let row = store::media::library::by_hash(conn, hash).await?;
    Ok(row.map_or_else(String::new, |row| row.alt))
}

fn missing(hash: String) -> EditError {
    EditError::field(ProductField::Pictures.key(), Problem::Missing(hash))
}

fn find(pictures: &[Arranged], hash: &str) -> Result<usize, EditError> {
    let place = pictures.iter().position(|picture| picture.hash == hash);
    place.ok_or_else(|| missing(hash.to_owned()))
}

async fn apply(
    conn: &mut Conn,
    pictures: &mut Vec<Arranged>,
    step: PictureStep,
) -> Result<(), EditError> {
    match step {
        PictureStep::Add { hash, place, alt } => {
            if find(pictures, &hash).is_ok() {
                return Ok(());
            }
            let alt = text(conn, &hash, alt).await?;
            let last = pictures.len();
            let at = place.map_or(last, |place| place.saturating_sub(1).min(last));
            pictures.insert(at, Arranged { hash, alt, role: String::new() });
        }
        PictureStep::Replace { old, new, alt } => {
            let at = find(pictures, &old)?;
            if old != new && find(pictures, &new).is_ok() {
                let twice = Problem::Twice(new);
                return Err(EditError::field(ProductField::Pictures.key(), twice));
            }
            let alt = text(conn, &new, alt).await?;
            if let Some(picture) = pictures.get_mut(at) {
                (picture.hash, picture.alt) = (new, alt);
            }
        }
        PictureStep::Remove(hash) => {
            pictures.remove(find(pictures, &hash)?);
        }
        PictureStep::Order(hashes) => {
            let place = |hash: &String| hashes.iter().position(|named| named == hash);
            // Stable, so that the others keep their order.
            pictures.sort_by_key(|picture| place(&picture.hash).unwrap_or(usize::MAX));
        }
        PictureStep::Alt(hash, alt) => {
            let at = find(pictures, &hash)?;
            if let Some(picture) = pictures.get_mut(at) {
                picture.alt = alt;
            }
        }
        PictureStep::Role(hash, role) => {
            let at = find(pictures, &hash)?;
            if let Some(picture) = pictures.get_mut(at) {
                picture.role = role;
            }
        }
    }
    Ok(())
}

fn list(pictures: &[Arranged]) -> String {
    pictures.iter().map(|picture| picture.hash.as_str()).collect::<Vec<_>>().join("|")
}

/// The fields of the product that differ, each over what was read.
fn edits(before: &[Arranged], after: &[Arranged]) -> Edits {
    let mut edits = Edits::new();
    let (old, new) = (list(before), list(after));
    if old != new {
        edits.insert(ProductField::Pictures.key(), Given::over(&old, &new));
    }
    for picture in after {
        let own = before.iter().find(|own| own.hash == picture.hash);
        let (alt, role) = own.map_or(("", ""), |own| (own.alt.as_str(), own.role.as_str()));
        if picture.alt != alt {
            let field = ProductField::PictureAlt(picture.hash.clone());
            edits.insert(field.key(), Given::over(alt, &picture.alt));
        }
        if picture.role != role {
            let field = ProductField::PictureRole(picture.hash.clone());
            edits.insert(field.key(), Given::over(role, &picture.role));
        }
    }
    edits
}

/// Changes the pictures of a product as it is now, as one change of the product: either all steps
/// are taken or none.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "arrange_pictures", skip_all, fields(product = %command.id))]
pub async fn arrange(
    ctx: &Context,
    actor: &Actor,
    command: ArrangePictures,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let ArrangePictures { id, steps } = command;
    let mut conn = ctx.db().read().await?;
    let row = store::catalogue::edited_product(&mut conn, id).await?.ok_or(EditError::NotFound)?;
    let rows = store::catalogue::edited_pictures(&mut conn, id).await?;
    let before: Vec<Arranged> = rows.into_iter().map(Arranged::of_row).collect();
    let mut after = before.clone();
    for step in steps {
        apply(&mut conn, &mut after, step).await?;
    }
    drop(conn);
    let edits = edits(&before, &after);
    change(ctx, actor, ChangeProduct { id, version: row.version, edits }).await
}
