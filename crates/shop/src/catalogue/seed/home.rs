//! The blocks of the home page: `home.csv`. A folder may have none.

use super::{
    error::SeedError,
    once::Part,
    rows::{distinct, read_if_there},
};
use domain::{
    catalogue::rules::{Condition, Known},
    content::{
        PageRole, PageStatus,
        home::{BlockKind, MAX_PRODUCTS, ProductOrder},
        is_path,
    },
    text::slug_error,
};
use serde::Deserialize;
use std::{collections::HashSet, path::Path};
use store::{
    Tx, Uuid,
    content::{BlockPicture, BlockTarget, NewHomeBlock},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

const HOME: &str = "home.csv";

/// How many products a row of them shows if the file does not say it.
const SHELF: u32 = 4;

#[derive(Deserialize)]
struct Record {
    slug: String,
    kind: String,
    status: String,
    /// Such as `2026-12-01T00:00:00+01:00`; may be empty.
    starts_at: String,
    ends_at: String,
    title: String,
    text: String,
    link_label: String,
    /// A path of the shop, or `page`, `category`, `guide` or `product` with a role or slug.
    link: String,
    /// Slug of the product whose picture it shows.
    picture: String,
    rule: String,
    /// Slugs separated by `|`.
    products: String,
    sort: String,
    limit: String,
}

/// Where a link of the home page leads.
enum HomeTarget {
    Page(PageRole),
    /// Slug of a category.
    Category(String),
    /// Slug of a guide.
    Guide(String),
    /// Slug of a product.
    Product(String),
    /// A path of the shop.
    Path(String),
}

/// A block.
struct Block {
    row: Record,
    kind: BlockKind,
    status: PageStatus,
    /// Unix milliseconds.
    starts_at: Option<i64>,
    /// Unix milliseconds.
    ends_at: Option<i64>,
    target: Option<HomeTarget>,
    rule: Option<String>,
    sort: ProductOrder,
    max_products: u32,
}

impl Block {
    /// Slugs of its chosen products.
    fn products(&self) -> impl Iterator<Item = &str> {
        listed(&self.row.products)
    }
}

/// What blocks can refer to in their folder.
#[derive(Clone, Copy)]
pub(super) struct Slugs<'a> {
    /// Attributes and categories.
    pub known: Known<'a>,
    /// Slugs of guides.
    pub guides: &'a HashSet<&'a str>,
    /// Slugs of products.
    pub products: &'a HashSet<&'a str>,
}

/// The blocks of a folder, in order.
pub(super) struct HomeBlocks(Vec<Block>);

impl HomeBlocks {
    /// Reads and checks them.
    pub fn read(folder: &Path, slugs: Slugs<'_>) -> Result<Self, SeedError> {
        let rows: Vec<Record> = read_if_there(folder, HOME)?;
        distinct(HOME, "slug", rows.iter().map(|row| &row.slug))?;
        let mut blocks = Vec::new();
        for row in rows {
            // A row without a slug is named by its title.
            let named = if row.slug.is_empty() { row.title.clone() } else { row.slug.clone() };
            let block = block(row, slugs);
            blocks.push(block.map_err(|error| SeedError::row(HOME, &named, error))?);
        }
        Ok(Self(blocks))
    }

    /// Writes the blocks after the products and guides, at the first load only: see [`Part`].
    /// Returns whether it wrote any.
    pub async fn write(&self, tx: &mut Tx, now: i64) -> Result<bool, SeedError> {
        let is_due = Part::Home.is_due(tx, self.0.len()).await?;
        Part::Home.record(tx, self.0.len()).await?;
        if !is_due {
            return Ok(false);
        }
        for (position, block) in (1_i64..).zip(&self.0) {
            let picture = store::catalogue::product_id(tx, &block.row.picture).await?;
            let new = NewHomeBlock {
                slug: &block.row.slug,
                kind: block.kind,
                position,
                status: block.status,
                starts_at: block.starts_at,
                ends_at: block.ends_at,
                title: &block.row.title,
                text: &block.row.text,
                link_label: &block.row.link_label,
                link: match &block.target {
                    Some(target) => stored(tx, target).await?,
                    None => None,
                },
                picture: picture.map(BlockPicture::Product),
                rule: block.rule.as_deref(),
                sort: block.sort,
                max_products: block.max_products,
            };
            let id = store::content::put_home_block(tx, &new, now).await?;
            let mut products: Vec<Uuid> = Vec::new();
            for slug in block.products() {
                // A generated catalogue may be smaller than its folder.
                products.extend(store::catalogue::product_id(tx, slug).await?);
            }
            store::content::put_home_products(tx, id, &products).await?;
        }
        Ok(true)
    }
}

