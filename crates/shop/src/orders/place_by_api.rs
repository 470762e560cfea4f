//! Places the order of an Astronomy Shop API call. Contact, address and card arrive in one call,
//! and there is no review.

use super::{
    place::place,
    plan::{OrderTerms, PlaceError, PlaceOrder, Placed, scoped},
    show::{by_id, request_digest},
};
use crate::{
    Context, InternalError, InvalidFields,
    cart::random_token,
    catalogue::demonstration::{self, Offer},
    checkout::{CardForm, CheckoutSession, read_card},
    customers::email,
    error::internal,
    payments::{self, PaymentError},
};
use domain::{
    Currency, Money,
    checkout::{ContactForm, MAX_FIELD},
    customers::{Address, email::tidy_email},
    orders::OrderNumber,
    shipping::ShippingMethod,
};
use views::{
    checkout::Step,
    orders::{OrderLineView, OrderView},
};

/// Places the order of an API client's cart. Has no `Debug`, since it contains a card number.
#[derive(Clone)]
pub struct PlaceByApi {
    /// The cart's token.
    pub cart: String,
    /// The client's idempotency key. A repeated call with the same key yields the same order.
    pub key: Option<String>,
    /// The currency of payment.
    pub currency: Currency,
    /// The client, as rate limits identify it.
    pub client: Option<String>,
    /// Email address as typed.
    pub email: String,
    /// Delivery address as typed.
    pub address: Address,
    /// The card.
    pub card: ApiCard,
    /// The text of the call, to recognise its repetition.
    pub request: String,
}

/// The card of an API call.
#[derive(Clone)]
pub struct ApiCard {
    /// The number, with or without spaces and dashes.
    pub number: String,
    /// Year of expiry.
    pub year: i64,
    /// Month of expiry.
    pub month: i64,
    /// Security code.
    pub code: String,
}

/// An order placed by an API call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOrder {
    /// Public number.
    pub number: OrderNumber,
    /// The carrier's tracking number. Until there is one, the order's id, since the demonstration's
    /// clients expect a value.
    pub tracking: String,
    /// The price of delivery.
    pub delivery: Money,
    /// Its lines, without products that are no longer in the catalogue.
    pub lines: Vec<ApiOrderLine>,
}

/// A line of an order placed by an API call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOrderLine {
    /// The product as the API offers it now.
    pub offer: Offer,
    /// Quantity.
    pub quantity: u32,
    /// The unit price of the order.
    pub unit: Money,
}

