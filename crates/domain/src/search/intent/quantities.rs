//! Quantities in a query: "8 inch", "f/5", "10x50", "82°", "under 5 kg". What they are quantities
//! of is decided by the catalogue's attributes, which have units too.

use std::ops::Range;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// In millimetres.
    Length,
    /// In kilograms.
    Mass,
    /// Focal length divided by aperture.
    FocalRatio,
    /// How many times.
    Factor,
    /// In degrees.
    Angle,
}

/// A unit, with the notation that catalogues use.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Its size in the unit of the dimension.
    pub size: f64,
    /// Its notation.
    pub symbol: &'static str,
}

/// The spellings of each unit; the first one is the notation in catalogues.
const UNITS: [(&[&str], Dimension, f64); 14] = [
    (&["mm", "millimetre", "millimetres", "millimeter", "millimeters"], Dimension::Length, 1.0),
    (&["cm", "centimetre", "centimetres", "centimeter", "centimeters"], Dimension::Length, 10.0),
    (&["m", "metre", "metres", "meter", "meters"], Dimension::Length, 1_000.0),
    (&["nm", "nanometre", "nanometres", "nanometer", "nanometers"], Dimension::Length, 1e-6),
    (&["µm", "μm", "um", "micron", "microns"], Dimension::Length, 1e-3),
    (
        &["″", "\"", "”", "“", "''", "’’", "′′", "in", "inch", "inches", "zoll", "pouces", "tum"],
        Dimension::Length,
        25.4,
    ),
    (&["ft", "foot", "feet"], Dimension::Length, 304.8),
    (&["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"], Dimension::Mass, 1.0),
    (&["g", "gram", "grams", "gramme", "grammes"], Dimension::Mass, 1e-3),
    (&["lb", "lbs"], Dimension::Mass, 0.453_592_37),
    (&["oz", "ounce", "ounces"], Dimension::Mass, 0.028_349_523),
    (&["×", "x", "times", "fold"], Dimension::Factor, 1.0),
    (&["°", "deg", "degree", "degrees", "grad"], Dimension::Angle, 1.0),
    (&["f/"], Dimension::FocalRatio, 1.0),
];

/// Words before which "in" is no inch.
const AFTER_IN: [&str; 7] = ["one", "a", "the", "stock", "box", "set", "total"];
/// Comparatives of a maximum, before "than" or behind "or".
const LESS: &[&str] = &["less", "lighter", "smaller", "shorter", "narrower", "lower"];
/// Comparatives of a minimum.
const MORE: &[&str] =
    &["more", "heavier", "larger", "bigger", "longer", "wider", "greater", "higher"];

impl Unit {
    /// The unit with this spelling, in lower case.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (spellings, dimension, size) =
            UNITS.into_iter().find(|(spellings, ..)| spellings.contains(&text))?;
        Some(Self { dimension, size, symbol: spellings.first().copied()? })
    }

    /// The unit that a word after a number is, given the word after it: "in" is none in "3 in 1" and
    /// "8 in stock".
    pub(super) fn behind(word: &str, next: &str) -> Option<Self> {
        let is_preposition =
            next.starts_with(|c: char| c.is_ascii_digit()) || AFTER_IN.contains(&next);
        Self::of(word).filter(|_| word != "in" || !is_preposition)
    }

    /// The spellings of all units, in lower case.
    pub fn spellings() -> impl Iterator<Item = &'static str> {
        UNITS.into_iter().flat_map(|(spellings, ..)| spellings.iter().copied())
    }

    /// A number of it, as catalogues write it: `203 mm`, `8″`, `f/5`.
    #[must_use]
    pub fn show(self, number: f64) -> String {
        let digits = crate::text::number(number, 3);
        match self.symbol {
            "f/" => format!("f/{digits}"),
            symbol @ ("″" | "×" | "°") => format!("{digits}{symbol}"),
            symbol => format!("{digits}\u{a0}{symbol}"),
        }
    }
}

/// What a query requires, in the unit of the query.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Limits {
    /// This.
    Exactly(f64),
    /// This or less.
    UpTo(f64),
    /// This or more.
    From(f64),
    /// From the first to the second, both included.
    Between(f64, f64),
}

/// A quantity in a query.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// Its unit.
    pub unit: Unit,
    /// What is required.
    pub limits: Limits,
    /// The words of the query that it consists of, counted from 0.
    pub words: Range<usize>,
    /// What these words mean without it: of "10x50" one of the two numbers.
    pub leaves: Option<String>,
}

