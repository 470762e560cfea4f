//! The merchant's tables: stored in the settings, and read from files in the catalogue's folder
//! when seeding.

use super::{entry::ApiProduct, table::table};
use crate::InternalError;
use domain::Money;
use std::collections::HashMap;
use store::Executor;

/// Vocabulary: key of the setting, and name of the file.
pub const SEARCH: (&str, &str) = ("catalogue.search", "search.csv");
/// Brands not carried. The setting keeps the name that the release before reads.
pub const OTHER_BRANDS: (&str, &str) = ("catalogue.makers", "other-brands.csv");
/// What products need.
pub const NEEDS: (&str, &str) = ("catalogue.needs", "needs.csv");
/// Names, prices and categories for the Astronomy Shop API.
pub const API: (&str, &str) = ("catalogue.astronomy-api", "astronomy-api.csv");

#[derive(serde::Deserialize)]
struct ApiRow {
    sku: String,
    name: String,
    /// Empty, or without this column, if the API uses the shop's own price.
    #[serde(default)]
    price: String,
    #[serde(default)]
    currency: String,
    categories: String,
}

/// Parses `astronomy-api.csv`.
///
/// # Errors
/// If a line cannot be read, or a price is not an amount in its currency.
pub fn demonstration(text: &str) -> Result<HashMap<String, ApiProduct>, InternalError> {
    let known = |row: ApiRow| {
        let error =
            |error: String| InternalError::Row { table: API.1, row: row.sku.clone(), error };
        let price = if row.price.is_empty() {
            None
        } else {
            let currency =
                row.currency.parse().map_err(|_| error(format!("currency {:?}", row.currency)))?;
            let price = Money::parse(&row.price, currency).filter(|price| price.minor > 0);
            Some(price.ok_or_else(|| error(format!("price {:?}", row.price)))?)
        };
        let categories = row.categories.split('|').map(str::to_owned).collect();
        Ok((row.sku, ApiProduct { name: row.name, categories, price }))
    };
    table::<ApiRow>(API.1, text)?.into_iter().map(known).collect()
}

/// The tables as text.
#[derive(Default)]
pub struct Tables {
    /// Vocabulary.
    pub search: String,
    /// Brands not carried.
    pub other_brands: String,
    /// What products need.
    pub needs: String,
    /// Names and prices for the Astronomy Shop API.
    pub api: String,
}

impl Tables {
    /// Reads the tables. A database that was never seeded has none: they are empty.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(conn: &mut impl Executor) -> Result<Self, InternalError> {
        Ok(Self {
            search: store::settings::get(conn, SEARCH.0).await?.unwrap_or_default(),
            other_brands: store::settings::get(conn, OTHER_BRANDS.0).await?.unwrap_or_default(),
            needs: store::settings::get(conn, NEEDS.0).await?.unwrap_or_default(),
            api: store::settings::get(conn, API.0).await?.unwrap_or_default(),
        })
    }
}
