//! When to load a version of the catalogue again that could not be loaded.

use store::catalogue::Position;

/// The wait after the first failure, in milliseconds; it doubles with each further one.
const FIRST_WAIT: i64 = 500;
/// The longest wait in milliseconds.
const MAX_WAIT: i64 = 30_000;

/// A version of the catalogue that could not be loaded, such as one with an unreadable row. Loading
/// reads and builds everything, so it is tried again less and less often. Another version may have
/// mended the row and is tried at once, unless only stock has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedLoad {
    /// The version; after changes of stock alone, the latest.
    pub position: Position,
    /// When it failed last, in Unix milliseconds.
    at: i64,
    /// The wait after that, in milliseconds.
    wait: i64,
}

impl FailedLoad {
    /// A failure at this time, after an earlier one.
    pub fn after(earlier: Option<Self>, position: Position, at: i64) -> Self {
        let same = earlier.filter(|earlier| earlier.position == position);
        let wait = same.map_or(FIRST_WAIT, |earlier| (earlier.wait * 2).min(MAX_WAIT));
        Self { position, at, wait }
    }

    /// The same failure at a later version, which differs in stock only. The wait goes on.
    pub fn at_position(self, position: Position) -> Self {
        Self { position, ..self }
    }

    /// Whether it is too early to load this version again. A clock that was set back does not
    /// prolong the wait.
    pub fn postpones(&self, position: Position, now: i64) -> bool {
        position == self.position && (0..self.wait).contains(&(now - self.at))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn version(version: i64) -> Position {
        Position { version, at: Some(version) }
    }

    #[test]
    fn waits_double_up_to_half_a_minute() {
        let (mut failed, mut now) = (None, 1_000);
        for wait in [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
            let failure = FailedLoad::after(failed, version(7), now);
            assert!(
                failure.postpones(version(7), now) && failure.postpones(version(7), now + wait - 1),
                "{wait}"
            );
            assert!(!failure.postpones(version(7), now + wait), "{wait}");
            (failed, now) = (Some(failure), now + wait);
        }
        let longest = failed.unwrap();
        assert!(!longest.postpones(version(8), now - 1), "another version is tried at once");
        assert!(!longest.postpones(version(7), 0), "the clock was set back");
        let other = Position { at: None, ..version(7) };
        assert!(!longest.postpones(other, now - 1), "another change under the same number");
        // Sales do not shorten the wait.
        let sold = longest.at_position(version(9));
        assert!(sold.postpones(version(9), now - 1) && !sold.postpones(version(9), now));
        assert!(FailedLoad::after(Some(sold), version(9), now).postpones(version(9), now + 29_999));
        let fresh = FailedLoad::after(failed, version(8), now);
        assert!(fresh.postpones(version(8), now + 499) && !fresh.postpones(version(8), now + 500));
    }
}