impl Quantity {
    /// A query without this quantity. For the query that it was read from.
    #[must_use]
    pub fn removed_from(&self, query: &str) -> String {
        without_quantities(query, std::slice::from_ref(self))
    }

    /// The words of the query that it consists of. For the query that it was read from.
    #[must_use]
    pub fn typed(&self, query: &str) -> String {
        let words = query.split_whitespace().skip(self.words.start).take(self.words.len());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// A query without these quantities. For the query that they were read from.
#[must_use]
pub fn without_quantities(query: &str, quantities: &[Quantity]) -> String {
    let mut kept = Vec::new();
    for (at, word) in query.split_whitespace().enumerate() {
        let mut own = quantities.iter().filter(|quantity| quantity.words.contains(&at));
        match (own.next(), own.next()) {
            (None, _) => kept.push(word),
            // Both numbers of "10x50" are removed.
            (Some(_), Some(_)) => {}
            (Some(only), None) => kept.extend(only.leaves.as_deref()),
        }
    }
    kept.join(" ")
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// A number as people type it: `1.25`, `1,25`. A separator before three digits groups thousands; a
/// point only for units of which products have thousands, so that `1.375 kg` is less than 2 kg.
fn number(text: &str, unit: Option<Unit>) -> Option<f64> {
    let may_group = text.contains(',') || unit.is_none_or(|unit| matches!(unit.symbol, "mm" | "g"));
    let grouped = text.split_once(['.', ',']).is_some_and(|(whole, rest)| {
        rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
    });
    let plain =
        if grouped && may_group { text.replace(['.', ','], "") } else { text.replace(',', ".") };
    let begins = plain.starts_with(|c: char| c.is_ascii_digit());
    plain.parse().ok().filter(|number: &f64| begins && *number > 0.0 && *number < 1e6)
}

/// The number that a word begins with, and the rest of the word.
fn split(word: &str) -> (&str, &str) {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let end = word.find(|c: char| !is_part(c)).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let shorter = digits.trim_end_matches(['.', ',']);
    if rest.is_empty() { (shorter, rest) } else { (digits, rest) }
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_start_matches(['(', '[']).trim_end_matches([',', ';', ':', '!', '?', ')', ']', '.'])
}

/// A number in a query.
struct Number {
    digits: String,
    unit: Option<Unit>,
    /// Index of the word after the number and its unit.
    end: usize,
}

impl Number {
    /// Its value with its unit, or else with this one.
    fn value(&self, unit: Option<Unit>) -> Option<f64> {
        number(&self.digits, self.unit.or(unit))
    }
}

/// The words of a query in lower case.
struct Words(Vec<String>);

impl Words {
    fn at(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |word| bare(word))
    }

    fn is(&self, at: usize, known: &[&str]) -> bool {
        known.contains(&self.at(at))
    }

    /// The number at a word, with its unit if it has one.
    fn number(&self, at: usize) -> Option<Number> {
        let word = self.at(at);
        if let Some(ratio) = word.strip_prefix(['f', 'ƒ']) {
            let digits = ratio.trim_start_matches(['/', ':']).to_owned();
            let ratio = Number { digits, unit: Unit::of("f/"), end: at + 1 };
            return ratio.value(None).is_some_and(|value| value <= 64.0).then_some(ratio);
        }
        let (digits, rest) = split(word);
        // "1 200 mm", but "90 900 mm" are an aperture and a focal length.
        let next = split(self.at(at + 1));
        let grouped = rest.is_empty()
            && digits.len() == 1
            && digits.bytes().all(|b| b.is_ascii_digit())
            && next.0.len() == 3
            && next.0.bytes().all(|b| b.is_ascii_digit());
        if grouped {
            let found = self.with_unit(&format!("{digits}{}", next.0), next.1, at + 1);
            if found.as_ref().is_some_and(|found| found.unit.is_some()) {
                return found;
            }
        }
        self.with_unit(digits, rest, at)
    }

    /// A number whose last word is at an index, followed by a unit in the same word or the next.
    fn with_unit(&self, digits: &str, rest: &str, at: usize) -> Option<Number> {
        let own = rest.trim_start_matches('-');
        let starts_with_digit = |at: usize| self.at(at).starts_with(|c: char| c.is_ascii_digit());
        let (unit, words) = if own.is_empty() {
            let behind = Unit::behind(self.at(at + 1), self.at(at + 2))
                // "50 x 50 cm" is no magnification.
                .filter(|unit| unit.dimension != Dimension::Factor || !starts_with_digit(at + 2));
            (behind, 1 + usize::from(behind.is_some()))
        } else {
            (Some(Unit::of(own)?), 1)
        };
        let number = Number { digits: digits.to_owned(), unit, end: at + words };
        number.value(None).is_some().then_some(number)
    }

    /// A comparison: whether it is a maximum, and its number of words.
    fn comparison(&self, at: usize) -> Option<(bool, usize)> {
        let than = |known: &[&str]| self.is(at, known) && self.is(at + 1, &["than"]);
        if self.is(at, &["under", "below", "max", "maximum"]) {
            Some((true, 1))
        } else if self.is(at, &["over", "above", "min", "minimum", "from"]) {
            Some((false, 1))
        } else if than(LESS)
            || self.is(at, &["up"]) && self.is(at + 1, &["to"])
            || self.is(at, &["at"]) && self.is(at + 1, &["most"])
        {
            Some((true, 2))
        } else if than(MORE) || self.is(at, &["at"]) && self.is(at + 1, &["least"]) {
            Some((false, 2))
        } else {
            None
        }
    }

    /// A comparison behind a quantity, such as "or more": whether it is a maximum.
    fn comparison_behind(&self, at: usize) -> Option<bool> {
        let is_of_next = self.is(at + 2, &["than"]);
        let known = [(true, LESS), (false, MORE)];
        let found = known.into_iter().find(|(_, words)| self.is(at + 1, words));
        found.filter(|_| self.is(at, &["or"]) && !is_of_next).map(|(is_most, _)| is_most)
    }

    /// The range whose first word is "between" or "from".
    fn range(&self, at: usize) -> Option<Quantity> {
        let low = self.number(at + 1)?;
        let joined = self.is(low.end, &["and", "to", "-", "–"]);
        let high = self.number(low.end + 1).filter(|_| joined)?;
        let unit = high.unit?;
        let same = low.unit.is_none_or(|first| first == unit);
        let (from, to) = (low.value(high.unit)?, high.value(None)?);
        let limits = Limits::Between(from.min(to), from.max(to));
        same.then_some(Quantity { unit, limits, words: at..high.end, leaves: None })
    }

    /// The quantity that begins at a word.
    fn quantity(&self, at: usize) -> Option<Quantity> {
        if self.is(at, &["between", "from"])
            && let Some(range) = self.range(at)
        {
            return Some(range);
        }
        let before = self.comparison(at);
        let found = self.number(at + before.map_or(0, |(_, words)| words))?;
        let (unit, number) = (found.unit?, found.value(None)?);
        let behind = if before.is_none() { self.comparison_behind(found.end) } else { None };
        let limits = match before.map(|(is_most, _)| is_most).or(behind) {
            Some(true) => Limits::UpTo(number),
            Some(false) => Limits::From(number),
            None => Limits::Exactly(number),
        };
        // "Or more" are two words.
        let end = found.end + 2 * usize::from(behind.is_some());
        Some(Quantity { unit, limits, words: at..end, leaves: None })
    }

    /// Magnification and front lens: "10x50".
    fn pair(&self, at: usize) -> Option<[Quantity; 2]> {
        let (times, objective) = self.at(at).split_once(['x', '×'])?;
        let only_digits =
            |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if !only_digits(times) || !only_digits(objective) {
            return None;
        }
        let made = |unit, number, leaves: String| {
            let limits = Limits::Exactly(number);
            Quantity { unit, limits, words: at..at + 1, leaves: Some(leaves) }
        };
        Some([
            made(Unit::of("×")?, number(times, None)?, format!("{objective}mm")),
            made(Unit::of("mm")?, number(objective, None)?, format!("{times}x")),
        ])
    }
}

/// The quantities in a query, in its order. Quoted phrases have none.
#[must_use]
pub fn quantities(query: &str) -> Vec<Quantity> {
    let words = Words(query.split_whitespace().map(str::to_lowercase).collect());
    let mut found = Vec::new();
    let (mut at, mut is_quoted) = (0, false);
    while let Some(word) = words.0.get(at) {
        let opens = word.starts_with(is_quote);
        if is_quoted || opens {
            let marks = word.chars().filter(|c| is_quote(*c)).count();
            is_quoted = if opens && !is_quoted { marks % 2 == 1 } else { marks % 2 == 0 };
            at += 1;
        } else if let Some(pair) = words.pair(at) {
            found.extend(pair);
            at += 1;
        } else if words.is(at, &["x", "×"]) && words.number(at + 1).is_some() {
            // The second side of "50 x 50 cm".
            at = words.number(at + 1).map_or(at + 1, |number| number.end);
        } else if let Some(quantity) = words.quantity(at) {
            at = quantity.words.end;
            found.push(quantity);
        } else {
            at += 1;
        }
    }
    found
}
