//! How long a request may take.

use crate::{
    State,
    http::admin::{UPLOAD_TIME, takes_uploads},
};
use axum::{
    extract::{Request, State as Extract},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

/// Gives up a request that takes too long (503). Uploads have more time.
pub async fn in_time(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let usual = state.config.capacity.request_timeout;
    let uploads = *request.method() == Method::POST && takes_uploads(request.uri().path());
    let limit = if uploads { usual.max(UPLOAD_TIME) } else { usual };
    match timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
