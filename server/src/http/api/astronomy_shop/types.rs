//! Request and response types of the API.

use serde::{Deserialize, Serialize};
use shop::catalogue::demonstration::Offer;

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

/// A product; `price_usd` is the price in the requested currency, whatever its name says.
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
    /// Category names.
    pub categories: Vec<String>,
}

impl From<Offer> for Product {
    fn from(offer: Offer) -> Self {
        Self {
            picture: format!("{}.jpg", offer.sku),
            id: offer.sku,
            name: offer.name,
            description: offer.summary,
            price_usd: offer.price.into(),
            categories: offer.categories,
        }
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
    /// Postal code; some clients send a number.
    #[serde(deserialize_with = "text_or_number")]
    pub zip_code: String,
}

/// Deserialises a text that some clients send as a number.
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

/// A product and its quantity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// SKU.
    pub product_id: String,
    /// Quantity.
    pub quantity: i64,
}

/// A line of a cart or an order, with its product.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemWithProduct {
    /// SKU.
    pub product_id: String,
    /// Quantity.
    pub quantity: u32,
    /// The product.
    pub product: Product,
}
