//! What an order keeps beside its amounts.

use crate::{
    customers::Address,
    pricing::DeliveryShare,
    seller::Seller,
    shipping::{Carriage, ShippingMethod},
};
use serde::{Deserialize, Serialize};

/// What an order stores as JSON beside its amounts. Must stay readable for ten years.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderDetails {
    /// Delivery address.
    pub address: Address,
    /// Billing address, if different.
    pub billing: Option<Address>,
    /// Standard or express. Older orders call it `speed`.
    #[serde(alias = "speed")]
    pub shipping_method: ShippingMethod,
    /// Parcel or freight.
    pub carriage: Carriage,
    /// Phone number for the haulier; empty if none was needed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// "Tuesday, 24 November". Only in orders from before dates were stored.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub earliest: String,
    /// "Thursday, 26 November". Only in the same orders.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub latest: String,
    /// "Visa ending in 0454". Only in orders from before brand and digits were stored.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub payment: String,
    /// The language of the order.
    pub locale: String,
    /// The single tax rate on delivery, in hundredths of a percent. Only in orders from before
    /// delivery tax was split by the contents of the parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_tax_rate: Option<u32>,
    /// The delivery price split by tax rate; none in orders from before the split.
    pub delivery_taxes: Option<Vec<DeliveryShare>>,
    /// The seller; none in orders from before it was stored.
    pub seller: Option<Seller>,
    /// Digest of the API call that placed it; none for a shopper's order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

impl OrderDetails {
    /// The same without the buyer: what tax depends on, and how it was delivered.
    #[must_use]
    pub fn without_buyer(&self) -> Self {
        let country =
            |address: &Address| Address { country: address.country.clone(), ..Address::default() };
        Self {
            address: country(&self.address),
            billing: self.billing.as_ref().map(country),
            payment: String::new(),
            phone: String::new(),
            ..self.clone()
        }
    }
}
