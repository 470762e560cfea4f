//! Recently declined payments by payer, and the answers on the test provider's page.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, fetch_optional};
use domain::payments::BankAnswer;

/// Records that a payment of this payer was declined.
///
/// # Errors
/// If the query fails.
pub async fn add(executor: &mut impl Executor, payer: &str, now: i64) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO payment_refusals (id, payer, refused_at) VALUES ($1, $2, $3)",
        crate::new_id(now),
        payer,
        now
    )?;
    Ok(())
}

/// When payments of this payer were declined since `since`, latest first, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn latest(
    executor: &mut impl Executor,
    payer: &str,
    since: i64,
    limit: i64,
) -> Result<Vec<i64>, Error> {
    let rows = fetch_all!(
        executor,
        (i64,),
        "SELECT refused_at FROM payment_refusals WHERE payer = $1 AND refused_at >= $2
         ORDER BY refused_at DESC LIMIT $3",
        payer,
        since,
        limit
    )?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}

/// Deletes declined payments and challenges from before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    let refusals =
        execute!(executor, "DELETE FROM payment_refusals WHERE refused_at < $1", before)?;
    Ok(refusals + execute!(executor, "DELETE FROM test_challenges WHERE made_at < $1", before)?)
}

/// Records that the test provider's page was shown for this reference.
///
/// # Errors
/// If the query fails.
pub async fn challenge(
    executor: &mut impl Executor,
    reference: &str,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO test_challenges (reference, made_at) VALUES ($1, $2) ON CONFLICT (reference)
         DO NOTHING",
        reference,
        now
    )?;
    Ok(())
}

/// Stores the answer on that page; only the first counts. Returns whether the page was shown.
///
/// # Errors
/// If the query fails.
pub async fn answer(
    executor: &mut impl Executor,
    reference: &str,
    answer: BankAnswer,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE test_challenges SET answer = COALESCE(answer, $2) WHERE reference = $1",
        reference,
        answer.key()
    )? > 0)
}

db::row! {
    /// The answer on a page.
    struct AnswerRow {
        reference: String,
        answer: Option<BankAnswer> = column::optional_answer,
    }
}

/// The answer on that page, if any.
///
/// # Errors
/// If the query fails.
pub async fn answered(
    executor: &mut impl Executor,
    reference: &str,
) -> Result<Option<BankAnswer>, Error> {
    let row = fetch_optional!(
        executor,
        AnswerRow,
        "SELECT reference, answer FROM test_challenges WHERE reference = $1",
        reference
    )?;
    Ok(row.and_then(|AnswerRow { reference: _, answer }| answer))
}
