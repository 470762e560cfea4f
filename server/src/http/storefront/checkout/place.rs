//! Placing the order, and a bank's page on the way.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Client, Form, Json},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    render::{self, add_cookie},
    session::Visitor,
};
use app::ChallengePage;
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use serde::Deserialize;
use shop::{
    orders::{OrderTerms, PlaceError, PlaceOrder},
    payments::test::Answer,
};
use views::{checkout::Step, routes};

/// What a shopper agreed to: the checkout's key, and the hash of the review shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Agreed {
    key: String,
    #[serde(rename = "seen")]
    hash: String,
}

/// What a bank's page sends back: checkout's key and the hash of the review, joined by a dot.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Returned {
    state: String,
}

impl From<Returned> for Agreed {
    fn from(Returned { state }: Returned) -> Self {
        // Without a dot the state contains no review hash: checkout is shown again.
        let (key, hash) = state.split_once('.').unwrap_or((&state, ""));
        Self { key: key.to_owned(), hash: hash.to_owned() }
    }
}

/// The answer on the test provider's page, which takes the place of a bank's.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct TestBankForm {
    reference: String,
    answer: String,
    state: String,
}

async fn finish(
    state: &State,
    visitor: &Visitor,
    client: Client,
    json: bool,
    agreed: Agreed,
) -> Result<Response, HttpError> {
    let Some(token) = visitor.cart.as_deref() else {
        return step::again(state, visitor, Step::Review, PlaceError::EmptyCart, json).await;
    };
    let command = PlaceOrder {
        cart: token.to_owned(),
        key: agreed.key.clone(),
        currency: visitor.currency,
        client: client.name(),
        terms: OrderTerms::Reviewed(agreed.hash.clone()),
    };
    match shop::orders::place(&state.shop, command).await {
        Ok(placed) => {
            let mut response = see_other(&format!("{}&new=1", placed.link));
            // An earlier order does not describe the current cart.
            if !placed.again {
                add_cookie(&mut response, visitor.set_cart(token, 0));
            }
            add_cookie(&mut response, visitor.set_ordered(&placed.link));
            Ok(response)
        }
        Err(PlaceError::Challenge { reference }) if !json => {
            let view = step::view(state, visitor, Some(Step::Review)).await?;
            let challenge = format!("{}.{}", agreed.key, agreed.hash);
            let page = &ChallengePage {
                reference: &reference,
                state: &challenge,
                amount: view.cart.totals.total,
            };
            let template = render::template(state, visitor, routes::CHECKOUT, page);
            Ok(render::respond(state, visitor, &template, StatusCode::OK))
        }
        Err(error @ (PlaceError::Payment(_) | PlaceError::TooManyCards { .. })) => {
            step::again(state, visitor, Step::Payment, error, json).await
        }
        Err(error) => step::again(state, visitor, Step::Review, error, json).await,
    }
}

pub(in crate::http) async fn place(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    Json(json): Json,
    Limited(limited): Limited,
    Form(agreed): Form<Agreed>,
) -> Result<Response, HttpError> {
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, Step::Review, failure, |_| {}).await;
    }
    finish(&state, &visitor, client, json, agreed).await
}

/// The return URL of a bank's page. The payment provider is asked for the result; the request
/// itself is not trusted.
pub(in crate::http) async fn challenge(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    Json(json): Json,
    Form(returned): Form<Returned>,
) -> Result<Response, HttpError> {
    finish(&state, &visitor, client, json, returned.into()).await
}

/// Records the answer on the test provider's page, then returns to the shop as from a bank's page.
pub(in crate::http) async fn test_bank(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    Json(json): Json,
    Form(TestBankForm { reference, answer, state: returned }): Form<TestBankForm>,
) -> Result<Response, HttpError> {
    // Anything but an approval refuses.
    let answer = Answer::from_key(&answer).unwrap_or(Answer::Refuse);
    shop::payments::test::answer_challenge(&state.shop, &reference, answer).await?;
    finish(&state, &visitor, client, json, Returned { state: returned }.into()).await
}
