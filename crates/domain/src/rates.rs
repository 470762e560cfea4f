//! Exchange rates against the euro, and conversion that rounds once.

use crate::{Currency, Money, money::divide_rounded};

/// Rates per euro in millionths: 1.1305 dollars a euro is 1 130 500.
#[derive(Clone, Debug)]
pub struct Rates(Vec<(Currency, i64)>);

/// The table that comes with the shop: the 33 currencies of the Astronomy Shop demonstration and their rates per euro.
const EMBEDDED: [(&str, i64); 33] = [
    ("EUR", 1_000_000),
    ("USD", 1_130_500),
    ("JPY", 126_400_000),
    ("BGN", 1_955_800),
    ("CZK", 25_592_000),
    ("DKK", 7_460_900),
    ("GBP", 859_700),
    ("HUF", 315_510_000),
    ("PLN", 4_299_600),
    ("RON", 4_746_300),
    ("SEK", 10_537_500),
    ("CHF", 1_136_000),
    ("ISK", 136_800_000),
    ("NOK", 9_804_000),
    ("HRK", 7_421_000),
    ("RUB", 74_420_800),
    ("TRY", 6_124_700),
    ("AUD", 1_607_200),
    ("BRL", 4_268_200),
    ("CAD", 1_512_800),
    ("CNY", 7_585_700),
    ("HKD", 8_874_300),
    ("IDR", 15_999_400_000),
    ("ILS", 4_087_500),
    ("INR", 79_432_000),
    ("KRW", 1_275_050_000),
    ("MXN", 21_799_900),
    ("MYR", 4_628_900),
    ("NZD", 1_667_900),
    ("PHP", 59_083_000),
    ("SGD", 1_534_900),
    ("THB", 36_012_000),
    ("ZAR", 16_058_300),
];

impl Default for Rates {
    fn default() -> Self {
        Self(EMBEDDED.iter().filter_map(|&(code, rate)| Some((code.parse().ok()?, rate))).collect())
    }
}

impl Rates {
    /// The currencies that can be shown and charged, in the table's order.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.0.iter().map(|entry| entry.0)
    }

    /// Millionths of `currency` in one euro.
    #[must_use]
    pub fn rate(&self, currency: Currency) -> Option<i64> {
        self.0.iter().find(|entry| entry.0 == currency).map(|entry| entry.1)
    }

    /// Whether an amount can be shown in `currency`.
    #[must_use]
    pub fn knows(&self, currency: Currency) -> bool {
        self.rate(currency).is_some()
    }

    /// `amount` in another currency, rounded once to its minor unit; `None` where a rate is missing.
    #[must_use]
    pub fn convert(&self, amount: Money, to: Currency) -> Option<Money> {
        if amount.currency == to {
            return Some(amount);
        }
        let (from_rate, to_rate) = (self.rate(amount.currency)?, self.rate(to)?);
        let numerator = i128::from(amount.minor) * i128::from(to_rate) * i128::from(to.minor_per_major());
        let denominator = i128::from(from_rate) * i128::from(amount.currency.minor_per_major());
        Some(Money::new(divide_rounded(numerator, denominator), to))
    }
}
