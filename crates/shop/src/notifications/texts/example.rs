//! Invented contents of emails, for previews and trials.

use crate::{
    Settings,
    orders::withdrawals::{Received, WithdrawalStatement},
};
use domain::{
    Money,
    customers::Address,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    shipping::ShippingService,
};
use views::{
    checkout::PaymentSummary,
    orders::{ExpectedDelivery, OrderLineView, OrderPayment, OrderView},
    withdrawal::LocalTime,
};

/// The name of the product.
pub(super) const PRODUCT: &str = "Example product";
/// The name of the buyer.
const NAME: &str = "Alex Example";

/// The number of the order.
fn number() -> OrderNumber {
    OrderNumber::from_bits(0)
}

/// An order, placed now.
pub(super) fn order(settings: &Settings, now: i64) -> OrderView {
    let day = settings.dispatch.zone.local(now).0;
    let money = |minor| Money::new(minor, settings.currency);
    let line = OrderLineView {
        sku: "EXAMPLE".to_owned(),
        name: PRODUCT.to_owned(),
        label: String::new(),
        quantity: 2,
        unit: money(1_000),
        total: money(2_000),
        slug: "example".to_owned(),
        picture: None,
    };
    OrderView {
        number: number(),
        placed_at: now,
        placed_on: day,
        state: OrderState::Placed,
        lines: vec![line],
        totals: Totals {
            subtotal: money(2_000),
            delivery: money(500),
            tax: money(0),
            tax_included: true,
            total: money(2_500),
        },
        taxes: Vec::new(),
        seller: settings.seller.clone(),
        billing: None,
        email: String::new(),
        address: Address {
            name: NAME.to_owned(),
            street: "Example Street 1".to_owned(),
            extra: String::new(),
            postcode: String::new(),
            city: "Example Town".to_owned(),
            region: String::new(),
            country: settings.country.clone(),
        },
        service: ShippingService::Standard,
        phone: String::new(),
        expected: ExpectedDelivery::On(day),
        tracking: None,
        payment: Some(OrderPayment::Card(PaymentSummary {
            brand: "Card".to_owned(),
            last_four: "0000".to_owned(),
        })),
        steps: Vec::new(),
        link: String::new(),
    }
}

/// A withdrawal that fits an order, or none.
pub(super) fn withdrawal(settings: &Settings, now: i64, fits: Fits) -> Received {
    let zone = &settings.dispatch.zone;
    let number = match fits {
        Fits::Order => number().to_string(),
        Fits::Nothing => String::new(),
    };
    Received {
        statement: WithdrawalStatement {
            name: NAME.to_owned(),
            number,
            email: String::new(),
            items: String::new(),
        },
        at: LocalTime { time: zone.date_time(now), zone: zone.label().to_owned() },
        matched: fits == Fits::Order,
        acknowledged: false,
    }
}

/// What an invented withdrawal fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fits {
    /// An order.
    Order,
    /// No order.
    Nothing,
}
