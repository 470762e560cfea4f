//! Orders as shown to their buyer.

use crate::{catalogue::Picture, checkout::PaymentSummary};
use domain::{
    Money,
    checkout::FieldError,
    customers::Address,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    seller::Seller,
    shipping::ShippingService,
    tax::TaxLine,
};
use time::Date;

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
#[derive(Clone, PartialEq, Debug)]
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

/// When an order is expected to arrive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExpectedDelivery {
    /// On this day.
    On(Date),
    /// From the first to the second day.
    Between(Date, Date),
    /// The two days as texts, "Tuesday, 24 November": an order from before dates were stored.
    Stored {
        /// The first day.
        earliest: String,
        /// The second day.
        latest: String,
    },
}

impl ExpectedDelivery {
    /// The days from `earliest` to `latest`.
    #[must_use]
    pub fn window(earliest: Date, latest: Date) -> Self {
        if earliest == latest { Self::On(latest) } else { Self::Between(earliest, latest) }
    }
}

/// How an order was paid for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OrderPayment {
    /// By this card.
    Card(PaymentSummary),
    /// As a text, "Visa ending in 0454": an order from before brand and digits were stored.
    Stored(String),
}

/// An order as shown to its buyer.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderView {
    /// Public number.
    pub number: OrderNumber,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// The day on which it was placed, in the shop's time zone.
    pub placed_on: Date,
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
    /// How it is delivered.
    pub service: ShippingService,
    /// Phone number for the haulier; empty if none was needed.
    pub phone: String,
    /// When it is expected to arrive.
    pub expected: ExpectedDelivery,
    /// The carrier's tracking number, once there is one.
    pub tracking: Option<String>,
    /// How it was paid for; `None` if nothing was due, or the order was anonymised.
    pub payment: Option<OrderPayment>,
    /// Status steps with the day each was reached.
    pub steps: Vec<(OrderState, Option<Date>)>,
    /// The signed URL of this page.
    pub link: String,
}
