//! Related products.

use super::{
    keys,
    snapshot::{Snapshot, entry::Entry, reads},
};
use search::Complement;
use std::cmp::Reverse;

/// Maximum number of related products on a product page.
const RELATED: usize = 4;
/// Maximum number of products of a category considered: enough for a good choice, and few enough
/// for a category of a hundred thousand.
const OF_CATEGORY: usize = 400;
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
    let mut near: Vec<(u32, &Entry)> = if members.len() > RELATED {
        first_of(snapshot, members).map(|product| (0, product)).collect()
    } else {
        let all = snapshot.products.iter().zip(0..).take(LOOKED_AT);
        let tied = all.map(|(product, i)| (tie(snapshot, own, i), product.as_ref()));
        tied.filter(|(tie, _)| *tie > 0).collect()
    };
    near.retain(|(_, product)| product.id != entry.id);
    if near.len() < RELATED {
        let parent =
            category.and_then(|c| c.parent).and_then(|parent| snapshot.categories.get(parent));
        let siblings = parent.map(|c| c.members.as_slice()).unwrap_or_default();
        let siblings = first_of(snapshot, siblings);
        let fresh: Vec<&Entry> = siblings
            .filter(|p| p.id != entry.id && near.iter().all(|(_, n)| n.id != p.id))
            .collect();
        near.extend(fresh.into_iter().map(|product| (0, product)));
    }
    nearest_available(near, entry)
}

/// The first members of a category.
fn first_of<'a>(snapshot: &'a Snapshot, members: &'a [u32]) -> impl Iterator<Item = &'a Entry> {
    if members.len() > OF_CATEGORY {
        // Which ones are the first depends on what is available.
        reads::list(&snapshot.categories, members);
    }
    members.iter().take(OF_CATEGORY).filter_map(move |&i| snapshot.at(i))
}

/// The products to show of those with their ties: available ones first, then those that are most
/// tied, then those nearest in price.
fn nearest_available<'a>(mut near: Vec<(u32, &'a Entry)>, entry: &Entry) -> Vec<&'a Entry> {
    let nearness =
        |(tie, product): &(u32, &Entry)| (Reverse(*tie), product.price.abs_diff(entry.price));
    // Equally near ones keep their order.
    near.sort_by_key(nearness);
    let mut available = near.iter().filter(|(_, product)| product.stock().available());
    let last = available.nth(RELATED - 1).map(nearness);
    // Those after the last one shown are not shown either if they sell out or return.
    for (_, product) in near.iter().take_while(|&one| last.is_none_or(|last| nearness(one) <= last))
    {
        reads::availability(product);
    }
    near.sort_by_key(|(_, product)| !product.stock().available());
    near.into_iter().take(RELATED).map(|(_, product)| product).collect()
}
