//! `/products/{slug}`

use crate::{
    State,
    http::{Failure, extract::Query, redirect::moved},
    render::{self, add_cookie, cache::Template},
    session::Visitor,
};
use app::Page;
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::{StatusCode, Uri},
    response::Response,
};
use shop::catalogue::Asked;
use std::sync::Arc;
use views::{notifications::WaitView, routes};

/// The page of a product by its slug; `sku` chooses the variant. Nothing else of the address that
/// was asked for is read.
pub(in crate::http) async fn template(
    state: &State,
    visitor: &Visitor,
    slug: &str,
    asked: &Uri,
    query: &Query,
) -> Result<Arc<Template>, Failure> {
    let sku = query.get("variant");
    // What was typed goes no further: an unknown telescope is the same page whatever it was called.
    let telescope = telescope(state, slug, query);
    let picture = query.get("picture").and_then(|number| number.parse::<u8>().ok());
    let make = |state: State, visitor: Visitor, path: String| {
        let (slug, sku, asked, telescope) =
            (slug.to_owned(), sku.map(ToOwned::to_owned), asked.clone(), telescope.clone());
        async move {
            let product = match shop::catalogue::product_for(
                &state.shop,
                &slug,
                sku.as_deref(),
                &telescope,
                visitor.currency,
            )
            .await
            {
                Err(shop::Error::Moved(slug)) => {
                    return Err(super::listing::renamed(&routes::product(&slug), &asked));
                }
                other => other?,
            };
            let delivery = shop::catalogue::delivery_of(
                &state.shop,
                &product,
                visitor.currency,
                visitor.country.code,
            )?;
            // Accessories times telescopes would crowd out all other pages, and so would numbers of
            // pictures that there are not.
            let pictured = picture
                .is_none_or(|number| (1..=product.pictures.len()).contains(&usize::from(number)));
            let keep = pictured && telescope == Asked::Nothing;
            Ok((
                render::template(
                    &state,
                    &visitor,
                    &path,
                    Page::Product(&product, &delivery, &WaitView::default()),
                ),
                keep,
            ))
        }
    };
    // What the page reads of its address, and nothing else.
    let picture = picture.map(|number| number.to_string());
    let read: Vec<_> =
        [("variant", sku), ("picture", picture.as_deref()), ("telescope", telescope.key())]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
    let text = serde_urlencoded::to_string(read).unwrap_or_default(); // Texts always can be.
    let mark = if text.is_empty() { "" } else { "?" };
    render::cached_if(state, visitor, &format!("{}{mark}{text}", routes::product(slug)), make).await
}

/// Whether it fits which telescope.
fn telescope(state: &State, slug: &str, query: &Query) -> Asked {
    let values: Vec<&str> = query
        .0
        .iter()
        .filter(|(name, _)| name == "telescope")
        .map(|(_, value)| value.as_str())
        .collect();
    if values.is_empty() { Asked::Nothing } else { state.shop.snapshot().asked(slug, &values) }
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let template = template(&state, &visitor, &slug, &uri, &query).await?;
    let status = match telescope(&state, &slug, &query) {
        Asked::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Asked::Nothing | Asked::Telescope(_) => StatusCode::OK,
    };
    let mut response = render::respond(&state, &visitor, &template, status);
    add_cookie(&mut response, visitor.set_seen(&slug));
    Ok(response)
}

/// `/product/{sku}`, as the Astronomy Shop's pages are called.
pub(in crate::http) async fn by_sku(
    Extract(state): Extract<State>,
    Path(sku): Path<String>,
) -> Result<Response, Failure> {
    let snapshot = state.shop.snapshot();
    let entry = snapshot.by_sku(&sku).ok_or_else(Failure::not_found)?;
    Ok(moved(&routes::product(&entry.slug)))
}
