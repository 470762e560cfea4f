//! The shop's own order of products.

use super::entry::{Category, Entry};
use std::{cmp::Reverse, sync::Arc};

/// The sort key of a product in the shop's own order: available first, then featured, then newest.
pub fn place(products: &[Arc<Entry>], i: u32) -> impl Ord + use<> {
    products
        .get(i as usize)
        .map(|p| (!p.stock().available(), !p.featured, Reverse(p.published_at), i))
}

/// As many products as `count`, in no particular order: those that come first in the shop's own
/// order if all are available.
pub fn first_if_available(products: &[Arc<Entry>], count: usize) -> Vec<u32> {
    let mut first: Vec<u32> = (0_u32..).take(products.len()).collect();
    if first.len() > count {
        first.select_nth_unstable_by_key(count, |&i| {
            products.get(i as usize).map(|p| (!p.featured, Reverse(p.published_at), i))
        });
        first.truncate(count);
    }
    first
}

/// Sorts the members of categories in the shop's own order, without duplicates.
pub fn sort_members(categories: &mut [Category], order: &[u32]) {
    let mut rank = vec![0_u32; order.len()];
    for (position, &i) in (0_u32..).zip(order) {
        if let Some(slot) = rank.get_mut(i as usize) {
            *slot = position;
        }
    }
    for category in categories {
        category.members.sort_unstable_by_key(|&i| rank.get(i as usize).copied());
        category.members.dedup();
    }
}
