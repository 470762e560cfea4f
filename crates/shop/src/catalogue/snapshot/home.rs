//! The blocks of the home page that are shown at the time of the copy, with their products in
//! order: found once per version of the catalogue.

use super::{
    entry::{Described, Entry},
    guides::{GuideContext, GuideMembers, Within},
    pictures::Pictures,
    rules::{self, LeftOut},
};
use crate::content::{Below, Content, html};
use domain::{
    catalogue::{Attributes, rules::Condition},
    content::{
        home::{BlockKind, ProductOrder},
        is_path,
    },
};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};
use store::{
    Uuid,
    content::{HomeBlockRow, HomeProductRow},
};
use views::{
    catalogue::{Link, Picture},
    content::block_id,
    routes,
};

/// A block.
#[derive(Clone, PartialEq, Debug)]
pub struct BlockEntry {
    /// Its name in addresses.
    pub slug: String,
    /// What it shows.
    pub kind: BlockKind,
    /// Its heading; may be empty.
    pub title: String,
    /// A paragraph; trusted HTML in a block of text.
    pub text: String,
    /// Its link.
    pub link: Option<Link>,
    /// The hero's button that leads to it.
    pub button: Option<Link>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// The slug of the product whose picture it has, if it is one's.
    picture_product: Option<String>,
    /// The condition on its products; none if they are chosen one by one.
    rule: Option<Condition>,
    /// Its products in order, sold out ones too.
    pub products: Vec<u32>,
    /// Their order; none if the program does not know it.
    order: Option<ProductOrder>,
    /// How many of them it shows at most.
    pub max_products: usize,
}

impl BlockEntry {
    /// Whether this condition chooses its products.
    pub(super) fn is_ruled_by(&self, rule: &Condition) -> bool {
        self.rule.as_ref() == Some(rule)
    }

    /// The order of its products; none if the program does not know it.
    pub(super) fn order(&self) -> Option<ProductOrder> {
        self.order
    }

    /// Takes a product in, or leaves it out, after a change of its attributes; `at` returns the
    /// product with a number.
    pub fn choose<'a>(
        &mut self,
        (product, attributes): (u32, &Attributes),
        is_in: &dyn Fn(&str) -> bool,
        at: impl Fn(u32) -> Option<&'a Entry>,
    ) {
        let Some(rule) = &self.rule else { return };
        let (had, has) = (self.products.contains(&product), rule.holds(attributes, is_in));
        if had && !has {
            self.products.retain(|i| *i != product);
        }
        if !had && has {
            let key = |i: u32| {
                let entry = at(i);
                match self.order {
                    Some(ProductOrder::Price) => (entry.map(|entry| entry.price), i64::from(i)),
                    Some(ProductOrder::Newest) => {
                        let newest = entry.map(|entry| entry.published_at.saturating_neg());
                        (newest, -i64::from(i))
                    }
                    Some(ProductOrder::Chosen) | None => (None, i64::from(i)),
                }
            };
            let own = key(product);
            let place = self.products.partition_point(|&i| key(i) < own);
            self.products.insert(place, product);
        }
    }

    /// Sorts the products after a change of prices, if that is their order; `at` returns the
    /// product with a number.
    pub fn sort<'a>(&mut self, at: impl Fn(u32) -> Option<&'a Entry>) {
        if self.order == Some(ProductOrder::Price) {
            self.products.sort_by_key(|&i| (at(i).map(|entry| entry.price), i));
        }
    }

    /// Follows a change of the price or the picture of a product; `at` returns the product with a
    /// number.
    pub fn follow<'a>(&mut self, changed: &Entry, at: impl Fn(u32) -> Option<&'a Entry>) {
        if self.picture_product.as_deref() == Some(&*changed.slug) {
            self.picture.clone_from(&changed.picture);
        }
        let place = self.products.iter().position(|&i| i == changed.number);
        if let Some(from) = place.filter(|_| self.order == Some(ProductOrder::Price)) {
            let key = |i: u32| (at(i).map(|entry| entry.price), i);
            self.products.remove(from);
            let own = key(changed.number);
            let to = self.products.partition_point(|&i| key(i) < own);
            self.products.insert(to, changed.number);
        }
    }
}

/// The rows of all blocks.
#[derive(Debug, Default)]
pub struct HomeRows {
    /// Published blocks, whatever their time, in order.
    pub blocks: Vec<HomeBlockRow>,
    /// Chosen products of blocks of any status, in order.
    pub products: Vec<HomeProductRow>,
}

impl HomeRows {
    /// When blocks begin and end to be shown.
    pub fn changes(&self) -> impl Iterator<Item = i64> {
        self.blocks.iter().flat_map(|row| [row.starts_at, row.ends_at]).flatten()
    }
}

/// What blocks are made from beside their rows.
#[derive(Clone, Copy)]
pub struct HomeContext<'a> {
    /// Products and categories.
    pub catalogue: GuideContext<'a>,
    /// Buying guides.
    pub guides: &'a [GuideMembers],
    /// Content pages.
    pub content: &'a Content,
    /// All pictures.
    pub pictures: &'a Pictures,
}

