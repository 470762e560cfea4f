//! Lists of products.

use super::DeskError;
use crate::{Context, staff::Actor};
use domain::{
    Currency,
    catalogue::{ProductStatus, readiness::Lack},
    staff::Permission,
};
use std::collections::{BTreeSet, HashMap};
use store::{
    Executor, Uuid,
    catalogue::{DeskRow, ListFilter, ListOrder, VariantsRow},
};

/// The most products of a page.
const MAX: u32 = 100;
/// The most products that are counted.
pub const MAX_COUNTED: u32 = 10_000;
/// The most words that are looked for; others are ignored.
const WORDS: usize = 6;

/// The order of a list.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SortProducts {
    /// By name.
    #[default]
    Name,
    /// Changed last first.
    Updated,
    /// Created last first.
    Created,
}

impl SortProducts {
    /// All, in display order.
    pub const ALL: [Self; 3] = [Self::Name, Self::Updated, Self::Created];

    /// Its key in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Updated => "updated",
            Self::Created => "created",
        }
    }

    /// The order with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// Which products to list.
#[derive(Clone, Default, Debug)]
pub struct ListProducts {
    /// What names, slugs and SKUs begin with, word by word; also an old slug or SKU as a whole.
    pub text: String,
    /// Only these statuses; all if there are none.
    pub statuses: Vec<ProductStatus>,
    /// Only those in this category or below it.
    pub category: Option<Uuid>,
    /// Only those that lack one of these. Stock and exchange rates cannot be asked for.
    pub missing: Vec<Lack>,
    /// Their order.
    pub sort: SortProducts,
    /// Where the page begins: [`ProductList::next`] of the page before.
    pub after: Option<String>,
    /// How many at most, up to 100.
    pub limit: u32,
}

/// A page of products.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductList {
    /// In their order.
    pub products: Vec<ListedProduct>,
    /// Where the next page begins; none if this is the last.
    pub next: Option<String>,
}

/// A product in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedProduct {
    /// Its row.
    pub row: DeskRow,
    /// What it lacks, of what is stored.
    pub missing: Vec<Lack>,
    /// Its variants that are sold, by currency.
    pub variants: Vec<ListedVariants>,
}

/// The variants of a product with prices in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListedVariants {
    /// The currency.
    pub currency: Currency,
    /// How many there are.
    pub count: u32,
    /// Units in stock.
    pub stock: i64,
    /// The lowest price in minor units.
    pub lowest: i64,
    /// The highest price in minor units.
    pub highest: i64,
}

/// A page of products, with a number of statements that does not depend on how many there are.
///
/// # Errors
/// See [`DeskError`].
pub async fn list(
    ctx: &Context,
    actor: &Actor,
    command: ListProducts,
) -> Result<ProductList, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let limit = command.limit.clamp(1, MAX);
    let filter = filter(&mut conn, &command).await?;
    // One more says whether there is a next page.
    let mut ids = store::catalogue::desk_page(&mut conn, &filter, limit + 1).await?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    let last = ids.last().copied();
    let text = command.text.trim();
    if command.after.is_none() && ids.is_empty() && !text.is_empty() {
        // An old slug or SKU has none of the words that its product has now.
        ids = store::catalogue::named_exactly(&mut conn, text).await?;
    }
    let rows = store::catalogue::desk_rows(&mut conn, &ids).await?;
    let variants = store::catalogue::desk_variants(&mut conn, &ids).await?;
    drop(conn);
    let next =
        rows.iter().find(|row| more && Some(row.id) == last).map(|row| cursor(command.sort, row));
    Ok(ProductList { products: in_order(&ids, rows, &variants), next })
}

/// How many products a list has on all its pages; no more than [`MAX_COUNTED`] are counted.
///
/// # Errors
/// See [`DeskError`].
pub async fn count(ctx: &Context, actor: &Actor, command: &ListProducts) -> Result<u32, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let filter = filter(&mut conn, command).await?;
    Ok(store::catalogue::desk_count(&mut conn, &filter, MAX_COUNTED).await?)
}

