//! Emails to staff.

use super::{
    Actor,
    entry::{self, About, By},
    token,
};
use crate::{
    Context, InternalError,
    notifications::{
        Worker,
        mail::{StaffEmail, StaffNews},
        texts,
    },
    sign,
};
use domain::audit::Action;
use jobs::{Event, Job, JobError};
use serde::{Deserialize, Serialize};
use store::{
    Uuid,
    staff::{
        invitations,
        people::{self, ListedRow},
        resets::{self, ResetRow},
    },
};
use views::routes;

/// How long a link to a new password is valid: an hour, as its email says.
const RESET_FOR: i64 = 3_600_000;
/// How many links to a new password a person has at most at a time. Those that were sent stay
/// valid, whoever asks for more.
const RESETS: i64 = 5;
/// People read at once.
const PAGE: u32 = 100;

/// Somebody was invited.
#[derive(Serialize, Deserialize)]
pub(crate) struct StaffInvited {
    /// The invitation.
    pub invitation: Uuid,
}

impl Event for StaffInvited {
    const TOPIC: &'static str = "staff.invited";
}

impl Job<Worker<'_>> for StaffInvited {
    /// The token is made here: the event has none, so that it stands nowhere in the database.
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let now = ctx.clock().now();
        let mut tx = ctx.db().begin().await?;
        let row = invitations::by_id(&mut tx, self.invitation).await?;
        // Accepted, withdrawn or expired in the meantime.
        let Some(row) = row.filter(|row| row.used_at.is_none() && row.expires_at > now) else {
            return Ok(());
        };
        let token = token::random()?;
        invitations::set_token(&mut tx, row.id, &token).await?;
        tx.commit().await?;
        let link = format!("{}{}", ctx.base_url(), routes::admin_invitation(&token));
        let news = News { news: StaffNews::Invitation, by: &row.invited_by, link: &link };
        send(worker, id, &row.email, news).await
    }
}

/// Somebody asks for a link to a new password.
#[derive(Serialize, Deserialize)]
pub(crate) struct ResetRequested {
    /// The digest of the address under the shop's secret: it may be anybody's.
    pub account: String,
}

impl ResetRequested {
    /// The digest of an address.
    pub(super) fn account(ctx: &Context, email_key: &str) -> String {
        sign::sign(ctx.secret(), &format!("reset {email_key}"))
    }

    /// The person with the address. There are few people, and each is read.
    async fn person(&self, ctx: &Context) -> Result<Option<ListedRow>, InternalError> {
        let mut conn = ctx.db().read().await?;
        let mut after = String::new();
        loop {
            let page = people::list(&mut conn, &after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(None) };
            after.clone_from(&last.email_key);
            let is_meant = |row: &ListedRow| Self::account(ctx, &row.email_key) == self.account;
            if let Some(found) = page.into_iter().find(is_meant) {
                return Ok(Some(found).filter(|person| person.disabled_at.is_none()));
            }
        }
    }
}

impl Event for ResetRequested {
    const TOPIC: &'static str = "staff.reset_requested";
}

impl Job<Worker<'_>> for ResetRequested {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let Some(person) = self.person(ctx).await? else { return Ok(()) };
        let now = ctx.clock().now();
        let row =
            ResetRow { id: store::new_id(now), staff_id: person.id, expires_at: now + RESET_FOR };
        let token = token::random()?;
        let mut tx = ctx.db().begin().await?;
        let held = people::hold(&mut tx, person.id).await?;
        if held.is_none_or(|person| person.disabled_at.is_some())
            || resets::valid(&mut tx, person.id, now).await? >= RESETS
        {
            return Ok(());
        }
        resets::add(&mut tx, &row, &token).await?;
        let actor = Actor::system("password reset");
        let about = About::person(person.id, &person.name);
        let change = about.field("password", None, Some("link_sent"));
        entry::add(&mut tx, By { actor: &actor, now }, Action::Change, vec![change]).await?;
        tx.commit().await?;
        let link = format!("{}{}", ctx.base_url(), routes::admin_reset(&token));
        let news = News { news: StaffNews::Reset, by: "", link: &link };
        send(worker, id, &person.email, news).await
    }
}

/// What was changed of an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AccountChange {
    /// The password.
    Password,
    /// The second factor was set up, replaced or removed.
    SecondFactor,
    /// There are new recovery codes.
    RecoveryCodes,
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed,
    /// Somebody typed the password and a wrong code.
    CodeRefused,
}

/// Something of an account was changed: its owner is told, since it may have been somebody else.
#[derive(Serialize, Deserialize)]
pub(crate) struct AccountChanged {
    /// The person.
    pub person: Uuid,
    /// What.
    pub change: AccountChange,
}

impl Event for AccountChanged {
    const TOPIC: &'static str = "staff.account_changed";
}

impl Job<Worker<'_>> for AccountChanged {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let mut conn = worker.ctx.db().read().await?;
        let person = people::by_id(&mut conn, self.person).await?;
        drop(conn);
        let Some(person) = person else { return Ok(()) };
        let news = match self.change {
            AccountChange::Password => StaffNews::Password,
            AccountChange::SecondFactor => StaffNews::SecondFactor,
            AccountChange::RecoveryCodes => StaffNews::RecoveryCodes,
            AccountChange::RecoveryCodeUsed => StaffNews::RecoveryCodeUsed,
            AccountChange::CodeRefused => StaffNews::CodeRefused,
        };
        send(worker, id, &person.email, News { news, by: "", link: "" }).await
    }
}

/// What an email says.
struct News<'a> {
    news: StaffNews,
    by: &'a str,
    link: &'a str,
}

async fn send(worker: &Worker<'_>, id: Uuid, to: &str, news: News<'_>) -> Result<(), JobError> {
    let ctx = worker.ctx;
    let News { news, by, link } = news;
    let (settings, sign_off) = (ctx.settings(), texts::sign_off(ctx).await?);
    let sign_off = sign_off.as_deref();
    let email = StaffEmail { to, news, by, link, settings: &settings, sign_off };
    Ok(worker.mailer.staff(&id.to_string(), email).await?)
}
