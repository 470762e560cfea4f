//! Primary keys.

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};
use uuid::{Timestamp, Uuid};

/// Bits of an id that count, between its time and its random end.
const COUNTED: u8 = 42;

/// Starts at random in the lower half, so that it does not wrap while the process lives.
static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| {
    let (_, random) = Uuid::new_v4().as_u64_pair();
    AtomicU64::new(random & ((1 << (COUNTED - 1)) - 1))
});

/// A new primary key: a UUID of version 7 whose time is `now`, in Unix milliseconds by the shop's
/// clock.
///
/// Keys made one after the other with the same `now` ascend, so that rows keep the order they were
/// written in. The machine's clock has no part in it: what is deleted or measured by age may go by
/// the key.
#[must_use]
pub fn new_id(now: i64) -> Uuid {
    let now = u64::try_from(now).unwrap_or(0); // The shop's clock does not stand before 1970.
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
    fn a_key_has_the_time_it_is_given() {
        for now in [0, 1, 999, 1_000, 951_868_799_999, 1_795_651_200_123, 4_107_542_400_000] {
            assert_eq!(milliseconds(now), u128::try_from(now).unwrap());
        }
        assert_eq!(milliseconds(-1), 0);
    }

    #[test]
    fn keys_of_one_millisecond_ascend_and_a_clock_that_goes_back_is_followed() {
        let made: Vec<_> = (0..10_000).map(|_| new_id(1_795_651_200_000)).collect();
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
        assert!(new_id(1_795_651_199_999) < made[0]);
        assert!(new_id(1_795_651_200_001) > made[9_999]);
    }
}
