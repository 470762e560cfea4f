//! Typed price ranges.

use domain::{Currency, Money, text::plain};
use views::catalogue::{AppliedFilter, PriceError, PriceFilter};

/// Removes what surrounds an amount: the currency's symbol or code, spaces, and the dash that some
/// countries write for zero cents ("200,-").
fn without_currency(text: &str, currency: Currency) -> &str {
    let code = |text: &str| text.eq_ignore_ascii_case(currency.code());
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim();
        for sign in [currency.symbol(), "￥"]
            .into_iter()
            .filter(|sign| *sign != "￥" || currency.symbol() == "¥")
        {
            rest = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)).unwrap_or(rest);
        }
        rest =
            rest.split_at_checked(3).filter(|(head, _)| code(head)).map_or(rest, |(_, tail)| tail);
        let tail = rest.len().saturating_sub(3);
        rest = rest
            .split_at_checked(tail)
            .filter(|(_, tail)| code(tail))
            .map_or(rest, |(head, _)| head);
        rest = rest.strip_suffix('-').filter(|head| head.ends_with([',', '.'])).unwrap_or(rest);
        if rest == before {
            return rest;
        }
    }
}

/// Whether groups of digits are separated thousands: up to three digits, then groups of three, or
/// of two before the last three as in India.
fn are_thousands(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let of = |length: usize| middle.iter().all(|group| group.len() == length);
    (1..=3).contains(&first.len()) && last.len() == 3 && (of(3) || first.len() < 3 && of(2))
}

/// Parses an amount as typed: digits of any script, with or without the currency's symbol,
/// thousands separators and decimals. Thousands are separated by commas, points, apostrophes or
/// spaces. A single comma before three digits separates thousands; so does a single point, unless
/// the currency has three decimals or only a zero precedes it. Before any other number of digits
/// both are decimal.
fn typed(text: &str, currency: Currency) -> Option<Money> {
    let text = plain(text);
    let unsigned: String = without_currency(&text, currency)
        .chars()
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '´' | '`' | '′') { '\'' } else { c })
        .collect();
    let is_separator = |c: char| matches!(c, '.' | ',' | '\'' | ' ');
    if !unsigned.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return None;
    }
    let separators: Vec<char> = unsigned.chars().filter(|c| is_separator(*c)).collect();
    let mut groups: Vec<&str> = unsigned.split(is_separator).collect();
    let mut fraction = "";
    let mut thousands = separators.as_slice();
    if let Some((&last, before)) = separators.split_last()
        && !before.contains(&last)
    {
        let three = groups.last().is_some_and(|group| group.len() == 3);
        let decimal = match last {
            '.' => {
                !three
                    || !before.is_empty()
                    || currency.exponent() > 2
                    || groups.first().is_some_and(|first| first.starts_with('0'))
            }
            ',' => !three || !before.is_empty(),
            _ => false,
        };
        if decimal {
            fraction = groups.pop().unwrap_or_default();
            thousands = before;
        }
    }
    let alike = thousands.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    let whole = groups.concat();
    if !alike
        || !thousands.is_empty() && !are_thousands(&groups)
        || whole.is_empty()
        || whole.len() > 12
    {
        return None;
    }
    // Digits beyond the smallest unit are ignored.
    let fraction: String = fraction.chars().take(currency.exponent() as usize).collect();
    Money::parse(&if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }, currency)
}

/// Parses a typed range: minimum and maximum, or what is wrong with them.
pub(super) fn read(
    from: &str,
    to: &str,
    currency: Currency,
) -> (PriceFilter, Option<Money>, Option<Money>) {
    let (low, high) = (typed(from, currency), typed(to, currency));
    let problem = if !from.is_empty() && low.is_none() {
        Some(PriceError::From)
    } else if !to.is_empty() && high.is_none() {
        Some(PriceError::To)
    } else if low.zip(high).is_some_and(|(low, high)| low > high) {
        Some(PriceError::Crossed)
    } else {
        None
    };
    let filter =
        PriceFilter { from: from.to_owned(), to: to.to_owned(), currency: Some(currency), problem };
    if problem.is_some() { (filter, None, None) } else { (filter, low, high) }
}

