//! The products that a query asks for by its words and by its quantities: "8 inch dob" are
//! Dobsonians of 203 mm.

use super::snapshot::{Snapshot, order::first_if_available};
use domain::search::intent::{Limits, Quantity, quantities, without_quantities};
use search::{Hits, QuantityIndex};
use std::{borrow::Cow, cmp::Reverse, collections::HashSet};

/// A part of a query may be left out if nothing has all of it; this many parts are tried.
const TRIED: usize = 2;
/// So many of the best products say which attribute a limit is of.
const JUDGED: usize = 24;
/// A product is shown if its score is at least the best one divided by this.
const SCORES: f32 = 12.0;

/// A quantity that filters, and the name of the attribute that it is of; empty if it is not of the
/// same one for all products.
#[derive(Clone, Debug)]
pub(super) struct QuantityFilter {
    pub quantity: Quantity,
    pub name: String,
}

/// What a query finds.
#[derive(Debug)]
pub(super) struct Matches {
    /// The products, best first.
    pub members: Vec<u32>,
    /// The quantities that all of them have.
    pub quantities: Vec<QuantityFilter>,
    /// Whether they have everything that the query asks for.
    pub complete: bool,
    /// What its words find.
    pub hits: Hits,
}

impl Matches {
    /// What the words find.
    fn of(hits: Hits) -> Self {
        let complete = hits.complete && !hits.phrase_missed;
        Self { members: relevant(&hits), quantities: Vec::new(), complete, hits }
    }
}

/// The products that match nearly as well as the best one.
pub(super) fn relevant(hits: &Hits) -> Vec<u32> {
    let best = hits.found.first().map_or(0.0, |hit| hit.score);
    let near = hits.found.iter().filter(|hit| hit.score * SCORES >= best);
    near.map(|hit| hit.document).collect()
}

/// The products with all words and quantities of a query; if there are none, those with the most
/// of its words.
pub(super) fn find(snapshot: &Snapshot, text: &str) -> Matches {
    by_quantities(snapshot, text, snapshot.find(text))
}

/// The same if it is known what the words of the query find.
pub(super) fn by_quantities(snapshot: &Snapshot, text: &str, hits: Hits) -> Matches {
    let found = Matches::of(hits);
    // The merchant's answer is not narrowed by a number.
    if !found.hits.note.is_empty() {
        return found;
    }
    let text = found.hits.corrected.as_deref().unwrap_or(text);
    let indices = snapshot.index.quantities();
    let exists = |quantity: &Quantity| indices.iter().any(|one| one.matches(quantity));
    let read: Vec<Quantity> = quantities(text).into_iter().filter(exists).collect();
    if read.is_empty() {
        return found;
    }
    let rest = without_quantities(text, &read);
    let (beside, judges): (Cow<'_, [u32]>, Vec<u32>) = if rest.chars().any(char::is_alphanumeric) {
        let others = snapshot.find(&rest);
        let beside = if others.complete { relevant(&others) } else { Vec::new() };
        let judges = beside.iter().copied().take(JUDGED).collect();
        (Cow::Owned(beside), judges)
    } else {
        // What a limit is of must not change with a sale.
        (Cow::Borrowed(&snapshot.order), first_if_available(&snapshot.products, JUDGED))
    };
    let having = |quantity: Quantity| {
        let having = resolve(indices, &quantity, &rest, &judges);
        (quantity, having)
    };
    let resolved: Vec<_> = read.into_iter().map(having).collect();
    let has_all = |product: &u32| {
        let mut all = resolved.iter();
        all.all(|(_, having)| having.iter().any(|(_, products)| products.contains(product)))
    };
    // First what has the words for the quantities too.
    let first: &[u32] = if found.complete { &found.members } else { &[] };
    let known: HashSet<u32> = first.iter().copied().collect();
    let others = beside.iter().filter(|product| !known.contains(*product));
    let members: Vec<u32> = first.iter().chain(others).copied().filter(has_all).collect();
    if members.is_empty() {
        return found;
    }
    let named = resolved.into_iter().map(|(quantity, having)| {
        // The attribute that it is of for all of them.
        let name = having.into_iter().find_map(|(name, products)| {
            members.iter().all(|product| products.contains(product)).then_some(name)
        });
        QuantityFilter { quantity, name: name.unwrap_or_default() }
    });
    let filters: Vec<QuantityFilter> = named.collect();
    Matches { members, quantities: filters, complete: true, ..found }
}

