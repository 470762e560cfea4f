//! Signs in with email address and password.

use super::{
    Actor, ClientInfo,
    attempts::{self, Allowed, Subject},
    entry::{self, About, By},
    hashing::Verified,
    known_browser,
    password::normalised,
    session::{self, Begin},
};
use crate::{Context, InternalError, customers::email, error::internal};
use domain::{audit::Action, staff::SessionStage};
use std::fmt;
use store::staff::{
    people::{self, PersonRow},
    policy,
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
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Its token, for the browser's cookie.
    pub token: String,
    /// What it may be used for.
    pub stage: SessionStage,
    /// The value of a lasting cookie, which comes back in [`ClientInfo`]: this browser is known
    /// from now on, so that attempts from others cannot keep it out. None before the session is
    /// open.
    pub known_browser: Option<String>,
}

/// Without the token.
impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("stage", &self.stage).finish_non_exhaustive()
    }
}

impl SignedIn {
    /// The session with this token of the account with this address.
    pub(super) fn new(
        ctx: &Context,
        (token, stage): (String, SessionStage),
        email_key: &str,
    ) -> Result<Self, InternalError> {
        let known_browser = match stage {
            SessionStage::Open => Some(known_browser::new(ctx, email_key)?),
            SessionStage::SecondFactor | SessionStage::Enrolment => None,
        };
        Ok(Self { token, stage, known_browser })
    }
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
    let email_key = email::key(email);
    let counted = match attempts::count(ctx, Subject::signing_in(ctx, &email_key, client)).await? {
        Allowed::Yes(counted) => counted,
        Allowed::After(seconds) => return Err(SignInError::TooMany { seconds }),
    };
    let mut conn = ctx.db().read().await?;
    let person = people::by_email(&mut conn, &email_key).await?;
    drop(conn);
    let stored = person.as_ref().map(|person| person.password.clone());
    let password = normalised(password);
    let verified = ctx.hashing().verify(password.clone(), stored).await?;
    let right = verified != Verified::Wrong;
    let person = match person {
        Some(person) if right && person.disabled_at.is_none() => person,
        other => {
            // One entry in a period: whoever is not signed in must not fill the log. None for
            // unknown accounts.
            if let Some(person) = other.filter(|_| counted.is_number(attempts::PASSWORDS)) {
                refuse(ctx, &person, client).await?;
            }
            return Err(SignInError::Wrong);
        }
    };
    let newer = match verified {
        Verified::RightButOutdated => Some(ctx.hashing().hash(password).await?),
        _ => None,
    };
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Disabled, or with another password, since. The row is locked before the session begins:
    // otherwise a session could begin while somebody else ends all of them.
    let unchanged = |now: &PersonRow| now.disabled_at.is_none() && now.password == person.password;
    let Some(person) = people::hold(&mut tx, person.id).await?.filter(unchanged) else {
        return Err(SignInError::Wrong);
    };
    if let Some(newer) = newer {
        people::set_password(&mut tx, person.id, &person.password, &newer).await?;
    }
    session::replace(&mut tx, token).await?;
    let stage = session::stage_after_password(&person, policy::get(&mut tx).await?.second_factor);
    let begin = Begin { person: person.id, stage, client };
    let token = session::begin(&mut tx, now, begin).await?;
    counted.was_right(&mut tx).await?;
    people::seen(&mut tx, person.id, now).await?;
    let actor = Actor::staff(person.id, person.name.clone(), domain::staff::Permissions::NONE);
    let about = About::person(person.id, &person.name);
    let mut changes = vec![about.field("sign_in", None, Some("password"))];
    changes.extend(about.client(&client.browser(), &client.address()));
    entry::add(&mut tx, By { actor: &actor, now }, Action::SignIn, changes).await?;
    tx.commit().await?;
    Ok(SignedIn::new(ctx, (token, stage), &person.email_key)?)
}

/// Records refused passwords for an account.
async fn refuse(
    ctx: &Context,
    person: &PersonRow,
    client: ClientInfo<'_>,
) -> Result<(), InternalError> {
    let actor = Actor::system("sign-in");
    let by = By { actor: &actor, now: ctx.clock().now() };
    let about = About::person(person.id, &person.name);
    let changes = about.refused("refused_password", attempts::PASSWORDS, &client.address());
    let mut tx = ctx.db().begin().await?;
    entry::add(&mut tx, by, Action::SignIn, changes).await?;
    tx.commit().await?;
    Ok(())
}
