//! Pictures of the library as a merchant edits them: the text that products get with them, and what
//! matters most in them. What a product says about its pictures is the product's.

use super::{
    EditError, Edits, Problem, Saved,
    fields::{Record, Subject, differences, line, merge},
    known::Known,
};
use crate::{
    Context, InternalError,
    audit::{Recorded, record},
    media::{self, MAX_ALT},
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use store::{Tx, media::library::LibraryRow};

/// A field of a picture, in the order in which several are set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PictureField {
    /// The alternative text that products get with it.
    Alt,
    /// What matters most in it, in percent from the left; empty for the middle.
    FocalX,
    /// The same from the top.
    FocalY,
}

impl PictureField {
    /// All, in display order.
    pub const ALL: [Self; 3] = [Self::Alt, Self::FocalX, Self::FocalY];

    /// Its key in forms, in the API and in the audit log.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Alt => "alt",
            Self::FocalX => "focal_x",
            Self::FocalY => "focal_y",
        }
    }
}

/// A picture of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct LibraryPicture(pub LibraryRow);

impl LibraryPicture {
    /// Locks a picture.
    pub async fn lock(tx: &mut Tx, hash: &str) -> Result<Option<Self>, InternalError> {
        Ok(store::media::library::lock(tx, hash).await?.map(Self))
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        if self.0.name.is_empty() { &self.0.hash } else { &self.0.name }
    }
}

/// A percentage; none if it is empty.
fn percent(text: &str) -> Result<Option<i64>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse::<i64>().ok().filter(|number| (0..=100).contains(number));
    number.map(Some).ok_or(Problem::NotWithin(0, 100))
}

impl Record for LibraryPicture {
    type Field = PictureField;

    fn field(key: &str) -> Option<PictureField> {
        PictureField::ALL.into_iter().find(|field| field.key() == key)
    }

    fn key(field: &PictureField) -> String {
        field.key().to_owned()
    }

    fn fields(&self) -> Vec<PictureField> {
        PictureField::ALL.to_vec()
    }

    fn text(&self, field: &PictureField, _: &Known) -> String {
        let percent = |number: Option<i64>| number.map_or_else(String::new, |n| n.to_string());
        match field {
            PictureField::Alt => self.0.alt.clone(),
            PictureField::FocalX => percent(self.0.focal_x),
            PictureField::FocalY => percent(self.0.focal_y),
        }
    }

    fn set(&mut self, field: &PictureField, text: &str, _: &Known) -> Result<(), Problem> {
        match field {
            PictureField::Alt => self.0.alt = line(text, MAX_ALT)?,
            PictureField::FocalX => self.0.focal_x = percent(text)?,
            PictureField::FocalY => self.0.focal_y = percent(text)?,
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.0.version
    }
}

/// Changes fields of a picture.
#[derive(Clone, Debug)]
pub struct ChangePicture {
    /// The content hash of the picture.
    pub hash: String,
    /// The version that was read.
    pub version: i64,
    /// The changed fields, by [`PictureField::key`].
    pub edits: Edits,
}

/// Changes fields of a picture of the library. Products that show it keep their texts.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "change_picture", skip_all, fields(picture = %command.hash))]
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangePicture,
) -> Result<Saved, EditError> {
    actor.require(Permission::MediaWrite)?;
    let ChangePicture { hash, version, edits } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = LibraryPicture::lock(&mut tx, &hash).await?.ok_or(EditError::NotFound)?;
    let known = Known::new(ctx, &mut tx).await?;
    let after = merge(&before, version, &edits, &known)?;
    let id = media::id_of(&hash)?;
    let subject = Subject { entity: Entity::Picture, id, label: after.label() };
    let changes = differences(subject, &before, &after, &known);
    if changes.is_empty() {
        return Ok(Saved { id, version: before.version(), changed: Vec::new(), entry: None });
    }
    let changed: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    store::media::library::update(&mut tx, &after.0).await?;
    let entry = record(&mut tx, actor, now, Recorded::new(Action::Change, changes)).await?;
    tx.commit().await?;
    Ok(Saved { id, version: before.version() + 1, changed, entry: Some(entry) })
}
