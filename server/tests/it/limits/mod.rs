//! Limits per client, and the limits of the whole shop.

mod admission;
mod bodies;
mod connections;
mod forms;
mod requests;

use crate::site::{Kind, Site, http_with};
use server::config::Http;

async fn limited(change: impl FnOnce(&mut Http)) -> Site {
    let mut http = http_with(|http| http.limits.rate_limit = 5);
    change(&mut http);
    Site::new(Kind::Sqlite, http, "http://127.0.0.1:3000").await
}
