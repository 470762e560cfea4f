//! The merchant's buying guides with their products, found and ranked once per version of the
//! catalogue.

use super::{
    entry::{Category, Described, Entry},
    rules::{LeftOut, read},
};
use domain::{
    Currency, Money,
    catalogue::{Attributes, rules::Condition},
    pricing::rates::Rates,
    search::intent::Searches,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use store::{
    Uuid,
    catalogue::{GuidePickRow, GuideRow, GuideRuleRow},
};
use views::{catalogue::Link, content::GuideCard, routes};

/// A hand-picked product of a guide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pick {
    /// The product.
    pub product: u32,
    /// Why it was picked; may be empty.
    pub sentence: String,
}

/// A guide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuyingGuide {
    /// Slug.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// A paragraph of advice.
    pub advice: String,
    /// Name of its icon.
    icon: String,
    /// The maximum price of its picks, in euros.
    pub max_price: Option<Money>,
    /// Searches that lead to it.
    pub searches: Searches,
    /// Hand-picked products that are published.
    pub picks: Vec<Pick>,
}

/// A guide and its products.
#[derive(Clone, Debug)]
pub struct GuideMembers {
    /// Shared with the copies before and after a change of stock.
    pub guide: Arc<BuyingGuide>,
    /// Its rules, each with its rank. Shared like the guide.
    rules: Arc<[(u16, Condition)]>,
    /// The products by number, each with its rank. Shared like the guide.
    members: Arc<[Member]>,
    /// The same products in order: available first, then by rank, then by price. Shared until a
    /// change of stock gives them another order.
    products: Arc<[u32]>,
}

/// A product of a guide.
#[derive(Clone, Copy, Debug)]
struct Member {
    product: u32,
    /// The index of the first rule that it fits.
    rank: u16,
}

impl AsRef<Searches> for GuideMembers {
    fn as_ref(&self) -> &Searches {
        &self.guide.searches
    }
}

impl GuideMembers {
    /// The products, in order.
    pub fn products(&self) -> &[u32] {
        &self.products
    }

    /// The guide with the products of one that has the same rules, and by whose words the same
    /// products are found; none if there is no such guide among the others.
    pub(super) fn with_products_of(self, others: &[Self]) -> Option<Self> {
        let is_like = |other: &&Self| {
            other.rules == self.rules
                && other.guide.title == self.guide.title
                && other.guide.searches == self.guide.searches
        };
        let same = others.iter().find(is_like)?;
        let (members, products) = (Arc::clone(&same.members), Arc::clone(&same.products));
        Some(Self { members, products, ..self })
    }

    /// Sorts the products; `at` returns the one with a number.
    pub fn sort<'a>(&mut self, at: impl Fn(u32) -> Option<&'a Entry>) {
        let mut members = self.members.to_vec();
        members.sort_by_cached_key(|&Member { product, rank }| {
            at(product).map(|entry| (!entry.stock().available(), rank, entry.price, product))
        });
        self.products = members.iter().map(|member| member.product).collect();
    }

    /// Takes a product in, or leaves it out, or gives it another rank, after a change of its
    /// attributes; `at` returns the product with a number.
    pub fn follow<'a>(
        &mut self,
        (product, attributes): (u32, &Attributes),
        is_in: &dyn Fn(&str) -> bool,
        at: impl Fn(u32) -> Option<&'a Entry>,
    ) {
        let fits = |(_, rule): &&(u16, Condition)| rule.holds(attributes, is_in);
        let rank = self.rules.iter().find(fits).map(|(rank, _)| *rank);
        let found = self.members.binary_search_by_key(&product, |member| member.product);
        let before = found.ok().and_then(|place| self.members.get(place)).map(|one| one.rank);
        if rank == before {
            return;
        }
        let mut members = self.members.to_vec();
        members.retain(|member| member.product != product);
        if let Some(rank) = rank {
            let place = members.partition_point(|member| member.product < product);
            members.insert(place, Member { product, rank });
        }
        self.members = members.into();
        self.sort(at);
    }

    /// Moves a product to its place after a change of its price; `at` returns the product with a
    /// number.
    pub fn reposition<'a>(&mut self, product: u32, at: impl Fn(u32) -> Option<&'a Entry>) {
        let Some(from) = self.products.iter().position(|&i| i == product) else { return };
        let key = |i: u32| {
            let found = self.members.binary_search_by_key(&i, |member| member.product);
            let rank = found.ok().and_then(|at| self.members.get(at)).map(|member| member.rank);
            at(i).map(|entry| (!entry.stock().available(), rank, entry.price, i))
        };
        let mut products = self.products.to_vec();
        products.remove(from);
        let own = key(product);
        let to = products.partition_point(|&i| key(i) < own);
        products.insert(to, product);
        self.products = products.into();
    }

    /// The link to its page.
    pub fn link(&self) -> Link {
        Link { href: routes::buying_guide(&self.guide.slug), text: self.guide.title.clone() }
    }

    /// The guide on the home page.
    pub fn card(&self) -> GuideCard {
        GuideCard { link: self.link(), icon: self.guide.icon.clone() }
    }
}

