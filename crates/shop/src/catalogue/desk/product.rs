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
    staff::Actor,
};
use domain::{
    Money,
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
    let fields = texts(&product, &known);
    let attribute = |definition: AttributeDefinition| {
        let value = fields.get(&format!("attr.{}", definition.key)).cloned();
        DeskAttribute { definition, value: value.unwrap_or_default() }
    };
    Ok(DeskProduct {
        id,
        version: product.version(),
        status: product.row.status,
        attributes: known.definitions.into_iter().map(attribute).collect(),
        variants,
        fields,
    })
}