/// The target as the database has it; none if the shop does not have what it names.
async fn stored<'a>(
    tx: &mut Tx,
    target: &'a HomeTarget,
) -> Result<Option<BlockTarget<'a>>, SeedError> {
    Ok(match target {
        HomeTarget::Page(role) => Some(BlockTarget::Page(*role)),
        HomeTarget::Category(slug) => {
            store::catalogue::category_id(tx, slug).await?.map(BlockTarget::Category)
        }
        HomeTarget::Guide(slug) => {
            store::catalogue::guide_id(tx, slug).await?.map(BlockTarget::Guide)
        }
        HomeTarget::Product(slug) => {
            store::catalogue::product_id(tx, slug).await?.map(BlockTarget::Product)
        }
        HomeTarget::Path(path) => Some(BlockTarget::Path(path)),
    })
}

fn block(row: Record, slugs: Slugs<'_>) -> Result<Block, String> {
    if let Some(error) = slug_error(&row.slug) {
        return Err(error);
    }
    let kind = BlockKind::from_key(&row.kind).ok_or_else(|| {
        let known = BlockKind::ALL.map(BlockKind::key).join(", ");
        format!("kind is {:?}, but can be only {known}", row.kind)
    })?;
    let status = PageStatus::from_key(&row.status)
        .ok_or_else(|| format!("status is {:?}, but can be only draft or published", row.status))?;
    if row.title.is_empty() && kind != BlockKind::Sky {
        return Err("title is empty".to_owned());
    }
    check_unused(&row, kind)?;
    let starts_at = instant("starts_at", &row.starts_at)?;
    let ends_at = instant("ends_at", &row.ends_at)?;
    if let (Some(start), Some(end)) = (starts_at, ends_at)
        && start >= end
    {
        return Err("ends_at is not after starts_at".to_owned());
    }
    let target = target(&row, kind, slugs)?;
    if !row.picture.is_empty() {
        product(&row.picture, slugs)?;
    }
    Ok(Block {
        kind,
        status,
        starts_at,
        ends_at,
        target,
        rule: chosen_by(&row, kind, slugs)?,
        sort: order(&row.sort)?,
        max_products: limit(&row.limit)?,
        row,
    })
}

/// Rejects what a block of this kind would not show.
fn check_unused(row: &Record, kind: BlockKind) -> Result<(), String> {
    // The texts of the sky are the month's.
    let is_sky = kind == BlockKind::Sky;
    let has_picture = matches!(kind, BlockKind::Hero | BlockKind::Banner);
    let has_products = matches!(kind, BlockKind::Hero | BlockKind::Products);
    let columns = [
        ("title", &row.title, !is_sky),
        ("text", &row.text, !is_sky),
        ("link_label", &row.link_label, !is_sky),
        ("link", &row.link, !is_sky),
        ("picture", &row.picture, has_picture),
        ("sort", &row.sort, has_products),
        // A large block shows one product.
        ("limit", &row.limit, kind == BlockKind::Products),
    ];
    match columns.into_iter().find(|(_, value, is_used)| !is_used && !value.is_empty()) {
        None => Ok(()),
        Some((column, ..)) => Err(format!(
            "{column} must be empty: a block of the kind {} does not use it",
            kind.key()
        )),
    }
}

/// Parses a time; none if it is empty.
fn instant(column: &str, text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let instant = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        format!("{column} is {text:?}, but must be a time such as 2026-12-01T00:00:00+01:00")
    })?;
    Ok(Some(instant.unix_timestamp() * 1000))
}

