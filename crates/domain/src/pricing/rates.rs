//! Exchange rates against the euro, and conversion with a single rounding.

use crate::{Currency, Money, money::divide_rounded};
use std::fmt;
use time::{Date, macros::format_description};

/// Rates per euro in millionths (1.1305 dollars to the euro is 1 130 500), and the currencies that
/// a shopper can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    table: Vec<(Currency, i64)>,
    accepted: Vec<Currency>,
    as_of: Option<Date>,
    /// Whether the merchant listed the accepted currencies.
    named: bool,
    rules: CurrencyRules,
}

/// Where an exchange rate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateSource {
    /// The program's own table.
    Program,
    /// The merchant typed it. A feed does not change it.
    Typed,
    /// A file.
    File,
    /// A feed.
    Feed,
}

impl RateSource {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Program, Self::Typed, Self::File, Self::Feed];

    /// Its key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Typed => "typed",
            Self::File => "file",
            Self::Feed => "feed",
        }
    }

    /// The source with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }
}

/// How converted prices in one currency are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// The currency.
    pub currency: Currency,
    /// Applies to prices below this many minor units; `None` applies to all.
    pub below: Option<i64>,
    /// Prices are a multiple of this many minor units…
    pub step: i64,
    /// …minus this many.
    pub less: i64,
}

/// Rounding rules for converted prices, and currencies that no longer exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrencyRules {
    rounding: Vec<Rounding>,
    ended: Vec<Currency>,
}

impl CurrencyRules {
    /// Rounding rules, in the order of precedence, and currencies that no longer exist.
    #[must_use]
    pub fn new(rounding: Vec<Rounding>, ended: Vec<Currency>) -> Self {
        Self { rounding, ended }
    }

    /// The rounding rules, in the order of precedence.
    pub fn roundings(&self) -> impl Iterator<Item = &Rounding> {
        self.rounding.iter()
    }

    /// The currencies that no longer exist.
    #[must_use]
    pub fn ended(&self) -> &[Currency] {
        &self.ended
    }

    /// Parses a table: `USD,,1,0.05` (currency, below, step, less) or `HRK,ended` on each line.
    /// Empty lines and those beginning with `#` are ignored.
    ///
    /// # Errors
    /// The number of the first invalid line, counted from 1.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut rules = Self::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                rules.read_line(line).ok_or(index + 1)?;
            }
        }
        Ok(rules)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split(',').map(str::trim);
        let currency: Currency = fields.next()?.parse().ok()?;
        let amount = |text: &str| Money::parse(text, currency).map(|money| money.minor);
        let below = match fields.next()? {
            "ended" => {
                self.ended.push(currency);
                return fields.next().is_none().then_some(());
            }
            "" => None,
            text => Some(amount(text)?),
        };
        let step = amount(fields.next()?).filter(|step| *step > 0)?;
        let less = amount(fields.next()?).filter(|less| (0..step).contains(less))?;
        self.rounding.push(Rounding { currency, below, step, less });
        fields.next().is_none().then_some(())
    }

    /// The nearest price that the currency's rule allows; never zero for a price above zero.
    fn round(&self, price: Money) -> Money {
        let fits = |rule: &&Rounding| {
            rule.currency == price.currency && rule.below.is_none_or(|below| price.minor < below)
        };
        let Some(rule) = self.rounding.iter().find(fits).filter(|_| price.minor > 0) else {
            return price;
        };
        let (minor, less) = (i128::from(price.minor), i128::from(rule.less));
        // A price so close to the limit of 64 bits that its step is beyond it stays as it is.
        divide_rounded(minor + less, i128::from(rule.step))
            .and_then(|steps| steps.max(1).checked_mul(rule.step))
            .map_or(price, |minor| Money::new(minor - rule.less, price.currency))
    }
}

/// An invalid file of rates or list of currencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatesError {
    /// A line (counted from 1) that is neither `as-of,2026-11-20` nor `USD,1.1305`.
    Line(usize),
    /// A currency that is listed twice.
    Twice(Currency),
    /// The `as-of` line is missing.
    Undated,
    /// If a currency has no rate.
    Unknown(Currency),
}

impl fmt::Display for RatesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => {
                write!(
                    f,
                    "line {line} is neither a day, such as as-of,2026-11-20, nor a rate per euro, \
                     such as USD,1.1305"
                )
            }
            Self::Twice(currency) => write!(f, "{currency} has two rates"),
            Self::Undated => {
                f.write_str("no line says of which day the rates are, such as as-of,2026-11-20")
            }
            Self::Unknown(currency) => write!(f, "no exchange rate for {currency}"),
        }
    }
}

impl std::error::Error for RatesError {}

/// Parses a decimal such as `1.1305` into millionths: above zero, at most six digits after the
/// point and ten before it.
#[must_use]
pub fn millionths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 10
        || fraction.len() > 6
        || !digits(whole)
        || !digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction:0<6}").parse().ok().filter(|rate| *rate > 0)
}

/// A rate in millionths as a decimal without trailing zeros: `1.1305`.
#[must_use]
pub fn decimal(rate: i64) -> String {
    let text = format!("{}.{:06}", rate / 1_000_000, rate % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The built-in table: the 33 currencies of the Astronomy Shop demonstration and their rates per
/// euro.
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
        let table: Vec<_> =
            EMBEDDED.iter().filter_map(|&(code, rate)| Some((code.parse().ok()?, rate))).collect();
        Self::of(table, None)
    }
}

