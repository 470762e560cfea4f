//! `perigee selftest`: a shopper's journey from the home page to the order, over HTTP against a
//! running shop. It needs only this program, so a chart or a pipeline can test an installation from
//! its own image.

use super::outcome::Outcome;
use axum::body::Body;
use http_body_util::{BodyExt, Limited};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::{collections::BTreeMap, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use views::{checkout::Step, routes};

/// Maximum response size, in bytes.
const LIMIT: usize = 4 << 20;

/// Flags of `perigee selftest`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Address of the shop, such as http://perigee:3000.
    #[arg(
        long,
        env = "PERIGEE_SELFTEST_URL",
        default_value = "http://127.0.0.1:3000",
        value_parser = origin,
    )]
    url: String,
    /// Value of the `Host` header; default is the host in the address.
    #[arg(long)]
    host: Option<String>,
    /// SKU to order; default is the first product in stock on the home page.
    #[arg(long)]
    sku: Option<String>,
    /// Country of the order's address: one that the shop delivers to, where addresses need no
    /// region.
    #[arg(long, default_value = "DE")]
    country: String,
    /// Postcode of the order's address.
    #[arg(long, default_value = "24943")]
    postcode: String,
    /// Card to pay with: a card of the test provider.
    #[arg(long, default_value = "4242424242424242")]
    card: String,
    /// Place no order: request only home, list, product and search.
    #[arg(long, default_value_t = false)]
    no_order: bool,
    /// Timeout of a response, in seconds.
    #[arg(long, default_value = "10")]
    timeout: u64,
}

fn origin(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("http://").unwrap_or("").trim_end_matches('/');
    let plain = !rest.is_empty() && !rest.contains('/');
    if plain {
        Ok(rest.to_owned())
    } else {
        Err("expected an address such as http://perigee:3000".to_owned())
    }
}

type HttpError = Box<dyn std::error::Error + Send + Sync>;

/// A complete response.
struct Reply {
    status: StatusCode,
    location: String,
    text: String,
}

