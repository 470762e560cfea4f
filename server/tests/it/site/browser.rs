use super::{Answer, CONTACT, Site};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, header},
};
use http_body_util::BodyExt;
use std::{collections::BTreeMap, net::SocketAddr};
use tower::ServiceExt;
use views::{checkout::Step, routes};

/// A browser or a program. It stores cookies.
pub struct Browser<'a> {
    pub site: &'a Site,
    pub cookies: BTreeMap<String, String>,
    pub headers: Vec<(String, String)>,
    /// The address of the client.
    pub peer: Option<SocketAddr>,
}

impl Browser<'_> {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn from(mut self, peer: &str) -> Self {
        self.peer = Some(peer.parse().unwrap());
        self
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !self.headers.iter().any(|(name, _)| name == "host") {
            request = request.header("host", "127.0.0.1:3000");
        }
        for (name, value) in &self.headers {
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        let response =
            self.site.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    /// GET; a link to an order redirects to its clean URL, as in a browser.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.get_once(path).await;
        let on = answer.header("location").to_owned();
        if answer.status == 303 && path.contains("?key=") && on.starts_with("/orders/") {
            self.get_once(&on).await
        } else {
            answer
        }
    }

    /// GET without following redirects.
    pub async fn get_once(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            "POST",
            path,
            Some("application/x-www-form-urlencoded"),
            serde_urlencoded::to_string(fields).unwrap(),
        )
        .await
    }

    /// Posts a raw form body.
    pub async fn post_raw(&mut self, path: &str, body: impl Into<Body>) -> Answer {
        self.send("POST", path, Some("application/x-www-form-urlencoded"), body).await
    }

    pub async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        self.send("POST", path, Some("application/json"), body.to_string()).await
    }

    pub async fn add(&mut self, sku: &str, quantity: &str) {
        self.post(routes::CART_LINES, &[("sku", sku), ("quantity", quantity)])
            .await
            .leads_to(routes::CART);
    }

    /// Completes all steps up to the review with forms; returns the review.
    pub async fn review(&mut self, card: &str) -> Answer {
        self.post(routes::CHECKOUT_CONTACT, &CONTACT).await.is(303);
        self.post(routes::CHECKOUT_DELIVERY, &[("shipping-method", "standard")]).await.is(303);
        self.post(
            routes::CHECKOUT_PAYMENT,
            &[("card-number", card), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .leads_to(&routes::checkout_step(Step::Review));
        self.get(&routes::checkout_step(Step::Review)).await
    }

    /// Places the order shown by the review.
    pub async fn place(&mut self, review: &Answer) -> Answer {
        let (key, hash) = (review.input("key"), review.input("review"));
        self.post(routes::CHECKOUT_PLACE, &[("key", &key), ("review", &hash)]).await
    }
}
