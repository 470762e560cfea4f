//! Payments of orders.

use crate::{Error, Executor, Uuid, column};
use db::fetch_all;
use domain::{Currency, payments::PaymentState};

db::row! {
    /// A payment of an order.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PaymentRow {
        /// Primary key.
        pub id: Uuid,
        /// The provider's name. Not a closed list: it stays when the provider is replaced.
        pub provider: String,
        /// The provider's reference.
        pub reference: String,
        /// State.
        pub state: PaymentState = column::payment_state,
        /// Minor units of `currency`.
        pub amount_minor: i64,
        /// ISO 4217.
        pub currency: Currency = column::currency,
        /// The card's brand, if it was a card payment: "Visa".
        pub card_brand: Option<String>,
        /// Its last four digits.
        pub card_last_four: Option<String>,
        /// Unix milliseconds.
        pub created_at: i64,
    }
}

impl PaymentRow {
    /// Brand and last four digits of the card; none if it was no card payment, or the order was
    /// anonymised.
    #[must_use]
    pub fn card(&self) -> Option<(&str, &str)> {
        self.card_brand.as_deref().zip(self.card_last_four.as_deref())
    }
}

/// Payments of an order, oldest first.
///
/// # Errors
/// If the query fails.
pub async fn of_order(executor: &mut impl Executor, order: Uuid) -> Result<Vec<PaymentRow>, Error> {
    Ok(fetch_all!(
        executor,
        PaymentRow,
        "SELECT id, provider, reference, state, amount_minor, currency, card_brand, card_last_four,
         created_at
         FROM payments WHERE order_id = $1 ORDER BY created_at",
        order
    )?)
}
