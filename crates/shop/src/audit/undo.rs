//! Takes an entry back, whatever it changed.

use crate::{
    Context, InternalError,
    catalogue::edit::{self, LeftAlone, UndoError},
    pricing::{self, PriceError},
    staff::Actor,
};
use domain::audit::Entity;
use store::Uuid;

/// What was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenBack {
    /// The new entry.
    pub entry: Uuid,
    /// How many values are as they were before.
    pub restored: usize,
    /// What was left as it is, by what people call it.
    pub left: Vec<String>,
}

/// Takes an entry back where values are still as it left them, as one new entry. Many prices are
/// restored in a few statements.
///
/// # Errors
/// See [`UndoError`].
pub async fn undo(ctx: &Context, actor: &Actor, entry: Uuid) -> Result<TakenBack, UndoError> {
    let mut conn = ctx.db().read().await?;
    let first = store::audit::changes(&mut conn, entry, 0, 1).await?;
    drop(conn);
    if first.first().is_some_and(|change| change.entity == Entity::Price) {
        return undo_prices(ctx, actor, entry).await;
    }
    let undone = edit::undo(ctx, actor, entry).await?;
    let name = |left: LeftAlone| {
        if left.label == left.field {
            left.label
        } else {
            format!("{}: {}", left.label, left.field)
        }
    };
    Ok(TakenBack {
        entry: undone.entry,
        restored: undone.fields,
        left: undone.left.into_iter().map(name).collect(),
    })
}

async fn undo_prices(ctx: &Context, actor: &Actor, entry: Uuid) -> Result<TakenBack, UndoError> {
    match pricing::undo_prices(ctx, actor, entry).await {
        Ok(undone) => {
            let pricing::Undone { entry, restored, left } = undone;
            Ok(TakenBack { entry, restored, left })
        }
        Err(PriceError::Forbidden(forbidden)) => Err(forbidden.into()),
        Err(PriceError::AlreadyUndone) => Err(UndoError::AlreadyUndone(None)),
        Err(PriceError::Internal(error)) => Err(error.into()),
        // Somebody has changed prices in this moment.
        Err(PriceError::Changed) => Err(InternalError::Unavailable.into()),
        // A sale has no price that could be restored: it is ended instead.
        Err(_) => Err(UndoError::NothingLeft(Vec::new())),
    }
}
