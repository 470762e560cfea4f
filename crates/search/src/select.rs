//! Filters a list by facets, and counts how many documents each choice would leave.

use crate::{Document, FacetChoice, FacetIndex};
use std::sync::Arc;

/// The filter of a list.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// The list.
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
    /// Which.
    pub facet: &'a FacetIndex,
    /// Its choices, in display order.
    pub choices: Vec<CountedChoice<'a>>,
    /// How many documents of the list have a value of this facet, regardless of choices.
    pub having: usize,
}

/// A choice of a facet with its count.
#[derive(Clone, Copy, Debug)]
pub struct CountedChoice<'a> {
    /// Which.
    pub choice: &'a FacetChoice,
    /// How many documents it would leave, given the choices of other facets.
    pub count: u32,
    /// Whether the filter has it.
    pub chosen: bool,
}

impl<'a> CountedFacet<'a> {
    /// Nothing counted yet.
    fn new(facet: &'a FacetIndex, filter: Filter<'_>) -> Self {
        let uncounted = |choice: &'a FacetChoice| CountedChoice { choice, count: 0, chosen: false };
        let mut choices: Vec<CountedChoice<'a>> = facet.choices.iter().map(uncounted).collect();
        for (_, key) in filter.choices.iter().filter(|(key, _)| *key == facet.key) {
            let place = facet.choice(key).map(usize::from);
            if let Some(choice) = place.and_then(|place| choices.get_mut(place)) {
                choice.chosen = true;
            }
        }
        let having = filter.members.iter().filter(|&&i| !facet.of(i).is_empty()).count();
        Self { facet, choices, having }
    }

    /// Whether the filter has a choice of this facet.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen)
    }

    /// Whether a document has none of the chosen values. For an applied facet.
    fn misses(&self, document: Document) -> bool {
        let chosen =
            |place: &u16| self.choices.get(usize::from(*place)).is_some_and(|choice| choice.chosen);
        !self.facet.of(document).iter().any(chosen)
    }

    fn count(&mut self, document: Document) {
        for &place in self.facet.of(document) {
            if let Some(choice) = self.choices.get_mut(usize::from(place)) {
                choice.count += 1;
            }
        }
    }
}

pub(crate) fn select<'a>(facets: &'a [Arc<FacetIndex>], filter: Filter<'a>) -> Selection<'a> {
    let all = std::iter::once(filter.first).chain(facets.iter().map(AsRef::as_ref));
    let mut facets: Vec<CountedFacet<'a>> =
        all.map(|facet| CountedFacet::new(facet, filter)).collect();
    let applied: Vec<usize> = facets
        .iter()
        .enumerate()
        .filter(|(_, counted)| counted.is_applied())
        .map(|(place, _)| place)
        .collect();
    let mut found = Vec::new();
    for &document in filter.members {
        let missed =
            |place: &&usize| facets.get(**place).is_some_and(|counted| counted.misses(document));
        let mut missing = applied.iter().filter(missed);
        match (missing.next().copied(), missing.next()) {
            (None, _) => {
                found.push(document);
                facets.iter_mut().for_each(|counted| counted.count(document));
            }
            // A facet counts what all other facets leave.
            (Some(only), None) => {
                if let Some(counted) = facets.get_mut(only) {
                    counted.count(document);
                }
            }
            (Some(_), Some(_)) => {}
        }
    }
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
