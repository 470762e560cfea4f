//! Limits on attempts, in the database, so that all servers share them. An attempt counts before it
//! is made: whoever sends many at once gets no more than others.

use super::ClientInfo;
use crate::{Context, InternalError, sign};

/// The period that attempts are counted in, from the first one, in milliseconds.
const PERIOD: i64 = 15 * 60_000;
/// How long attempts are stored. No period is longer.
pub(super) const KEPT_FOR: i64 = 24 * 3_600_000;

/// Passwords for one account.
const PASSWORDS: i64 = 10;
/// Passwords from one client, for all accounts: several people may share an address.
const PASSWORDS_OF_CLIENT: i64 = 50;
/// Codes for one person. There are a million, of which three are right.
const CODES: i64 = 5;
/// Links to a new password for one account.
const RESETS: i64 = 3;
/// Links to a new password from one client.
const RESETS_OF_CLIENT: i64 = 10;

/// What attempts are counted for.
pub(super) struct Subject {
    /// The digest under the shop's secret: addresses are not stored.
    key: String,
    max: i64,
}

impl Subject {
    fn new(ctx: &Context, (kind, max): (&str, i64), text: &str) -> Self {
        Self { key: format!("{kind} {}", sign::sign(ctx.secret(), &format!("{kind} {text}"))), max }
    }

    /// Passwords for the account with this address.
    pub(super) fn account(ctx: &Context, email_key: &str) -> Self {
        Self::new(ctx, ("account", PASSWORDS), email_key)
    }

    /// Codes for a person.
    pub(super) fn codes(ctx: &Context, person: store::Uuid) -> Self {
        Self::new(ctx, ("codes", CODES), &person.to_string())
    }

    /// Links to a new password for the account with this address.
    pub(super) fn resets(ctx: &Context, email_key: &str) -> Self {
        Self::new(ctx, ("resets", RESETS), email_key)
    }

    /// Passwords from a client; none without an address.
    pub(super) fn client(ctx: &Context, client: ClientInfo<'_>) -> Option<Self> {
        let address = client.address?.to_string();
        Some(Self::new(ctx, ("client", PASSWORDS_OF_CLIENT), &address))
    }

    /// Links to a new password from a client; none without an address.
    pub(super) fn resets_of_client(ctx: &Context, client: ClientInfo<'_>) -> Option<Self> {
        let address = client.address?.to_string();
        Some(Self::new(ctx, ("client-resets", RESETS_OF_CLIENT), &address))
    }

    /// Its key in the table.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}

/// Counts an attempt for each subject. Above a limit, returns after how many seconds the next
/// attempt is allowed.
pub(super) async fn count(
    ctx: &Context,
    subjects: impl IntoIterator<Item = Subject>,
) -> Result<Option<u32>, InternalError> {
    let now = ctx.clock().now();
    let mut wait: Option<i64> = None;
    let mut tx = ctx.db().begin().await?;
    for subject in subjects {
        let row = store::staff::attempts::count(&mut tx, subject.key(), now, now - PERIOD).await?;
        if row.count > subject.max {
            wait = wait.max(Some(row.since + PERIOD - now));
        }
    }
    tx.commit().await?;
    // A period lasts a quarter of an hour at most.
    Ok(wait.map(|wait| u32::try_from((wait + 999) / 1000).unwrap_or(900).max(1)))
}
