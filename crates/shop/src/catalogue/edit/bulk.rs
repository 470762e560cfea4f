//! Changes many products in one step: their status, a category, an attribute. Prices are
//! [`change_prices`](crate::pricing::change_prices).

use super::{
    Problem,
    fields::{Record, Subject, differences},
    known::Known,
    product::{
        ProductField,
        record::{Product, with_attributes},
    },
    show,
};
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    catalogue::desk::{DeskError, ListProducts, list::keys},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    catalogue::ProductStatus,
    staff::Permission,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Executor, Tx, Uuid,
    catalogue::{Change, EditedProductRow, NamedRow},
};

/// The most products of one step.
pub const MAX_PRODUCTS: u32 = 20_000;
/// More changed products than this are announced as a change of everything.
const NAMED: usize = 200;

/// Which products a step changes.
#[derive(Clone, Debug)]
pub enum SelectProducts {
    /// These.
    Ids(Vec<Uuid>),
    /// All of a list, from its beginning.
    Listed(ListProducts),
}

/// What a step changes of each product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BulkChange {
    /// Its status.
    Status(ProductStatus),
    /// Puts it into the category with this slug, beside those that it is in.
    AddCategory(String),
    /// Takes it out of the category with this slug.
    RemoveCategory(String),
    /// Gives it an attribute; an empty value takes the attribute away.
    Attribute {
        /// The key of the attribute.
        key: String,
        /// Its value, as in the field of a product.
        value: String,
    },
}

impl BulkChange {
    /// The field that it changes.
    fn field(&self) -> ProductField {
        match self {
            Self::Status(_) => ProductField::Status,
            Self::AddCategory(_) | Self::RemoveCategory(_) => ProductField::Categories,
            Self::Attribute { key, .. } => ProductField::Attribute(key.clone()),
        }
    }

    /// The value of the field after the change.
    fn value(&self, before: &str) -> String {
        let others = |slug: &str| before.split('|').filter(|one| *one != slug).collect::<Vec<_>>();
        match self {
            Self::Status(status) => status.key().to_owned(),
            Self::AddCategory(slug) if before.split('|').any(|one| one == slug) => {
                before.to_owned()
            }
            Self::AddCategory(slug) => format!("{before}|{slug}"),
            Self::RemoveCategory(slug) => others(slug).join("|"),
            Self::Attribute { value, .. } => value.clone(),
        }
    }
}

/// Changes many products in one step.
#[derive(Clone, Debug)]
pub struct ChangeProducts {
    /// Which products.
    pub select: SelectProducts,
    /// What changes.
    pub change: BulkChange,
}

/// A product before and after a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewedProduct {
    /// The product.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The value of the field now.
    pub before: String,
    /// The value after the step, or why the product stays as it is.
    pub after: Result<String, Problem>,
}

impl PreviewedProduct {
    /// Whether the step changes it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.after.as_ref().is_ok_and(|after| *after != self.before)
    }
}

/// What a step would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BulkPreview {
    /// The products by id, also those that stay as they are.
    pub products: Vec<PreviewedProduct>,
    /// Identifies these values: they are changed only if they are still as shown.
    pub digest: String,
}

/// Products that were changed in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProductsChanged {
    /// The entry in the audit log, by which the step can be taken back.
    pub entry: Uuid,
    /// How many.
    pub changed: usize,
}

/// Why no product was changed.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such category or attribute.
    #[error("there is no such category or attribute")]
    Unknown,
    /// The list of products does not exist.
    #[error("there is no such list")]
    NoSuchList,
    /// More than [`MAX_PRODUCTS`] are chosen.
    #[error("too many products are chosen")]
    TooMany,
    /// No product is chosen, or none would change.
    #[error("nothing would change")]
    Nothing,
    /// Products have changed since the preview was shown.
    #[error("products have changed since the preview was shown")]
    Changed,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(BulkError);

