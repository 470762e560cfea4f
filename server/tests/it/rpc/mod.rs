//! The islands' server functions, under `/rpc`: their responses, refusals, and the limits that they
//! share with forms.

mod cart;
mod catalogue;
mod checkout;
pub mod search;
mod variants;

use crate::site::{Answer, Browser};
use app::rpc::RpcError;
use axum::body::Bytes;
use leptos::server_fn::{Decodes, Encodes, codec::PostcardEncoding};
use serde::{Serialize, de::DeserializeOwned};

pub const POSTCARD: &str = "application/x-postcard";

pub fn decode<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.header("content-type"), POSTCARD);
    PostcardEncoding::decode(answer.body.clone()).unwrap()
}

/// Calls a server function.
pub async fn send(browser: &mut Browser<'_>, path: &str, arguments: &impl Serialize) -> Answer {
    let body: Bytes = PostcardEncoding::encode(arguments).unwrap();
    browser.send("POST", path, Some(POSTCARD), body).await
}

/// Calls a server function and returns its result.
pub async fn call<T: DeserializeOwned>(
    browser: &mut Browser<'_>,
    path: &str,
    arguments: &impl Serialize,
) -> T {
    decode(send(browser, path, arguments).await.is(200))
}

/// Calls a server function that refuses with a status.
pub async fn refused(
    browser: &mut Browser<'_>,
    path: &str,
    arguments: &impl Serialize,
    status: u16,
) -> RpcError {
    let error: RpcError = decode(send(browser, path, arguments).await.is(status));
    assert_eq!(error.status, status);
    error
}
