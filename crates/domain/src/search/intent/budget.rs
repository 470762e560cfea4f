//! Prices in a query.

use super::{
    english::{AGE, CHILDREN, MONEY, OTHER_UNITS},
    quantities::Unit,
};
use crate::Currency;

/// The whole units of an amount: "1,500", "1.500" and "1500.00" are all fifteen hundred.
fn whole_units(text: &str) -> Option<u32> {
    let mut parts = text.split([',', '.']);
    let first = parts.next()?.to_owned();
    let all = parts.filter(|part| part.len() == 3).fold(first, |all, part| all + part);
    all.bytes().all(|b| b.is_ascii_digit()).then(|| all.parse().ok())?
}

/// The price range that a query asks for, in whole units of a currency, inclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Budget {
    /// The currency, if the query names one; otherwise the displayed one applies.
    pub currency: Option<Named>,
    /// Minimum.
    pub from: Option<u32>,
    /// Maximum.
    pub to: Option<u32>,
}

/// A currency as people name it in a search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// Euros.
    Euro,
    /// Pounds sterling.
    Pound,
    /// Dollars: those of the shopper's own country, otherwise of the United States.
    Dollar,
}

impl Named {
    fn of(text: &str) -> Option<Self> {
        let word = text.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''));
        match word {
            "€" | "eur" | "euro" | "euros" => Some(Self::Euro),
            "£" | "gbp" | "pounds" => Some(Self::Pound),
            "$" | "usd" | "dollars" => Some(Self::Dollar),
            _ => None,
        }
    }

    /// The currency meant by a shopper who sees prices in `own`.
    #[must_use]
    pub fn currency(self, own: Currency) -> Currency {
        let known = |code: &str| code.parse().unwrap_or(own); // The codes are valid.
        match self {
            Self::Euro => Currency::EUR,
            Self::Pound => known("GBP"),
            Self::Dollar if matches!(own.code(), "AUD" | "CAD" | "HKD" | "NZD" | "SGD") => own,
            Self::Dollar => known("USD"),
        }
    }
}

/// A number in a query.
struct Number {
    units: u32,
    /// Index of the word after the number and its symbol.
    end: usize,
    is_money: bool,
    currency: Option<Named>,
}

/// The number that begins at a word of a query, unless it is a size.
fn number(words: &[String], at: usize) -> Option<Number> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let sign_before = MONEY.contains(&word(at));
    let at = at + usize::from(sign_before);
    let text = word(at);
    let units = whole_units(text.trim_matches(|c: char| !c.is_alphanumeric()))?;
    let own = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let behind = word(at + 1).trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '$');
    // Marks of inches are punctuation too.
    let has_unit = Unit::of(own).is_some()
        || [word(at + 1), behind]
            .into_iter()
            .any(|unit| Unit::behind(unit, word(at + 2)).is_some());
    if has_unit || OTHER_UNITS.contains(&behind) || text.ends_with(['"', '″', '°', '%']) {
        return None;
    }
    let sign_behind = MONEY.contains(&behind);
    let before = if sign_before {
        at.checked_sub(1).and_then(|before| Named::of(word(before)))
    } else {
        None
    };
    Some(Number {
        units,
        end: at + 1 + usize::from(sign_behind),
        is_money: sign_before || sign_behind || text.contains(['€', '$', '£']),
        currency: before.or_else(|| Named::of(behind)).or_else(|| Named::of(text)),
    })
}

/// The price range that begins at a word of a query, and the index of the word after it.
fn budget_at(words: &[String], at: usize) -> Option<(Budget, usize)> {
    let is = |at: usize, known: &[&str]| {
        words.get(at).is_some_and(|word| known.contains(&word.as_str()))
    };
    // "For kids under 10" is an age.
    let of_people =
        at.checked_sub(1).is_some_and(|before| is(before, &CHILDREN) || is(before, &AGE));
    let two = |second: &[&str]| is(at + 1, second);
    if is(at, &["between", "from"]) {
        let low = number(words, at + 1)?;
        let high = number(words, low.end + 1).filter(|_| is(low.end, &["and", "to", "-", "–"]))?;
        let currency = high.currency.or(low.currency);
        let budget = Budget {
            currency,
            from: Some(low.units.min(high.units)),
            to: Some(low.units.max(high.units)),
        };
        return (!of_people || high.is_money).then_some((budget, high.end));
    }
    let most = if is(at, &["under", "below", "max", "maximum"]) {
        Some((true, 1))
    } else if is(at, &["less", "cheaper"]) && two(&["than"]) || is(at, &["up"]) && two(&["to"]) {
        Some((true, 2))
    } else if is(at, &["over", "above", "min", "minimum"]) {
        Some((false, 1))
    } else if is(at, &["more"]) && two(&["than"]) || is(at, &["at"]) && two(&["least"]) {
        Some((false, 2))
    } else {
        None
    };
    let number = number(words, at + most.map_or(0, |(_, length)| length))?;
    // A price alone is the maximum.
    if !number.is_money && (of_people || most.is_none()) {
        return None;
    }
    let (from, to) = if most.is_some_and(|(is_most, _)| !is_most) {
        (Some(number.units), None)
    } else {
        (None, Some(number.units))
    };
    Some((Budget { currency: number.currency, from, to }, number.end))
}

/// The price range in a query, and the rest of the query: "telescope under 200" yields at most 200
/// and "telescope". A number followed by a unit is a size.
#[must_use]
pub fn budget(query: &str) -> Option<(Budget, String)> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let (start, (budget, end)) =
        (0..words.len()).find_map(|start| Some((start, budget_at(&lower, start)?)))?;
    let kept = words.iter().enumerate().filter(|(i, _)| !(start..end).contains(i));
    Some((budget, kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")))
}
