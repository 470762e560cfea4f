//! Limits on attempts, in the database, so that all servers share them. An attempt counts before it
//! is made: whoever sends many at once gets no more than others.
//!
//! Nobody is kept out by the attempts of others: those from one client are counted apart from those
//! of all clients for an account, and browsers that somebody has signed in with before
//! (`known_browser.rs`) and sessions have counters of their own.

use super::{ClientInfo, Session, known_browser};
use crate::{Context, InternalError, sign};
use store::{
    Tx, Uuid,
    staff::attempts::{self, Attempt},
};

/// The period that attempts are counted in, from the first one, in milliseconds.
const PERIOD: i64 = 15 * 60_000;
/// A day.
const DAY: i64 = 24 * 3_600_000;
/// How long attempts are stored. No period is longer.
pub(super) const KEPT_FOR: i64 = DAY;

/// Passwords for one account from one client, from one known browser, or in one session. The last
/// of them, if it is wrong, gets an entry in the audit log.
pub(super) const PASSWORDS: i64 = 10;
/// Passwords for one account from all clients whose browser is not known.
const PASSWORDS_OF_ALL: i64 = 100;
/// Passwords from one client, for all accounts: several people may share an address. Right ones do
/// not count.
const PASSWORDS_OF_CLIENT: i64 = 50;
/// Codes for one person, in ever longer periods. There are a million, of which three are right.
const CODES: [(i64, i64); 3] = [(5, PERIOD), (10, 4 * PERIOD), (CODES_A_DAY, DAY)];
/// Codes for one person in a day. The last of them, if it is wrong, gets an entry in the audit log,
/// as does the first.
pub(super) const CODES_A_DAY: i64 = 20;
/// Recovery codes, and codes of a second factor that is set up, in one session. Nobody guesses a
/// recovery code.
const CODES_OF_SESSION: i64 = 10;
/// Links to a new password for one account from one client.
const RESETS: i64 = 3;
/// Links to a new password from one client.
const RESETS_OF_CLIENT: i64 = 10;

/// What attempts are counted for.
pub(super) struct Subject {
    /// The digest under the shop's secret: addresses are not stored.
    key: String,
    /// With which others it is forgotten; may be empty.
    account: String,
    max: i64,
    period: i64,
    whose: Whose,
}

/// Whose attempts a subject counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Whose {
    /// Those of one account, session or browser. A right one begins anew.
    Own,
    /// Those of a client, which others may use too. A right one takes itself back.
    Client,
}

/// A key of subjects or accounts.
fn key(ctx: &Context, kind: &str, text: &str) -> String {
    format!("{kind} {}", sign::sign(ctx.secret(), &format!("{kind} {text}")))
}

/// The key of the attempts for the passwords of an account.
fn passwords_of(ctx: &Context, email_key: &str) -> String {
    key(ctx, "account", email_key)
}

/// The key of the attempts for the codes of a person.
fn codes_of(ctx: &Context, person: Uuid) -> String {
    key(ctx, "codes", &person.to_string())
}

/// The address of a client; empty if it is unknown.
fn address(client: ClientInfo<'_>) -> String {
    client.address.map(|address| address.to_string()).unwrap_or_default()
}

impl Subject {
    fn new(ctx: &Context, (kind, max): (&str, i64), text: &str) -> Self {
        let key = key(ctx, kind, text);
        Self { key, account: String::new(), max, period: PERIOD, whose: Whose::Own }
    }

    /// The attempts of a client; none without an address.
    fn of_client(ctx: &Context, of: (&str, i64), address: &str) -> Option<Self> {
        let subject = || Self { whose: Whose::Client, ..Self::new(ctx, of, address) };
        (!address.is_empty()).then(subject)
    }

    fn of(self, account: String) -> Self {
        Self { account, ..self }
    }

    /// What a password for the account with this address counts for when somebody signs in, in the
    /// order in which it is counted.
    pub(super) fn signing_in(ctx: &Context, email_key: &str, client: ClientInfo<'_>) -> Vec<Self> {
        let account = || passwords_of(ctx, email_key);
        if let Some(browser) = known_browser::id(ctx, email_key, client) {
            let text = format!("{browser} {email_key}");
            return vec![Self::new(ctx, ("browser", PASSWORDS), &text).of(account())];
        }
        let address = address(client);
        let from = format!("{address} {email_key}");
        let own = [
            Self::new(ctx, ("account-client", PASSWORDS), &from).of(account()),
            Self::new(ctx, ("account", PASSWORDS_OF_ALL), email_key).of(account()),
        ];
        let of_client = Self::of_client(ctx, ("client", PASSWORDS_OF_CLIENT), &address);
        of_client.into_iter().chain(own).collect()
    }

