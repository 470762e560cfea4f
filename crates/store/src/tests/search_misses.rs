//! Counts of searches without a result.

use super::{on_both, raw};
use crate::{Db, Executor, search_misses};
use time::{Date, macros::date};

async fn most(executor: &mut impl Executor, since: Date) -> Vec<(String, u32)> {
    let rows = search_misses::most(executor, since, 10).await.unwrap();
    rows.into_iter().map(|row| (row.term, row.count)).collect()
}

on_both!(counts_are_added_by_day_and_deleted);
async fn counts_are_added_by_day_and_deleted(db: &Db) {
    let (monday, tuesday) = (date!(2026 - 11 - 23), date!(2026 - 11 - 24));
    let counts = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
        pairs.iter().map(|(term, count)| ((*term).to_owned(), *count)).collect()
    };
    let mut tx = db.begin().await.unwrap();
    search_misses::add(&mut tx, monday, &[]).await.unwrap();
    search_misses::add(&mut tx, monday, &counts(&[("drone", 2), ("tent", 1)])).await.unwrap();
    search_misses::add(&mut tx, monday, &counts(&[("tent", 4)])).await.unwrap();
    search_misses::add(&mut tx, tuesday, &counts(&[("drone", 1), ("yurt", 1)])).await.unwrap();
    assert_eq!(search_misses::terms(&mut tx, monday).await.unwrap(), ["drone", "tent"]);
    assert_eq!(most(&mut tx, monday).await, counts(&[("tent", 5), ("drone", 3), ("yurt", 1)]));
    assert_eq!(most(&mut tx, tuesday).await, counts(&[("drone", 1), ("yurt", 1)]));
    assert_eq!(search_misses::most(&mut tx, monday, 1).await.unwrap().len(), 1);
    assert_eq!(search_misses::delete_before(&mut tx, tuesday).await.unwrap(), 2);
    assert_eq!(most(&mut tx, monday).await, counts(&[("drone", 1), ("yurt", 1)]));
    tx.commit().await.unwrap();
    for statement in ["UPDATE search_misses SET term = ''", "UPDATE search_misses SET count = 0"] {
        assert!(raw(db, statement).await.is_err(), "{statement}");
    }
}
