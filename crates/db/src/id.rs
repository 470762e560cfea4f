//! Primary keys.

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};
use uuid::{Timestamp, Uuid};

/// Counter bits of an id, between its time and its random bits.
const COUNTED: u8 = 42;

/// Starts at a random value in the lower half, so it does not wrap during the life of the process.
static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    AtomicU64::new(random & ((1 << (COUNTED - 1)) - 1))
});

/// Creates a primary key: a version 7 UUID whose time is `now`, in Unix milliseconds by the shop's
/// clock.
///
/// Keys created with the same `now` ascend, so rows keep the order in which they were written. The
/// machine's clock is not used, so age can be derived from the key.
#[must_use]
pub fn new_id(now: i64) -> Uuid {
    let now = u64::try_from(now).unwrap_or(0); // The shop's clock is never before 1970.
    let nanoseconds = u32::try_from(now % 1000).unwrap_or(0) * 1_000_000;
    let counted = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::new_v7(Timestamp::from_unix_time(now / 1000, nanoseconds, u128::from(counted), COUNTED))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::new_id;
    use std::collections::BTreeSet;

    fn milliseconds(now: i64) -> u128 {
        let (seconds, nanoseconds) = new_id(now).get_timestamp().unwrap().to_unix();
        u128::from(seconds) * 1000 + u128::from(nanoseconds / 1_000_000)
    }

    #[test]
    fn a_key_contains_the_given_time() {
        for now in [0, 1, 999, 1_000, 951_868_799_999, 1_795_651_200_123, 4_107_542_400_000] {
            assert_eq!(milliseconds(now), u128::try_from(now).unwrap());
        }
        assert_eq!(milliseconds(-1), 0);
    }

    #[test]
    fn keys_of_one_millisecond_ascend_and_follow_a_clock_that_goes_back() {
        let made: Vec<_> = (0..10_000).map(|_| new_id(1_795_651_200_000)).collect();
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
        assert!(new_id(1_795_651_199_999) < made[0]);
        assert!(new_id(1_795_651_200_001) > made[9_999]);
    }
}
