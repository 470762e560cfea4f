//! Lists: filtered and counted.

use super::{
    bits::{Bits, DocumentSet, count, ones},
    reader::{FacetView, Numbers, Reader},
};
use crate::{CountedChoice, CountedFacet, FacetIndex};

/// How a list is filtered.
#[derive(Clone, Copy, Debug)]
pub struct ListFilter<'a> {
    /// The list.
    pub members: &'a DocumentSet,
    /// A facet that precedes those of the index, such as prices: its choices are the bands of the
    /// numbers.
    pub first: Option<(&'a FacetIndex, &'a Numbers)>,
    /// Keys of facets and their choices. Several choices of one facet are alternatives; unknown
    /// ones are ignored.
    pub choices: &'a [(String, String)],
}

/// The filtered list.
#[derive(Debug)]
pub struct Narrowed<'a> {
    /// What is left.
    pub found: DocumentSet,
    /// All facets, with their counts.
    pub facets: Vec<CountedFacet<'a>>,
}

/// The values of a facet in a segment.
enum Values<'a> {
    Numbers(&'a Numbers),
    Available,
    Field(&'a FacetView),
}

/// A facet, its values, and the choices that are applied.
struct Applied<'a> {
    facet: &'a FacetIndex,
    values: Values<'a>,
    chosen: Vec<bool>,
    /// The documents that have one of them; none if no choice is applied.
    left: Option<DocumentSet>,
}

impl<'a> Applied<'a> {
    fn new(facet: &'a FacetIndex, values: Values<'a>, filter: &ListFilter<'_>) -> Self {
        let mut chosen = vec![false; facet.choices.len()];
        for (_, key) in filter.choices.iter().filter(|(key, _)| *key == facet.key) {
            let place = facet.choices.iter().position(|choice| *choice.key == **key);
            if let Some(chosen) = place.and_then(|place| chosen.get_mut(place)) {
                *chosen = true;
            }
        }
        Self { facet, values, chosen, left: None }
    }

    fn is_chosen(&self, choice: u32) -> bool {
        self.chosen.get(choice as usize) == Some(&true)
    }
}

/// Documents to count.
struct Base {
    set: DocumentSet,
    /// For segments with few of them, these.
    few: Vec<Vec<u16>>,
}

impl Base {
    fn new(set: DocumentSet) -> Self {
        /// Up to here, it is quicker to look at each than to compare two bit sets.
        const FEW: usize = 400;
        let few = set.parts.iter().map(|words| {
            let words = words.as_deref().unwrap_or_default();
            if count(words) <= FEW { ones(words).collect() } else { Vec::new() }
        });
        Self { few: few.collect(), set }
    }
}

impl Reader {
    /// Filters a list, and counts how many members each choice would leave.
    #[must_use]
    pub fn narrow<'a>(&'a self, filter: ListFilter<'a>) -> Narrowed<'a> {
        let first = filter.first.map(|(facet, numbers)| (facet, Values::Numbers(numbers)));
        let own = self.views().iter().map(|view| {
            let is_field = !view.choices.is_empty();
            (&*view.facet, if is_field { Values::Field(view) } else { Values::Available })
        });
        let mut facets: Vec<Applied<'a>> = first
            .into_iter()
            .chain(own)
            .map(|(facet, values)| Applied::new(facet, values, &filter))
            .collect();
        for facet in &mut facets {
            if facet.chosen.contains(&true) {
                facet.left = Some(self.chosen(facet));
            }
        }
        let applied = || facets.iter().filter_map(|facet| facet.left.as_ref());
        let found = applied().fold(filter.members.clone(), |found, left| found.and(left));
        let all = Base::new(found);
        let counted = facets.iter().map(|facet| match &facet.left {
            None => self.counted(facet, filter.members, &all),
            // What all other facets leave.
            Some(own) => {
                let others = applied().filter(|left| !std::ptr::eq(*left, own));
                let base = others.fold(filter.members.clone(), |base, left| base.and(left));
                self.counted(facet, filter.members, &Base::new(base))
            }
        });
        let counted = counted.collect();
        Narrowed { found: all.set, facets: counted }
    }