/// Why an API call placed no order.
#[derive(Debug, thiserror::Error)]
pub enum PlaceByApiError {
    /// The email address is invalid.
    #[error("the email address is invalid")]
    InvalidEmail,
    /// The card's expiry is not a month and a year.
    #[error("the expiry of the card is not a month and a year")]
    InvalidExpiry,
    /// Another field of the card is missing or wrong.
    #[error(transparent)]
    Card(#[from] InvalidFields),
    /// A field of the address is too long.
    #[error("a field of the address is too long")]
    AddressTooLong,
    /// A different call has placed an order with this idempotency key.
    #[error("a different call has used this idempotency key")]
    KeyUsed,
    /// The order cannot be placed.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PlaceByApiError);

/// Places the order of an API client's cart with standard delivery.
///
/// # Errors
/// See [`PlaceByApiError`].
pub async fn place_by_api(ctx: &Context, command: PlaceByApi) -> Result<ApiOrder, PlaceByApiError> {
    let digest = request_digest(ctx, &format!("{} {}", command.currency, command.request));
    let placed = match placed_before(ctx, &command).await? {
        Some(placed) => placed,
        None => place(ctx, place_order(ctx, &command, &digest).await?).await?,
    };
    let order =
        by_id(ctx, placed.id).await?.ok_or_else(|| InternalError::stored("order", placed.id))?;
    if placed.again && !is_repetition(&command, &digest, &placed, &order) {
        return Err(PlaceByApiError::KeyUsed);
    }
    let currency = command.currency;
    let line = |line: &OrderLineView| {
        let offer = demonstration::by_sku(ctx, &line.sku, currency)?;
        Some(ApiOrderLine { offer, quantity: line.quantity, unit: line.unit })
    };
    Ok(ApiOrder {
        lines: order.lines.iter().filter_map(line).collect(),
        number: placed.number,
        // The API requires one, and a carrier assigns its number later.
        tracking: order.tracking.unwrap_or_else(|| placed.id.to_string()),
        delivery: order.totals.delivery,
    })
}

/// The client's key, together with its cart.
fn key_of(command: &PlaceByApi) -> Option<String> {
    let PlaceByApi { cart, key, .. } = command;
    key.as_ref().map(|key| format!("{cart}:{key}"))
}

/// The order of an earlier call with this key. Looked up before anything else, so that a repeated
/// call gets its order although the provider is down or the card has expired since.
async fn placed_before(
    ctx: &Context,
    command: &PlaceByApi,
) -> Result<Option<Placed>, InternalError> {
    match key_of(command) {
        Some(key) => super::place::placed_before(ctx, &scoped(&command.cart, &key)).await,
        None => Ok(None),
    }
}

async fn place_order(
    ctx: &Context,
    command: &PlaceByApi,
    digest: &str,
) -> Result<PlaceOrder, PlaceByApiError> {
    let session = session(ctx, command, digest).await?;
    let key = match key_of(command) {
        Some(key) => key,
        None => random_token()?,
    };
    let PlaceByApi { cart, currency, client, .. } = command;
    Ok(PlaceOrder {
        cart: cart.clone(),
        key,
        currency: *currency,
        client: client.clone(),
        terms: OrderTerms::Given(Box::new(session)),
    })
}

/// The checkout session that a shopper would have completed with this input.
async fn session(
    ctx: &Context,
    command: &PlaceByApi,
    digest: &str,
) -> Result<CheckoutSession, PlaceByApiError> {
    let PlaceByApi { address, card, .. } = command;
    if email::problem(&command.email).is_some() {
        return Err(PlaceByApiError::InvalidEmail);
    }
    let card = read_card(ctx, &card_form(ctx, card)?)?;
    let is_long = |(_, value): &(&str, &str)| value.chars().count() > MAX_FIELD;
    if address.fields().iter().any(is_long) {
        return Err(PlaceByApiError::AddressTooLong);
    }
    let method = payments::tokenise(ctx, &card).await.map_err(PlaceError::from)?;
    Ok(CheckoutSession {
        contact: ContactForm { email: tidy_email(&command.email), address: address.tidied() },
        billing: None,
        shipping_method: ShippingMethod::Standard,
        phone: String::new(),
        method: Some(method),
        reached: Step::Review,
        request: Some(digest.to_owned()),
        refused: false,
    })
}

/// The card as typed into the form of the payment step. An expired card is refused as its issuer
/// would refuse it.
fn card_form(ctx: &Context, card: &ApiCard) -> Result<CardForm, PlaceByApiError> {
    let ApiCard { number, year, month, code } = card;
    if !(1..=12).contains(month) || !(2000..2100).contains(year) {
        return Err(PlaceByApiError::InvalidExpiry);
    }
    let (today, _) = ctx.local();
    if (*year, *month) < (i64::from(today.year()), i64::from(u8::from(today.month()))) {
        return Err(PlaceError::from(PaymentError::Expired).into());
    }
    Ok(CardForm {
        card_number: number.clone(),
        expiry: format!("{month:02}/{year}"),
        code: code.clone(),
    })
}

/// Whether the call that placed an order was the same as this one.
fn is_repetition(command: &PlaceByApi, digest: &str, placed: &Placed, order: &OrderView) -> bool {
    match &placed.request {
        Some(request) => digest == request,
        // Orders from before the digest was stored are compared by their content.
        None => {
            tidy_email(&command.email) == order.email
                && command.address.tidied() == order.address.tidied()
                && command.currency == order.totals.total.currency
        }
    }
}
