//! What fits a wish, and in which order: decided by attributes and categories, once for each
//! version of the catalogue.

use super::{
    facts::solar_only,
    listing::list,
    snapshot::{Category, Entry},
};
use crate::{Context, Error, catalogue::ListQuery};
use domain::{
    Currency,
    catalogue::{Attributes, Value},
    search::intent::{self, WISHES},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use views::{content::WishView, routes};

/// How many instruments are chosen for a wish.
const CHOSEN: usize = 3;

/// A product as a wish looks at it.
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
        matches!(self.attributes.get("good_for"), Some(Value::List(list)) if list.iter().any(|other| other == purpose))
    }

    /// A telescope for the night with at least this aperture in mm.
    fn telescope(&self, aperture: f64) -> bool {
        self.is_in("telescopes")
            && self.number("aperture") >= aperture.max(1.0)
            && !solar_only(self.attributes)
    }

    /// A tube alone, without what carries it.
    fn bare(&self) -> bool {
        !matches!(self.attributes.get("mount_type"), Some(Value::Text(mount)) if mount != "None")
    }

    fn tracks(&self) -> bool {
        self.attributes.get("tracking") == Some(&Value::Flag(true))
    }

    /// The rank of a product for a wish, the least first; none where it does not fit.
    fn rank(&self, wish: &str) -> Option<u8> {
        let bare = u8::from(self.bare());
        match wish {
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

/// The products that fit a wish.
#[derive(Clone, Debug)]
pub(super) struct Members {
    /// In order: what can be bought first, then by rank, then by price.
    pub products: Vec<u32>,
    /// The rank of each, in the same order.
    ranks: Vec<u8>,
}

impl Members {
    /// Brings them into order.
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

/// The products that fit each wish.
pub(super) fn members(
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
    let find = |wish: &intent::Wish| {
        let fitting = (0_u32..).zip(attributes).filter_map(|(i, attributes)| {
            let rank = Candidate { attributes, categories: of.get(&i).unwrap_or(&none) }
                .rank(wish.slug)?;
            Some((i, rank))
        });
        let (found, ranks) = fitting.unzip();
        let mut members = Members { products: found, ranks };
        members.sort(products);
        members
    };
    WISHES.iter().map(find).collect()
}

/// The page of a wish.
///
/// # Errors
/// [`Error::NotFound`] for a wish that is none, [`Error::PastEnd`] for a page.
pub fn guide(
    ctx: &Context,
    slug: &str,
    query: &ListQuery,
    currency: Currency,
) -> Result<WishView, Error> {
    let snapshot = ctx.snapshot();
    let place = WISHES.iter().position(|wish| wish.slug == slug).ok_or(Error::NotFound("wish"))?;
    let (wish, members) =
        WISHES.get(place).zip(snapshot.wishes.get(place)).ok_or(Error::NotFound("wish"))?;
    let members = &members.products;
    let query = ListQuery { text: String::new(), ..query.clone() };
    let list = list(ctx, &snapshot, members, &query, &routes::buying_guide(slug), currency)?;
    let fits = |entry: &&Entry| {
        entry.stock().available() && wish.most.is_none_or(|most| entry.price <= most)
    };
    let available = wish.chosen.iter().filter_map(|slug| snapshot.by_slug(slug)).filter(fits);
    let mut chosen: Vec<&Entry> = available.take(CHOSEN).collect();
    chosen.sort_by_key(|entry| entry.price);
    let most = wish
        .most
        .and_then(|most| ctx.rates().convert(domain::Money::new(most, Currency::EUR), currency));
    Ok(WishView {
        slug: wish.slug,
        chosen: crate::catalogue::cards(ctx, chosen, currency),
        most,
        list,
    })
}
