//! The shapes of the API.

use domain::{Currency, catalogue::StockLevel};
use serde::{Deserialize, Serialize};
use shop::{
    Context,
    catalogue::{Entry, Snapshot},
};

/// An amount: units and nanos, as in `google.type.Money`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// ISO 4217.
    pub currency_code: String,
    /// Whole units.
    pub units: i64,
    /// Billionths of a unit.
    pub nanos: i32,
}

impl From<domain::Money> for Money {
    fn from(money: domain::Money) -> Self {
        let (units, nanos) = money.units_and_nanos();
        Self { currency_code: money.currency.code().to_owned(), units, nanos }
    }
}

/// A product; `price_usd` holds the price in the currency that was asked for.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// SKU of its first variant.
    pub id: String,
    /// Name.
    pub name: String,
    /// One sentence.
    pub description: String,
    /// File below `/images/products/`.
    pub picture: String,
    /// Price.
    pub price_usd: Money,
    /// Words for what it is.
    pub categories: Vec<String>,
}

/// The words for what a product is.
#[must_use]
pub fn categories(snapshot: &Snapshot, entry: &Entry) -> Vec<String> {
    let sku = entry.variants.first().map_or("", |v| &v.sku);
    if let Some(known) = snapshot.demonstration(sku) {
        return known.categories.clone();
    }
    let slug = |href: &str| href.rsplit('/').next().unwrap_or("").to_owned();
    snapshot.trail(entry.category).iter().map(|link| slug(&link.href)).collect()
}

impl Product {
    /// The product of a SKU (or of the first variant) in a currency.
    #[must_use]
    pub fn new(
        shop: &Context,
        snapshot: &Snapshot,
        entry: &Entry,
        sku: Option<&str>,
        currency: Currency,
    ) -> Option<Self> {
        let variant = entry.variants.iter().find(|v| sku.is_none_or(|sku| *v.sku == *sku))?;
        Some(Self {
            id: variant.sku.to_string(),
            name: snapshot
                .demonstration(&variant.sku)
                .map_or(&*entry.name, |known| &known.name)
                .to_owned(),
            description: entry.summary.to_string(),
            picture: format!("{}.jpg", variant.sku),
            price_usd: shop.exact_rates().convert(snapshot.api_price(variant), currency)?.into(),
            categories: categories(snapshot, entry),
        })
    }

    /// Whether a recommendation of it would lead to something that can be bought.
    #[must_use]
    pub fn recommendable(entry: &Entry) -> bool {
        entry.stock() != StockLevel::SoldOut
    }
}

/// An address.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    /// Street and number.
    pub street_address: String,
    /// Town.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Name or code.
    pub country: String,
    /// Postal code; clients send it as text, some as a number.
    #[serde(deserialize_with = "text_or_number")]
    pub zip_code: String,
}

/// A text that some clients send as a number.
pub fn text_or_number<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(i64),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Text(text) => text,
        Either::Number(number) => number.to_string(),
    })
}

/// A product and how many.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// SKU.
    pub product_id: String,
    /// Pieces.
    pub quantity: i64,
}