    /// Passwords in an open session.
    pub(super) fn session(ctx: &Context, session: &Session) -> Self {
        Self::new(ctx, ("session", PASSWORDS), &session.id().to_string())
    }

    /// Codes for a person.
    pub(super) fn codes(ctx: &Context, person: Uuid) -> Vec<Self> {
        let of_period = |(max, period): (i64, i64)| {
            let text = format!("{person} {period}");
            Self { period, ..Self::new(ctx, ("codes", max), &text).of(codes_of(ctx, person)) }
        };
        CODES.map(of_period).into()
    }

    /// Recovery codes in a session. Those of a day are counted too, without a limit: the person is
    /// told of the first one.
    pub(super) fn recovery_codes(ctx: &Context, session: &Session) -> Vec<Self> {
        let (id, person) = (session.id().to_string(), session.person());
        let of_day = Self::new(ctx, ("recovery-day", i64::MAX), &person.to_string());
        let of_day = Self { period: DAY, ..of_day.of(codes_of(ctx, person)) };
        vec![Self::new(ctx, ("recovery", CODES_OF_SESSION), &id), of_day]
    }

    /// Codes of a second factor that a session sets up.
    pub(super) fn enrolment(ctx: &Context, session: &Session) -> Self {
        Self::new(ctx, ("enrolment", CODES_OF_SESSION), &session.id().to_string())
    }

    /// What a link to a new password for the account with this address counts for.
    pub(super) fn resets(ctx: &Context, email_key: &str, client: ClientInfo<'_>) -> Vec<Self> {
        let address = address(client);
        let from = format!("{address} {email_key}");
        let own = Self::new(ctx, ("account-resets", RESETS), &from);
        let of_client = Self::of_client(ctx, ("client-resets", RESETS_OF_CLIENT), &address);
        of_client.into_iter().chain([own]).collect()
    }
}

/// Attempts that were counted.
pub(super) struct Counted {
    subjects: Vec<Subject>,
    /// How many there were for the last of them, with this one.
    count: i64,
}

/// Whether an attempt may be made.
pub(super) enum Allowed {
    /// It may.
    Yes(Counted),
    /// The next one may be made after so many seconds.
    After(u32),
}

impl Counted {
    /// Whether this is the attempt with this number in the period of the last subject. Of several
    /// at the same time, one is.
    pub(super) fn is_number(&self, number: i64) -> bool {
        self.count == number
    }

    /// Begins anew, after an attempt that was right: only what belongs to the account is forgotten.
    pub(super) async fn was_right(self, tx: &mut Tx) -> Result<(), InternalError> {
        for subject in &self.subjects {
            match subject.whose {
                Whose::Own => attempts::clear(tx, &subject.key).await?,
                Whose::Client => attempts::uncount(tx, &subject.key).await?,
            }
        }
        Ok(())
    }
}

/// Counts an attempt for each subject, in their order, until one is above its limit: whoever is
/// above their own limit uses up no others'.
pub(super) async fn count(ctx: &Context, subjects: Vec<Subject>) -> Result<Allowed, InternalError> {
    let now = ctx.clock().now();
    let mut count = 0;
    for subject in &subjects {
        let (key, account) = (subject.key.as_str(), subject.account.as_str());
        let attempt = Attempt { subject: key, account, now, start: now - subject.period };
        // A transaction locks one row alone, so that no two lock each other's.
        let mut tx = ctx.db().begin().await?;
        let row = attempts::count(&mut tx, attempt).await?;
        tx.commit().await?;
        if row.count > subject.max {
            let wait = (row.since + subject.period - now + 999) / 1000;
            // No period is longer than a day.
            return Ok(Allowed::After(u32::try_from(wait).unwrap_or(86_400).max(1)));
        }
        count = row.count;
    }
    Ok(Allowed::Yes(Counted { subjects, count }))
}

/// Forgets the attempts for the passwords of an account, from everywhere.
pub(super) async fn forget_passwords(
    ctx: &Context,
    tx: &mut Tx,
    email_key: &str,
) -> Result<(), InternalError> {
    Ok(attempts::clear_account(tx, &passwords_of(ctx, email_key)).await?)
}

/// Forgets the attempts for the codes of a person.
pub(super) async fn forget_codes(
    ctx: &Context,
    tx: &mut Tx,
    person: Uuid,
) -> Result<(), InternalError> {
    Ok(attempts::clear_account(tx, &codes_of(ctx, person)).await?)
}
