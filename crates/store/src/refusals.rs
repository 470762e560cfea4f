//! Cards that were refused lately, by whom they were tried, and the answers on the test provider's
//! page.

use crate::{Error, Link};

/// Notes that a payment of this payer was refused.
///
/// # Errors
/// When the database cannot.
pub async fn add(link: &mut impl Link, payer: &str, now: i64) -> Result<(), Error> {
    exec!(
        link,
        "INSERT INTO payment_refusals (id, payer, refused_at) VALUES ($1, $2, $3)",
        crate::new_id(now),
        payer,
        now
    )?;
    Ok(())
}

/// When payments of this payer were refused since `since`, the latest first, at most `limit`.
///
/// # Errors
/// When the database cannot.
pub async fn latest(
    link: &mut impl Link,
    payer: &str,
    since: i64,
    limit: i64,
) -> Result<Vec<i64>, Error> {
    let rows = all!(
        link,
        (i64,),
        "SELECT refused_at FROM payment_refusals WHERE payer = $1 AND refused_at >= $2 ORDER BY refused_at DESC LIMIT $3",
        payer,
        since,
        limit
    )?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}

/// Forgets refusals and challenges from before `before`.
///
/// # Errors
/// When the database cannot.
pub async fn forget(link: &mut impl Link, before: i64) -> Result<u64, Error> {
    let refusals = exec!(link, "DELETE FROM payment_refusals WHERE refused_at < $1", before)?;
    Ok(refusals + exec!(link, "DELETE FROM test_challenges WHERE made_at < $1", before)?)
}

/// Notes that the test provider's page was shown for this reference.
///
/// # Errors
/// When the database cannot.
pub async fn challenge(link: &mut impl Link, reference: &str, now: i64) -> Result<(), Error> {
    exec!(
        link,
        "INSERT INTO test_challenges (reference, made_at) VALUES ($1, $2) ON CONFLICT (reference) DO NOTHING",
        reference,
        now
    )?;
    Ok(())
}

/// Keeps the answer on that page; the first counts. Gives whether the page was shown.
///
/// # Errors
/// When the database cannot.
pub async fn answer(link: &mut impl Link, reference: &str, answer: &str) -> Result<bool, Error> {
    Ok(exec!(
        link,
        "UPDATE test_challenges SET answer = COALESCE(answer, $2) WHERE reference = $1",
        reference,
        answer
    )? > 0)
}

/// The answer on that page, if it was answered.
///
/// # Errors
/// When the database cannot.
pub async fn answered(link: &mut impl Link, reference: &str) -> Result<Option<String>, Error> {
    let row = maybe!(
        link,
        (Option<String>,),
        "SELECT answer FROM test_challenges WHERE reference = $1",
        reference
    )?;
    Ok(row.and_then(|(answer,)| answer))
}