impl From<DeskError> for BulkError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Forbidden(error) => Self::Forbidden(error),
            DeskError::NotFound | DeskError::NoSuchPage => Self::NoSuchList,
            DeskError::Internal(error) => Self::Internal(error),
        }
    }
}

/// Shows what a step would change. The number of statements does not depend on how many products
/// there are.
///
/// # Errors
/// See [`BulkError`].
pub async fn preview_products(
    ctx: &Context,
    actor: &Actor,
    command: &ChangeProducts,
) -> Result<BulkPreview, BulkError> {
    actor.require(Permission::CatalogueWrite)?;
    let mut conn = ctx.db().read().await?;
    let ids = selected(&mut conn, &command.select).await?;
    let rows = store::catalogue::edited_products(&mut conn, &ids).await?;
    let known = known(ctx, &mut conn, &command.change).await?;
    let planned = plan(&mut conn, rows, (&command.change, &known)).await?;
    Ok(preview(&planned, &command.change, &known))
}

/// Changes products as they were previewed, all in one transaction with one audit entry. Products
/// that cannot have the new value stay as they are.
///
/// # Errors
/// See [`BulkError`]; [`BulkError::Changed`] if the preview with this digest is not what would be
/// changed now.
#[tracing::instrument(name = "change_products", skip_all)]
pub async fn change_products(
    ctx: &Context,
    actor: &Actor,
    command: &ChangeProducts,
    digest: &str,
) -> Result<ProductsChanged, BulkError> {
    actor.require(Permission::CatalogueWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let ids = selected(&mut tx, &command.select).await?;
    let rows = store::catalogue::lock_edited_products(&mut tx, &ids).await?;
    if let BulkChange::AddCategory(slug) = &command.change {
        // It is not archived until the products are in it.
        store::catalogue::lock_categories(&mut tx, std::slice::from_ref(slug)).await?;
    }
    let known = known(ctx, &mut tx, &command.change).await?;
    let planned = plan(&mut tx, rows, (&command.change, &known)).await?;
    if preview(&planned, &command.change, &known).digest != digest {
        return Err(BulkError::Changed);
    }
    let changed: Vec<(&Product, &Product)> = planned
        .iter()
        .filter_map(|(before, after)| Some((before, after.as_ref().ok()?)))
        .filter(|(before, after)| before != after)
        .collect();
    if changed.is_empty() {
        return Err(BulkError::Nothing);
    }
    write(&mut tx, &changed, (&command.change, &known)).await?;
    let changes: Vec<Changed> = changed
        .iter()
        .flat_map(|(before, after)| {
            let (id, label) = (after.row.id, after.row.name.as_str());
            differences(Subject { entity: Entity::Product, id, label }, *before, *after, &known)
        })
        .collect();
    let entry = record(&mut tx, actor, now, Recorded::new(Action::Bulk, changes)).await?;
    if changed.len() > NAMED {
        store::catalogue::bump(&mut tx).await?;
    } else {
        let about: Vec<Change> =
            changed.iter().map(|(_, after)| Change::Product(after.row.id)).collect();
        store::catalogue::bump_for(&mut tx, &about).await?;
    }
    let changed = changed.len();
    tx.commit().await?;
    show(ctx).await;
    Ok(ProductsChanged { entry, changed })
}

/// The SKUs of the variants of chosen products that are sold, to change their prices.
///
/// # Errors
/// See [`BulkError`].
pub async fn selected_skus(
    ctx: &Context,
    actor: &Actor,
    select: &SelectProducts,
) -> Result<Vec<String>, BulkError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let ids = selected(&mut conn, select).await?;
    Ok(store::catalogue::skus_of_many(&mut conn, &ids).await?)
}

async fn selected(
    executor: &mut impl Executor,
    select: &SelectProducts,
) -> Result<Vec<Uuid>, BulkError> {
    let mut ids = match select {
        SelectProducts::Ids(ids) => ids.clone(),
        SelectProducts::Listed(list) => keys(executor, list, MAX_PRODUCTS + 1).await?,
    };
    ids.sort_unstable();
    ids.dedup();
    match ids.len() {
        0 => Err(BulkError::Nothing),
        chosen if chosen > MAX_PRODUCTS as usize => Err(BulkError::TooMany),
        _ => Ok(ids),
    }
}