/// The keys of the products of a list, from its beginning, at most `max`.
///
/// # Errors
/// See [`DeskError`].
pub(in crate::catalogue) async fn keys(
    executor: &mut impl Executor,
    command: &ListProducts,
    max: u32,
) -> Result<Vec<Uuid>, DeskError> {
    let whole = ListProducts { after: None, ..command.clone() };
    let filter = filter(executor, &whole).await?;
    let ids = store::catalogue::desk_page(executor, &filter, max).await?;
    let text = whole.text.trim();
    if ids.is_empty() && !text.is_empty() {
        return Ok(store::catalogue::named_exactly(executor, text).await?);
    }
    Ok(ids)
}

/// What the database is asked for.
async fn filter(
    executor: &mut impl Executor,
    command: &ListProducts,
) -> Result<ListFilter, DeskError> {
    let mut filter = ListFilter {
        words: store::catalogue::words(&command.text).into_iter().take(WORDS).collect(),
        statuses: command.statuses.clone(),
        categories: Vec::new(),
        missing: None,
        order: order(command.sort, command.after.as_deref())?,
    };
    if let Some(category) = command.category {
        filter.categories = below(executor, category).await?;
    }
    if !command.missing.is_empty() {
        let bits = command.missing.iter().filter_map(|lack| lack.bit());
        filter.missing = Some(bits.fold(0, |all, bit| all | bit));
    }
    Ok(filter)
}

/// The rows in the order of the keys, with their variants.
fn in_order(ids: &[Uuid], rows: Vec<DeskRow>, variants: &[VariantsRow]) -> Vec<ListedProduct> {
    let mut rows: HashMap<Uuid, DeskRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let listed = |row: DeskRow| {
        let own = variants.iter().filter(|one| one.product_id == row.id);
        let variants = own.map(|one| ListedVariants {
            currency: one.currency,
            count: one.variants,
            stock: one.stock,
            lowest: one.lowest,
            highest: one.highest,
        });
        ListedProduct {
            variants: variants.collect(),
            missing: Lack::of_bits(row.missing).collect(),
            row,
        }
    };
    // One that was deleted in this moment is left out.
    ids.iter().filter_map(|id| rows.remove(id)).map(listed).collect()
}

/// A category and those below it.
async fn below(executor: &mut impl Executor, category: Uuid) -> Result<Vec<Uuid>, DeskError> {
    let all = store::catalogue::edited_categories(executor).await?;
    let mut found = BTreeSet::from([category]);
    loop {
        let before = found.len();
        let is_below = |parent: Option<Uuid>| parent.is_some_and(|parent| found.contains(&parent));
        let children: Vec<Uuid> =
            all.iter().filter(|row| is_below(row.parent_id)).map(|row| row.id).collect();
        found.extend(children);
        if found.len() == before {
            return Ok(found.into_iter().collect());
        }
    }
}

/// Where a page begins after this product: its key, and what the list is sorted by.
fn cursor(sort: SortProducts, row: &DeskRow) -> String {
    match sort {
        SortProducts::Name => format!("{}.{}", row.id, row.name),
        SortProducts::Updated => format!("{}.{}", row.id, row.updated_at),
        SortProducts::Created => row.id.to_string(),
    }
}

fn order(sort: SortProducts, after: Option<&str>) -> Result<ListOrder, DeskError> {
    let Some(after) = after else {
        return Ok(match sort {
            SortProducts::Name => ListOrder::Name(None),
            SortProducts::Updated => ListOrder::Updated(None),
            SortProducts::Created => ListOrder::Created(None),
        });
    };
    let (id, key) = after.split_once('.').unwrap_or((after, ""));
    let id: Uuid = id.parse().map_err(|_| DeskError::NoSuchPage)?;
    Ok(match sort {
        SortProducts::Name => ListOrder::Name(Some((key.to_owned(), id))),
        SortProducts::Updated => {
            let at = key.parse().map_err(|_| DeskError::NoSuchPage)?;
            ListOrder::Updated(Some((at, id)))
        }
        SortProducts::Created => ListOrder::Created(Some(id)),
    })
}
