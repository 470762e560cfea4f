//! Statements by which consumers withdraw from a contract.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_optional};

db::row! {
    /// A statement as it was received.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WithdrawalRow {
        /// Primary key.
        pub id: Uuid,
        /// Makes sending the form happen once.
        pub key: String,
        /// The order that number and e-mail address name.
        pub order_id: Option<Uuid>,
        /// The order number as stated.
        pub order_number: String,
        /// Who withdraws.
        pub name: String,
        /// Where the acknowledgement goes.
        pub email: String,
        /// The same as addresses are compared.
        pub email_key: String,
        /// Which items, if not all.
        pub items: String,
        /// Unix milliseconds.
        pub received_at: i64,
        /// When the acknowledgement was sent.
        pub acknowledged_at: Option<i64>,
    }
}

/// Keeps a statement; false when one with its key is there already.
///
/// # Errors
/// When the database cannot.
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

/// The statement with this key.
///
/// # Errors
/// When the database cannot.
pub async fn by_key(
    executor: &mut impl Executor,
    key: &str,
) -> Result<Option<WithdrawalRow>, Error> {
    Ok(fetch_optional!(
        executor,
        WithdrawalRow,
        "SELECT id, key, order_id, order_number, name, email, email_key, items, received_at,
         acknowledged_at FROM withdrawals WHERE key = $1",
        key
    )?)
}

/// The statement with this primary key.
///
/// # Errors
/// When the database cannot.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<WithdrawalRow>, Error> {
    Ok(fetch_optional!(
        executor,
        WithdrawalRow,
        "SELECT id, key, order_id, order_number, name, email, email_key, items, received_at,
         acknowledged_at FROM withdrawals WHERE id = $1",
        id
    )?)
}

/// Statements received after the one with this time and primary key, the oldest first, at most
/// `limit`. The nil key begins at a time.
///
/// # Errors
/// When the database cannot.
pub async fn since(
    executor: &mut impl Executor,
    (since, after): (i64, Uuid),
    limit: i64,
) -> Result<Vec<WithdrawalRow>, Error> {
    Ok(fetch_all!(
        executor,
        WithdrawalRow,
        "SELECT id, key, order_id, order_number, name, email, email_key, items, received_at,
         acknowledged_at FROM withdrawals
         WHERE (received_at, id) > ($1, $2) ORDER BY received_at, id LIMIT $3",
        since,
        after,
        limit
    )?)
}

/// Statements of an address, by its key, the oldest first.
///
/// # Errors
/// When the database cannot.
pub async fn of_address(
    executor: &mut impl Executor,
    email_key: &str,
) -> Result<Vec<WithdrawalRow>, Error> {
    Ok(fetch_all!(
        executor,
        WithdrawalRow,
        "SELECT id, key, order_id, order_number, name, email, email_key, items, received_at,
         acknowledged_at FROM withdrawals
         WHERE email_key = $1 ORDER BY received_at, id",
        email_key
    )?)
}

/// The addresses, by their keys, of statements received since a time that name no order, one for
/// each statement, at most `limit`.
///
/// # Errors
/// When the database cannot.
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

/// Notes that the acknowledgement was sent.
///
/// # Errors
/// When the database cannot.
pub async fn acknowledged(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE withdrawals SET acknowledged_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Forgets the statements of an address that name no order, by its key; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_unmatched(executor: &mut impl Executor, email_key: &str) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM withdrawals WHERE email_key = $1 AND order_id IS NULL",
        email_key
    )?)
}

/// Forgets the statements about an order.
///
/// # Errors
/// When the database cannot.
pub async fn forget_of_order(executor: &mut impl Executor, order: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM withdrawals WHERE order_id = $1", order)?;
    Ok(())
}

/// Forgets statements from before `before` that name no order; gives how many.
///
/// # Errors
/// When the database cannot.
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
