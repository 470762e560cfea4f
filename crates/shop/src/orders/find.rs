//! Finds an order by number and email address.

use super::link;
use crate::{Context, InternalError, InvalidFields, customers::email, error::internal};
use domain::{checkout::FieldError, orders::OrderNumber};

/// Why no order was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// `number` or `email` is not one.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// There is none, or the email address is not the buyer's.
    #[error("no such order")]
    NoSuchOrder,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(FindError);

/// Returns the signed path of the order with this number and email address.
///
/// # Errors
/// See [`FindError`].
#[tracing::instrument(name = "find_order", skip_all)]
pub async fn find(ctx: &Context, number: &str, email: &str) -> Result<String, FindError> {
    let read = OrderNumber::read(number.trim());
    let problems =
        [("number", read.as_ref().err().copied()), ("email", email::problem(email.trim()))];
    let error = |(field, problem): (&str, Option<_>)| {
        Some(FieldError { field: field.to_owned(), problem: problem? })
    };
    let errors: Vec<_> = problems.into_iter().filter_map(error).collect();
    let number = match read {
        Ok(number) if errors.is_empty() => number,
        _ => return Err(InvalidFields(errors).into()),
    };
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_number(&mut conn, &number).await?.ok_or(FindError::NoSuchOrder)?;
    if email::key(&row.email) == email::key(email) {
        Ok(link(ctx, &number))
    } else {
        Err(FindError::NoSuchOrder)
    }
}
