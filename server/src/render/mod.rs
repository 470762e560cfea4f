//! Rendering pages and sending them with what is personal in them.

pub mod cache;
mod gzip;

use crate::{State, http::Failure, session::Visitor};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cache::{Personal, Stamp, Template};
use std::{future::Future, sync::Arc, time::Duration};

/// Longest time to make a page of the catalogue.
const LONGEST: Duration = Duration::from_secs(10);

/// Marks an answer whose body is a page already.
#[derive(Clone, Copy, Debug)]
pub struct IsPage;

/// Renders a page for a visitor's currency and country.
#[must_use]
pub fn template(state: &State, visitor: &Visitor, path: &str, page: app::Page<'_>) -> Template {
    Template::new(&app::render(
        &layout(state, visitor, path, &shop::catalogue::menu(&state.shop), &currencies(state)),
        page,
    ))
}

/// The currencies that one can choose.
#[must_use]
pub fn currencies(state: &State) -> Vec<domain::Currency> {
    state.shop.rates().currencies().collect()
}

/// What every page needs to know.
#[must_use]
pub fn layout<'a>(
    state: &'a State,
    visitor: &Visitor,
    path: &'a str,
    menu: &'a [views::catalogue::CategoryCard],
    currencies: &'a [domain::Currency],
) -> app::PageContext<'a> {
    app::PageContext {
        currency: visitor.currency,
        currencies,
        base_url: &state.shop.settings().base_url,
        path,
        menu,
        assets: &state.assets,
        country: visitor.country.code,
        seller: &state.shop.settings().seller,
        dispatch: &state.shop.settings().dispatch.from,
        tariffs: &state.shop.settings().rules.tariffs,
        order_years: state.shop.settings().limits.order_years,
        cut_off: state.shop.settings().dispatch.cut_off,
        time_zone: state.shop.zone().label(),
    }
}

fn nonce() -> String {
    let mut bytes = [0_u8; 16];
    // Without random numbers no script runs, which is safe.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().fold(String::with_capacity(32), |out, byte| {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |n: u8| DIGITS.get(usize::from(n)).copied().map_or('0', char::from);
        let mut out = out;
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
        out
    })
}

/// A form that was refused for now, with the reason on top and the time to come again.
#[must_use]
pub fn respond(
    state: &State,
    visitor: &Visitor,
    template: &Template,
    status: StatusCode,
) -> Response {
    respond_with_notice(state, visitor, template, status, None)
}

/// A form that was refused for now, with the reason on top and the time to come again.
#[must_use]
pub fn form_refused(
    state: &State,
    visitor: &Visitor,
    form: &Template,
    failure: &Failure,
) -> Response {
    let notice = Some((false, failure.detail()));
    let mut response = respond_with_notice(state, visitor, form, failure.status(), notice);
    if let Some(seconds) = failure.seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Sends a page with a message on top: good or bad, and the text.
#[must_use]
pub fn respond_with_notice(
    state: &State,
    visitor: &Visitor,
    template: &Template,
    status: StatusCode,
    notice: Option<(bool, &str)>,
) -> Response {
    let nonce = nonce();
    let recent = if template.has_recent() && !visitor.seen.is_empty() {
        let slugs: Vec<&str> = visitor.seen.iter().map(String::as_str).collect();
        let cards = shop::catalogue::cards_by_slug(&state.shop, &slugs, visitor.currency);
        app::recent_shelf(&layout(state, visitor, "/", &[], &[]), &cards)
    } else {
        String::new()
    };
    let flash = visitor.flash.as_ref().map(|(good, text)| (*good, text.as_str()));
    let notice = notice.or(flash).map(|(good, text)| app::notice(text, good)).unwrap_or_default();
    let personal = Personal {
        nonce: &nonce,
        theme: visitor.theme,
        count: &visitor.count.to_string(),
        recent: &recent,
        notice: &notice,
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; \
         img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let packed = if visitor.gzip { template.fill_gzip(personal) } else { None };
    let encoded = packed.is_some();
    let mut response = match packed {
        Some(file) => (status, file).into_response(),
        None => (status, Body::new(template.fill(personal))).into_response(),
    };
    let headers = response.headers_mut();
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-encoding"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if visitor.flash.is_some() {
        add_cookie(&mut response, visitor.clear_flash());
    }
    response.extensions_mut().insert(IsPage);
    response
}

/// What pages that are rendered now are made from.
fn stamp(state: &State) -> Stamp {
    (state.shop.snapshot().generation, state.shop.local_hour())
}

/// The page that says that the shop is busy or out of order. Rendered once, so that refusing costs
/// next to nothing.
#[must_use]
pub fn unavailable(state: &State, visitor: &Visitor) -> Arc<Template> {
    let (stamp, country) = (stamp(state), visitor.country.code);
    state.problems.get("/", visitor.currency, country, stamp).unwrap_or_else(|| {
        let problem = app::Problem::from_status(StatusCode::SERVICE_UNAVAILABLE.as_u16());
        let page = Arc::new(template(state, visitor, "/", app::Page::Problem(problem)));
        state.problems.put("/", visitor.currency, country, stamp, &page);
        page
    })
}

/// The template of a page of the catalogue: from the cache, or made of state, visitor and path, and
/// kept.
///
/// # Errors
/// What `make` gives; 503 when too many pages are being rendered.
pub async fn cached<M, F>(
    state: &State,
    visitor: &Visitor,
    path: &str,
    make: M,
) -> Result<Arc<Template>, Failure>
where
    M: FnOnce(State, Visitor, String) -> F,
    F: Future<Output = Result<Template, Failure>> + Send + 'static,
{
    let make = |state, visitor, path| {
        let made = make(state, visitor, path);
        async move { Ok((made.await?, true)) }
    };
    cached_if(state, visitor, path, make).await
}

/// The same, where `make` also says whether the page is kept.
///
/// # Errors
/// What `make` gives; 503 when too many pages are being rendered.
pub async fn cached_if<M, F>(
    state: &State,
    visitor: &Visitor,
    path: &str,
    make: M,
) -> Result<Arc<Template>, Failure>
where
    M: FnOnce(State, Visitor, String) -> F,
    F: Future<Output = Result<(Template, bool), Failure>> + Send + 'static,
{
    if let Some(page) = state.pages.get(path, visitor.currency, visitor.country.code, stamp(state))
    {
        return Ok(page);
    }
    let (currency, country) = (visitor.currency, visitor.country.code);
    // Boxed, since it is large, and each step that hands it on would have room for it twice in
    // every request that waits.
    let make = Box::pin(make(state.clone(), visitor.clone(), path.to_owned()));
    let (own, path) = (state.clone(), path.to_owned());
    let render = async move {
        let state = own;
        // Somebody else may have rendered it meanwhile, and the catalogue may be another.
        let stamp = stamp(&state);
        if let Some(page) = state.pages.get(&path, currency, country, stamp) {
            return Ok(page);
        }
        // A database that is slow must not take the room from pages that need none.
        let made = tokio::time::timeout(LONGEST, make).await;
        let (page, keep) =
            made.map_err(|_| Failure::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5))??;
        let page = Arc::new(page);
        if keep {
            state.pages.put(&path, currency, country, stamp, &page);
        }
        Ok(page)
    };
    state.admission.browse(render).await?
}

/// Adds a `Set-Cookie` header.
pub fn add_cookie(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