/// What the change refers to: all categories, so that those which a product has stay.
async fn known(
    ctx: &Context,
    executor: &mut impl Executor,
    change: &BulkChange,
) -> Result<Known, BulkError> {
    let mut known = Known::new(ctx, executor).await?;
    for row in store::catalogue::edited_categories(executor).await? {
        if row.archived_at.is_some() {
            known.archived.insert(row.slug.clone());
        }
        known.categories.insert(row.slug, row.id);
    }
    let is_known = match change {
        BulkChange::Status(_) => true,
        BulkChange::AddCategory(slug) | BulkChange::RemoveCategory(slug) => {
            known.categories.contains_key(slug)
        }
        BulkChange::Attribute { key, .. } => known.definition(key).is_some(),
    };
    if is_known { Ok(known) } else { Err(BulkError::Unknown) }
}

/// A product before and after the step.
type Planned = (Product, Result<Product, Problem>);

async fn plan(
    executor: &mut impl Executor,
    rows: Vec<EditedProductRow>,
    (change, known): (&BulkChange, &Known),
) -> Result<Vec<Planned>, InternalError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut placed: BTreeMap<Uuid, Vec<NamedRow>> = BTreeMap::new();
    for row in store::catalogue::categories_of_many(executor, &ids).await? {
        let category = NamedRow { id: row.category_id, slug: row.slug };
        placed.entry(row.product_id).or_default().push(category);
    }
    let unsold: BTreeSet<Uuid> = match change {
        BulkChange::Status(ProductStatus::Published) => {
            store::catalogue::without_variants(executor, &ids).await?.into_iter().collect()
        }
        _ => BTreeSet::new(),
    };
    let field = change.field();
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let is_published = row.status == ProductStatus::Published;
        let (id, categories) = (row.id, placed.remove(&row.id).unwrap_or_default());
        let before = Product::of_parts(row, categories)?;
        let mut after = before.clone();
        let value = change.value(&before.text(&field, known));
        let done = if unsold.contains(&id) && !is_published {
            Err(Problem::NoVariant)
        } else {
            after.set(&field, &value, known)
        };
        planned.push((before, done.map(|()| after)));
    }
    Ok(planned)
}

fn preview(planned: &[Planned], change: &BulkChange, known: &Known) -> BulkPreview {
    let field = change.field();
    let product = |(before, after): &Planned| PreviewedProduct {
        id: before.row.id,
        name: before.row.name.clone(),
        before: before.text(&field, known),
        after: after.as_ref().map(|after| after.text(&field, known)).map_err(Clone::clone),
    };
    let products: Vec<PreviewedProduct> = planned.iter().map(product).collect();
    let mut text = String::new();
    for PreviewedProduct { id, before, after, .. } in &products {
        text += &format!("{id} {before:?} {after:?}\n");
    }
    let digest = crate::sign::digest(text.as_bytes());
    BulkPreview { products, digest }
}

async fn write(
    tx: &mut Tx,
    changed: &[(&Product, &Product)],
    (change, known): (&BulkChange, &Known),
) -> Result<(), InternalError> {
    let mut rows = Vec::with_capacity(changed.len());
    for (_, after) in changed {
        rows.push(with_attributes(after)?);
    }
    store::catalogue::update_products(tx, &rows, known.now).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    match change {
        BulkChange::AddCategory(slug) => {
            if let Some(category) = known.categories.get(slug) {
                store::catalogue::put_into_category(tx, *category, &ids).await?;
            }
        }
        BulkChange::RemoveCategory(slug) => {
            if let Some(category) = known.categories.get(slug) {
                store::catalogue::take_out_of_category(tx, *category, &ids).await?;
            }
        }
        BulkChange::Status(_) | BulkChange::Attribute { .. } => {}
    }
    Ok(())
}
