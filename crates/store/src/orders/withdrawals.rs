//! Consumers' withdrawals from a contract.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_optional};

db::row! {
    /// A withdrawal as received.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WithdrawalRow {
        /// Primary key.
        pub id: Uuid,
        /// Idempotency key of the form.
        pub key: String,
        /// The order that matches number and email address.
        pub order_id: Option<Uuid>,
        /// The order number as stated.
        pub order_number: String,
        /// Name of the consumer.
        pub name: String,
        /// Email address for the acknowledgement.
        pub email: String,
        /// The same address, normalised for comparison.
        pub email_key: String,
        /// Which items, if not all.
        pub items: String,
        /// Unix milliseconds.
        pub received_at: i64,
        /// When the acknowledgement was sent.
        pub acknowledged_at: Option<i64>,
    }
}

/// Selects withdrawals. The condition follows.
macro_rules! select_withdrawals {
    ($condition:literal) => {
        concat!(
            "SELECT id, key, order_id, order_number, name, email, email_key, items, received_at,
             acknowledged_at FROM withdrawals ",
            $condition
        )
    };
}

/// Stores a withdrawal. Returns false if one with its key exists.
///
/// # Errors
/// If the query fails.
pub async fn insert(executor: &mut impl Executor, row: &WithdrawalRow) -> Result<bool, Error> {
    let id = fetch_optional!(
        executor,
        (Uuid,),
        "INSERT INTO withdrawals (id, key, order_id, order_number, name, email, email_key, items,
         received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (key) DO NOTHING RETURNING id",
        row.id,
        row.key.as_str(),
        row.order_id,
        row.order_number.as_str(),
        row.name.as_str(),
        row.email.as_str(),
        row.email_key.as_str(),
        row.items.as_str(),
        row.received_at
    )?;
    Ok(id.is_some())
}

/// The withdrawal with this key.
///
/// # Errors
/// If the query fails.
pub async fn by_key(
    executor: &mut impl Executor,
    key: &str,
) -> Result<Option<WithdrawalRow>, Error> {
    Ok(fetch_optional!(executor, WithdrawalRow, select_withdrawals!("WHERE key = $1"), key)?)
}

/// The withdrawal with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<WithdrawalRow>, Error> {
    Ok(fetch_optional!(executor, WithdrawalRow, select_withdrawals!("WHERE id = $1"), id)?)
}

/// Withdrawals received after the one with this time and primary key, oldest first, at most
/// `limit`. Use the nil key to start at a time.
///
/// # Errors
/// If the query fails.
pub async fn since(
    executor: &mut impl Executor,
    (since, after): (i64, Uuid),
    limit: i64,
) -> Result<Vec<WithdrawalRow>, Error> {
    Ok(fetch_all!(
        executor,
        WithdrawalRow,
        select_withdrawals!("WHERE (received_at, id) > ($1, $2) ORDER BY received_at, id LIMIT $3"),
        since,
        after,
        limit
    )?)
}

/// Withdrawals of an address, by its key, oldest first.
///
/// # Errors
/// If the query fails.
pub async fn of_address(
    executor: &mut impl Executor,
    email_key: &str,
) -> Result<Vec<WithdrawalRow>, Error> {
    Ok(fetch_all!(
        executor,
        WithdrawalRow,
        select_withdrawals!("WHERE email_key = $1 ORDER BY received_at, id"),
        email_key
    )?)
}

/// The address keys of withdrawals received since a time that match no order, one per withdrawal,
/// at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn unmatched_since(
    executor: &mut impl Executor,
    since: i64,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT email_key FROM withdrawals WHERE received_at >= $1 AND order_id IS NULL
         ORDER BY received_at DESC LIMIT $2",
        since,
        limit
    )?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Records that the acknowledgement was sent.
///
/// # Errors
/// If the query fails.
pub async fn acknowledged(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE withdrawals SET acknowledged_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Deletes the withdrawals of an address that match no order, by its key, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_unmatched(executor: &mut impl Executor, email_key: &str) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM withdrawals WHERE email_key = $1 AND order_id IS NULL",
        email_key
    )?)
}

/// Deletes the withdrawals of an order.
///
/// # Errors
/// If the query fails.
pub async fn forget_of_order(executor: &mut impl Executor, order: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM withdrawals WHERE order_id = $1", order)?;
    Ok(())
}

/// Deletes withdrawals from before `before` that match no order, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_unmatched_before(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM withdrawals WHERE received_at < $1 AND order_id IS NULL",
        before
    )?)
}
