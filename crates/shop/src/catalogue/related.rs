//! Related products.

use super::{
    keys,
    snapshot::{Snapshot, entry::Entry},
};
use search::Complement;

/// Maximum number of related products on a product page.
const RELATED: usize = 4;
/// Maximum number of products considered as complements.
const LOOKED_AT: usize = 3000;

/// Attributes by which products complement each other.
const COMPLEMENTS: [Complement; 4] = [
    Complement { facet: keys::THREAD, other: keys::THREAD, weight: 3 },
    Complement { facet: keys::DOVETAIL, other: keys::DOVETAIL, weight: 3 },
    Complement { facet: keys::BARREL, other: keys::BARREL, weight: 2 },
    Complement { facet: keys::BARREL, other: keys::FOCUSER_BARREL, weight: 2 },
];

/// How well two products complement each other: by common connections, needs and kind.
fn tie(snapshot: &Snapshot, one: u32, other: u32) -> u32 {
    let joined = snapshot.index.common(one, other, &COMPLEMENTS);
    let needs = |a: u32, b: u32| snapshot.needs.of(a).iter().any(|need| need.product == Some(b));
    let needed = if needs(one, other) || needs(other, one) { 5 } else { 0 };
    let category = |i: u32| snapshot.at(i).map(|product| product.category);
    let alike = if category(one) == category(other) { 6 } else { 0 };
    joined + needed + alike
}

/// Products of the same category, nearest in price first; for a small category also complements.
pub(crate) fn related<'a>(snapshot: &'a Snapshot, entry: &Entry) -> Vec<&'a Entry> {
    let Some(own) = snapshot.by_slug.get(&entry.slug).copied() else { return Vec::new() };
    let category = snapshot.categories.get(entry.category);
    let members = category.map(|c| c.members.as_slice()).unwrap_or_default();
    // Enough for a good choice, and few enough for a category of a hundred thousand.
    let mut near: Vec<(u32, &Entry)> = if members.len() > RELATED {
        members.iter().take(400).filter_map(|&i| Some((0, snapshot.at(i)?))).collect()
    } else {
        let all = snapshot.products.iter().zip(0..).take(LOOKED_AT);
        let tied = all.map(|(product, i)| (tie(snapshot, own, i), product.as_ref()));
        tied.filter(|(tie, _)| *tie > 0).collect()
    };
    near.retain(|(_, product)| product.id != entry.id);
    if near.len() < RELATED {
        let parent =
            category.and_then(|c| c.parent).and_then(|parent| snapshot.categories.get(parent));
        let siblings = parent
            .map(|c| c.members.as_slice())
            .unwrap_or_default()
            .iter()
            .take(400)
            .filter_map(|&i| snapshot.at(i));
        let fresh: Vec<&Entry> = siblings
            .filter(|p| p.id != entry.id && near.iter().all(|(_, n)| n.id != p.id))
            .collect();
        near.extend(fresh.into_iter().map(|product| (0, product)));
    }
    near.sort_by_key(|(tie, p)| {
        (!p.stock().available(), std::cmp::Reverse(*tie), p.price.abs_diff(entry.price))
    });
    near.into_iter().take(RELATED).map(|(_, product)| product).collect()
}
