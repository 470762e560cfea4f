//! Rendering pages and responding with their personal parts filled in.

pub mod cache;
mod gzip;

use crate::{
    State,
    http::{
        HttpError,
        headers::{cache as kept, csp},
    },
    session::Visitor,
};
use app::NoticeKind;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cache::{CachedPage, PageKey, Personal, Stamp, Template};
use shop::catalogue::{Reads, recorded};
use std::{future::Future, sync::Arc, time::Duration};

/// Timeout for rendering a catalogue page.
const RENDER_TIMEOUT: Duration = Duration::from_secs(10);

/// Marks a response whose body is already a page.
#[derive(Clone, Copy, Debug)]
pub struct IsPage;

/// Renders a page for a visitor's currency and country.
#[must_use]
pub fn template(state: &State, visitor: &Visitor, path: &str, page: &dyn app::Page) -> Template {
    Template::new(&app::render(&page_context(state, visitor, path, &Layout::of(state)), page))
}

/// The data of the layout of every page, read for each page.
pub struct Layout {
    settings: Arc<shop::Settings>,
    menu: Arc<Vec<views::catalogue::CategoryCard>>,
    content: Arc<shop::content::Content>,
    /// The available currencies.
    currencies: Vec<domain::Currency>,
    rates: Arc<domain::pricing::rates::Rates>,
}

impl Layout {
    fn of(state: &State) -> Self {
        let rates = state.shop.rates();
        Self {
            settings: state.shop.settings(),
            menu: shop::catalogue::menu(&state.shop),
            content: shop::content::published(&state.shop),
            currencies: rates.currencies().collect(),
            rates,
        }
    }
}

/// The context of every page.
#[must_use]
pub fn page_context<'a>(
    state: &'a State,
    visitor: &Visitor,
    path: &'a str,
    layout: &'a Layout,
) -> app::PageContext<'a> {
    let settings = &layout.settings;
    app::PageContext {
        shop_name: &settings.name,
        currency: visitor.currency,
        rates: &layout.rates,
        currencies: &layout.currencies,
        base_url: &settings.base_url,
        path,
        menu: &layout.menu,
        links: layout.content.links(),
        texts: layout.content.texts(),
        assets: &state.assets,
        country: visitor.country.code,
        seller: &settings.seller,
        dispatch: &settings.dispatch.from,
        zones: &settings.rules.zones,
        tariffs: &settings.rules.tariffs,
        order_years: settings.limits.order_years,
        return_days: settings.limits.return_days,
        withdrawal_days: settings.limits.withdrawal_days,
        cut_off: settings.dispatch.cut_off,
        time_zone: settings.dispatch.zone.label(),
    }
}

/// 128 random bits in hexadecimal.
fn random() -> String {
    let mut bytes = [0_u8; 16];
    // Without random numbers no script runs, which is safe, and forms have no key.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    hex::encode(bytes)
}

/// Responds with a page.
#[must_use]
pub fn respond(
    state: &State,
    visitor: &Visitor,
    template: &Template,
    status: StatusCode,
) -> Response {
    respond_with_notice(state, visitor, template, status, None)
}

