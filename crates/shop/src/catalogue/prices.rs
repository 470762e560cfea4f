//! Prices of a list in the shopper's currency: bands that are round there, and a lowest and highest
//! price that is typed.

use super::{
    build::PRICE_CUTS,
    facets::{Choice, Column},
    snapshot::{Entry, Snapshot},
};
use crate::Context;
use domain::{
    Currency, Money,
    pricing::rates::Rates,
    text::{number, plain},
};
use std::sync::{Arc, PoisonError};
use views::catalogue::{PriceFilter, PriceProblem};

/// What is shown of all prices in one currency.
#[derive(Debug)]
pub(super) struct PriceIndex {
    /// The facet.
    pub column: Column,
    /// The lowest price of each product in minor units, as it is shown.
    pub least: Vec<i64>,
}

/// A price in short: whole amounts without decimals.
fn short(money: Money) -> String {
    let text = money.to_string();
    let zeros = format!(".{}", "0".repeat(money.currency.exponent() as usize));
    text.strip_suffix(&zeros).map_or(text.clone(), ToOwned::to_owned)
}

/// The nearest amount that people call round, such as 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5 or 8 of a
/// power of ten.
fn round(amount: f64) -> f64 {
    const ROUND: [f64; 11] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0];
    let power = 10_f64.powf(amount.max(1e-6).log10().floor());
    let near = |step: &f64| (step * power - amount).abs();
    ROUND.into_iter().min_by(|a, b| near(a).total_cmp(&near(b))).map_or(amount, |step| step * power)
}

/// Where prices are cut into bands, in minor units of a currency: at round amounts near the cuts in
/// euros.
pub(super) fn cuts(rates: &Rates, currency: Currency) -> Vec<Money> {
    let per_major = currency.minor_per_major() as f64;
    let cut = |euros: &f64| {
        let there =
            rates.convert(Money::new((euros * 100.0).round() as i64, Currency::EUR), currency)?;
        Some(Money::new(
            (round(there.minor as f64 / per_major) * per_major).round() as i64,
            currency,
        ))
    };
    let mut cuts: Vec<Money> = PRICE_CUTS.iter().filter_map(cut).collect();
    cuts.dedup_by_key(|cut| cut.minor);
    cuts
}

/// The facet of prices. In the URL a band goes by its place among the cuts in euros, so that a link
/// means the same in every currency.
fn column(rates: &Rates, currency: Currency, least: &[i64]) -> Column {
    let cuts = cuts(rates, currency);
    let bound = |i: Option<usize>| {
        i.and_then(|i| PRICE_CUTS.get(i)).map_or(String::new(), |n| number(*n, 3).replace(',', ""))
    };
    let label = |i: usize| {
        let (from, to) = (i.checked_sub(1).and_then(|i| cuts.get(i)), cuts.get(i));
        match (from, to) {
            (None, Some(to)) => format!("under {}", short(*to)),
            (Some(from), None) => format!("{} and more", short(*from)),
            // A band ends below the next: the last price in it is the smallest coin less.
            (Some(from), Some(to)) => {
                format!("{} to {}", short(*from), short(Money::new(to.minor - 1, to.currency)))
            }
            (None, None) => String::new(),
        }
    };
    let choice = |i: usize| Choice {
        key: format!("{}-{}", bound(i.checked_sub(1)), bound(Some(i))),
        label: label(i),
    };
    let place =
        |minor: &i64| u16::try_from(cuts.partition_point(|cut| cut.minor <= *minor)).unwrap_or(0);
    Column::of_places(
        "price",
        "Price",
        (0..=cuts.len()).map(choice).collect(),
        least.iter().map(place),
    )
}