/// The rows of all guides.
#[derive(Debug, Default)]
pub struct GuideRows {
    /// Published guides, in order.
    pub guides: Vec<GuideRow>,
    /// Rules of guides of any status, in order of rank.
    pub rules: Vec<GuideRuleRow>,
    /// Hand-picked products of guides of any status, in order.
    pub picks: Vec<GuidePickRow>,
}

/// What guides are made from beside their rows.
#[derive(Clone, Copy)]
pub struct GuideContext<'a> {
    /// All products.
    pub products: &'a [Described],
    /// Their indices by id.
    pub numbers: &'a HashMap<Uuid, u32>,
    /// Categories with their members.
    pub categories: &'a [Category],
    /// Exchange rates.
    pub rates: &'a Rates,
}

/// The guides with their products, in the order of the rows. Adds rules to `left_out` that cannot
/// be read or name what does not exist, and leaves out, with a warning, maximum prices without an
/// exchange rate: the other guides still show.
pub fn members(
    rows: GuideRows,
    context: GuideContext<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<GuideMembers> {
    let GuideRows { guides, rules, picks } = rows;
    let mut conditions: HashMap<Uuid, Vec<(u16, Condition)>> = HashMap::new();
    for (guide, rank, condition) in parsed(&guides, &rules, context.categories, left_out) {
        conditions.entry(guide).or_default().push((rank, condition));
    }
    let named: BTreeSet<&str> =
        conditions.values().flatten().flat_map(|(_, rule)| rule.categories()).collect();
    let within = Within::new(context, &named);
    let mut picked: HashMap<Uuid, Vec<Pick>> = HashMap::new();
    for GuidePickRow { guide_id, product_id, sentence } in picks {
        // A product that is not published is in no list.
        if let Some(&product) = context.numbers.get(&product_id) {
            picked.entry(guide_id).or_default().push(Pick { product, sentence });
        }
    }
    let make = |row: GuideRow| {
        let rules = conditions.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let member = |(product, described): (u32, &Described)| {
            let is_in = |slug: &str| within.has(slug, product);
            let fits = |(_, rule): &&(u16, Condition)| rule.holds(&described.attributes, &is_in);
            rules.iter().find(fits).map(|&(rank, _)| Member { product, rank })
        };
        let members = (0_u32..).zip(context.products).filter_map(member).collect();
        let picks = picked.remove(&row.id).unwrap_or_default();
        let guide = Arc::new(guide(row, picks, context.rates));
        let mut found =
            GuideMembers { guide, rules: rules.into(), members, products: Arc::default() };
        found.sort(|i| context.products.get(i as usize).map(|product| &*product.entry));
        found
    };
    guides.into_iter().map(make).collect()
}

fn guide(row: GuideRow, picks: Vec<Pick>, rates: &Rates) -> BuyingGuide {
    let max_price = row.max_price_minor.zip(row.max_price_currency);
    let max_price = max_price.and_then(|(minor, currency)| {
        let euros = rates.convert(Money::new(minor, currency), Currency::EUR);
        if euros.is_none() {
            tracing::warn!(
                guide = %row.slug,
                %currency,
                "the guide's maximum price is left out: no exchange rate"
            );
        }
        euros
    });
    BuyingGuide {
        slug: row.slug,
        title: row.title,
        advice: row.advice,
        icon: row.icon,
        max_price,
        searches: Searches::of_guide(&row.search_words),
        picks,
    }
}

/// The rules of published guides, each with its guide and rank.
fn parsed(
    guides: &[GuideRow],
    rules: &[GuideRuleRow],
    categories: &[Category],
    left_out: &mut Vec<LeftOut>,
) -> Vec<(Uuid, u16, Condition)> {
    let mut parsed = Vec::new();
    for rules in rules.chunk_by(|a, b| a.guide_id == b.guide_id) {
        for (rank, GuideRuleRow { guide_id, condition }) in (0_u16..).zip(rules) {
            let Some(guide) = guides.iter().find(|guide| guide.id == *guide_id) else { continue };
            match read(condition, categories) {
                Ok(condition) => parsed.push((*guide_id, rank, condition)),
                Err(error) => left_out.push(LeftOut {
                    place: format!("guide {}, rule {}", guide.slug, rank + 1),
                    rule: condition.clone(),
                    error,
                }),
            }
        }
    }
    parsed
}

/// Which products are in the categories that rules name.
pub(super) struct Within<'a>(HashMap<&'a str, Vec<bool>>);

impl<'a> Within<'a> {
    /// Those of the named categories.
    pub(super) fn new(context: GuideContext<'_>, named: &BTreeSet<&'a str>) -> Self {
        let members = |&slug: &&'a str| {
            let mut is_member = vec![false; context.products.len()];
            let category = context.categories.iter().find(|category| category.slug == slug);
            for &product in category.iter().flat_map(|category| &category.members) {
                if let Some(member) = is_member.get_mut(product as usize) {
                    *member = true;
                }
            }
            (slug, is_member)
        };
        Self(named.iter().map(members).collect())
    }

    /// Whether a product is in a category.
    pub(super) fn has(&self, slug: &str, product: u32) -> bool {
        self.0.get(slug).and_then(|members| members.get(product as usize)) == Some(&true)
    }
}
