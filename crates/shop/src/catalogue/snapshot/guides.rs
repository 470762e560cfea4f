//! The products of each buying guide and their order: derived from attributes and categories, once
//! per version of the catalogue.

use super::{
    attributes::solar_only,
    entry::{Category, Described, Entry},
};
use domain::{
    catalogue::{Attributes, Value},
    search::intent::{BUYING_GUIDES, BuyingGuide},
};
use std::collections::{BTreeMap, BTreeSet};

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

/// A guide and its products.
#[derive(Clone, Debug)]
pub struct GuideMembers {
    /// The guide.
    pub guide: &'static BuyingGuide,
    /// In order: available first, then by rank, then by price.
    members: Vec<Member>,
}

/// A product of a guide.
#[derive(Clone, Copy, Debug)]
struct Member {
    product: u32,
    rank: u8,
}

impl GuideMembers {
    /// The products, in order.
    pub fn products(&self) -> impl Iterator<Item = u32> + '_ {
        self.members.iter().map(|member| member.product)
    }

    /// Sorts the products; `at` returns the one with a number.
    pub fn sort<'a>(&mut self, at: impl Fn(u32) -> Option<&'a Entry>) {
        self.members.sort_by_cached_key(|&Member { product, rank }| {
            at(product).map(|entry| (!entry.stock().available(), rank, entry.price, product))
        });
    }
}

/// The products of each guide, in the order of the guides.
pub fn members(products: &[Described], categories: &[Category]) -> Vec<GuideMembers> {
    let mut of: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for name in ["telescopes", "binoculars", "mounts", "cameras", "travel", "sun", "gifts"] {
        for &product in categories.iter().filter(|c| c.slug == name).flat_map(|c| &c.members) {
            of.entry(product).or_default().insert(name);
        }
    }
    let none = BTreeSet::new();
    let find = |guide: &'static BuyingGuide| {
        let member = |(product, described): (u32, &Described)| {
            let categories = of.get(&product).unwrap_or(&none);
            let candidate = Candidate { attributes: &described.attributes, categories };
            Some(Member { product, rank: candidate.rank(guide.slug)? })
        };
        let members = (0_u32..).zip(products).filter_map(member).collect();
        let mut found = GuideMembers { guide, members };
        found.sort(|i| products.get(i as usize).map(|product| &*product.entry));
        found
    };
    BUYING_GUIDES.iter().map(find).collect()
}
