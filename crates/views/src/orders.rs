//! Orders as shown to their buyer.

use crate::catalogue::Picture;
use domain::{
    Money,
    checkout::FieldError,
    customers::Address,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    seller::Seller,
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
    /// Errors by field.
    pub errors: Vec<FieldError>,
    /// Whether valid input matched no order.
    pub not_found: bool,
}

/// A line of an order, as it was when placed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderLineView {
    /// SKU of the variant.
    pub sku: String,
    /// Name of the product at the time.
    pub name: String,
    /// Label of the variant at the time.
    pub label: String,
    /// Quantity.
    pub quantity: u32,
    /// Unit price.
    pub unit: Money,
    /// Price of the whole line.
    pub total: Money,
    /// Slug of the product at the time; may have changed since.
    pub slug: String,
    /// A picture of the variant, if the product still has one.
    pub picture: Option<Picture>,
}

/// An order as shown to its buyer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderView {
    /// Public number.
    pub number: OrderNumber,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// "21 November 2026"
    pub placed_on: String,
    /// Its state.
    pub state: OrderState,
    /// Lines, in the order of the cart.
    pub lines: Vec<OrderLineView>,
    /// Its totals.
    pub totals: Totals,
    /// Tax by rate.
    pub taxes: Vec<TaxLine>,
    /// The seller at the time.
    pub seller: Seller,
    /// Billing address, if different.
    pub billing: Option<Address>,
    /// The email address of the confirmation.
    pub email: String,
    /// Delivery address.
    pub address: Address,
    /// "Standard delivery"
    pub delivery: String,
    /// Phone number for the haulier; empty if none was needed.
    pub phone: String,
    /// "between Tuesday, 24 November and Thursday, 26 November"
    pub expected: String,
    /// The carrier's tracking number, once there is one.
    pub tracking: Option<String>,
    /// "Visa ending in 0454"; empty if nothing was due.
    pub payment: String,
    /// Status steps with the day each was reached: "21 November".
    pub steps: Vec<(OrderState, Option<String>)>,
    /// The signed URL of this page.
    pub link: String,
}
