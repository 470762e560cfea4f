//! Shipping costs and orders.

use super::{
    Body, cart, currency, shaped,
    types::{self, Address, Item, ItemWithProduct, Money},
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
    checkout::ContactForm,
    customers::{
        country::{self, Country},
        email::tidy_email,
    },
    shipping::ShippingMethod,
};
use serde::{Deserialize, Serialize};
use shop::catalogue::demonstration::{self, ShippingError};
use shop::{
    checkout::{CardForm, CheckoutSession},
    orders::{OrderTerms, PlaceOrder},
    payments::PaymentError,
};
use views::checkout::Step;

fn unprocessable(because: impl Into<String>) -> HttpError {
    HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(because)
}

/// The country of an address, by name or code; rejects a country without delivery.
fn destination(address: &Address) -> Result<&'static Country, HttpError> {
    country::by_any_name(&address.country).ok_or_else(|| {
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
    let country = destination(&address)?;
    let mut counted = Vec::with_capacity(items.len());
    for item in &items {
        counted.push((item.product_id.as_str(), cart::positive(item.quantity)?));
    }
    let postcode = &address.zip_code;
    let price = demonstration::shipping(&state.shop, &counted, country, postcode, currency);
    Ok(Json(price.map_err(no_shipping)?.into()))
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

/// The card of a call. A wrong number or date is 422, an expired card is 402, as from the issuer.
fn card(card: &CreditCard, state: &State) -> Result<CardForm, HttpError> {
    let (year, month) = (card.credit_card_expiration_year, card.credit_card_expiration_month);
    if !(1..=12).contains(&month) || !(2000..2100).contains(&year) {
        return Err(unprocessable(
            "creditCardExpirationMonth and creditCardExpirationYear are no month and year.",
        ));
    }
    let (today, _) = state.shop.local();
    if (year, month) < (i64::from(today.year()), i64::from(u8::from(today.month()))) {
        return Err(PaymentError::Expired.into());
    }
    Ok(CardForm {
        card_number: card.credit_card_number.clone(),
        expiry: format!("{month:02}/{year}"),
        code: card.credit_card_cvv.clone(),
    })
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
    let text = sent.to_string();
    let body: Checkout = shaped(sent)?;
    let given = idempotency_key(&headers)?;
    // The currency of the body takes precedence, as in the original; the one in the query is added
    // by its pages.
    let currency = match body.user_currency.as_str() {
        "" => currency(&state, &query)?,
        code => currency(&state, &Query(vec![("currencyCode".to_owned(), code.to_owned())]))?,
    };
    let token = cart::token(&body.user_id)?;
    let country = destination(&body.address)?;
    if shop::customers::email::problem(&body.email).is_some() {
        return Err(unprocessable("email is not an email address."));
    }
    let method = shop::payments::tokenise(
        &state.shop,
        &shop::checkout::read_card(&state.shop, &card(&body.credit_card, &state)?)?,
    )
    .await;
    let address = domain::customers::Address {
        name: String::new(),
        street: body.address.street_address.clone(),
        extra: String::new(),
        postcode: body.address.zip_code.clone(),
        city: body.address.city.clone(),
        region: body.address.state.clone(),
        country: country.code.to_owned(),
    };
    let too_long = address
        .fields()
        .iter()
        .any(|(_, value)| value.chars().count() > domain::checkout::MAX_FIELD);
    if too_long {
        return Err(unprocessable("A field of the address is longer than 120 characters."));
    }
    let session = CheckoutSession {
        contact: ContactForm { email: tidy_email(&body.email), address: address.tidied() },
        billing: None,
        shipping_method: ShippingMethod::Standard,
        phone: String::new(),
        method: Some(method?),
        reached: Step::Review,
        request: Some(shop::orders::request_digest(&state.shop, &format!("{currency} {text}"))),
        refused: false,
    };
    let key =
        given.map_or_else(|| uuid::Uuid::new_v4().to_string(), |key| format!("{token}:{key}"));
    let command = PlaceOrder {
        cart: token,
        key,
        currency,
        client: client.name(),
        terms: OrderTerms::Given(Box::new(session.clone())),
    };
    let placed = shop::orders::place(&state.shop, command).await?;

    let link_key = placed.link.split_once("key=").map_or("", |(_, key)| key);
    let order = shop::orders::show(&state.shop, placed.number.as_str(), link_key).await?;
    let asked = (&session.contact.email, &session.contact.address, currency);
    // Orders from before the digest was stored are compared by their content.
    let same = match &placed.request {
        Some(request) => session.request.as_ref() == Some(request),
        None => {
            asked == (&order.email, &order.address.clone().tidied(), order.totals.total.currency)
        }
    };
    if placed.again && !same {
        return Err(unprocessable(
            "This Idempotency-Key has placed an order by a call with another body. Use a new key \
             for another order.",
        ));
    }
    let items = order.lines.iter().filter_map(|line| {
        let product = demonstration::by_sku(&state.shop, &line.sku, currency)?.into();
        Some(OrderLine {
            cost: line.unit.into(),
            item: ItemWithProduct {
                product_id: line.sku.clone(),
                quantity: line.quantity,
                product,
            },
        })
    });
    Ok(Json(Order {
        order_id: placed.number.to_string(),
        // Until the carrier provides a number, the order's own id replaces it, since the
        // demonstration's clients expect one.
        shipping_tracking_id: order.tracking.unwrap_or_else(|| placed.id.to_string()),
        shipping_cost: order.totals.delivery.into(),
        shipping_address: body.address,
        items: items.collect(),
    }))
}
