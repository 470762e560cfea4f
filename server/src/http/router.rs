//! The router: every address of the shop, and what each request passes on its way.

use super::{
    Failure, Readiness,
    api::astronomy_shop,
    assets, error, health, media,
    middleware::{admission, border, observe, rate_limit, security},
    redirect::moved,
    storefront::{
        cart,
        catalogue::{calculator, listing, product},
        checkout,
        content::{home, pages},
        forms, notifications,
        orders::{order, withdrawal},
        preferences, search, sitemap, web_vitals,
    },
};
use crate::limits::admission::LARGEST_FORM;
use crate::{State, config::Surface};
use axum::{
    Router,
    extract::State as Extract,
    http::{Method, StatusCode, Uri},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use shop::Context;
use std::sync::Arc;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

/// What shoppers use.
fn storefront(state: &State) -> Router<State> {
    let searches = Router::new().route("/search", get(search::search)).route(
        "/search/suggestions",
        get(search::suggestions).layer(from_fn_with_state(state.clone(), admission::browsing)),
    );
    // Whoever asks for one of these by GET is led to the page with the form.
    let form = || get(forms::lead);
    let placing = Router::new()
        .route("/checkout/payment", form().post(checkout::payment))
        .route("/checkout/place", form().post(checkout::place))
        .route("/checkout/challenge", form().post(checkout::challenge))
        .route("/checkout/test-bank", form().post(checkout::test_bank))
        .layer(from_fn_with_state(state.clone(), admission::placing));
    let preferences = Router::new()
        .route("/preferences", form().post(preferences::set))
        .layer(from_fn_with_state(state.clone(), admission::bodies));
    let limited = Router::new()
        .route("/cart", get(cart::show))
        .route("/cart/lines", form().post(cart::add))
        .route("/cart/lines/{sku}", form().post(cart::change))
        .route("/cart/undo", form().post(cart::undo))
        .route("/cart/empty", form().post(cart::empty))
        .route("/checkout", get(checkout::show))
        .route("/checkout/contact", form().post(checkout::contact))
        .route("/checkout/delivery", form().post(checkout::delivery))
        .route("/waits", form().post(notifications::ask))
        .route("/waits/{id}/confirm", get(notifications::show).post(notifications::confirm))
        .route("/waits/{id}/end", get(notifications::show).post(notifications::end))
        .route("/withdraw", get(withdrawal::show).post(withdrawal::check))
        .route("/withdraw/confirm", form().post(withdrawal::confirm))
        .route("/track", get(order::track).post(order::find))
        .route("/orders/{number}", get(order::show))
        .layer(from_fn_with_state(state.clone(), admission::buying))
        .merge(placing)
        .merge(searches)
        .merge(preferences)
        .layer(from_fn_with_state(state.clone(), rate_limit::limit));
    // A bucket of their own: pages that are looked at must not use up what a shopper may change.
    let beacons = Router::new()
        .route("/vitals", post(web_vitals::take))
        .layer(from_fn_with_state(state.clone(), admission::bodies))
        .layer(RequestBodyLimitLayer::new(web_vitals::BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), rate_limit::limit_beacons));

    Router::new()
        .route("/", get(home::show))
        .route("/categories/{slug}", get(listing::category))
        .route("/wishes/{slug}", get(listing::wish))
        .route("/products/{slug}", get(product::show))
        .route("/product/{id}", get(product::by_sku))
        .route("/pages/{slug}", get(pages::show))
        .route("/tools/eyepieces", get(calculator::eyepieces))
        .merge(
            Router::new()
                .route("/sitemap.xml", get(sitemap::sitemap))
                .route("/sitemaps/{number}", get(sitemap::part))
                .layer(from_fn_with_state(state.clone(), admission::browsing)),
        )
        .route("/robots.txt", get(sitemap::robots))
        .merge(limited)
        .merge(beacons)
}

/// The surfaces that this process serves, with the pictures and files that all of them show.
pub fn router(state: State) -> Router {
    let mut router = Router::new()
        .route("/media/{hash}/{file}", get(media::picture))
        .route("/images/products/{file}", get(media::product_picture))
        .merge(assets::router(&state));
    if state.config.serves(Surface::Storefront) {
        router = router.merge(storefront(&state));
    }
    if state.config.serves(Surface::Api) && state.config.astronomy_api {
        router = router.nest("/api", astronomy_shop::router(&state));
    }

    let csrf = CsrfLayer::new();
    let csrf = csrf.clone().add_trusted_origin(&state.shop.settings().base_url).unwrap_or(csrf);
    let small_text = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::const_new("font/"));
    let router = router
        .fallback(nowhere)
        .method_not_allowed_fallback(|| async { Failure::of(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(RequestBodyLimitLayer::new(state.config.body_limit.min(LARGEST_FORM)))
        .layer(csrf)
        .layer(from_fn_with_state(state.clone(), border::own_origin))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            state.config.request_timeout,
        ))
        .layer(from_fn_with_state(state.clone(), error::present))
        .layer(from_fn_with_state(state.clone(), rate_limit::in_flight))
        .layer(from_fn_with_state(state.clone(), security::headers))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(small_text),
        )
        .layer(from_fn(observe::observe))
        .layer(from_fn(border::pass));

    // Health is asked often and by machines: nothing of the above.
    let mut health = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/readyz/pages", get(health::serves_pages));
    // What is sold and for how much is nobody's but the merchant's: in public they have a port of
    // their own or none.
    if state.config.metrics_addr.is_none() && !state.secure {
        health = health.route("/metrics", get(health::metrics));
    }
    router.merge(health::bare(health)).with_state(state)
}

/// The pages by the first part of their path.
const PLACES: [&str; 11] = [
    "cart",
    "checkout",
    "search",
    "track",
    "withdraw",
    "products",
    "categories",
    "wishes",
    "pages",
    "orders",
    "tools",
];

/// No such address. One of a page that ends with a stroke too many leads to the one without.
async fn nowhere(method: Method, uri: Uri) -> Result<Response, Failure> {
    let path = uri.path().trim_end_matches('/');
    let mut parts = path.split('/').skip(1);
    let (place, rest) = (parts.next().unwrap_or(""), parts.next());
    let page =
        PLACES.iter().position(|other| *other == place).is_some_and(|i| (i < 5) == rest.is_none());
    if !page || path.len() == uri.path().len() || !matches!(method, Method::GET | Method::HEAD) {
        return Err(Failure::not_found());
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Ok(moved(&format!("{path}{query}")))
}

/// `/metrics` alone, for a port of its own.
pub fn metrics_router(shop: Context) -> Router {
    health::bare(Router::new().route("/metrics", get(health::metrics))).with_state(shop)
}

/// What machines ask of a worker: that it runs, that it can work, and its metrics.
pub fn worker_router(shop: Context) -> Router {
    let readiness = Arc::new(Readiness::default());
    let ready =
        move |Extract(shop): Extract<Context>| async move { readiness.answer(shop.db()).await };
    let router = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(health::metrics));
    health::bare(router).with_state(shop)
}