impl Rates {
    fn of(table: Vec<(Currency, i64)>, as_of: Option<Date>) -> Self {
        let accepted = table.iter().map(|entry| entry.0).collect();
        Self { table, accepted, as_of, named: false, rules: CurrencyRules::default() }
    }

    /// Rates per euro in millionths, above zero, and the currencies that can be chosen, in order.
    /// The euro itself needs no rate.
    ///
    /// # Errors
    /// If a currency has two rates or one that is not above zero, or can be chosen and has none.
    pub fn new(
        rates: &[(Currency, i64)],
        accepted: &[Currency],
        as_of: Option<Date>,
    ) -> Result<Self, RatesError> {
        let mut table = vec![(Currency::EUR, 1_000_000)];
        for &(currency, rate) in rates {
            if table.iter().any(|entry| entry.0 == currency) {
                return Err(RatesError::Twice(currency));
            }
            if rate <= 0 {
                return Err(RatesError::Unknown(currency));
            }
            table.push((currency, rate));
        }
        // Rounding rules may still end some of them.
        let accepting = Self::of(table, as_of).accepting(accepted)?;
        Ok(Self { named: false, ..accepting })
    }

    /// Adds rounding rules for converted prices. Currencies that no longer exist cannot be
    /// chosen unless the merchant listed them.
    #[must_use]
    pub fn with_rules(mut self, rules: CurrencyRules) -> Self {
        if !self.named {
            self.accepted.retain(|currency| !rules.ended.contains(currency));
        }
        self.rules = rules;
        self
    }

    /// Parses a table: `as-of,2026-11-20`, then a currency and its rate per euro on each line, such
    /// as `USD,1.1305`. The euro itself needs no line. Empty lines and those beginning with `#` are
    /// ignored. All currencies are accepted, in the order of the table.
    ///
    /// # Errors
    /// The first invalid line, a duplicate currency, or a missing date.
    pub fn read(text: &str) -> Result<Self, RatesError> {
        let mut table = vec![(Currency::EUR, 1_000_000)];
        let mut as_of = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let error = RatesError::Line(index + 1);
            let (name, value) = line
                .split_once(',')
                .map(|(name, value)| (name.trim(), value.trim()))
                .ok_or(error.clone())?;
            if name == "as-of" {
                as_of = Some(
                    Date::parse(value, format_description!("[year]-[month]-[day]"))
                        .map_err(|_| error)?,
                );
                continue;
            }
            let currency: Currency = name.parse().map_err(|_| error.clone())?;
            let rate = millionths(value).ok_or(error.clone())?;
            if currency == Currency::EUR {
                if rate != 1_000_000 {
                    return Err(error);
                }
                continue;
            }
            if table.iter().any(|entry| entry.0 == currency) {
                return Err(RatesError::Twice(currency));
            }
            table.push((currency, rate));
        }
        Ok(Self::of(table, Some(as_of.ok_or(RatesError::Undated)?)))
    }

    /// Restricts the choice to these currencies, in this order; the others still
    /// convert prices that are stored in them.
    ///
    /// # Errors
    /// If a currency has no rate.
    pub fn accepting(mut self, currencies: &[Currency]) -> Result<Self, RatesError> {
        if let Some(missing) = currencies.iter().find(|currency| self.rate(**currency).is_none()) {
            return Err(RatesError::Unknown(*missing));
        }
        self.named = true;
        self.accepted.clear();
        for currency in currencies {
            if !self.accepted.contains(currency) {
                self.accepted.push(*currency);
            }
        }
        Ok(self)
    }

    /// The date of the rates; `None` for the built-in ones.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The currencies that can be chosen and charged, in the table's order.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.accepted.iter().copied()
    }

    /// All rates per euro in millionths, also of currencies that cannot be chosen.
    pub fn table(&self) -> impl Iterator<Item = (Currency, i64)> + '_ {
        self.table.iter().copied()
    }

    /// The rate per euro in millionths.
    #[must_use]
    pub fn rate(&self, currency: Currency) -> Option<i64> {
        self.table.iter().find(|entry| entry.0 == currency).map(|entry| entry.1)
    }

    /// Whether a shopper may choose `currency`.
    #[must_use]
    pub fn knows(&self, currency: Currency) -> bool {
        self.accepted.contains(&currency)
    }

    /// Converts to another currency, rounded once to its minor unit; `None` if a rate is missing or
    /// the result exceeds 64 bits.
    #[must_use]
    pub fn convert(&self, amount: Money, to: Currency) -> Option<Money> {
        if amount.currency == to {
            return Some(amount);
        }
        let (from_rate, to_rate) = (self.rate(amount.currency)?, self.rate(to)?);
        let factor = i128::from(to_rate) * i128::from(to.minor_per_major());
        let numerator = i128::from(amount.minor).checked_mul(factor)?;
        let denominator = i128::from(from_rate) * i128::from(amount.currency.minor_per_major());
        Some(Money::new(divide_rounded(numerator, denominator)?, to))
    }

    /// A price in another currency as shown and charged: converted, then rounded by that
    /// currency's rule. A price stored in that currency is not changed; `None` if a rate is
    /// missing.
    #[must_use]
    pub fn price(&self, amount: Money, to: Currency) -> Option<Money> {
        let converted = self.convert(amount, to)?;
        Some(if amount.currency == to { converted } else { self.rules.round(converted) })
    }
}