/// Shows a temporarily refused form again, with the reason at the top and `Retry-After`.
#[must_use]
pub fn form_refused(
    state: &State,
    visitor: &Visitor,
    form: &Template,
    failure: &HttpError,
) -> Response {
    let mut text = failure.detail().to_owned();
    // The reason of an earlier change that was posted in the background.
    if let Some((NoticeKind::Error, earlier)) = &visitor.flash
        && !earlier.contains(&text)
    {
        text = format!("{earlier} {text}");
    }
    let notice = Some((NoticeKind::Error, text.as_str()));
    let mut response = respond_with_notice(state, visitor, form, failure.status(), notice);
    if let Some(seconds) = failure.seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Responds with a page with a notice at the top.
#[must_use]
pub fn respond_with_notice(
    state: &State,
    visitor: &Visitor,
    template: &Template,
    status: StatusCode,
    notice: Option<(NoticeKind, &str)>,
) -> Response {
    fill(state, visitor, template, Extra { status, notice, suggested: "" })
}

/// Responds with a page with products suggested because of the shopper's orders, as HTML.
#[must_use]
pub fn respond_with_suggestions(
    state: &State,
    visitor: &Visitor,
    template: &Template,
    suggested: &str,
) -> Response {
    fill(state, visitor, template, Extra { status: StatusCode::OK, notice: None, suggested })
}

/// What a response has beside the template and what the cookies say.
struct Extra<'a> {
    status: StatusCode,
    notice: Option<(NoticeKind, &'a str)>,
    suggested: &'a str,
}

fn fill(state: &State, visitor: &Visitor, template: &Template, extra: Extra<'_>) -> Response {
    let Extra { status, notice, suggested } = extra;
    let nonce = random();
    // Not the nonce: the value of a field can be read by a style sheet.
    let key = if template.has_key() { random() } else { String::new() };
    let recent = if template.has_recent() && !visitor.recent.is_empty() {
        let slugs: Vec<&str> = visitor.recent.iter().map(String::as_str).collect();
        let cards = shop::catalogue::cards_by_slug(&state.shop, &slugs, visitor.currency);
        app::recent_shelf(&cards)
    } else {
        String::new()
    };
    let flash = visitor.flash.as_ref().map(|(kind, text)| (*kind, text.as_str()));
    let notice = notice.or(flash).map(|(kind, text)| app::notice(text, kind)).unwrap_or_default();
    let personal = Personal {
        nonce: &nonce,
        theme: visitor.theme,
        count: &visitor.count.to_string(),
        recent: &recent,
        suggested,
        key: &key,
        notice: &notice,
    };
    let policy = csp::page(&nonce);
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
    headers.insert(header::CACHE_CONTROL, kept::PAGE);
    headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-encoding"));
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if visitor.flash.is_some() {
        add_cookie(&mut response, visitor.clear_flash());
    }
    response.extensions_mut().insert(IsPage);
    response
}

/// The key of a page for a visitor.
fn key(visitor: &Visitor, path: &str) -> PageKey {
    PageKey { path: path.to_owned(), currency: visitor.currency, country: visitor.country.code }
}

/// The page for an overloaded or unavailable shop. Rendered once, so that refusing costs almost
/// nothing.
#[must_use]
pub fn unavailable(state: &State, visitor: &Visitor) -> Arc<Template> {
    let key = key(visitor, "/");
    state.problems.get(&key, &state.shop).unwrap_or_else(|| {
        let started = Stamp::now(&state.shop);
        let problem = app::ErrorPage::from_status(StatusCode::SERVICE_UNAVAILABLE.as_u16());
        let page = Arc::new(template(state, visitor, "/", &problem));
        // It shows no product.
        state.problems.put(key, CachedPage::new(&page, started, Reads::default()));
        page
    })
}

/// The template of a catalogue page: from the cache, or rendered from state, visitor and path, and
/// cached.
///
/// # Errors
/// The error of `make`; 503 if too many pages are being rendered.
pub async fn cached<M, F>(
    state: &State,
    visitor: &Visitor,
    path: &str,
    make: M,
) -> Result<Arc<Template>, HttpError>
where
    M: FnOnce(State, Visitor, String) -> F,
    F: Future<Output = Result<Template, HttpError>> + Send + 'static,
{
    let make = |state, visitor, path| {
        let made = make(state, visitor, path);
        async move { Ok((made.await?, Keep::WhileRight)) }
    };
    cached_for(state, visitor, path, make).await
}

/// How long a page is cached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    /// As long as it is right.
    WhileRight,
    /// As long as it is right, at most so long, since it lacks something.
    AtMost(Duration),
    /// Not at all.
    Not,
}

/// The same, where `make` also decides how long the page is cached.
///
/// # Errors
/// The error of `make`; 503 if too many pages are being rendered.
pub async fn cached_for<M, F>(
    state: &State,
    visitor: &Visitor,
    path: &str,
    make: M,
) -> Result<Arc<Template>, HttpError>
where
    M: FnOnce(State, Visitor, String) -> F,
    F: Future<Output = Result<(Template, Keep), HttpError>> + Send + 'static,
{
    let key = key(visitor, path);
    if let Some(page) = state.pages.get(&key, &state.shop) {
        return Ok(page);
    }
    // Boxed because it is large, and each step that passes it on would otherwise take its size
    // twice in every waiting request.
    let make = Box::pin(make(state.clone(), visitor.clone(), path.to_owned()));
    let own = state.clone();
    let render = async move {
        let state = own;
        // Another request may have rendered it in the meantime, and the catalogue may have changed.
        if let Some(page) = state.pages.get(&key, &state.shop) {
            return Ok(page);
        }
        let started = Stamp::now(&state.shop);
        // A slow database must not take slots from pages that do not use it.
        let made = tokio::time::timeout(RENDER_TIMEOUT, recorded(make)).await;
        let (made, reads) =
            made.map_err(|_| HttpError::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5))?;
        let (page, keep) = made?;
        let page = Arc::new(page);
        let cached = CachedPage::new(&page, started, reads);
        match keep {
            Keep::WhileRight => state.pages.put(key, cached),
            Keep::AtMost(time) => state.pages.put(key, cached.at_most(time)),
            Keep::Not => {}
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