/// The attributes that a quantity may be of, each with the products that have it. A limit is of one
/// attribute, which most of the judges have; an exact number may be of several, as 50 mm of a
/// telescope and of binoculars.
fn resolve(
    indices: &[QuantityIndex],
    quantity: &Quantity,
    rest: &str,
    judges: &[u32],
) -> Vec<(String, HashSet<u32>)> {
    let words: HashSet<String> = rest.split_whitespace().map(str::to_lowercase).collect();
    let is_named = |index: &&QuantityIndex| {
        let name = index.name.to_lowercase();
        !name.is_empty() && name.split_whitespace().all(|word| words.contains(word))
    };
    let matching = |index: &QuantityIndex| -> (String, HashSet<u32>) {
        (index.name.clone(), index.matching(quantity).into_iter().collect())
    };
    let measuring: Vec<&QuantityIndex> =
        indices.iter().filter(|index| index.measures(quantity)).collect();
    let named: Vec<&QuantityIndex> = measuring.iter().copied().filter(is_named).collect();
    let candidates = if named.is_empty() { measuring } else { named };
    if matches!(quantity.limits, Limits::Exactly(_)) {
        // "2 inch" is the name of a barrel, not the diameter of a small lens.
        let in_words: Vec<&QuantityIndex> = candidates
            .iter()
            .copied()
            .filter(|index| index.is_in_words() && index.matches(quantity))
            .collect();
        let candidates = if in_words.is_empty() { candidates } else { in_words };
        return candidates.into_iter().map(matching).collect();
    }
    // The attribute that most of the best products have; of several, the first.
    let numbers = candidates.into_iter().filter(|one| !one.is_in_words() && !one.key.is_empty());
    let mut best: Option<(usize, &QuantityIndex)> = None;
    for index in numbers {
        let count = judges.iter().filter(|product| index.has(**product)).count();
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, index));
        }
    }
    best.map(|(_, index)| matching(index)).into_iter().collect()
}

/// What a query finds without one of its parts.
#[derive(Debug)]
pub(super) struct PartialMatches {
    /// The part that was left out, as typed.
    pub left_out: String,
    /// What the rest finds.
    pub found: Matches,
}

/// If nothing has everything that a query asks for: what it finds without the word that nothing
/// matches, or else without one of its quantities or of its most common words, since rare words say
/// more. `None` if that finds nothing either, or only with another spelling.
pub(super) fn relax(snapshot: &Snapshot, text: &str) -> Option<PartialMatches> {
    let read = quantities(text);
    let is_quantity = |at: usize| read.iter().any(|quantity| quantity.words.contains(&at));
    let words: Vec<&str> = text.split_whitespace().collect();
    let beside = words.iter().enumerate().filter(|(at, _)| !is_quantity(*at));
    let mut counted: Vec<(usize, usize)> =
        beside.filter_map(|(at, word)| Some((at, snapshot.index.occurrences(word)?))).collect();
    // Of equally common words, the first.
    counted.sort_by_key(|(_, count)| Reverse(*count));
    let without = |at: usize| {
        let rest = words.iter().enumerate().filter(|(other, _)| *other != at);
        let rest: Vec<&str> = rest.map(|(_, word)| *word).collect();
        (words.get(at).copied().unwrap_or_default().to_owned(), rest.join(" "))
    };
    let unknown = counted.iter().filter(|(_, count)| *count == 0).count();
    let tried: Vec<(String, String)> = match (unknown, counted.last()) {
        (0, _) => {
            let of_quantities = read.iter().map(|one| (one.typed(text), one.removed_from(text)));
            of_quantities.chain(counted.iter().map(|(at, _)| without(*at))).take(TRIED).collect()
        }
        (1, Some((at, _))) => vec![without(*at)],
        // Without one of them, the other is still not found.
        _ => Vec::new(),
    };
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    tried.into_iter().filter(|(_, rest)| has_words(rest)).find_map(|(left_out, rest)| {
        let found = find(snapshot, &rest);
        let is_good = found.complete
            && found.hits.corrected.is_none()
            && !found.members.is_empty()
            && found.hits.note.is_empty();
        is_good.then_some(PartialMatches { left_out, found })
    })
}