/// A shopper's browser: it stores cookies and does not follow redirects.
struct Browser<'a> {
    address: &'a str,
    host: &'a str,
    longest: Duration,
    cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    async fn send(
        &mut self,
        method: Method,
        path: &str,
        form: Option<&[(&str, &str)]>,
    ) -> Result<Reply, HttpError> {
        let answer = timeout(self.longest, self.exchange(method.clone(), path, form))
            .await
            .map_err(|_| format!("{method} {path}: no answer within {:?}", self.longest))?
            .map_err(|e| format!("{method} {path}: {e}"))?;
        Ok(answer)
    }

    async fn exchange(
        &mut self,
        method: Method,
        path: &str,
        form: Option<&[(&str, &str)]>,
    ) -> Result<Reply, HttpError> {
        let address = if self.address.contains(':') {
            self.address.to_owned()
        } else {
            format!("{}:80", self.address)
        };
        let stream = TcpStream::connect(&address).await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.host)
            .header(header::ACCEPT, "text/html");
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        let body = match form {
            Some(form) => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                Body::from(serde_urlencoded::to_string(form)?)
            }
            None => Body::empty(),
        };
        let (parts, body) = sender.send_request(request.body(body)?).await?.into_parts();
        for line in
            parts.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok())
        {
            if let Some((name, value)) =
                line.split(';').next().and_then(|pair| pair.split_once('='))
            {
                if line.contains("Max-Age=0") {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        // One that is missing or unreadable fails the check that follows it.
        let location = parts
            .headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
            .to_owned();
        let bytes = Limited::new(body, LIMIT).collect().await?.to_bytes();
        connection.abort();
        Ok(Reply {
            status: parts.status,
            location,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// Requests a page that must exist.
    async fn page(&mut self, path: &str) -> Result<String, HttpError> {
        let answer = self.send(Method::GET, path, None).await?;
        if answer.status != StatusCode::OK {
            return Err(format!("GET {path}: {}", answer.status).into());
        }
        println!("GET {path}: {} kB", answer.text.len().div_ceil(1000));
        Ok(answer.text)
    }

    /// Posts a form that must redirect. Returns the target.
    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<String, HttpError> {
        let answer = self.send(Method::POST, path, Some(form)).await?;
        if answer.status != StatusCode::SEE_OTHER {
            // The message is in the notice, after its icon.
            let notice = between(&answer.text, "role=\"alert\"", "</div>").unwrap_or("");
            let reason = between(notice, "<p>", "</p>").unwrap_or("").trim();
            return Err(format!("POST {path}: {} {reason}", answer.status).into());
        }
        println!("POST {path}: on to {}", answer.location.split('?').next().unwrap_or(""));
        Ok(answer.location)
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = text.split_once(before)?.1;
    rest.split_once(after).map(|(found, _)| found)
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> Result<&'a str, HttpError> {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
        .ok_or_else(|| format!("the page has no field {name}").into())
}

/// An SKU that can be added to a cart: from the first product page linked on the home page that has
/// an add button.
async fn something(browser: &mut Browser<'_>, home: &str) -> Result<String, HttpError> {
    let mut paths: Vec<&str> =
        home.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    paths.retain(|path| routes::product_slug(path).is_some());
    paths.dedup();
    for path in paths {
        let page = browser.page(path).await?;
        if page.contains("id=\"add-to-cart\"") {
            return Ok(hidden(&page, "sku")?.to_owned());
        }
    }
    Err("no product on the home page can be bought: pass one with --sku".into())
}

pub(super) async fn run(args: Args) -> Outcome {
    let host = args.host.as_deref().unwrap_or(&args.url);
    let mut browser = Browser {
        address: &args.url,
        host,
        longest: Duration::from_secs(args.timeout),
        cookies: BTreeMap::new(),
    };
    let home = browser.page("/").await?;
    let list =
        between(&home, "href=\"/categories/", "\"").ok_or("the home page links no category")?;
    browser.page(&routes::category(list)).await?;
    // Whatever the shop sells, it sells something of this name.
    let words = list.replace('-', " ");
    browser.page(&routes::with_query(routes::SEARCH, &[("q", words.as_str())])).await?;
    let sku = match args.sku {
        Some(sku) => sku,
        None => something(&mut browser, &home).await?,
    };
    // Pages may come from the cache while the database is down.
    browser.page(routes::READYZ).await?;
    if args.no_order {
        println!("Browsing works.");
        return Ok(());
    }
    browser.post(routes::CART_LINES, &[("sku", &sku), ("quantity", "1")]).await?;
    let cart = browser.page(routes::CART).await?;
    if !cart.contains(&format!("data-line=\"{sku}\"")) {
        return Err(format!("{sku} was added but is not in the cart").into());
    }
    let contact = [
        ("email", "selftest@perigee.example"),
        ("country", args.country.as_str()),
        ("name", "Perigee Selftest"),
        ("street", "Sternwartweg 12"),
        ("postcode", args.postcode.as_str()),
        ("city", "Flensburg"),
        ("billing-same", "yes"),
    ];
    browser.post(routes::CHECKOUT_CONTACT, &contact).await?;
    browser
        .post(
            routes::CHECKOUT_DELIVERY,
            &[("shipping-method", "standard"), ("phone", "0461 123456")],
        )
        .await?;
    browser
        .post(
            routes::CHECKOUT_PAYMENT,
            &[("card-number", &args.card), ("expiry", "12/39"), ("code", "123")],
        )
        .await?;
    let review = browser.page(&routes::checkout_step(Step::Review)).await?;
    let (key, hash) = (hidden(&review, "key")?.to_owned(), hidden(&review, "review")?.to_owned());
    // A server of the release before reads `seen`.
    let form = [("key", key.as_str()), ("review", hash.as_str()), ("seen", hash.as_str())];
    let link = browser.post(routes::CHECKOUT_PLACE, &form).await?;
    // Posting the same form again must return the same order.
    let again = browser.post(routes::CHECKOUT_PLACE, &form).await?;
    let number = |link: &str| {
        link.strip_prefix(routes::ORDERS)
            .and_then(|rest| rest.strip_prefix('/'))
            .and_then(|rest| rest.split('?').next())
            .map(ToOwned::to_owned)
    };
    let order = number(&link).ok_or_else(|| format!("placing the order redirected to {link}"))?;
    if number(&again).as_deref() != Some(order.as_str()) {
        return Err(
            format!("posting the same form twice created the orders {order} and {again}").into()
        );
    }
    // The key in the link moves into a cookie, and the server redirects.
    let opened = browser.send(Method::GET, &link, None).await?;
    if opened.status != StatusCode::SEE_OTHER || opened.location.contains("key=") {
        return Err(format!(
            "GET /orders/{order}: {}, no redirect to the address without the key",
            opened.status
        )
        .into());
    }
    let page = browser.page(&opened.location).await?;
    if !page.contains(&order) {
        return Err(format!("the confirmation does not show {order}").into());
    }
    println!("Placed order {order}.");
    Ok(())
}
