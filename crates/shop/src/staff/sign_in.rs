//! Signs in with email address and password.

use super::{
    Actor, ClientInfo,
    attempts::{self, Subject},
    entry::{self, About, By},
    hashing::Verified,
    password::normalised,
    session::{self, Begin},
};
use crate::{Context, InternalError, customers::email, error::internal};
use domain::{audit::Action, staff::SessionStage};
use store::{
    Uuid,
    staff::{
        people::{self, PersonRow},
        policy,
    },
};

/// Signs in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The email address as typed.
    pub email: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// The browser.
    pub client: ClientInfo<'a>,
    /// The token that the browser has already, whose session ends.
    pub token: Option<&'a str>,
}

/// A session has begun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    /// Its token, for the browser's cookie.
    pub token: String,
    /// What it may be used for.
    pub stage: SessionStage,
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// There is no such account, it is disabled, or the password is wrong: nobody learns which.
    #[error("email address or password is wrong")]
    Wrong,
    /// There were too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// After how many seconds the next one is allowed.
        seconds: u32,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SignInError);

/// Signs in with email address and password. The second factor is next, if the person has one.
/// Unknown accounts get the same answer after the same work.
///
/// # Errors
/// See [`SignInError`].
#[tracing::instrument(name = "staff_sign_in", skip_all)]
pub async fn sign_in(ctx: &Context, command: SignIn<'_>) -> Result<SignedIn, SignInError> {
    let SignIn { email, password, client, token } = command;
    let account = Subject::account(ctx, &email::key(email));
    let account_key = account.key().to_owned();
    let subjects = std::iter::once(account).chain(Subject::client(ctx, client));
    if let Some(seconds) = attempts::count(ctx, subjects).await? {
        return Err(SignInError::TooMany { seconds });
    }
    let mut conn = ctx.db().read().await?;
    let person = people::by_email(&mut conn, &email::key(email)).await?;
    drop(conn);
    let stored = person.as_ref().map(|person| person.password.clone());
    let password = normalised(password);
    let verified = ctx.hashing().verify(password.clone(), stored).await?;
    let right = verified != Verified::Wrong;
    let person = match person {
        Some(person) if right && person.disabled_at.is_none() => person,
        other => {
            refuse(ctx, other.as_ref()).await?;
            return Err(SignInError::Wrong);
        }
    };
    let newer = match verified {
        Verified::RightButOutdated => Some(ctx.hashing().hash(password).await?),
        _ => None,
    };
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Disabled, or with another password, since.
    let unchanged = |now: &PersonRow| now.disabled_at.is_none() && now.password == person.password;
    let Some(person) = people::by_id(&mut tx, person.id).await?.filter(unchanged) else {
        return Err(SignInError::Wrong);
    };
    if let Some(newer) = newer {
        people::set_password(&mut tx, person.id, &person.password, &newer).await?;
    }
    session::replace(&mut tx, token).await?;
    let stage = session::stage_after_password(&person, policy::get(&mut tx).await?.second_factor);
    let begin = Begin { person: person.id, stage, client };
    let token = session::begin(&mut tx, now, begin).await?;
    store::staff::attempts::clear(&mut tx, &account_key).await?;
    people::seen(&mut tx, person.id, now).await?;
    let actor = Actor::staff(person.id, person.name.clone(), domain::staff::Permissions::NONE);
    let change = About::person(person.id, &person.name).field("sign_in", None, Some("password"));
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, vec![change]).await?;
    tx.commit().await?;
    Ok(SignedIn { token, stage })
}

/// Records a refused password. The address that was typed is not recorded: it may be a password in
/// the wrong field.
async fn refuse(ctx: &Context, person: Option<&PersonRow>) -> Result<(), InternalError> {
    let (id, name) = person.map_or((Uuid::nil(), ""), |person| (person.id, person.name.as_str()));
    let actor = Actor::system("sign-in");
    let by = By { actor: &actor, now: ctx.clock().now() };
    let change = About::person(id, name).field("sign_in", None, Some("refused_password"));
    let mut tx = ctx.db().begin().await?;
    entry::add(&mut tx, by, Action::SignIn, vec![change]).await?;
    tx.commit().await?;
    Ok(())
}
