//! Placing the order, and a bank's page on the way.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Client, Form},
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
    payments::test::BankAnswer,
};
use views::{checkout::Step, routes};

/// What a shopper agreed to: the checkout's key, and the hash of the review shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Agreed {
    key: String,
    #[serde(rename = "review")]
    hash: String,
    /// The same by the name that the release before gives it. The next release drops it.
    seen: String,
}

impl Agreed {
    fn hash(&self) -> &str {
        if self.hash.is_empty() { &self.seen } else { &self.hash }
    }
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
        Self { key: key.to_owned(), hash: hash.to_owned(), seen: String::new() }
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

/// Who places an order.
struct Shopper {
    visitor: Visitor,
    client: Client,
    caller: Caller,
}

async fn finish(state: &State, shopper: Shopper, agreed: Agreed) -> Result<Response, HttpError> {
    let Shopper { visitor, client, caller } = shopper;
    let Some(token) = visitor.cart.as_deref() else {
        let error = PlaceError::EmptyCart;
        return if caller.is_program() { Err(error.into()) } else { Ok(see_other(routes::CART)) };
    };
    let command = PlaceOrder {
        cart: token.to_owned(),
        key: agreed.key.clone(),
        currency: visitor.currency,
        client: client.name(),
        terms: OrderTerms::Reviewed(agreed.hash().to_owned()),
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
        Err(error) if caller.is_program() => Err(error.into()),
        Err(PlaceError::Challenge { reference, amount }) => {
            let challenge = format!("{}.{}", agreed.key, agreed.hash());
            let page = &ChallengePage { reference: &reference, state: &challenge, amount };
            let template = render::template(state, &visitor, routes::CHECKOUT, page);
            Ok(render::respond(state, &visitor, &template, StatusCode::OK))
        }
        Err(error) => {
            let open = match error {
                PlaceError::Payment(_) | PlaceError::TooManyCards { .. } => Step::Payment,
                _ => Step::Review,
            };
            step::again(state, &visitor, step::of(&visitor, Some(open)), error).await
        }
    }
}

pub(in crate::http) async fn place(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    caller: Caller,
    Limited(limited): Limited,
    Form(agreed): Form<Agreed>,
) -> Result<Response, HttpError> {
    if let Some(failure) = limited {
        let shown = step::of(&visitor, Some(Step::Review));
        return step::refused(&state, &visitor, shown, failure).await;
    }
    finish(&state, Shopper { visitor, client, caller }, agreed).await
}

/// The return URL of a bank's page. The payment provider is asked for the result; the request
/// itself is not trusted.
pub(in crate::http) async fn challenge(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    caller: Caller,
    Form(returned): Form<Returned>,
) -> Result<Response, HttpError> {
    finish(&state, Shopper { visitor, client, caller }, returned.into()).await
}

/// Records the answer on the test provider's page, then returns to the shop as from a bank's page.
pub(in crate::http) async fn test_bank(
    Extract(state): Extract<State>,
    visitor: Visitor,
    client: Client,
    caller: Caller,
    Form(TestBankForm { reference, answer, state: returned }): Form<TestBankForm>,
) -> Result<Response, HttpError> {
    // Anything but an approval refuses.
    let answer = BankAnswer::from_key(&answer).unwrap_or(BankAnswer::Refuse);
    shop::payments::test::answer_challenge(&state.shop, &reference, answer).await?;
    let shopper = Shopper { visitor, client, caller };
    finish(&state, shopper, Returned { state: returned }.into()).await
}
