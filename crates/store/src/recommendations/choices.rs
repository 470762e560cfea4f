//! What the merchant decides about recommendations. The neighbours of the product must be computed
//! again afterwards.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_optional, here};

db::row! {
    /// A product that the merchant has chosen for the page of another one.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PinRow {
        /// The product.
        pub product_id: Uuid,
        /// The chosen one.
        pub other_id: Uuid,
        /// Its place.
        pub position: u32 = column::count,
    }
}

fn pins_of(products: &[Uuid]) -> Query {
    Query::new("SELECT product_id, other_id, position FROM recommendation_pins")
        .filter_in("product_id", products.iter().copied())
        .sql(" ORDER BY product_id, position, other_id")
}

db::built!(PinRow, [Sqlite, Postgres], |_| pins_of(&[Uuid::nil(); 2]));

/// The pins of these products, product by product, in order.
///
/// # Errors
/// If the query fails.
pub async fn pins(executor: &mut impl Executor, products: &[Uuid]) -> Result<Vec<PinRow>, Error> {
    pins_of(products).fetch_all(executor, here!()).await
}

/// Pins a product to another one, or moves it.
///
/// # Errors
/// If the query fails, or violates `recommendation_pins_check` (a product pinned to itself).
pub async fn pin(executor: &mut impl Executor, pin: PinRow) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO recommendation_pins (product_id, other_id, position) VALUES ($1, $2, $3)
         ON CONFLICT (product_id, other_id) DO UPDATE SET position = excluded.position",
        pin.product_id,
        pin.other_id,
        i64::from(pin.position)
    )?;
    Ok(())
}

/// Removes a pin.
///
/// # Errors
/// If the query fails.
pub async fn unpin(executor: &mut impl Executor, product: Uuid, other: Uuid) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM recommendation_pins WHERE product_id = $1 AND other_id = $2",
        product,
        other
    )?;
    Ok(())
}

/// Excludes a product from those suggested for another one.
///
/// # Errors
/// If the query fails, or violates `recommendation_exclusions_check` (a product excluded for
/// itself).
pub async fn exclude(
    executor: &mut impl Executor,
    product: Uuid,
    other: Uuid,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO recommendation_exclusions (product_id, other_id) VALUES ($1, $2)
         ON CONFLICT (product_id, other_id) DO NOTHING",
        product,
        other
    )?;
    Ok(())
}

/// Removes an exclusion.
///
/// # Errors
/// If the query fails.
pub async fn include(
    executor: &mut impl Executor,
    product: Uuid,
    other: Uuid,
) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM recommendation_exclusions WHERE product_id = $1 AND other_id = $2",
        product,
        other
    )?;
    Ok(())
}

/// Sets whether a product is never suggested, and whether people buy it again.
///
/// # Errors
/// If the query fails.
pub async fn set_product(
    executor: &mut impl Executor,
    product: Uuid,
    choice: ProductChoice,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO recommendation_products (product_id, hidden, bought_again) VALUES ($1, $2, $3)
         ON CONFLICT (product_id) DO UPDATE SET hidden = excluded.hidden,
         bought_again = excluded.bought_again",
        product,
        i64::from(choice.hidden),
        i64::from(choice.bought_again)
    )?;
    Ok(())
}

/// What the merchant says about a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProductChoice {
    /// Never suggested.
    pub hidden: bool,
    /// Bought again by the same people, such as something that is used up.
    pub bought_again: bool,
}

/// The products that are excluded for this one, by key.
///
/// # Errors
/// If the query fails.
pub async fn exclusions(executor: &mut impl Executor, product: Uuid) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT other_id FROM recommendation_exclusions WHERE product_id = $1 ORDER BY other_id",
        product
    )?;
    Ok(rows.into_iter().map(|(other,)| other).collect())
}

db::row! {
    /// What the merchant says about a product.
    struct ChoiceRow {
        hidden: bool = column::flag,
        bought_again: bool = column::flag,
    }
}

/// What the merchant says about a product; neither if nothing was said.
///
/// # Errors
/// If the query fails.
pub async fn product_choice(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<ProductChoice, Error> {
    let row = fetch_optional!(
        executor,
        ChoiceRow,
        "SELECT hidden, bought_again FROM recommendation_products WHERE product_id = $1",
        product
    )?;
    Ok(row.map_or_else(ProductChoice::default, |row| ProductChoice {
        hidden: row.hidden,
        bought_again: row.bought_again,
    }))
}
