//! One product with everything that can be changed.

use super::DeskError;
use crate::{
    Context,
    catalogue::edit::{
        Fields,
        fields::{Record, texts},
        known::Known,
        product::record::Product,
        variant::Variant,
    },
    content::{Below, html},
    staff::Actor,
};
use domain::{
    Money,
    audit::Entity,
    catalogue::{AttributeDefinition, ProductStatus},
    staff::Permission,
};
use store::Uuid;

/// A product as the desk shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct DeskProduct {
    /// Primary key.
    pub id: Uuid,
    /// The version that a save has read.
    pub version: i64,
    /// Its status.
    pub status: ProductStatus,
    /// Its fields, by the keys of [`ProductField`](crate::catalogue::edit::product::ProductField).
    pub fields: Fields,
    /// All attributes that a product may have, in the order of the table of specifications.
    pub attributes: Vec<DeskAttribute>,
    /// Its variants, archived ones too, by position.
    pub variants: Vec<DeskVariant>,
}

/// An attribute, with its value if the product has one.
#[derive(Clone, PartialEq, Debug)]
pub struct DeskAttribute {
    /// Its definition, with name and unit.
    pub definition: AttributeDefinition,
    /// Its value as a text; empty for none.
    pub value: String,
}

/// A variant as the desk shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeskVariant {
    /// Primary key.
    pub id: Uuid,
    /// The version that a save has read.
    pub version: i64,
    /// Its fields, by the keys of [`VariantField`](crate::catalogue::edit::variant::VariantField).
    pub fields: Fields,
    /// Its price.
    pub price: Money,
    /// Units in stock.
    pub stock: i64,
    /// Whether it is no longer sold.
    pub is_archived: bool,
}

/// A product of any status.
///
/// # Errors
/// See [`DeskError`].
pub async fn product(ctx: &Context, actor: &Actor, id: Uuid) -> Result<DeskProduct, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let row = store::catalogue::edited_product(&mut conn, id).await?.ok_or(DeskError::NotFound)?;
    let product = Product::of_row(&mut conn, row).await?;
    let rows = store::catalogue::edited_variants(&mut conn, id).await?;
    let known = Known::new(ctx, &mut conn).await?;
    drop(conn);
    let mut variants = Vec::with_capacity(rows.len());
    for row in rows {
        let variant = Variant::of_product(row, &product.attributes, &product.pictures)?;
        variants.push(DeskVariant {
            id: variant.row.id,
            version: variant.row.version,
            fields: texts(&variant, &known),
            price: Money::new(variant.row.price_minor, variant.row.currency),
            stock: variant.row.stock,
            is_archived: variant.row.archived_at.is_some(),
        });
    }
    Ok(described(&product, variants, known))
}

/// A product that is not stored yet.
///
/// # Errors
/// See [`DeskError`].
pub async fn blank(ctx: &Context, actor: &Actor) -> Result<DeskProduct, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let known = Known::new(ctx, &mut conn).await?;
    Ok(described(&Product::new(Uuid::nil()), Vec::new(), known))
}

fn described(product: &Product, variants: Vec<DeskVariant>, known: Known) -> DeskProduct {
    let fields = texts(product, &known);
    let attribute = |definition: AttributeDefinition| {
        let value = fields.get(&format!("attr.{}", definition.key)).cloned();
        DeskAttribute { definition, value: value.unwrap_or_default() }
    };
    DeskProduct {
        id: product.row.id,
        version: product.version(),
        status: product.row.status,
        attributes: known.definitions.into_iter().map(attribute).collect(),
        variants,
        fields,
    }
}

/// A change of something: who made it, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastChange {
    /// The name of who made it.
    pub who: String,
    /// Unix milliseconds.
    pub at: i64,
}

/// The last change of a product, if the audit log has one.
///
/// # Errors
/// See [`DeskError`].
pub async fn last_change(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<LastChange>, DeskError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let (entity, entity_id) = (Some(Entity::Product), Some(id));
    let filter = store::audit::Filter { entity, entity_id, ..store::audit::Filter::default() };
    let entries = store::audit::entries(&mut conn, filter, 1).await?;
    let last = entries.into_iter().next();
    Ok(last.map(|entry| LastChange { who: entry.actor_name, at: entry.at }))
}

/// A description as shoppers see it, as HTML.
#[must_use]
pub fn description(markdown: &str) -> String {
    html(markdown, Below::Section)
}
