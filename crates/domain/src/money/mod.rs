//! Amounts of money in integer minor units, and the one rounding rule: half away from zero.

mod currency;
mod typed;

pub use currency::Currency;
pub use typed::{AmountError, NumberFormat};

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// An amount of one currency in its minor unit (cents for EUR, whole yen for JPY).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative for refunds.
    pub minor: i64,
    /// The currency, which determines the exponent.
    pub currency: Currency,
}

/// `numerator / denominator`, rounded half away from zero. `None` if the denominator is zero or the
/// result exceeds 64 bits.
#[must_use]
pub fn divide_rounded(numerator: i128, denominator: i128) -> Option<i64> {
    if denominator == 0 {
        return None;
    }
    let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let magnitude = i128::try_from((n + d / 2) / d).ok()?;
    let negative = (numerator < 0) != (denominator < 0);
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}

/// Splits `amount` in proportion to `weights` so that the parts add up to it exactly: each gets its
/// floor, and the remainder is distributed one unit at a time, largest fraction first. Weights that
/// are all zero count as equal.
#[must_use]
pub fn prorate(amount: i64, weights: &[i64]) -> Vec<i64> {
    let equal = vec![1_i64; weights.len()];
    let sum: i128 = weights.iter().map(|&w| i128::from(w.max(0))).sum();
    let (weights, sum) =
        if sum == 0 { (equal.as_slice(), weights.len() as i128) } else { (weights, sum) };
    if weights.is_empty() {
        return Vec::new();
    }
    let (sign, magnitude) = (i128::from(amount.signum()), i128::from(amount.unsigned_abs()));
    let shares = weights.iter().map(|&w| magnitude * i128::from(w.max(0)));
    let mut parts: Vec<(usize, i128, i128)> =
        shares.enumerate().map(|(i, share)| (i, share / sum, share % sum)).collect();
    let left = magnitude - parts.iter().map(|part| part.1).sum::<i128>();
    parts.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    // What is left is less than the number of parts.
    for part in parts.iter_mut().take(usize::try_from(left).unwrap_or(0)) {
        part.1 += 1;
    }
    parts.sort_by_key(|part| part.0);
    // No part exceeds the amount.
    parts.into_iter().map(|part| i64::try_from(part.1 * sign).unwrap_or(amount)).collect()
}

/// `basis_points` (hundredths of a percent) of `minor`, rounded half away from zero; `None` if the
/// result exceeds 64 bits.
#[must_use]
pub fn share(minor: i64, basis_points: u32) -> Option<i64> {
    divide_rounded(i128::from(minor) * i128::from(basis_points), 10_000)
}

impl Money {
    /// An amount in minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Zero in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether it is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum of two amounts; `None` on overflow or if their currencies differ.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self::new(minor, self.currency))
    }

    /// This amount less another one; `None` on overflow or if their currencies differ.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_sub(other.minor)?;
        (self.currency == other.currency).then_some(Self::new(minor, self.currency))
    }

    /// This amount times `quantity`; `None` on overflow.
    #[must_use]
    pub fn times(self, quantity: u32) -> Option<Self> {
        Some(Self::new(self.minor.checked_mul(i64::from(quantity))?, self.currency))
    }

    /// Parses a decimal number of major units such as `349.95`; rejects more digits than the
    /// currency has.
    #[must_use]
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let exponent = currency.exponent() as usize;
        if whole.is_empty()
            || fraction.len() > exponent
            || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let minor: i64 = format!("{whole}{fraction:0<exponent$}").parse().ok()?;
        Some(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// Major units as a plain decimal with a full stop, such as `349.95` or `12640`: for structured
    /// data and APIs.
    #[must_use]
    pub fn decimal(&self) -> String {
        let (exponent, per_major) =
            (self.currency.exponent() as usize, self.currency.minor_per_major().unsigned_abs());
        let (sign, magnitude) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        if exponent == 0 {
            return format!("{sign}{magnitude}");
        }
        format!("{sign}{}.{:0exponent$}", magnitude / per_major, magnitude % per_major)
    }

    /// Units and nanos, as in `google.type.Money`: both carry the sign.
    #[must_use]
    pub fn units_and_nanos(&self) -> (i64, i32) {
        let per_major = self.currency.minor_per_major();
        let nanos = (self.minor % per_major) * (1_000_000_000 / per_major);
        // A fraction of a unit is below 10⁹ nanos, which fits.
        (self.minor / per_major, i32::try_from(nanos).unwrap_or(0))
    }

    /// As displayed, but without decimals if they are zero: `€250`, `€499.99`.
    #[must_use]
    pub fn short(self) -> String {
        let text = self.to_string();
        let zeros = format!(".{}", "0".repeat(self.currency.exponent() as usize));
        text.strip_suffix(&zeros).map_or(text.clone(), ToOwned::to_owned)
    }
}

/// Amounts of different currencies are neither less nor more than each other.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

/// English notation: `€1,349.95`, `−€5.00`, `¥12,640`, `CHF 49.00` (with a no-break space).
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Self::new(self.minor.saturating_abs(), self.currency).decimal();
        let (whole, fraction) =
            text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
        if self.minor < 0 {
            f.write_str("−")?;
        }
        match self.currency.symbol() {
            "" => write!(f, "{}\u{a0}", self.currency)?,
            sign => f.write_str(sign)?,
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        fraction.map_or(Ok(()), |digits| write!(f, ".{digits}"))
    }
}
