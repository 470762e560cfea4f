//! A call of a server function.

use crate::{
    State,
    http::{HttpError, extract::Client},
    session::Visitor,
};
use app::rpc::RpcError;
use axum::http::HeaderValue;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A call of a server function.
pub struct Call {
    pub state: State,
    pub visitor: Visitor,
    pub client: Client,
    parts: Mutex<ResponseParts>,
}

/// What a response has beside its value.
#[derive(Default)]
pub struct ResponseParts {
    pub cookies: Vec<HeaderValue>,
    pub failure: Option<HttpError>,
}

impl Call {
    /// A call by a visitor.
    pub fn new(state: State, visitor: Visitor, client: Client) -> Self {
        Self { state, visitor, client, parts: Mutex::default() }
    }

    /// What is to be sent beside the value.
    pub fn parts(&self) -> MutexGuard<'_, ResponseParts> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores an error, which becomes the response.
    pub fn refuse(&self, failure: HttpError) -> RpcError {
        self.parts().failure = Some(failure);
        RpcError::lost()
    }
}
