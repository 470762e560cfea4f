//! What all kinds of the merchant's content have in common.

use crate::{
    Context, InternalError,
    audit::Changed,
    catalogue::edit::{
        EditError, Edits, FieldError,
        fields::{Record, Subject, differences},
        known::Known,
    },
};
use async_trait::async_trait;
use domain::audit::Entity;
use store::{Tx, Uuid, catalogue::Change};

/// A thing with fields that is read and written as a whole.
#[async_trait]
pub(crate) trait Thing: Record + Send + Sync + 'static {
    /// Its kind in the audit log.
    const ENTITY: Entity;
    /// The fields without which it cannot be added.
    const REQUIRED: &'static [&'static str] = &[];

    /// Primary key; nil if there is only one.
    fn id(&self) -> Uuid;

    /// What people call it.
    fn label(&self) -> String;

    /// What a change of it is about.
    fn about(&self) -> Vec<Change>;

    /// The slugs of products that the value of a field names.
    fn products(_key: &str, _value: &str) -> Vec<String> {
        Vec::new()
    }

    /// The hash of a picture that the value of a field names.
    fn pictures(_key: &str, _value: &str) -> Option<String> {
        None
    }

    /// Reads it.
    async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError>;

    /// One without values, to be added after the others; none if none can be added.
    async fn blank(_tx: &mut Tx, _id: Uuid, _now: i64) -> Result<Option<Self>, InternalError> {
        Ok(None)
    }

    /// Those that are not archived, in order; none if they have no order.
    async fn siblings(_tx: &mut Tx) -> Result<Vec<Uuid>, InternalError> {
        Ok(Vec::new())
    }

    /// What is wrong with it as a whole after a save.
    async fn check(
        tx: &mut Tx,
        before: &Self,
        after: &Self,
    ) -> Result<Vec<FieldError>, InternalError>;

    /// Writes it.
    async fn save(tx: &mut Tx, before: &Self, after: &Self, now: i64) -> Result<(), EditError>;
}

/// What the values of a save refer to.
pub(crate) async fn known<T: Thing>(
    ctx: &Context,
    tx: &mut Tx,
    edits: &Edits,
) -> Result<Known, InternalError> {
    let mut known = Known::new(ctx, tx).await?;
    let (mut products, mut pictures) = (Vec::new(), Vec::new());
    for (key, given) in edits {
        for value in std::iter::once(&given.value).chain(&given.base) {
            products.extend(T::products(key, value));
            pictures.extend(T::pictures(key, value));
        }
    }
    products.sort_unstable();
    products.dedup();
    known.content(tx, &products).await?;
    known.pictures(tx, &pictures).await?;
    Ok(known)
}

/// Checks and writes a thing, and returns what has changed. After [`EditError::Invalid`], nothing
/// was written.
pub(crate) async fn write<T: Thing>(
    tx: &mut Tx,
    (before, after): (&T, &T),
    known: &Known,
) -> Result<Vec<Changed>, EditError> {
    let label = after.label();
    let subject = Subject { entity: T::ENTITY, id: after.id(), label: &label };
    let changes = differences(subject, before, after, known);
    if changes.is_empty() {
        return Ok(changes);
    }
    // Something can be moved whatever its other fields have.
    if changes.iter().any(|change| change.field != "position") {
        let errors = T::check(tx, before, after).await?;
        if !errors.is_empty() {
            return Err(EditError::Invalid(errors));
        }
    }
    T::save(tx, before, after, known.now).await?;
    Ok(changes)
}
