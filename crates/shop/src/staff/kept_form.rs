//! Forms that were posted with a session that had expired: they are kept until the same person has
//! signed in again.

use super::{Session, token};
use crate::{Context, InternalError};
use domain::staff::SessionStage;
use store::staff::{
    forms::{self, FormRow},
    people, sessions,
};
use views::routes;

/// How long a form is kept: an hour.
pub(super) const KEPT_FOR: i64 = 3_600_000;
/// The longest form in bytes.
pub const LONGEST_FORM: usize = 64 * 1024;
/// The longest address.
const LONGEST_PATH: usize = 2_000;
/// How many forms of a person are kept.
const MOST: u32 = 5;

/// Keeps a form.
#[derive(Clone, Copy)]
pub struct KeepForm<'a> {
    /// The token of the session that it was posted with.
    pub session: &'a str,
    /// Where it was posted: an address of the desk.
    pub path: &'a str,
    /// Its fields, as they were posted.
    pub body: &'a [u8],
}

/// A form that was kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// Where it was posted.
    pub path: String,
    /// Its fields, as they were posted.
    pub body: Vec<u8>,
}

/// Without the fields, which may be personal.
impl std::fmt::Debug for KeptForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptForm").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Keeps a form for the person of a session, also of one that has expired. Returns a token for the
/// browser; none if the session never was open or was ended by somebody, or if the form is too
/// long: then it is not kept.
///
/// # Errors
/// If the database fails.
pub async fn keep_form(
    ctx: &Context,
    command: KeepForm<'_>,
) -> Result<Option<String>, InternalError> {
    let KeepForm { session, path, body } = command;
    if !token::is_token(session)
        || !routes::is_admin(path)
        || path.len() > LONGEST_PATH
        || body.len() > LONGEST_FORM
    {
        return Ok(None);
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let row = sessions::by_token(&mut tx, session).await?;
    let Some(row) = row.filter(|row| row.stage == SessionStage::Open) else { return Ok(None) };
    let person = people::by_id(&mut tx, row.staff_id).await?;
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
        return Ok(None);
    };
    let form = FormRow {
        id: store::new_id(now),
        staff_id: person.id,
        path: path.to_owned(),
        body: body.to_vec(),
        created_at: now,
    };
    let token = token::random()?;
    forms::add(&mut tx, &form, &token).await?;
    forms::keep_latest(&mut tx, person.id, MOST).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// The form that was kept for the person of an open session. Nobody else gets it. It stays until
/// its time is over: a page that is loaded again must not lose what was typed.
///
/// # Errors
/// If the database fails.
pub async fn find_form(
    ctx: &Context,
    session: &Session,
    token: &str,
) -> Result<Option<KeptForm>, InternalError> {
    if session.stage() != SessionStage::Open || !token::is_token(token) {
        return Ok(None);
    }
    let since = ctx.clock().now() - KEPT_FOR;
    let mut conn = ctx.db().read().await?;
    let form = forms::of_person(&mut conn, session.person(), token, since).await?;
    Ok(form.map(|form| KeptForm { path: form.path, body: form.body }))
}
