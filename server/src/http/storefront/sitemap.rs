//! What search engines read beside the pages.

use super::content::pages;
use crate::{State, http::Failure};
use axum::{
    extract::{Path, State as Extract},
    http::header,
    response::{IntoResponse, Response},
};
use shop::catalogue::{CALCULATOR, Snapshot};
use std::fmt::Write;
use views::routes;

/// The most addresses in one sitemap (sitemaps.org).
const MOST: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Home, calculator, pages, wishes, categories and products: every address that search engines may
/// know, in a fixed order, from one place on. Slugs are letters, digits and dashes, so nothing
/// needs escaping.
fn addresses(snapshot: &Snapshot, from: usize) -> impl Iterator<Item = String> + '_ {
    let texts = pages::PAGES.iter().map(|slug| routes::content_page(slug));
    let wishes = domain::guide::WISHES.iter().map(|wish| routes::buying_guide(wish.slug));
    let categories = snapshot
        .categories
        .iter()
        .filter(|c| !c.members.is_empty())
        .map(|c| routes::category(&c.slug));
    let first: Vec<String> = ["/", CALCULATOR]
        .map(ToOwned::to_owned)
        .into_iter()
        .chain(texts)
        .chain(wishes)
        .chain(categories)
        .collect();
    let products = snapshot.products.get(from.saturating_sub(first.len())..).unwrap_or_default();
    let products = products.iter().map(|product| routes::product(&product.slug));
    first.into_iter().skip(from).chain(products)
}

/// How many addresses there are.
fn count(snapshot: &Snapshot) -> usize {
    let categories = snapshot.categories.iter().filter(|c| !c.members.is_empty()).count();
    2 + pages::PAGES.len() + domain::guide::WISHES.len() + categories + snapshot.products.len()
}

fn xml(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text).into_response()
}

/// The addresses from one place on, as many as one map holds.
fn map(state: &State, snapshot: &Snapshot, from: usize) -> String {
    let base = &state.shop.settings().base_url;
    let mut out = format!("{HEAD}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for path in addresses(snapshot, from).take(MOST) {
        let _ = writeln!(out, "<url><loc>{base}{path}</loc></url>");
    }
    out.push_str("</urlset>\n");
    out
}

/// `/sitemap.xml`: one map, or for more addresses than one may hold, the index of several.
pub(in crate::http) async fn sitemap(Extract(state): Extract<State>) -> Response {
    let snapshot = state.shop.snapshot();
    let maps = count(&snapshot).div_ceil(MOST);
    if maps <= 1 {
        return xml(map(&state, &snapshot, 0));
    }
    let base = &state.shop.settings().base_url;
    let mut out =
        format!("{HEAD}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for number in 1..=maps {
        let _ =
            writeln!(out, "<sitemap><loc>{base}{}</loc></sitemap>", routes::sitemap_part(number));
    }
    out.push_str("</sitemapindex>\n");
    xml(out)
}

/// `/sitemaps/{number}`: one of several maps, counted from 1.
pub(in crate::http) async fn part(
    Extract(state): Extract<State>,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let snapshot = state.shop.snapshot();
    let before = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let from = before.and_then(|before| before.checked_mul(MOST)).ok_or_else(Failure::not_found)?;
    if from >= count(&snapshot) {
        return Err(Failure::not_found());
    }
    Ok(xml(map(&state, &snapshot, from)))
}

/// `/robots.txt`
pub(in crate::http) async fn robots(Extract(state): Extract<State>) -> String {
    let base = &state.shop.settings().base_url;
    let folders = [routes::API, routes::CART, routes::CHECKOUT, routes::ORDERS];
    let rules: String = folders
        .map(|folder| format!("Disallow: {folder}/\n"))
        .into_iter()
        .chain([routes::SEARCH, routes::TRACK].map(|page| format!("Disallow: {page}\n")))
        .collect();
    format!("User-agent: *\n{rules}\nSitemap: {base}{}\n", routes::SITEMAP)
}
