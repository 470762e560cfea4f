//! All prices in one currency: the lowest of each product, and bands with round limits.

use super::entry::{Entry, VariantEntry};
use domain::{
    Currency, Money,
    pricing::rates::Rates,
    search::{Band, ChoiceLabel},
    text::number,
};
use search::{FacetChoice, FacetIndex};

/// The limits of the price bands, in euros.
const PRICE_CUTS: [f64; 6] = [50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0];

/// All prices as shown in one currency.
#[derive(Debug)]
pub struct PriceIndex {
    pub facet: FacetIndex,
    /// The lowest price of each product in minor units, as shown.
    lowest: Vec<i64>,
}

impl PriceIndex {
    /// The prices of all products.
    pub fn new<'a>(
        rates: &Rates,
        currency: Currency,
        products: impl Iterator<Item = &'a Entry>,
    ) -> Self {
        let lowest: Vec<i64> = products.map(|entry| prices(rates, entry, currency).0).collect();
        let facet = facet(rates, currency, &lowest);
        Self { facet, lowest }
    }

    /// The lowest price of a product; a product without one counts as the most expensive.
    pub fn lowest(&self, product: u32) -> i64 {
        self.lowest.get(product as usize).copied().unwrap_or(i64::MAX)
    }
}

/// The nearest round amount: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5 or 8 times a power of ten.
fn round(amount: f64) -> f64 {
    const ROUND: [f64; 11] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0];
    let power = 10_f64.powf(amount.max(1e-6).log10().floor());
    let near = |step: &f64| (step * power - amount).abs();
    ROUND.into_iter().min_by(|a, b| near(a).total_cmp(&near(b))).map_or(amount, |step| step * power)
}

/// The limits of the price bands in minor units: round amounts near the limits in euros.
pub fn cuts(rates: &Rates, currency: Currency) -> Vec<Money> {
    let per_major = currency.minor_per_major() as f64;
    let cut = |euros: &f64| {
        let there =
            rates.convert(Money::new((euros * 100.0).round() as i64, Currency::EUR), currency)?;
        Some(Money::new(
            (round(there.minor as f64 / per_major) * per_major).round() as i64,
            currency,
        ))
    };
    // Without a rate for the currency, which is then not offered, there are no bands.
    let mut cuts: Vec<Money> = PRICE_CUTS.iter().filter_map(cut).collect();
    cuts.dedup();
    cuts
}

/// The price facet. URLs identify a band by its position among the limits in euros, so that a link
/// means the same in every currency.
fn facet(rates: &Rates, currency: Currency, lowest: &[i64]) -> FacetIndex {
    let cuts = cuts(rates, currency);
    let bound = |i: Option<usize>| {
        i.and_then(|i| PRICE_CUTS.get(i)).map_or(String::new(), |n| number(*n, 3).replace(',', ""))
    };
    let label = |i: usize| {
        let (from, to) = (i.checked_sub(1).and_then(|i| cuts.get(i)), cuts.get(i));
        ChoiceLabel::Prices(match (from, to) {
            (None, Some(to)) => Band::Under(*to),
            (Some(from), None) => Band::From(*from),
            // A band ends below the next one, by the currency's smallest unit.
            (Some(from), Some(to)) => Band::Between(*from, Money::new(to.minor - 1, to.currency)),
            (None, None) => Band::All,
        })
    };
    let choice = |i: usize| FacetChoice {
        key: format!("{}-{}", bound(i.checked_sub(1)), bound(Some(i))).into(),
        label: label(i),
    };
    // There are at most six limits.
    let place =
        |minor: &i64| u16::try_from(cuts.partition_point(|cut| cut.minor <= *minor)).unwrap_or(0);
    FacetIndex::of_places("price", (0..=cuts.len()).map(choice).collect(), lowest.iter().map(place))
}

/// The lowest and the highest price of a product's variants as shown, in minor units. Every variant
/// in the snapshot has a price in every currency that the shop offers.
pub fn prices(rates: &Rates, entry: &Entry, currency: Currency) -> (i64, i64) {
    let prices =
        entry.variants.iter().filter_map(|v| rates.price(v.price, currency)).map(|m| m.minor);
    prices.fold((i64::MAX, 0), |(lowest, highest), minor| (lowest.min(minor), highest.max(minor)))
}

/// The lowest price of the 30 days before a variant was reduced, in a currency; none if it is not
/// reduced, or not there because of rounding.
pub fn prior(rates: &Rates, variant: &VariantEntry, currency: Currency) -> Option<Money> {
    let prior = rates.price(variant.prior?, currency)?;
    let price = rates.price(variant.price, currency)?;
    (prior > price).then_some(prior)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn bands_are_round_in_every_currency() {
        let rates = Rates::default();
        let shown = |code: &str| {
            cuts(&rates, code.parse().unwrap()).into_iter().map(Money::short).collect::<Vec<_>>()
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
}
