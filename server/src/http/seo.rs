//! What search engines read beside the pages.

use crate::State;
use axum::{
    extract::State as Extract,
    http::header,
    response::{IntoResponse, Response},
};
use std::fmt::Write;

/// The most addresses in one sitemap (sitemaps.org).
const MOST: usize = 50_000;

/// `/sitemap.xml`: pages, wishes, categories and products. Slugs are letters, digits and dashes, so nothing needs escaping.
pub(super) async fn sitemap(Extract(state): Extract<State>) -> Response {
    let snapshot = state.shop.snapshot();
    let base = &state.shop.settings().base_url;
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let mut put = |path: &str| {
        let _ = writeln!(xml, "<url><loc>{base}{path}</loc></url>");
    };
    put("/");
    for slug in super::pages::text::PAGES {
        put(&format!("/pages/{slug}"));
    }
    for wish in &domain::guide::WISHES {
        put(&format!("/wishes/{}", wish.slug));
    }
    for category in snapshot.categories.iter().filter(|c| !c.members.is_empty()) {
        put(&format!("/categories/{}", category.slug));
    }
    for product in snapshot.products.iter().take(MOST - 100) {
        put(&format!("/products/{}", product.slug));
    }
    xml.push_str("</urlset>\n");
    ([(header::CONTENT_TYPE, "application/xml")], xml).into_response()
}

/// `/robots.txt`
pub(super) async fn robots(Extract(state): Extract<State>) -> String {
    let base = &state.shop.settings().base_url;
    format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /cart/\nDisallow: /checkout/\nDisallow: /orders/\nDisallow: /search\nDisallow: /track\n\nSitemap: {base}/sitemap.xml\n"
    )
}
