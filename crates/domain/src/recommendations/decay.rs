//! Newer orders count more than older ones.

/// The default half-life: after this many days, an order counts half as much as a new one.
pub const HALF_LIFE_DAYS: u32 = 180;
/// The weight of an order placed at the landmark.
pub const UNIT: i64 = 1000;
/// How many times a weight doubles at most, so that the sums of millions of orders fit.
const MAX_DOUBLINGS: f64 = 30.0;
/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;

/// How the weight of an order depends on when it was placed.
///
/// Instead of lowering the weight of all orders every day, each new order weighs more than the ones
/// before it: the weight doubles with each half-life after a landmark ("forward decay"; Cormode,
/// Shkapenyuk, Srivastava, Xu, "Forward Decay: A Practical Time Decay Model for Streaming Systems",
/// ICDE 2009). The proportions are the same, and a weight never changes once it is added.
/// It can therefore be subtracted again exactly, and sums are kept by plain additions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decay {
    half_life_days: u32,
    landmark: i64,
}

/// A half-life that is too short or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidHalfLife;

impl Decay {
    /// The shortest half-life in days. Weights stop doubling after 30 half-lives.
    pub const MIN_DAYS: u32 = 30;
    /// The longest half-life in days, ten years.
    pub const MAX_DAYS: u32 = 3650;

    /// A decay with this half-life. Orders placed at the landmark, in Unix milliseconds, weigh
    /// [`UNIT`].
    ///
    /// # Errors
    /// If the half-life is out of range.
    pub fn new(half_life_days: u32, landmark: i64) -> Result<Self, InvalidHalfLife> {
        if (Self::MIN_DAYS..=Self::MAX_DAYS).contains(&half_life_days) {
            Ok(Self { half_life_days, landmark })
        } else {
            Err(InvalidHalfLife)
        }
    }

    /// The weight of an order placed at `at`, in Unix milliseconds; 0 for one that is too old to
    /// matter, about ten half-lives before the landmark.
    #[must_use]
    pub fn weight(self, at: i64) -> i64 {
        let days = at.saturating_sub(self.landmark) as f64 / DAY;
        let doublings = (days / f64::from(self.half_life_days)).min(MAX_DOUBLINGS);
        // At most 1000 · 2³⁰, so the conversion is exact enough.
        (UNIT as f64 * doublings.exp2()).round() as i64
    }
}
