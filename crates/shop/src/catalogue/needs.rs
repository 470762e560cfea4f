//! What a product needs beside it, by the merchant's table `needs.csv`, and what it goes with.

use super::{
    choice::Stock,
    fit::Fits,
    snapshot::{Entry, Snapshot},
    trade::table,
};
use crate::Error;
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};

/// What is used until a catalogue brings a table of its own.
pub(crate) const NEEDS: &str = include_str!("../../../../catalog/needs.csv");

/// How many things a product's page says that one needs.
const MOST: usize = 5;
/// How many of those that the table names are looked at.
const NAMED: usize = 40;
/// How many products a page offers as like it.
const RELATED: usize = 4;
/// How many products are looked at for what goes with one.
const LOOKED_AT: usize = 3000;

#[derive(Deserialize)]
struct Row {
    r#for: String,
    needs: String,
    why: String,
}

/// One thing that a product needs.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// The product; none for something that the shop does not sell.
    pub product: Option<u32>,
    /// The variant that suits, where it matters.
    pub sku: Option<Box<str>>,
    /// What it is for.
    pub why: Arc<str>,
}

/// What each product needs, by index. `needs` of the table holds SKUs, slugs and categories.
pub(super) fn read(
    text: &str,
    count: usize,
    by_sku: &HashMap<Box<str>, u32>,
    stock: &Stock<'_>,
) -> Result<Vec<Vec<Need>>, Error> {
    let mut all: Vec<Vec<Need>> = vec![Vec::new(); count];
    for row in table::<Row>("needs.csv", text)? {
        let why: Arc<str> = row.why.into();
        let mut wanted: Vec<Need> = Vec::new();
        for item in row.needs.split('|').filter(|item| !item.is_empty()) {
            match by_sku.get(item) {
                Some(&product) => wanted.push(Need {
                    product: Some(product),
                    sku: Some(item.into()),
                    why: why.clone(),
                }),
                None => wanted.extend(stock.choose(item).into_iter().map(|i| Need {
                    product: Some(i),
                    sku: None,
                    why: why.clone(),
                })),
            }
        }
        // A row that names nothing is said in words; one whose products are not there says nothing.
        if row.needs.is_empty() {
            wanted.push(Need { product: None, sku: None, why: why.clone() });
        }
        for product in stock.choose(&row.r#for) {
            let Some(own) = all.get_mut(product as usize) else { continue };
            let others = wanted.iter().filter(|need| need.product != Some(product)).cloned();
            own.extend(others);
            own.truncate(NAMED);
        }
    }
    Ok(all)
}

/// Takes out what certainly does not fit the telescope that it is named for, and gives the slugs of
/// both. Of the rest the first [`MOST`] stay.
pub(super) fn drop_unfit(
    needs: &mut [Vec<Need>],
    products: &[Arc<Entry>],
    fits: &Fits,
) -> Vec<(String, String)> {
    let mut dropped = Vec::new();
    for ((i, own), telescope) in (0_u32..).zip(needs).zip(products) {
        own.retain(|need| {
            let Some((at, product)) = need.product.and_then(|at| Some((at, products.get(at as usize)?))) else { return true };
            let variant = need.sku.as_ref().and_then(|sku| product.variants.iter().position(|variant| variant.sku == *sku));
            let unfit = fits.refuses(i, at, variant);
            if unfit {
                tracing::warn!(telescope = %telescope.slug, product = %product.slug, "needs.csv names a product that does not fit; pages leave it out");
                dropped.push((telescope.slug.to_string(), product.slug.to_string()));
            }
            !unfit
        });
        own.truncate(MOST);
    }
    dropped
}

/// Attributes by which things are joined.
const JOINTS: [(&str, &str, u32); 4] = [
    ("thread", "thread", 3),
    ("dovetail", "dovetail", 3),
    ("barrel", "barrel", 2),
    ("barrel", "focuser_barrel", 2),
];

impl Snapshot {
    /// The values of a facet that a product has.
    pub(super) fn labels(&self, key: &str, product: u32) -> Vec<&str> {
        let column = self.columns.iter().find(|column| column.key == key);
        column.map_or_else(Vec::new, |column| {
            column
                .of(product)
                .iter()
                .filter_map(|&i| column.choices.get(usize::from(i)))
                .map(|choice| choice.label.as_str())
                .collect()
        })
    }

    /// How well two products go together: by what joins them, by what one needs, by kind.
    fn tie(&self, one: u32, other: u32) -> u32 {
        let shares = |a: &str, b: &str| {
            let (mine, theirs) = (self.labels(a, one), self.labels(b, other));
            // What neither has joins nothing.
            mine.iter()
                .filter(|a| **a != "None")
                .any(|a| theirs.iter().any(|b| a.contains(b) || b.contains(a)))
        };
        let joined: u32 = JOINTS
            .iter()
            .filter(|(a, b, _)| shares(a, b) || shares(b, a))
            .map(|(.., weight)| weight)
            .sum();
        let needs = |a: u32, b: u32| {
            self.needs
                .get(a as usize)
                .is_some_and(|needs| needs.iter().any(|need| need.product == Some(b)))
        };
        let needed = if needs(one, other) || needs(other, one) { 5 } else { 0 };
        let category = |i: u32| self.at(i).map(|product| product.category);
        let alike = if category(one) == category(other) { 6 } else { 0 };
        joined + needed + alike
    }

    /// Products of the same category, nearest in price first; of a small category also those that
    /// go with it.
    pub(super) fn related(&self, entry: &Entry) -> Vec<&Entry> {
        let Some(own) = self.by_slug.get(&entry.slug).copied() else { return Vec::new() };
        let category = self.categories.get(entry.category);
        let members = category.map(|c| c.members.as_slice()).unwrap_or_default();
        // Enough to choose from, few enough for a category of a hundred thousand.
        let mut near: Vec<(u32, &Entry)> = if members.len() > RELATED {
            members.iter().take(400).filter_map(|&i| Some((0, self.at(i)?))).collect()
        } else {
            let all = self.products.iter().zip(0..).take(LOOKED_AT);
            let tied = all.map(|(product, i)| (self.tie(own, i), product.as_ref()));
            tied.filter(|(tie, _)| *tie > 0).collect()
        };
        near.retain(|(_, product)| product.id != entry.id);
        if near.len() < RELATED {
            let parent =
                category.and_then(|c| c.parent).and_then(|parent| self.categories.get(parent));
            let siblings = parent
                .map(|c| c.members.as_slice())
                .unwrap_or_default()
                .iter()
                .take(400)
                .filter_map(|&i| self.at(i));
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
}
