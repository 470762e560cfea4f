//! What a shopper sees of an order.

use crate::catalogue::Picture;
use domain::{
    Money,
    checkout::FieldError,
    customers::Address,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    seller::Imprint,
    tax::TaxLine,
};
use serde::{Deserialize, Serialize};

/// The form that finds an order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TrackView {
    /// As typed.
    pub number: String,
    /// As typed.
    pub email: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Whether a well-formed question found nothing.
    pub not_found: bool,
}

/// A line of an order, as it was when placed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderLineView {
    /// The variant.
    pub sku: String,
    /// The product's name then.
    pub name: String,
    /// The variant's label then.
    pub label: String,
    /// Pieces.
    pub quantity: u32,
    /// Price of one.
    pub unit: Money,
    /// Price of all.
    pub total: Money,
    /// The product's page then; may have moved since.
    pub slug: String,
    /// The picture that shows the variant, if the product still has one.
    pub picture: Option<Picture>,
}

/// An order as its buyer sees it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderView {
    /// Public number.
    pub number: OrderNumber,
    /// When it was placed, Unix milliseconds UTC.
    pub placed_at: i64,
    /// "21 November 2026"
    pub placed_on: String,
    /// Where it stands.
    pub state: OrderState,
    /// Lines in the order of the cart.
    pub lines: Vec<OrderLineView>,
    /// What it came to.
    pub totals: Totals,
    /// The tax in it by rate.
    pub taxes: Vec<TaxLine>,
    /// Who sold it.
    pub seller: Imprint,
    /// Where the bill goes, if elsewhere.
    pub billing: Option<Address>,
    /// Where the confirmation went.
    pub email: String,
    /// Delivery address.
    pub address: Address,
    /// "Standard delivery"
    pub delivery: String,
    /// The number that the haulier telephones; empty where none was needed.
    pub phone: String,
    /// "between Tuesday, 24 November and Thursday, 26 November"
    pub expected: String,
    /// The carrier's number, once there is one.
    pub tracking: Option<String>,
    /// "Visa ending in 0454"; empty when nothing was to pay.
    pub payment: String,
    /// Stations reached, with their day: "21 November".
    pub stations: Vec<(OrderState, Option<String>)>,
    /// The signed address of this page, to keep or share.
    pub link: String,
}
