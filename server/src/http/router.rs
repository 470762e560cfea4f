//! The router: every URL of the shop and its layers.

use super::{
    HttpError, admin,
    api::astronomy_shop as api,
    assets, error, health, media,
    middleware::{
        admission::Room::{Body, Browsing, Buying, Own, Placing},
        border, observe,
        rate_limit::{
            self,
            Counted::{self, All, Changes, Forms, Keys, Measurements, Nothing},
        },
        security, timeout,
    },
    redirect::moved,
    route::{KnownRoutes, Routes},
    rpc,
    storefront::{
        cart,
        catalogue::{calculator, listing, product},
        checkout,
        content::{home, pages},
        notifications,
        orders::{order, withdrawal},
        preferences, search, sitemap, web_vitals,
    },
};
use crate::{State, config::Surface, readiness::Readiness};
use axum::{
    Router,
    extract::State as Extract,
    http::{Method, StatusCode, Uri},
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{MethodRouter, get, post},
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
};
use views::routes;

/// The storefront.
fn storefront(routes: Routes) -> Routes {
    let shown = || get(notifications::show);
    routes
        .page(routes::HOME, get(home::show), Nothing, Own)
        .page(routes::CATEGORY, get(listing::category), Nothing, Own)
        .page(routes::BUYING_GUIDE, get(listing::guide), Nothing, Own)
        .page(routes::PRODUCT, get(product::show), Nothing, Own)
        .route(routes::PRODUCT_BY_SKU, get(product::by_sku), Nothing, Own)
        .page(routes::CALCULATOR, get(calculator::eyepieces), Nothing, Own)
        .page(routes::SEARCH, get(search::search), All, Own)
        .page(routes::CONTENT_PAGE, get(pages::show), Nothing, Own)
        .page(routes::CART, get(cart::show), Changes, Buying)
        .form(routes::CART_LINES, post(cart::add), Forms, Buying)
        .form(routes::CART_SETS, post(cart::add_set), Forms, Buying)
        .form(routes::CART_LINE, post(cart::change), Forms, Buying)
        .form(routes::CART_UNDO, post(cart::undo), Changes, Buying)
        .form(routes::CART_EMPTY, post(cart::empty), Changes, Buying)
        .route(routes::RPC_LIST, post(rpc::run), All, Browsing)
        .route(routes::RPC_VARIANT, post(rpc::run), All, Browsing)
        .route(routes::RPC_SUGGEST, post(rpc::run), All, Browsing)
        .route(routes::RPC_CART_SHOW, post(rpc::run), Changes, Buying)
        .route(routes::RPC_CART_CHANGE, post(rpc::run), Changes, Buying)
        .route(routes::RPC_CHECKOUT_ESTIMATE, post(rpc::run), Changes, Buying)
        .page(routes::CHECKOUT, get(checkout::show), Changes, Buying)
        .form(routes::CHECKOUT_CONTACT, post(checkout::contact), Forms, Buying)
        .form(routes::CHECKOUT_DELIVERY, post(checkout::delivery), Forms, Buying)
        .form(routes::CHECKOUT_PAYMENT, post(checkout::payment), Forms, Placing)
        .form(routes::CHECKOUT_PLACE, post(checkout::place), Forms, Placing)
        .form(routes::CHECKOUT_CHALLENGE, post(checkout::challenge), Changes, Placing)
        .form(routes::CHECKOUT_TEST_BANK, post(checkout::test_bank), Changes, Placing)
        .page(routes::ORDER, get(order::show).post(order::object), Keys, Buying)
        .page(routes::TRACK, get(order::track).post(order::find), Forms, Buying)
        .page(routes::WITHDRAW, get(withdrawal::show).post(withdrawal::check), Forms, Buying)
        .form(routes::WITHDRAW_CONFIRM, post(withdrawal::confirm), Forms, Buying)
        .form(routes::SUBSCRIPTIONS, post(notifications::subscribe), Forms, Buying)
        .page(routes::SUBSCRIPTION_CONFIRM, shown().post(notifications::confirm), Changes, Buying)
        .page(routes::SUBSCRIPTION_END, shown().post(notifications::end), Changes, Buying)
        .form(routes::PREFERENCES, post(preferences::set), Changes, Body)
        .route(routes::VITALS, post(web_vitals::take), Measurements, Body)
        .route(routes::SITEMAP, get(sitemap::sitemap), Nothing, Browsing)
        .route(routes::SITEMAP_PART, get(sitemap::part), Nothing, Browsing)
        .route(routes::ROBOTS, get(sitemap::robots), Nothing, Own)
}

