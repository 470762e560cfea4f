//! Shipping costs and orders.

use super::{
    Body, cart, currency, shaped,
    types::{self, Address, Item, ItemWithProduct, Money},
    with_code,
};
use crate::{
    State,
    http::{
        HttpError,
        extract::{Client, Query, fields::clean_json},
    },
};
use axum::{
    Json,
    extract::State as Extract,
    http::{HeaderMap, StatusCode},
};
use domain::{
    checkout::MAX_FIELD,
    customers::country::{self, Country},
};
use serde::{Deserialize, Serialize};
use shop::catalogue::demonstration::{self, PriceShipping, ShippingError};
use shop::customers::preferences;
use shop::orders::{ApiCard, ApiOrderLine, PlaceByApi, PlaceByApiError};

fn unprocessable(because: impl Into<String>) -> HttpError {
    HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(because)
}

/// The country of an address, by name or code; rejects a country without delivery.
fn destination(state: &State, address: &Address) -> Result<&'static Country, HttpError> {
    let named = country::by_any_name(&address.country);
    let served = named.and_then(|country| preferences::country(&state.shop, country.code));
    served.ok_or_else(|| {
        unprocessable(format!("We do not deliver to the country {:?}.", address.country))
    })
}

/// Parses JSON in a parameter and normalises its texts.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut value = serde_json::from_str(text)?;
    clean_json(&mut value);
    serde_json::from_value(value)
}

pub async fn shipping(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<Money>, HttpError> {
    let currency = currency(&state, &query)?;
    let bad = |what: &str, e: serde_json::Error| {
        HttpError::of(StatusCode::BAD_REQUEST)
            .because(format!("{what} is not the JSON that is expected: {e}."))
    };
    let items: Vec<Item> =
        read(query.get("itemList").unwrap_or("[]")).map_err(|e| bad("itemList", e))?;
    let address: Address =
        read(query.get("address").unwrap_or("{}")).map_err(|e| bad("address", e))?;
    let country = destination(&state, &address)?;
    let mut counted = Vec::with_capacity(items.len());
    for item in &items {
        counted.push((item.product_id.as_str(), cart::positive(item.quantity)?));
    }
    let command = PriceShipping { items: &counted, country, postcode: &address.zip_code, currency };
    let price = demonstration::shipping(&state.shop, command).map_err(no_shipping)?;
    Ok(Json(price.into()))
}

fn no_shipping(error: ShippingError) -> HttpError {
    match error {
        ShippingError::NoProduct(sku) => {
            HttpError::not_found().because(format!("There is no product {sku}."))
        }
        ShippingError::TooLarge => unprocessable("The amount is too large."),
        ShippingError::Internal(error) => error.into(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditCard {
    credit_card_number: String,
    #[serde(deserialize_with = "types::text_or_number")]
    credit_card_cvv: String,
    credit_card_expiration_year: i64,
    credit_card_expiration_month: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkout {
    user_id: String,
    email: String,
    address: Address,
    #[serde(default)]
    user_currency: String,
    credit_card: CreditCard,
}

#[derive(Serialize)]
struct OrderLine {
    cost: Money,
    item: ItemWithProduct,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    order_id: String,
    shipping_tracking_id: String,
    shipping_cost: Money,
    shipping_address: Address,
    items: Vec<OrderLine>,
}

/// Maximum length of an idempotency key.
const LONGEST_KEY: usize = 100;

/// The `Idempotency-Key` of a call. A key that cannot be stored unchanged would protect nothing, so
/// it is rejected.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, HttpError> {
    let mut keys = headers.get_all("idempotency-key").iter();
    let Some(key) = keys.next() else { return Ok(None) };
    let text = key
        .to_str()
        .ok()
        .filter(|key| (1..=LONGEST_KEY).contains(&key.len()) && keys.next().is_none());
    text.map(Some).ok_or_else(|| {
        let because =
            format!("Send one Idempotency-Key of 1 to {LONGEST_KEY} ASCII characters, or none.");
        HttpError::of(StatusCode::BAD_REQUEST).because(because)
    })
}

pub async fn place(
    Extract(state): Extract<State>,
    query: Query,
    headers: HeaderMap,
    client: Client,
    Body(sent): Body<serde_json::Value>,
) -> Result<Json<Order>, HttpError> {
    let request = sent.to_string();
    let body: Checkout = shaped(sent)?;
    let key = idempotency_key(&headers)?;
    // The currency of the body takes precedence, as in the original; the one in the query is added
    // by its pages.
    let currency = match body.user_currency.as_str() {
        "" => currency(&state, &query)?,
        code => with_code(&state, code)?,
    };
    let cart = cart::token(&body.user_id)?;
    let country = destination(&state, &body.address)?;
    let address = domain::customers::Address {
        name: String::new(),
        street: body.address.street_address.clone(),
        extra: String::new(),
        postcode: body.address.zip_code.clone(),
        city: body.address.city.clone(),
        region: body.address.state.clone(),
        country: country.code.to_owned(),
    };
    let CreditCard {
        credit_card_number: number,
        credit_card_cvv: code,
        credit_card_expiration_year: year,
        credit_card_expiration_month: month,
    } = body.credit_card;
    let command = PlaceByApi {
        cart,
        key: key.map(ToOwned::to_owned),
        currency,
        client: client.name(),
        email: body.email,
        address,
        card: ApiCard { number, year, month, code },
        request,
    };
    let order = shop::orders::place_by_api(&state.shop, command).await.map_err(not_placed)?;
    let line = |ApiOrderLine { offer, quantity, unit }| OrderLine {
        cost: Money::from(unit),
        item: ItemWithProduct { product_id: offer.sku.clone(), quantity, product: offer.into() },
    };
    Ok(Json(Order {
        order_id: order.number.to_string(),
        shipping_tracking_id: order.tracking,
        shipping_cost: order.delivery.into(),
        shipping_address: body.address,
        items: order.lines.into_iter().map(line).collect(),
    }))
}

fn not_placed(error: PlaceByApiError) -> HttpError {
    match error {
        PlaceByApiError::InvalidEmail => unprocessable("email is not an email address."),
        PlaceByApiError::InvalidExpiry => unprocessable(
            "creditCardExpirationMonth and creditCardExpirationYear are no month and year.",
        ),
        PlaceByApiError::Card(fields) => fields.into(),
        PlaceByApiError::AddressTooLong => {
            unprocessable(format!("A field of the address is longer than {MAX_FIELD} characters."))
        }
        PlaceByApiError::KeyUsed => unprocessable(
            "This Idempotency-Key has placed an order by a call with another body. Use a new key \
             for another order.",
        ),
        PlaceByApiError::Place(error) => error.into(),
        PlaceByApiError::Internal(error) => error.into(),
    }
}
