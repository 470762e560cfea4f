//! Product selectors in the merchant's tables: a product's slug, a category's
//! slug, a category with a condition such as `shoes[size>=40]`, and `-slug` to exclude.

use super::entry::{Category, Described};
use domain::catalogue::{Attributes, Value};
use std::collections::HashMap;

/// Evaluates selectors.
pub struct Selector<'a> {
    products: &'a [Described],
    by_slug: HashMap<&'a str, u32>,
    categories: HashMap<&'a str, &'a Category>,
}

impl<'a> Selector<'a> {
    /// Takes products, and categories with their members.
    pub fn new(products: &'a [Described], categories: &'a [Category]) -> Self {
        let numbered = products.iter().zip(0_u32..);
        Self {
            products,
            by_slug: numbered.map(|(product, i)| (&*product.entry.slug, i)).collect(),
            categories: categories
                .iter()
                .map(|category| (category.slug.as_str(), category))
                .collect(),
        }
    }

    /// The products selected by a list such as `shoes|-red-shoe`, in its order and
    /// without duplicates. Unknown names select nothing: a product that a table names may not be
    /// published, and the built-in tables name products of the sample catalogue.
    pub fn choose(&self, list: &str) -> Vec<u32> {
        let mut chosen: Vec<u32> = Vec::new();
        for item in list.split('|').map(str::trim).filter(|item| !item.is_empty()) {
            match item.strip_prefix('-') {
                Some(left_out) => {
                    let left_out = self.one(left_out);
                    chosen.retain(|i| !left_out.contains(i));
                }
                None => {
                    for i in self.one(item) {
                        if !chosen.contains(&i) {
                            chosen.push(i);
                        }
                    }
                }
            }
        }
        chosen
    }

    fn one(&self, item: &str) -> Vec<u32> {
        let (name, conditions) = item
            .split_once('[')
            .map_or((item, ""), |(name, rest)| (name, rest.trim_end_matches(']')));
        let members = match (self.by_slug.get(name), self.categories.get(name)) {
            (Some(&product), _) => vec![product],
            (None, Some(category)) => category.members.clone(),
            (None, None) => Vec::new(),
        };
        let fits = |i: &u32| {
            let attributes = self.products.get(*i as usize).map(|product| &product.attributes);
            conditions
                .split(',')
                .filter(|c| !c.is_empty())
                .all(|c| attributes.is_some_and(|own| holds(c.trim(), own)))
        };
        members.into_iter().filter(fits).collect()
    }
}

/// The names in a list of selectors, also those that it leaves out.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    let items = list.split('|').map(|item| item.trim().trim_start_matches('-'));
    let names = items.map(|item| item.split('[').next().unwrap_or(item));
    names.filter(|name| !name.is_empty())
}

/// Evaluates a condition such as `eye_relief>=15`, `goto=yes` or `focuser_barrel=2″`.
fn holds(condition: &str, attributes: &Attributes) -> bool {
    let parts = [">=", "<=", "="]
        .into_iter()
        .find_map(|sign| condition.split_once(sign).map(|(key, value)| (key, sign, value)));
    let Some((key, sign, value)) = parts else { return attributes.contains_key(condition) };
    match attributes.get(key) {
        Some(Value::Number(own)) => value.parse::<f64>().is_ok_and(|value| match sign {
            ">=" => *own >= value,
            "<=" => *own <= value,
            _ => (*own - value).abs() < 1e-9,
        }),
        Some(Value::Flag(own)) => *own == (value == "yes"),
        Some(Value::Text(own)) => own == value,
        Some(Value::List(own)) => own.iter().any(|own| own == value),
        None => false,
    }
}
