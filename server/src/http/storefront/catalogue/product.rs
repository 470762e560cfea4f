//! `/products/{slug}`

use crate::{
    State,
    http::{
        HttpError,
        extract::Query,
        headers::cache,
        redirect::{moved, see_other},
    },
    render::{self, Keep, add_cookie, cache::Template},
    session::Visitor,
};
use app::{ProductPage, islands::catalogue::product::api::ShownVariant};
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::{StatusCode, Uri, header},
    response::Response,
};
use shop::{
    catalogue::{ProductDetails, ProductError, RequestedTelescope, ShowProduct},
    recommendations::{Shopper, bought_together},
};
use std::{sync::Arc, time::Duration};
use views::{notifications::SubscriptionForm, routes, withdrawal::LocalTime};

/// How long a page is cached without what could not be read in time: long enough that a slow
/// database does not render a page for each request.
const WITHOUT_SUGGESTIONS: Duration = Duration::from_secs(5);

/// The product page by its slug; `sku` selects the variant. No other part of the requested URL is
/// used.
pub(in crate::http) async fn template(
    state: &State,
    visitor: &Visitor,
    slug: &str,
    requested: &Uri,
    query: &Query,
) -> Result<Arc<Template>, HttpError> {
    let sku = query.get("variant");
    // The typed text is not used further: unknown telescopes share one cached page.
    let telescope = telescope(state, slug, query);
    let picture = query.get("picture").and_then(|number| number.parse::<u8>().ok());
    let make = |state: State, visitor: Visitor, path: String| {
        let (slug, sku, requested, telescope) =
            (slug.to_owned(), sku.map(ToOwned::to_owned), requested.clone(), telescope.clone());
        async move {
            let (currency, country) = (visitor.currency, visitor.country.code);
            let sku = sku.as_deref();
            let shown = ShowProduct { slug: &slug, sku, telescope: &telescope, currency };
            let page = shop::catalogue::page(&state.shop, shown, country);
            let ProductDetails { product, delivery } = match page.await {
                Err(ProductError::Moved(slug)) => {
                    return Err(super::listing::renamed(&routes::product(&slug), &requested));
                }
                other => other?,
            };
            // Combinations of accessory and telescope would crowd out all other pages, and so would
            // invalid picture numbers.
            let pictured = picture
                .is_none_or(|number| (1..=product.pictures.len()).contains(&usize::from(number)));
            // The page is the same for all shoppers, so it knows neither cart nor orders.
            let (given, shopper) = ([product.slug.as_str()], Shopper::default());
            let together = bought_together(&state.shop, &given, shopper, currency).await;
            let keep = match &together {
                _ if !pictured || telescope != RequestedTelescope::Nothing => Keep::Not,
                Some(_) => Keep::WhileRight,
                None => Keep::AtMost(WITHOUT_SUGGESTIONS),
            };
            let together = together.unwrap_or_default();
            Ok((
                render::template(
                    &state,
                    &visitor,
                    &path,
                    &ProductPage {
                        product: &product,
                        delivery: &delivery,
                        subscription: &SubscriptionForm::default(),
                        together: &together,
                        draft: None,
                    },
                ),
                keep,
            ))
        }
    };
    render::cached_for(state, visitor, &address(slug, sku, picture, &telescope), make).await
}

/// The part of the URL that the page depends on.
fn address(
    slug: &str,
    sku: Option<&str>,
    picture: Option<u8>,
    telescope: &RequestedTelescope,
) -> String {
    let picture = picture.map(|number| number.to_string());
    let read: Vec<_> =
        [("variant", sku), ("picture", picture.as_deref()), ("telescope", telescope.key())]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
    // Texts are always serialisable.
    let text = serde_urlencoded::to_string(read).unwrap_or_default();
    let mark = if text.is_empty() { "" } else { "?" };
    format!("{}{mark}{text}", routes::product(slug))
}

/// What depends on the variant, by the path and query of its page.
pub(in crate::http) async fn shown(
    state: &State,
    visitor: &Visitor,
    path: &str,
    query: &Query,
) -> Result<ShownVariant, HttpError> {
    let slug = routes::parameter(routes::PRODUCT, path).ok_or_else(HttpError::not_found)?;
    let (sku, telescope) = (query.get("variant"), telescope(state, slug, query));
    let command = ShowProduct { slug, sku, telescope: &telescope, currency: visitor.currency };
    let ProductDetails { product, delivery } =
        match shop::catalogue::page(&state.shop, command, visitor.country.code).await {
            // Its page redirects to the new URL.
            Err(ProductError::Moved(_)) => return Err(HttpError::not_found()),
            other => other?,
        };
    let address = address(slug, sku, None, &telescope);
    ShownVariant::new(&product, &delivery, &SubscriptionForm::default(), &address)
        .ok_or_else(HttpError::not_found)
}

/// The telescope to check compatibility with.
fn telescope(state: &State, slug: &str, query: &Query) -> RequestedTelescope {
    let values: Vec<&str> = query
        .0
        .iter()
        .filter(|(name, _)| name == "telescope")
        .map(|(_, value)| value.as_str())
        .collect();
    shop::catalogue::requested_telescope(&state.shop, slug, &values)
}

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    if let Some(key) = query.get("preview") {
        return draft(&state, &visitor, &slug, (key, &query)).await;
    }
    let template = template(&state, &visitor, &slug, &uri, &query).await?;
    let status = match telescope(&state, &slug, &query) {
        RequestedTelescope::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        RequestedTelescope::Nothing | RequestedTelescope::Known(_) => StatusCode::OK,
    };
    let mut response = render::respond(&state, &visitor, &template, status);
    add_cookie(&mut response, visitor.set_recent(&slug));
    Ok(response)
}

/// The page of a draft, for whoever has a signed link. It is neither cached nor indexed.
async fn draft(
    state: &State,
    visitor: &Visitor,
    slug: &str,
    (key, query): (&str, &Query),
) -> Result<Response, HttpError> {
    let telescope = RequestedTelescope::Nothing;
    let currency = visitor.currency;
    let command = ShowProduct { slug, sku: query.get("variant"), telescope: &telescope, currency };
    let found = shop::catalogue::draft(&state.shop, command, visitor.country.code, key).await;
    let shop::catalogue::Draft { page: ProductDetails { product, delivery }, until } = match found {
        // A renamed draft has the same key.
        Err(ProductError::Moved(slug)) => {
            return Ok(see_other(&routes::with_query(
                &routes::product(&slug),
                &[("preview", key)],
            )));
        }
        other => other?,
    };
    let Some(until) = until else { return Ok(see_other(&routes::product(slug))) };
    let zone = state.shop.zone();
    let until = LocalTime { time: zone.date_time(until), zone: zone.label().to_owned() };
    let page = ProductPage {
        product: &product,
        delivery: &delivery,
        subscription: &SubscriptionForm::default(),
        together: &[],
        draft: Some(&until),
    };
    let template = render::template(state, visitor, &routes::product(slug), &page);
    let mut response = render::respond(state, visitor, &template, StatusCode::OK);
    response.headers_mut().insert(header::CACHE_CONTROL, cache::NOT_KEPT);
    Ok(response)
}

/// `/product/{sku}`, as in the Astronomy Shop.
pub(in crate::http) async fn by_sku(
    Extract(state): Extract<State>,
    Path(sku): Path<String>,
) -> Result<Response, HttpError> {
    let slug = shop::catalogue::slug_of(&state.shop, &sku).ok_or(ProductError::NoSuchProduct)?;
    Ok(moved(&routes::product(&slug)))
}