    /// The documents that have a chosen value.
    fn chosen(&self, facet: &Applied<'_>) -> DocumentSet {
        let parts = self.parts.iter().enumerate().map(|(at, part)| {
            let mut words = vec![0; part.deleted.len()].into_boxed_slice();
            match &facet.values {
                Values::Numbers(numbers) => {
                    let bands = numbers.parts.get(at).map(|column| column.bands.as_slice());
                    for (choice, bits) in (0..).zip(bands.unwrap_or_default()) {
                        if facet.is_chosen(choice) {
                            bits.add_to(&mut words);
                        }
                    }
                }
                Values::Available => {
                    for (word, available) in words.iter_mut().zip(part.available.iter()) {
                        *word |= if facet.is_chosen(0) { *available } else { 0 };
                        *word |= if facet.is_chosen(1) { !*available } else { 0 };
                    }
                }
                Values::Field(view) => {
                    let values = part.segment.field(&view.facet.key).map(|f| f.values.as_slice());
                    let choices = view.choices.get(at).into_iter().flatten();
                    for ((_, bits), choice) in values.unwrap_or_default().iter().zip(choices) {
                        if facet.is_chosen(*choice) {
                            bits.add_to(&mut words);
                        }
                    }
                }
            }
            Some(words)
        });
        DocumentSet { parts: parts.collect() }
    }

    fn counted<'a>(
        &self,
        facet: &Applied<'a>,
        members: &DocumentSet,
        base: &Base,
    ) -> CountedFacet<'a> {
        let Base { set: base, few } = base;
        let mut counts = vec![0_u32; facet.facet.choices.len()];
        let mut add = |choice: u32, number: usize| {
            if let Some(count) = counts.get_mut(choice as usize) {
                *count += number as u32;
            }
        };
        let mut having = 0;
        for (at, part) in self.parts.iter().enumerate() {
            let Some(all) = members.part(at) else { continue };
            match &facet.values {
                Values::Numbers(_) | Values::Available => having += count(all),
                Values::Field(view) => {
                    let field = part.segment.field(&view.facet.key);
                    having += field.map_or(0, |field| {
                        let pairs = all.iter().zip(&field.having);
                        pairs.map(|(a, b)| (a & b).count_ones() as usize).sum()
                    });
                }
            }
            let Some(words) = base.part(at) else { continue };
            let few = few.get(at).map(Vec::as_slice).unwrap_or_default();
            let common = |bits: &Bits| match few {
                [] => bits.common(words),
                members => bits.common_few(words, members),
            };
            match &facet.values {
                Values::Numbers(numbers) => {
                    let bands = numbers.parts.get(at).map(|column| column.bands.as_slice());
                    for (choice, bits) in (0..).zip(bands.unwrap_or_default()) {
                        add(choice, common(bits));
                    }
                }
                Values::Available => {
                    let pairs = words.iter().zip(part.available.iter());
                    let available: usize = pairs.map(|(a, b)| (a & b).count_ones() as usize).sum();
                    add(0, available);
                    add(1, count(words) - available);
                }
                Values::Field(view) => {
                    let values = part.segment.field(&view.facet.key).map(|f| f.values.as_slice());
                    let choices = view.choices.get(at).into_iter().flatten();
                    for ((_, bits), choice) in values.unwrap_or_default().iter().zip(choices) {
                        add(*choice, common(bits));
                    }
                }
            }
        }
        let choices = facet.facet.choices.iter().zip(counts).zip(&facet.chosen);
        let choices = choices.map(|((choice, count), chosen)| CountedChoice {
            choice,
            count,
            chosen: *chosen,
        });
        CountedFacet { facet: facet.facet, choices: choices.collect(), having }
    }
}