/// Where the block's link leads.
fn target(row: &Record, kind: BlockKind, slugs: Slugs<'_>) -> Result<Option<HomeTarget>, String> {
    // The hero's button leads to these blocks themselves.
    let has_button = matches!(kind, BlockKind::Guides | BlockKind::Categories);
    match (row.link_label.is_empty(), row.link.is_empty()) {
        (_, true) if has_button => return Ok(None),
        (_, false) if has_button => {
            return Err("link must be empty: a button of the hero leads to this block".to_owned());
        }
        (true, true) => return Ok(None),
        (true, false) => return Err("link_label is empty".to_owned()),
        (false, true) => return Err("link is empty".to_owned()),
        (false, false) => {}
    }
    let link = row.link.as_str();
    if is_path(link) {
        return Ok(Some(HomeTarget::Path(link.to_owned())));
    }
    let target = match link.split_once(' ') {
        Some(("page", role)) => HomeTarget::Page(PageRole::from_key(role).ok_or_else(|| {
            let known = PageRole::ALL.map(PageRole::key).join(", ");
            format!("no page role {role:?}: it can be only {known}")
        })?),
        Some(("category", slug)) if (slugs.known.category)(slug) => {
            HomeTarget::Category(slug.into())
        }
        Some(("category", slug)) => return Err(format!("no category {slug}")),
        Some(("guide", slug)) if slugs.guides.contains(slug) => HomeTarget::Guide(slug.into()),
        Some(("guide", slug)) => return Err(format!("no guide {slug}")),
        Some(("product", slug)) => HomeTarget::Product(product(slug, slugs)?.to_owned()),
        _ => {
            return Err(format!(
                "link is {link:?}, but must be a path of the shop, such as /track, or a page, \
                 category, guide or product, such as guide moon"
            ));
        }
    };
    Ok(Some(target))
}

/// Checks what chooses the block's products, and returns its rule.
fn chosen_by(row: &Record, kind: BlockKind, slugs: Slugs<'_>) -> Result<Option<String>, String> {
    match (kind, row.rule.is_empty(), row.products.is_empty()) {
        (_, false, false) => return Err("it has both a rule and products".to_owned()),
        (BlockKind::Products, true, true) => {
            return Err("it needs either a rule or products".to_owned());
        }
        (_, true, true) | (BlockKind::Products | BlockKind::Hero, _, _) => {}
        _ => return Err(format!("a block of the kind {} shows no products", kind.key())),
    }
    let mut known = HashSet::new();
    for slug in listed(&row.products) {
        product(slug, slugs)?;
        if !known.insert(slug) {
            return Err(format!("it has the product {slug} twice"));
        }
    }
    if row.rule.is_empty() {
        return Ok(None);
    }
    let rule = Condition::parse(&row.rule).map_err(|error| error.to_string())?;
    rule.check(slugs.known).map_err(|error| error.to_string())?;
    Ok(Some(rule.to_string()))
}

fn product<'a>(slug: &'a str, slugs: Slugs<'_>) -> Result<&'a str, String> {
    if slugs.products.contains(slug) { Ok(slug) } else { Err(format!("no product {slug}")) }
}

/// Slugs separated by `|`.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|slug| !slug.is_empty())
}

fn order(key: &str) -> Result<ProductOrder, String> {
    if key.is_empty() {
        return Ok(ProductOrder::Chosen);
    }
    ProductOrder::from_key(key).ok_or_else(|| {
        let known = ProductOrder::ALL.map(ProductOrder::key).join(", ");
        format!("sort is {key:?}, but can be only {known}")
    })
}

fn limit(text: &str) -> Result<u32, String> {
    if text.is_empty() {
        return Ok(SHELF);
    }
    let limit = text.parse().ok().filter(|limit| (1..=MAX_PRODUCTS).contains(limit));
    limit.ok_or_else(|| format!("limit is {text:?}, but must be a number from 1 to {MAX_PRODUCTS}"))
}
