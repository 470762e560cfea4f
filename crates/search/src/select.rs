//! Filters a list by facets, and counts how many documents each choice would leave.

use crate::{Document, FacetChoice, FacetIndex};
use std::sync::Arc;

/// The filter of a list.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// The list; the result is in its order.
    pub members: &'a [Document],
    /// A facet that precedes those of the index, such as prices in the shopper's currency.
    pub first: &'a FacetIndex,
    /// Keys of facets and their choices. Several choices of one facet are alternatives; unknown
    /// ones are ignored.
    pub choices: &'a [(String, String)],
}

/// The filtered list.
#[derive(Debug)]
pub struct Selection<'a> {
    /// In the order of the list.
    pub found: Vec<Document>,
    /// All facets, with their counts.
    pub facets: Vec<CountedFacet<'a>>,
}

/// A facet with its counts.
#[derive(Debug)]
pub struct CountedFacet<'a> {
    /// Its key and texts. Its choices are there without counts.
    pub facet: &'a FacetIndex,
    /// Its choices, in display order.
    pub choices: Vec<CountedChoice<'a>>,
    /// How many documents of the list have a value of this facet, regardless of choices.
    pub having: usize,
}

/// A choice of a facet with its count.
#[derive(Clone, Copy, Debug)]
pub struct CountedChoice<'a> {
    /// Its key in the URL, and its label.
    pub choice: &'a FacetChoice,
    /// How many documents it would leave, given the choices of other facets.
    pub count: u32,
    /// Whether the filter has it.
    pub chosen: bool,
}

impl CountedFacet<'_> {
    /// Whether the filter has a choice of this facet.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen)
    }
}

/// A facet while its documents are counted, by the index of the choice. The counts are apart from
/// everything else, so that they stay in the processor's cache: every document changes some.
struct Counter<'a> {
    facet: &'a FacetIndex,
    counts: Vec<u32>,
    chosen: Vec<bool>,
}

impl<'a> Counter<'a> {
    /// Nothing counted yet.
    fn new(facet: &'a FacetIndex, filter: Filter<'_>) -> Self {
        let mut chosen = vec![false; facet.choices.len()];
        for (_, key) in filter.choices.iter().filter(|(key, _)| *key == facet.key) {
            let place = facet.choice(key).map(usize::from);
            if let Some(chosen) = place.and_then(|place| chosen.get_mut(place)) {
                *chosen = true;
            }
        }
        Self { facet, counts: vec![0; chosen.len()], chosen }
    }

    /// Whether the filter has a choice of this facet.
    fn is_applied(&self) -> bool {
        self.chosen.contains(&true)
    }

    /// Whether a document has none of the chosen values. For an applied facet.
    fn misses(&self, document: Document) -> bool {
        let chosen =
            |place: &u16| self.chosen.get(usize::from(*place)).is_some_and(|chosen| *chosen);
        !self.facet.of(document).iter().any(chosen)
    }

    fn count(&mut self, document: Document) {
        for &place in self.facet.of(document) {
            if let Some(count) = self.counts.get_mut(usize::from(place)) {
                *count += 1;
            }
        }
    }

    /// The facet with what was counted.
    fn finish(self, filter: Filter<'_>) -> CountedFacet<'a> {
        let Self { facet, counts, chosen } = self;
        let choices = facet.choices.iter().zip(counts).zip(chosen);
        let having = filter.members.iter().filter(|&&i| !facet.of(i).is_empty()).count();
        CountedFacet {
            facet,
            choices: choices
                .map(|((choice, count), chosen)| CountedChoice { choice, count, chosen })
                .collect(),
            having,
        }
    }
}

pub(crate) fn select<'a>(facets: &'a [Arc<FacetIndex>], filter: Filter<'a>) -> Selection<'a> {
    let all = std::iter::once(filter.first).chain(facets.iter().map(AsRef::as_ref));
    let mut counters: Vec<Counter<'a>> = all.map(|facet| Counter::new(facet, filter)).collect();
    let applied: Vec<usize> = counters
        .iter()
        .enumerate()
        .filter(|(_, counter)| counter.is_applied())
        .map(|(place, _)| place)
        .collect();
    let mut found = Vec::new();
    for &document in filter.members {
        let missed =
            |place: &&usize| counters.get(**place).is_some_and(|counter| counter.misses(document));
        let mut missing = applied.iter().filter(missed);
        match (missing.next().copied(), missing.next()) {
            (None, _) => {
                found.push(document);
                counters.iter_mut().for_each(|counter| counter.count(document));
            }
            // A facet counts what all other facets leave.
            (Some(only), None) => {
                if let Some(counter) = counters.get_mut(only) {
                    counter.count(document);
                }
            }
            (Some(_), Some(_)) => {}
        }
    }
    let facets = counters.into_iter().map(|counter| counter.finish(filter)).collect();
    Selection { found, facets }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn facet(key: &str, values: &[&[&str]]) -> FacetIndex {
        let texts: Vec<Vec<String>> =
            values.iter().map(|own| own.iter().map(|text| (*text).to_owned()).collect()).collect();
        FacetIndex::of_texts(key, key, "", &texts)
    }

    #[test]
    fn each_facet_counts_what_the_others_leave() {
        let colours = facet("colour", &[&["red"], &["red"], &["blue"], &["blue", "red"], &[]]);
        let sizes = [Arc::new(facet("size", &[&["s"], &["m"], &["s"], &["m"], &["s"]]))];
        let choices = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let counts = |selection: &Selection<'_>, at: usize| -> Vec<(String, u32)> {
            let choices = selection.facets.get(at).unwrap().choices.iter();
            let label =
                |counted: &CountedChoice<'_>| counted.choice.label.text().unwrap().to_owned();
            choices.map(|counted| (label(counted), counted.count)).collect()
        };
        let named = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
            pairs.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
        };
        let chosen = choices(&[("colour", "red"), ("size", "s"), ("weight", "1"), ("size", "xl")]);
        let filter = Filter { members: &[4, 3, 2, 1, 0], first: &colours, choices: &chosen };
        let selection = select(&sizes, filter);
        assert_eq!(selection.found, [0]);
        assert_eq!(counts(&selection, 0), named(&[("red", 1), ("blue", 1)]));
        assert_eq!(counts(&selection, 1), named(&[("s", 1), ("m", 2)]));
        assert_eq!(selection.facets.iter().map(|f| f.having).collect::<Vec<_>>(), [4, 5]);
        let either = choices(&[("colour", "blue"), ("colour", "red")]);
        let filter = Filter { members: &[4, 3, 2, 1, 0], first: &colours, choices: &either };
        assert_eq!(select(&sizes, filter).found, [3, 2, 1, 0]);
    }
}