/// The applied filter of a typed range; none if it has no end.
pub(super) fn applied(from: Option<Money>, to: Option<Money>) -> Option<AppliedFilter> {
    (from.is_some() || to.is_some()).then_some(AppliedFilter::Price { from, to })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::typed;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, code, minor) in [
            ("200", "EUR", Some(20_000)),
            (" 200 ", "EUR", Some(20_000)),
            ("€200", "EUR", Some(20_000)),
            ("200 €", "EUR", Some(20_000)),
            ("1,000", "EUR", Some(100_000)),
            ("1 000.50", "EUR", Some(100_050)),
            ("1,000.50", "EUR", Some(100_050)),
            ("200,5", "EUR", Some(20_050)),
            ("1.000", "EUR", Some(100_000)),
            ("€ 1.500", "EUR", Some(150_000)),
            ("1.000", "GBP", Some(100_000)),
            ("0.505", "EUR", Some(50)),
            ("199.99", "EUR", Some(19_999)),
            ("1999.999", "EUR", None),
            ("1500.9", "JPY", Some(1_500)),
            ("10.000", "JPY", Some(10_000)),
            ("50.000", "JPY", Some(50_000)),
            ("1.000.000", "JPY", Some(1_000_000)),
            ("10,000", "JPY", Some(10_000)),
            ("10'000", "JPY", Some(10_000)),
            ("10 000", "JPY", Some(10_000)),
            ("1.500,50", "JPY", Some(1_500)),
            ("１０，０００", "JPY", Some(10_000)),
            ("￥１００００", "JPY", Some(10_000)),
            ("10.000", "KRW", Some(10_000)),
            ("1.000,50", "EUR", Some(100_050)),
            ("1.000.000,50", "EUR", Some(100_000_050)),
            ("1.000.000", "EUR", Some(100_000_000)),
            ("1'000", "EUR", Some(100_000)),
            ("1’000.50", "EUR", Some(100_050)),
            ("1 000,50", "EUR", Some(100_050)),
            ("1\u{202f}000,50 €", "EUR", Some(100_050)),
            ("1,000.505", "EUR", Some(100_050)),
            ("1,00,000", "INR", Some(10_000_000)),
            ("２００", "EUR", Some(20_000)),
            ("１．０００，５０", "EUR", Some(100_050)),
            ("٢٠٠", "EUR", Some(20_000)),
            ("200,-", "EUR", Some(20_000)),
            ("200.–", "CHF", Some(20_000)),
            ("200.", "EUR", Some(20_000)),
            ("eur 200", "EUR", Some(20_000)),
            ("200 EUR", "EUR", Some(20_000)),
            ("1.500", "KWD", Some(1_500)),
            ("0.50", "EUR", Some(50)),
            ("1.00.0", "EUR", None),
            ("1,000,50", "EUR", None),
            ("1.000,500.50", "EUR", None),
            ("1'00", "EUR", None),
            ("1 00", "EUR", None),
            ("1,000'000", "EUR", None),
            ("1..000", "JPY", None),
            (",50", "EUR", None),
            ("200 USD", "EUR", None),
            ("$200", "EUR", None),
            ("-", "EUR", None),
            ("€", "EUR", None),
            ("0", "EUR", Some(0)),
            ("", "EUR", None),
            ("-5", "EUR", None),
            ("abc", "EUR", None),
            ("1.2.3", "EUR", None),
            ("1e3", "EUR", None),
            (".", "EUR", None),
            ("9999999999999", "EUR", None),
        ] {
            assert_eq!(
                typed(text, code.parse().unwrap()).map(|money| money.minor),
                minor,
                "{text} {code}"
            );
        }
    }
}