/// The Astronomy Shop API.
fn astronomy_shop(routes: Routes, counted: Counted) -> Routes {
    routes
        .route(routes::API_PRODUCTS, get(api::catalogue::products), counted, Browsing)
        .route(routes::API_PRODUCT, get(api::catalogue::product), counted, Browsing)
        .route(routes::API_RECOMMENDATIONS, get(api::catalogue::recommendations), counted, Browsing)
        .route(routes::API_PROMOTIONS, get(api::catalogue::promotions), counted, Browsing)
        .route(routes::API_PROMOTIONS_SLASH, get(api::catalogue::promotions), counted, Browsing)
        .route(routes::API_CURRENCIES, get(api::catalogue::currencies), counted, Browsing)
        .route(routes::API_SHIPPING, get(api::checkout::shipping), counted, Buying)
        .route(routes::API_CART, api_cart(), counted, Buying)
        .route(routes::API_CHECKOUT, post(api::checkout::place), counted, Placing)
}

fn api_cart() -> MethodRouter<State> {
    get(api::cart::show).post(api::cart::add).delete(api::cart::empty)
}

/// The surfaces that this process serves, with the pictures and files that all of them use.
pub fn router(state: State) -> Router {
    rpc::register();
    let mut routes = Routes::new(&state)
        .route(routes::MEDIA, get(media::picture), Nothing, Own)
        .route(routes::PRODUCT_PICTURE, get(media::product_picture), Nothing, Own)
        .merge(assets::router(&state));
    if state.config.serves(Surface::Storefront) {
        routes = storefront(routes);
    }
    if state.config.serves(Surface::Api) && state.config.astronomy_api {
        let counted = if state.config.limits.rate_limit_api { Changes } else { Nothing };
        routes = astronomy_shop(routes, counted);
    }
    if state.config.serves(Surface::Desk) {
        routes = admin::routes(&state, routes);
    }
    let (router, known) = routes.finish();
    let known = Arc::new(known);

    // An address that is no origin is refused by the flags already.
    let csrf = CsrfLayer::new();
    let csrf = csrf.clone().add_trusted_origin(state.shop.base_url()).unwrap_or(csrf);
    let small_text = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::const_new("font/"));
    let router = router
        .fallback({
            let known = Arc::clone(&known);
            move |method: Method, uri: Uri| async move { nowhere(&known, &method, &uri) }
        })
        .method_not_allowed_fallback(|| async { HttpError::of(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(from_fn_with_state(state.clone(), border::limited))
        .layer(csrf)
        .layer(from_fn_with_state(state.clone(), border::own_origin))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(state.clone(), timeout::in_time))
        .layer(from_fn_with_state(state.clone(), error::present))
        .layer(from_fn_with_state(state.clone(), rate_limit::in_flight))
        .layer(from_fn_with_state((state.clone(), known), security::headers))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(small_text),
        )
        .layer(from_fn(observe::observe))
        .layer(from_fn(border::pass));

    // Health checks are frequent and come from machines: they need none of the layers above.
    let mut health = Router::new()
        .route(routes::HEALTHZ, get(health::alive))
        .route(routes::READYZ, get(health::ready))
        .route(routes::READYZ_PAGES, get(health::serves_pages));
    // Sales figures are confidential: in public, metrics have a separate port or none.
    if state.config.listen.metrics_addr.is_none() && !state.secure {
        health = health.route(routes::METRICS, get(health::metrics));
    }
    router.merge(health::bare(health)).with_state(state)
}

/// No such URL. A page's URL with a trailing slash redirects to the page.
fn nowhere(known: &KnownRoutes, method: &Method, uri: &Uri) -> Result<Response, HttpError> {
    let path = uri.path().trim_end_matches('/');
    let looks = matches!(*method, Method::GET | Method::HEAD);
    let is_page = || known.pages.iter().any(|page| routes::fits(page, path));
    if !looks || path.len() == uri.path().len() || !is_page() {
        return Err(HttpError::not_found());
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Ok(moved(&format!("{path}{query}")))
}

/// `/metrics` only, for a separate port.
pub fn metrics_router(shop: Context) -> Router {
    health::bare(Router::new().route(routes::METRICS, get(health::metrics))).with_state(shop)
}

/// Health checks and metrics of a worker.
pub fn worker_router(shop: Context) -> Router {
    let readiness = Arc::new(Readiness::default());
    let ready =
        move |Extract(shop): Extract<Context>| async move { readiness.answer(shop.db()).await };
    let router = Router::new()
        .route(routes::HEALTHZ, get(health::alive))
        .route(routes::READYZ, get(ready))
        .route(routes::METRICS, get(health::metrics));
    health::bare(router).with_state(shop)
}
