//! The server function of checkout, and its types.

use crate::{
    islands::cart::api::NoticeText,
    rpc::RpcError,
    ui::{
        field::{FieldView, FormTexts, SummaryItem},
        totals::TotalsTexts,
    },
};
use domain::{Money, checkout::FieldError};
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use views::catalogue::Picture;

/// The form of a step as rendered by the server.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct FormView {
    /// The texts shared by the fields.
    pub texts: FormTexts,
    /// The fields outside addresses.
    pub fields: Vec<FieldView>,
    /// The delivery and billing addresses.
    pub addresses: Vec<AddressForm>,
    /// The errors.
    pub errors: Vec<FieldError>,
    /// The error summary.
    pub summary: Vec<SummaryItem>,
    /// The button that places the order.
    pub place: Option<PlaceTexts>,
    /// The order summary, if the form affects it.
    pub order: Option<OrderSummary>,
}

/// The texts of the button that places the order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlaceTexts {
    /// "Slot order …"
    pub ready: String,
    /// While the order is being placed.
    pub busy: String,
}

/// The fields of an address for its country.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AddressForm {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The patterns of its postcodes, see [`domain::customers::postcode`].
    pub postcodes: String,
    /// Prefixes that postcodes may have.
    pub prefixes: String,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// The lines of an order, its totals and taxes.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct OrderSummary {
    pub title: String,
    pub count: String,
    pub lines: Vec<OrderLine>,
    /// `None` while a line cannot be ordered.
    pub totals: Option<TotalsTexts>,
    /// Why there are no totals.
    pub no_total: String,
    /// The tax by rate.
    pub taxes: Vec<String>,
}

/// A line of the order summary.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct OrderLine {
    pub picture: Option<Picture>,
    pub name: String,
    pub label: String,
    /// "2 × €49.00"
    pub quantity: String,
    /// None if the line has no price.
    pub total: Option<Money>,
    pub notices: Vec<NoticeText>,
}

/// The delivery destination as chosen and typed so far.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Destination {
    /// The delivery country.
    pub country: String,
    /// The delivery postcode, which identifies islands and enclaves.
    pub postcode: String,
    /// The delivery town.
    pub city: String,
    /// The billing country.
    pub billing_country: String,
}

/// The totals of an order at a destination, and the address forms there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Estimate {
    /// The order summary.
    pub order: OrderSummary,
    /// The delivery address and the billing address.
    pub addresses: Vec<AddressForm>,
}

/// What the server function needs from the server.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait CheckoutService: Send + Sync {
    /// The visitor's order summary at a destination.
    ///
    /// # Errors
    /// An unknown country, or the errors of the use case.
    async fn estimate(&self, destination: Destination) -> Result<Estimate, RpcError>;
}

/// The visitor's order summary at a destination. Nothing is saved.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "checkout/estimate", input = Postcard, output = Postcard)]
pub async fn estimate_order(
    /// The destination.
    destination: Destination,
) -> Result<Estimate, RpcError> {
    let service = use_context::<std::sync::Arc<dyn CheckoutService>>();
    service.ok_or_else(RpcError::lost)?.estimate(destination).await
}
