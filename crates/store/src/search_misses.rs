//! Searches for which the shop has nothing, counted by day.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, here, insert};
use time::Date;

db::row! {
    /// A term and how often it was searched for.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct MissRow {
        /// The term.
        pub term: String,
        /// How often.
        pub count: u32 = column::count,
    }
}

/// The terms counted on a day.
///
/// # Errors
/// If the query fails.
pub async fn terms(executor: &mut impl Executor, day: Date) -> Result<Vec<String>, Error> {
    let day = column::date_text(day);
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT term FROM search_misses WHERE day = $1 ORDER BY term",
        day.as_str()
    )?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// Adds to the counts of a day. Each term occurs once.
///
/// # Errors
/// If the query fails.
pub async fn add(
    executor: &mut impl Executor,
    day: Date,
    counts: &[(String, u32)],
) -> Result<(), Error> {
    let day = column::date_text(day);
    insert!("search_misses", counts, |(term, count)| {
        day: &str = day.as_str(),
        term: &str = term.as_str(),
        count: u32 = *count,
    })
    .after("ON CONFLICT (day, term) DO UPDATE SET count = search_misses.count + excluded.count")
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// The terms searched for most since a day, most frequent first.
///
/// # Errors
/// If the query fails.
pub async fn most(
    executor: &mut impl Executor,
    since: Date,
    limit: u32,
) -> Result<Vec<MissRow>, Error> {
    let since = column::date_text(since);
    Ok(fetch_all!(
        executor,
        MissRow,
        "SELECT term, CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count FROM search_misses
         WHERE day >= $1 GROUP BY term ORDER BY 2 DESC, term LIMIT $2",
        since.as_str(),
        i64::from(limit)
    )?)
}

/// Deletes the counts of earlier days, and returns how many.
///
/// # Errors
/// If the query fails.
pub async fn delete_before(executor: &mut impl Executor, day: Date) -> Result<u64, Error> {
    let day = column::date_text(day);
    Ok(execute!(executor, "DELETE FROM search_misses WHERE day < $1", day.as_str())?)
}
