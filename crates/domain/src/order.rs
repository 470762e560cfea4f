//! Order numbers and order states.

use crate::{Money, checkout::Problem, text::plain};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Crockford's base 32: no I, L, O, U, so that a number can be read out.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A public order number such as `PG-7K4-MQ2-XW9`: 40 random bits and a check character.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct OrderNumber(String);

impl OrderNumber {
    /// Makes a number of 40 random bits (the upper 24 of `random` are not used).
    #[must_use]
    pub fn from_bits(random: u64) -> Self {
        let symbol =
            |value: u64| ALPHABET.get((value % 32) as usize).copied().map_or('0', char::from);
        let mut symbols: String = (0..8).map(|i| symbol(random >> (5 * i))).collect();
        symbols.push(symbol(checksum(&symbols)));
        Self(symbols)
    }

    /// Parses what a person typed or pasted: any case, with or without the prefix, spaces and
    /// dashes, and the punctuation of the sentence that it was copied from; O is 0, I and L are 1.
    ///
    /// # Errors
    /// [`Problem::Missing`], [`Problem::Invalid`] when there are not nine symbols of the alphabet,
    /// [`Problem::Mistyped`] when the check character says that one of them is wrong.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let text = plain(text).to_ascii_uppercase();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        // With words before it, as in "Order number PG-…", and the sign that stands for "number".
        // `PG` are symbols too: 0PG-90Q-WMJ.
        let begins = |(at, _): &(usize, &str)| {
            !text.get(..*at).unwrap_or_default().ends_with(char::is_alphanumeric)
        };
        let prefix = text.match_indices("PG-").filter(begins).last().map_or(0, |(at, _)| at);
        let text =
            text.get(prefix..).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let symbols: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        // P and G are symbols too: they are the prefix only where nine others follow.
        let symbols = symbols
            .strip_prefix("PG")
            .filter(|rest| rest.len() == 9)
            .unwrap_or(&symbols)
            .to_owned();
        let (body, check) = symbols.split_at_checked(8).ok_or(Problem::Invalid)?;
        if symbols.len() != 9 || !symbols.bytes().all(|b| ALPHABET.contains(&b)) {
            return Err(Problem::Invalid);
        }
        let expected = ALPHABET.get((checksum(body) % 32) as usize).copied().map(char::from);
        if check.chars().next() == expected { Ok(Self(symbols)) } else { Err(Problem::Mistyped) }
    }

    /// The number that a person typed, if it is valid; see [`Self::read`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// Nine symbols without prefix or dashes, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Weighted sum over the symbols' values in the field of 32 elements (polynomial x⁵ + x² + 1),
/// where every place has a weight of its own and the check symbol's is 1 (a shortened Reed–Solomon
/// code): finds every wrong symbol and every swap of two.
fn checksum(symbols: &str) -> u64 {
    let value = |b: u8| ALPHABET.iter().position(|&a| a == b).unwrap_or(0) as u64;
    let double = |n: u64| (n << 1) ^ if n & 16 == 0 { 0 } else { 0b10_0101 };
    // Horner's rule, and once more, since the first power belongs to the last place before the
    // check symbol.
    symbols.bytes().fold(0, |sum, b| double(sum ^ value(b)))
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |range| self.0.get(range).unwrap_or("");
        write!(f, "PG-{}-{}-{}", part(0..3), part(3..6), part(6..9))
    }
}

/// State of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderState {
    /// Placed and paid for, or the payment is authorised.
    Placed,
    /// Packed.
    Packed,
    /// Handed to the carrier.
    Shipped,
    /// Delivered.
    Delivered,
    /// Cancelled before shipment; the stock was returned.
    Cancelled,
}

impl OrderState {
    /// The status steps of an order that is not cancelled.
    pub const STATIONS: [Self; 4] = [Self::Placed, Self::Packed, Self::Shipped, Self::Delivered];

    /// Key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Packed => "packed",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Placed, Self::Packed, Self::Shipped, Self::Delivered, Self::Cancelled]
            .into_iter()
            .find(|state| state.key() == key)
    }

    /// Whether `next` is a legal next state.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Placed, Self::Packed | Self::Cancelled)
                | (Self::Packed, Self::Shipped | Self::Cancelled)
                | (Self::Shipped, Self::Delivered)
        )
    }
}

