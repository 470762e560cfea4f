//! Site map and crawler rules.

use crate::{State, http::HttpError};
use axum::{
    extract::{Path, State as Extract},
    http::header,
    response::{IntoResponse, Response},
};
use shop::catalogue::sitemap::{addresses, count};
use std::fmt::Write;
use views::routes;

/// Maximum number of URLs in one site map (sitemaps.org).
const MAX: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn xml(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text).into_response()
}

/// The URLs from an index on, as many as one site map may contain.
fn map(state: &State, from: usize) -> String {
    let base = state.shop.base_url();
    let mut out = format!("{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for path in addresses(&state.shop, from, MAX) {
        let _ = writeln!(out, "<url><loc>{base}{path}</loc></url>");
    }
    out.push_str("</urlset>\n");
    out
}

/// `/sitemap.xml`: one site map or, for more URLs than one may contain, an index of several.
pub(in crate::http) async fn sitemap(Extract(state): Extract<State>) -> Response {
    let maps = count(&state.shop).div_ceil(MAX);
    if maps <= 1 {
        return xml(map(&state, 0));
    }
    let base = state.shop.base_url();
    let mut out =
        format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for number in 1..=maps {
        let _ =
            writeln!(out, "<sitemap><loc>{base}{}</loc></sitemap>", routes::sitemap_part(number));
    }
    out.push_str("</sitemapindex>\n");
    xml(out)
}

/// `/sitemaps/{number}`: one of several site maps, counted from 1.
pub(in crate::http) async fn part(
    Extract(state): Extract<State>,
    Path(number): Path<String>,
) -> Result<Response, HttpError> {
    let before = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let from =
        before.and_then(|before| before.checked_mul(MAX)).ok_or_else(HttpError::not_found)?;
    if from >= count(&state.shop) {
        return Err(HttpError::not_found());
    }
    Ok(xml(map(&state, from)))
}

/// `/robots.txt`
pub(in crate::http) async fn robots(Extract(state): Extract<State>) -> String {
    let base = state.shop.base_url();
    let folders = [routes::API, routes::CART, routes::CHECKOUT, routes::ORDERS];
    let rules: String = folders
        .map(|folder| format!("Disallow: {folder}/\n"))
        .into_iter()
        .chain([routes::SEARCH, routes::TRACK].map(|page| format!("Disallow: {page}\n")))
        .collect();
    format!("User-agent: *\n{rules}\nSitemap: {base}{}\n", routes::SITEMAP)
}