impl HomeContext<'_> {
    fn product(&self, slug: &str) -> Option<&Described> {
        self.catalogue.products.iter().find(|product| *product.entry.slug == *slug)
    }

    /// The address to which a block's link leads; none if that is not shown to shoppers.
    fn address(&self, row: &HomeBlockRow) -> Option<String> {
        if let Some(role) = row.link_page {
            return self.content.links().page(role).map(ToOwned::to_owned);
        }
        if let Some(slug) = &row.link_category {
            let is_known = self.catalogue.categories.iter().any(|one| one.slug == *slug);
            return is_known.then(|| routes::category(slug));
        }
        if let Some(slug) = &row.link_guide {
            let is_known = self.guides.iter().any(|one| one.guide.slug == *slug);
            return is_known.then(|| routes::buying_guide(slug));
        }
        if let Some(slug) = &row.link_product {
            return self.product(slug).map(|_| routes::product(slug));
        }
        row.link_path.clone().filter(|path| is_path(path))
    }

    fn picture(&self, row: &HomeBlockRow) -> Option<Picture> {
        if let Some(slug) = &row.picture_product {
            return self.product(slug).and_then(|product| product.entry.picture.clone());
        }
        // An unknown picture costs its block, not the whole catalogue.
        self.pictures.get(row.picture_hash.as_deref(), None).ok().flatten()
    }
}

/// The blocks shown at `now` (Unix milliseconds), in the order of the rows. Leaves out, with a
/// warning, blocks of a kind or order that the program does not know, and adds rules to `left_out`
/// that cannot be read or name what does not exist.
pub fn blocks(
    rows: HomeRows,
    now: i64,
    context: HomeContext<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<BlockEntry> {
    let HomeRows { blocks, products } = rows;
    let mut chosen: HashMap<Uuid, Vec<u32>> = HashMap::new();
    for HomeProductRow { block_id, product_id } in products {
        // A product that is not published is in no block.
        if let Some(&product) = context.catalogue.numbers.get(&product_id) {
            chosen.entry(block_id).or_default().push(product);
        }
    }
    let make = |row: HomeBlockRow| {
        let (Some(kind), Some(order)) = (row.kind, row.sort) else {
            tracing::warn!(block = %row.slug, "left out: a home block of an unknown kind or order");
            return None;
        };
        let mut products = match &row.rule {
            Some(rule) => fitting(rule, &row.slug, context.catalogue, left_out),
            None => chosen.remove(&row.id).unwrap_or_default(),
        };
        sort(&mut products, order, context.catalogue.products);
        block(row, kind, products, context)
    };
    blocks.into_iter().filter(|row| is_shown(row, now)).filter_map(make).collect()
}

/// Whether a block is shown at a time in Unix milliseconds.
pub(super) fn is_shown(row: &HomeBlockRow, now: i64) -> bool {
    row.starts_at.is_none_or(|at| at <= now) && row.ends_at.is_none_or(|at| at > now)
}

/// The products that fit the rule of a block.
fn fitting(
    rule: &str,
    block: &str,
    context: GuideContext<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<u32> {
    let condition = match rules::read(rule, context.categories) {
        Ok(condition) => condition,
        Err(error) => {
            let (place, rule) = (format!("home block {block}"), rule.to_owned());
            left_out.push(LeftOut { place, rule, error });
            return Vec::new();
        }
    };
    let named: BTreeSet<&str> = condition.categories().into_iter().collect();
    let within = Within::new(context, &named);
    let fits = |&(product, described): &(u32, &Described)| {
        condition.holds(&described.attributes, &|slug: &str| within.has(slug, product))
    };
    (0_u32..).zip(context.products).filter(fits).map(|(product, _)| product).collect()
}

fn sort(products: &mut [u32], order: ProductOrder, all: &[Described]) {
    let entry = |i: u32| all.get(i as usize).map(|product| &*product.entry);
    match order {
        ProductOrder::Chosen => {}
        ProductOrder::Newest => {
            products.sort_by_key(|&i| Reverse((entry(i).map(|entry| entry.published_at), i)));
        }
        ProductOrder::Price => {
            products.sort_by_key(|&i| (entry(i).map(|entry| entry.price), i));
        }
    }
}

/// A block; none if it is a banner whose picture or target is gone.
fn block(
    row: HomeBlockRow,
    kind: BlockKind,
    products: Vec<u32>,
    context: HomeContext<'_>,
) -> Option<BlockEntry> {
    let picture = context.picture(&row);
    let link_to = |href: String| Link { href, text: row.link_label.clone() };
    let is_linked = !row.link_label.is_empty();
    let has_button = matches!(kind, BlockKind::Guides | BlockKind::Categories);
    let link = context.address(&row).filter(|_| is_linked && !has_button).map(link_to);
    let button = (is_linked && has_button).then(|| link_to(format!("#{}", block_id(&row.slug))));
    if kind == BlockKind::Banner {
        let has_picture = row.picture_hash.is_some() || row.picture_product.is_some();
        if (has_picture && picture.is_none()) || (is_linked && link.is_none()) {
            return None;
        }
    }
    Some(BlockEntry {
        text: match kind {
            BlockKind::Text => html(&row.text, Below::Section),
            _ => row.text,
        },
        slug: row.slug,
        kind,
        title: row.title,
        link,
        button,
        picture,
        picture_product: row.picture_product,
        // It was read before: a block whose rule cannot be read has no products.
        rule: row.rule.and_then(|rule| rules::read(&rule, context.catalogue.categories).ok()),
        products,
        order: row.sort,
        // Never more than fits: the table limits it.
        max_products: usize::try_from(row.max_products).unwrap_or(usize::MAX),
    })
}
