//! Receives a statement.

use super::{
    notify::{WithdrawalReceived, WithdrawalReported},
    statement::{Received, WithdrawalStatement, normalised, received},
};
use crate::{
    Context, InternalError,
    customers::email::{key as email_key, mailbox},
    error::{InvalidFields, internal},
    measure::{self, WithdrawnOrder},
};
use domain::orders::OrderNumber;
use jobs::Event;
use store::{Executor, Uuid, orders::withdrawals::WithdrawalRow};

/// The maximum number of acknowledgements per mailbox and day for statements that match no order.
/// Further statements are stored, but do not fill somebody's mailbox. Statements that match an
/// order are always acknowledged.
const MAX_ACKNOWLEDGEMENTS: usize = 5;
/// The maximum number of statements per day that match no order and are reported to the merchant.
/// All of them are stored and listed.
const MAX_REPORTS: usize = 100;
/// The maximum number of statements per day that are counted for these limits. Beyond it, only
/// statements that match an order are acknowledged.
const MAX_COUNTED: usize = 5_000;
/// A day in milliseconds.
const DAY: i64 = 24 * 3_600_000;

/// Receives a confirmed statement.
#[derive(Clone, Copy)]
pub struct SubmitStatement<'a> {
    /// The statement as typed.
    pub statement: &'a WithdrawalStatement,
    /// Idempotency key: the same statement with the same key is received once.
    pub key: &'a str,
    /// Called at most once, for a valid statement that names no order and was not received before:
    /// whether this client may submit it, or after how many seconds it may.
    pub may_submit: &'a (dyn Fn() -> Result<(), u32> + Sync),
}

impl<'a> SubmitStatement<'a> {
    /// A command for a client without a limit.
    #[must_use]
    pub fn new(statement: &'a WithdrawalStatement, key: &'a str) -> Self {
        Self { statement, key, may_submit: &|| Ok(()) }
    }
}

/// Why a statement was not received.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// A field is missing or wrong.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// This client has submitted too many statements that name no order.
    #[error("too many statements without an order")]
    TooMany {
        /// After how many seconds it may submit another one.
        seconds: u32,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SubmitError);

/// The order that the number and the email address of a statement belong to.
async fn order_of(
    executor: &mut impl Executor,
    statement: &WithdrawalStatement,
) -> Result<Option<Uuid>, InternalError> {
    let Ok(number) = OrderNumber::read(&statement.number) else { return Ok(None) };
    let order = store::orders::by_number(executor, &number).await?;
    let address = email_key(&statement.email);
    Ok(order.filter(|order| email_key(&order.email) == address).map(|order| order.id))
}

/// Receives a confirmed statement, once per key: stores it with the time and queues the emails to
/// consumer and merchant. A statement that names an order is never limited, and neither is one that
/// is sent again because its answer was lost.
///
/// # Errors
/// See [`SubmitError`].
#[tracing::instrument(name = "withdraw", skip_all)]
pub async fn submit(ctx: &Context, command: SubmitStatement<'_>) -> Result<Received, SubmitError> {
    let SubmitStatement { statement, key, may_submit } = command;
    let statement = normalised(statement)?;
    // Before the transaction, so that refused statements do not occupy SQLite's only writer.
    let mut conn = ctx.db().read().await?;
    let order_id = order_of(&mut conn, &statement).await?;
    let WithdrawalStatement { name, number, email, items } = statement;
    // The key includes the content, so that nobody can read another person's statement by guessing
    // its key.
    let key = crate::sign::digest([key, &number, &email, &name, &items].join("\n").as_bytes());
    if let Some(earlier) = store::orders::withdrawals::by_key(&mut conn, &key).await? {
        return Ok(received(&ctx.zone(), earlier));
    }
    drop(conn);
    if order_id.is_none() {
        may_submit().map_err(|seconds| SubmitError::TooMany { seconds })?;
    }
    let now = ctx.clock().now();
    let address = email_key(&email);
    let mut tx = ctx.db().begin().await?;
    let row = WithdrawalRow {
        id: store::new_id(now),
        key,
        order_id,
        order_number: number,
        name,
        email,
        email_key: address,
        items,
        received_at: now,
        acknowledged_at: None,
    };
    let matched = row.order_id.is_some();
    let limit = MAX_COUNTED as i64;
    let others = if matched {
        Vec::new()
    } else {
        store::orders::withdrawals::unmatched_since(&mut tx, now - DAY, limit).await?
    };
    let own = mailbox(&row.email_key);
    let before = others.iter().filter(|key| mailbox(key) == own).count();
    if !store::orders::withdrawals::insert(&mut tx, &row).await? {
        let earlier = store::orders::withdrawals::by_key(&mut tx, &row.key)
            .await?
            .ok_or_else(|| InternalError::stored("withdrawal", &row.key))?;
        return Ok(received(&ctx.zone(), earlier));
    }
    if before < MAX_ACKNOWLEDGEMENTS && others.len() < MAX_COUNTED {
        WithdrawalReceived { withdrawal: row.id }.push(&mut tx, now).await?;
    }
    let reported = others.len() < MAX_REPORTS;
    if reported && !ctx.settings().seller.email.is_empty() {
        WithdrawalReported { withdrawal: row.id }.push(&mut tx, now).await?;
    }
    tx.commit().await?;
    if !reported {
        tracing::warn!(withdrawal = %row.id, "too many withdrawals match no order today: this one \
                                              is not reported, `perigee withdrawals` lists it");
    }
    measure::withdrawn(if matched { WithdrawnOrder::Known } else { WithdrawnOrder::Unknown });
    tracing::info!(withdrawal = %row.id, matched, "withdrawal received");
    Ok(received(&ctx.zone(), row))
}
