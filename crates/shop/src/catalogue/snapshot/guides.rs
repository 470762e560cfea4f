//! The products of each buying guide and their order: derived from attributes and categories, once
//! per version of the catalogue.

use super::{
    entry::{Category, Entry},
    facts::solar_only,
};
use domain::{
    catalogue::{Attributes, Value},
    search::intent::{self, BUYING_GUIDES},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A product as ranked for guides.
struct Candidate<'a> {
    attributes: &'a Attributes,
    categories: &'a BTreeSet<&'a str>,
}

impl Candidate<'_> {
    fn is_in(&self, category: &str) -> bool {
        self.categories.contains(category)
    }

    fn number(&self, key: &str) -> f64 {
        if let Some(Value::Number(n)) = self.attributes.get(key) { *n } else { 0.0 }
    }

    fn good_for(&self, purpose: &str) -> bool {
        matches!(
            self.attributes.get("good_for"),
            Some(Value::List(list)) if list.iter().any(|other| other == purpose)
        )
    }

    /// A telescope for the night with at least this aperture in mm.
    fn telescope(&self, aperture: f64) -> bool {
        self.is_in("telescopes")
            && self.number("aperture") >= aperture.max(1.0)
            && !solar_only(self.attributes)
    }

    /// A tube without a mount.
    fn bare(&self) -> bool {
        !matches!(self.attributes.get("mount_type"), Some(Value::Text(mount)) if mount != "None")
    }

    fn tracks(&self) -> bool {
        self.attributes.get("tracking") == Some(&Value::Flag(true))
    }

    /// The rank of a product for a guide, lowest first; `None` if it does not fit.
    fn rank(&self, guide: &str) -> Option<u8> {
        let bare = u8::from(self.bare());
        match guide {
            "saturn" => (self.telescope(70.0)
                && self.good_for("Moon and planets")
                && self.number("focal_length") >= 600.0)
                .then_some(bare),
            "moon" => (self.telescope(60.0) && self.good_for("Moon and planets")).then_some(bare),
            "galaxies" => {
                let large = self.number("aperture") >= 200.0;
                let fits = self.telescope(110.0) && self.good_for("Galaxies and nebulae");
                fits.then_some(if large { bare } else { 2 + bare })
            }
            "photograph" if self.telescope(1.0) => {
                self.good_for("Astrophotography").then_some(if self.tracks() { 0 } else { 2 })
            }
            "photograph" if self.is_in("mounts") => self.tracks().then_some(1),
            "photograph" => self.is_in("cameras").then_some(3),
            "child" => {
                let fits = self.good_for("Children") && !solar_only(self.attributes);
                fits.then_some(if self.telescope(1.0) || self.is_in("binoculars") { 0 } else { 1 })
            }
            "travel" => {
                let fits = self.is_in("travel") || self.good_for("Travel");
                match (self.telescope(1.0), self.is_in("binoculars"), self.is_in("mounts")) {
                    (true, ..) => fits.then_some(bare),
                    (_, true, _) => fits.then_some(2),
                    (_, _, true) => fits.then_some(3),
                    _ => None,
                }
            }
            "sun" => self.is_in("sun").then_some(u8::from(self.number("aperture") == 0.0)),
            "gift" => self.is_in("gifts").then_some(0),
            _ => None,
        }
    }
}

/// The products of a guide.
#[derive(Clone, Debug)]
pub struct Members {
    /// In order: available first, then by rank, then by price.
    pub products: Vec<u32>,
    /// The rank of each product, in the same order.
    ranks: Vec<u8>,
}

impl Members {
    /// Sorts the products.
    pub fn sort(&mut self, products: &[Arc<Entry>]) {
        let mut found: Vec<_> = (self.products.iter().zip(&self.ranks))
            .filter_map(|(&i, &rank)| {
                let entry = products.get(i as usize)?;
                Some((!entry.stock().available(), rank, entry.price, i))
            })
            .collect();
        found.sort_unstable();
        (self.products, self.ranks) = found.into_iter().map(|(_, rank, _, i)| (i, rank)).unzip();
    }
}

/// The products of each guide.
pub fn members(
    products: &[Arc<Entry>],
    attributes: &[Attributes],
    categories: &[Category],
) -> Vec<Members> {
    let mut of: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for name in ["telescopes", "binoculars", "mounts", "cameras", "travel", "sun", "gifts"] {
        for &product in categories.iter().filter(|c| c.slug == name).flat_map(|c| &c.members) {
            of.entry(product).or_default().insert(name);
        }
    }
    let none = BTreeSet::new();
    let find = |guide: &intent::BuyingGuide| {
        let fitting = (0_u32..).zip(attributes).filter_map(|(i, attributes)| {
            let rank = Candidate { attributes, categories: of.get(&i).unwrap_or(&none) }
                .rank(guide.slug)?;
            Some((i, rank))
        });
        let (found, ranks) = fitting.unzip();
        let mut members = Members { products: found, ranks };
        members.sort(products);
        members
    };
    BUYING_GUIDES.iter().map(find).collect()
}
