//! Changing many prices by one rule.

use crate::money::divide_rounded;

/// The largest price in minor units: far above any, so that sums of a cart stay in range.
pub const MAX_PRICE: i64 = 1_000_000_000_000;

/// How each price is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adjustment {
    /// To this many minor units.
    Set(i64),
    /// By this many minor units, up or down.
    Add(i64),
    /// By this many hundredths of a percent, up or down.
    Percent(i32),
}

/// To which amounts prices are rounded: the nearest multiple of `step` minor units, minus `less`.
/// `100` and `1` make cents of 99.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriceRounding {
    step: i64,
    less: i64,
}

impl PriceRounding {
    /// To the minor unit.
    pub const NONE: Self = Self { step: 1, less: 0 };

    /// A rule; none if the step is not above zero, or what is taken off is negative or as large as
    /// the step.
    #[must_use]
    pub fn new(step: i64, less: i64) -> Option<Self> {
        ((1..=MAX_PRICE).contains(&step) && (0..step).contains(&less))
            .then_some(Self { step, less })
    }

    /// The nearest amount, half away from zero; at least the lowest one above zero.
    fn round(self, amount: i64) -> Option<i64> {
        let Self { step, less } = self;
        let steps = divide_rounded(i128::from(amount) + i128::from(less), i128::from(step))?;
        steps.max(1).checked_mul(step)?.checked_sub(less)
    }
}

/// A price after a change; none if it would not be above zero, or be too large.
#[must_use]
pub fn adjusted(price: i64, adjustment: Adjustment, rounding: PriceRounding) -> Option<i64> {
    let exact = match adjustment {
        Adjustment::Set(amount) => amount,
        Adjustment::Add(amount) => price.checked_add(amount)?,
        Adjustment::Percent(change) => {
            let share = i128::from(price) * (10_000 + i128::from(change));
            divide_rounded(share, 10_000)?
        }
    };
    let in_range = |amount: &i64| (1..=MAX_PRICE).contains(amount);
    Some(exact).filter(in_range).and_then(|exact| rounding.round(exact)).filter(in_range)
}