/// The seller as receipts and the legal notice name them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// The merchant's full name.
    pub name: String,
    /// Street, town and country, a line each.
    pub address: Vec<String>,
    /// VAT number; may be empty.
    pub vat_number: String,
    /// Legal representatives of a company, such as its managing directors; may be empty.
    pub representative: String,
    /// Register and number: "Local Court of Flensburg, HRB 00000"; may be empty.
    pub register: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// Email address; may be empty.
    pub email: String,
    /// Supervisory authority, if there is one; may be empty.
    pub supervisor: String,
    /// Statement on consumer dispute resolution; may be empty.
    pub disputes: String,
}

/// Legal forms of companies, which are entered in a register and act through a representative, as
/// they stand anywhere in a name: without dots, spaces and case.
const COMPANIES: [&str; 25] = [
    "gmbh",
    "ggmbh",
    "ug",
    "kg",
    "ohg",
    "kgaa",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "sarl",
    "sas",
    "srl",
    "srls",
    "sro",
    "doo",
    "eood",
    "kft",
    "oyj",
    "aps",
];

/// The same of forms that are words or initials too: they count at the end of a name only.
const ENDINGS: [&str; 18] = [
    "ag", "se", "eg", "ev", "sa", "spa", "snc", "sc", "bv", "nv", "oy", "ab", "as", "sl", "lda",
    "spzoo", "zrt", "ood",
];

/// Sole traders who are entered in a register.
const MERCHANTS: [&str; 3] = ["ek", "ekfm", "ekfr"];

/// What the legal form in a name demands of the imprint: an entry in a register, and a
/// representative.
fn legal_form(name: &str) -> (bool, bool) {
    let plain = |word: &str| -> String {
        word.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .map(|c| if c == 'à' { 'a' } else { c })
            .collect()
    };
    let (mut registered, mut company) = (false, false);
    for part in name.split([',', '(', ')', '&', '+']) {
        let words: Vec<String> =
            part.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        company |= words.iter().any(|word| COMPANIES.contains(&word.as_str()));
        // Written apart too: S. r. l., e. K., Sp. z o. o.
        for first in words.len().saturating_sub(4)..words.len() {
            let ending = words.get(first..).unwrap_or_default().concat();
            registered |= MERCHANTS.contains(&ending.as_str());
            company |= ENDINGS.contains(&ending.as_str()) || COMPANIES.contains(&ending.as_str());
        }
    }
    (registered || company, company)
}

impl Imprint {
    /// Details that the law demands of this seller (German DDG section 5, EGBGB article 246a
    /// section 1) and that are not there: "email", "phone", of companies "representative" and
    /// "register", and of registered merchants (e.K.) "register".
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let (registered, company) = legal_form(&self.name);
        let details = [
            ("email", &self.email, true),
            ("phone", &self.phone, true),
            ("representative", &self.representative, company),
            ("register", &self.register, registered),
        ];
        details
            .into_iter()
            .filter(|(_, value, needed)| *needed && value.is_empty())
            .map(|(name, _, _)| name)
            .collect()
    }
}

/// The tax of an order at one rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaxLine {
    /// Hundredths of a percent.
    pub rate: u32,
    /// The net amount that is taxed.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

impl TaxLine {
    /// "19%", "5.5%"
    #[must_use]
    pub fn percent(&self) -> String {
        format!("{}%", crate::text::number(f64::from(self.rate) / 100.0, 2))
    }
}

/// The tax of an order by rate, the highest first; what is not taxed is left out. Each part has its
/// rate, its amount as shown, and its tax.
#[must_use]
pub fn tax_lines(parts: &[(u32, Money, Money)], included: bool) -> Vec<TaxLine> {
    let mut lines: Vec<TaxLine> = Vec::new();
    for &(rate, shown, tax) in parts.iter().filter(|(rate, shown, _)| *rate > 0 && shown.minor != 0)
    {
        let net = Money::new(
            if included { shown.minor - tax.minor } else { shown.minor },
            shown.currency,
        );
        match lines.iter_mut().find(|line| line.rate == rate) {
            Some(line) => {
                line.net.minor += net.minor;
                line.tax.minor += tax.minor;
            }
            None => lines.push(TaxLine { rate, net, tax }),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.rate));
    lines
}
