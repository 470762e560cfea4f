//! Tax rates, and the tax on an amount.

use crate::{Money, money::divide_rounded};

/// A rate in hundredths of a percent, and whether shown prices include the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxRate {
    /// In hundredths of a percent: 1900 is 19 %.
    pub basis_points: u32,
    /// Whether prices shown include the tax; otherwise it is added and shown separately.
    pub included: bool,
}

impl TaxRate {
    /// The tax on a line, included in it or to be added to it, rounded half away from zero; `None`
    /// if it exceeds 64 bits.
    #[must_use]
    pub fn tax(self, line: Money) -> Option<Money> {
        let (minor, rate) = (i128::from(line.minor), i128::from(self.basis_points));
        if self.included {
            let net = divide_rounded(minor * 10_000, 10_000 + rate)?;
            line.checked_sub(Money::new(net, line.currency))
        } else {
            Some(Money::new(divide_rounded(minor * rate, 10_000)?, line.currency))
        }
    }

    /// The same line without its tax; `None` if an amount exceeds 64 bits.
    #[must_use]
    pub fn net(self, line: Money) -> Option<Money> {
        if self.included { line.checked_sub(self.tax(line)?) } else { Some(line) }
    }
}

/// Parses `22` or `25.5` percent, at most 100, into hundredths of a percent.
pub(super) fn basis_points(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 3
        || fraction.len() > 2
        || !digits(whole)
        || !digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok().filter(|rate| *rate <= 10_000)
}