/// What stands around an amount: the currency's sign or code, blanks, and the dash that some
/// countries write for no cents ("200,-").
fn without_currency(text: &str, currency: Currency) -> &str {
    let code = |text: &str| text.eq_ignore_ascii_case(currency.code());
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim();
        for sign in [currency.sign(), "￥"]
            .into_iter()
            .filter(|sign| *sign != "￥" || currency.sign() == "¥")
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

/// Groups of digits in which a thousands separator stands: up to three, then threes, or twos before
/// the last three as in India.
fn are_thousands(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let of = |length: usize| middle.iter().all(|group| group.len() == length);
    (1..=3).contains(&first.len()) && last.len() == 3 && (of(3) || first.len() < 3 && of(2))
}

/// An amount that a person typed: digits of any script, with or without the currency's sign,
/// thousands and decimals. Thousands are set apart by commas, dots, apostrophes or blanks. One
/// comma before three digits is one of thousands, and so is one dot unless the currency's coins are
/// thousandths or nothing but a zero stands before it; before other digits both are decimal.
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
    // What is finer than the smallest coin does not matter.
    let fraction: String = fraction.chars().take(currency.exponent() as usize).collect();
    Money::parse(&if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }, currency)
}

/// What was typed, read: the lowest and the highest price, or what is wrong with them.
pub(super) fn read(
    from: &str,
    to: &str,
    currency: Currency,
) -> (PriceFilter, Option<Money>, Option<Money>) {
    let (low, high) = (typed(from, currency), typed(to, currency));
    let problem = if !from.is_empty() && low.is_none() {
        Some(PriceProblem::From)
    } else if !to.is_empty() && high.is_none() {
        Some(PriceProblem::To)
    } else if low.zip(high).is_some_and(|(low, high)| low.minor > high.minor) {
        Some(PriceProblem::Crossed)
    } else {
        None
    };
    let filter =
        PriceFilter { from: from.to_owned(), to: to.to_owned(), currency: Some(currency), problem };
    if problem.is_some() { (filter, None, None) } else { (filter, low, high) }
}

/// A typed range on its chip.
pub(super) fn chip(low: Option<Money>, high: Option<Money>) -> Option<String> {
    Some(match (low, high) {
        (Some(low), Some(high)) => format!("Price: {} to {}", short(low), short(high)),
        (Some(low), None) => format!("Price: from {}", short(low)),
        (None, Some(high)) => format!("Price: up to {}", short(high)),
        (None, None) => return None,
    })
}

/// The lowest and the highest price of a product's variants as shown, in minor units of a
/// currency.
pub(super) fn prices(ctx: &Context, entry: &Entry, currency: Currency) -> (i64, i64) {
    let prices =
        entry.variants.iter().filter_map(|v| ctx.rates().price(v.price, currency)).map(|m| m.minor);
    prices.fold((i64::MAX, 0), |(least, most), minor| (least.min(minor), most.max(minor)))
}

/// Prices in a currency, worked out once for each copy of the catalogue.
pub(super) fn price_index(
    ctx: &Context,
    snapshot: &Snapshot,
    currency: Currency,
) -> Arc<PriceIndex> {
    if let Some(index) =
        snapshot.prices.read().unwrap_or_else(PoisonError::into_inner).get(&currency)
    {
        return Arc::clone(index);
    }
    let least: Vec<i64> = snapshot.all().map(|entry| prices(ctx, entry, currency).0).collect();
    let index = Arc::new(PriceIndex { column: column(ctx.rates(), currency, &least), least });
    snapshot
        .prices
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(currency, Arc::clone(&index));
    index
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn bands_are_round_in_every_currency() {
        let rates = Rates::default();
        let shown = |code: &str| {
            cuts(&rates, code.parse().unwrap()).into_iter().map(short).collect::<Vec<_>>()
        };
        assert_eq!(shown("EUR"), ["€50", "€100", "€250", "€500", "€1,000", "€2,500"]);
        assert_eq!(shown("USD"), ["$60", "$100", "$300", "$600", "$1,000", "$3,000"]);
        assert_eq!(
            shown("JPY"),
            ["¥6,000", "¥15,000", "¥30,000", "¥60,000", "¥150,000", "¥300,000"]
        );
        for currency in rates.currencies() {
            let cuts = cuts(&rates, currency);
            assert_eq!(cuts.len(), PRICE_CUTS.len(), "{currency}");
            assert!(
                cuts.windows(2).all(|pair| pair[0].minor < pair[1].minor),
                "{currency}: {cuts:?}"
            );
            for cut in cuts {
                let digits = cut.minor.to_string();
                assert!(digits.trim_end_matches('0').len() <= 2, "{currency}: {cut}");
            }
        }
    }

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
