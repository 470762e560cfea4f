use super::Page;
use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};

/// A response, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| {
            panic!("{e}: {} {}", self.status, String::from_utf8_lossy(&self.body))
        })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The `Set-Cookie` header of a cookie.
    pub fn set_cookie(&self, name: &str) -> Option<&str> {
        let mut lines =
            self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        lines.rfind(|line| line.split('=').next() == Some(name))
    }

    /// The page, for selectors.
    #[track_caller]
    pub fn page(&self) -> Page {
        Page::parse(self.text())
    }

    /// Whether the page contains this text.
    #[track_caller]
    pub fn says(&self, words: &str) -> bool {
        self.page().shown().contains(words)
    }

    /// The value of an input by its name, as a browser would post it.
    #[track_caller]
    pub fn input(&self, name: &str) -> String {
        self.page().input(name)
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status,
            status,
            "{:?}\n{}",
            self.headers,
            String::from_utf8_lossy(&self.body).chars().take(2000).collect::<String>()
        );
        self
    }

    /// Asserts a page of the shop with links, with this status.
    #[track_caller]
    pub fn is_page(&self, status: u16) -> &Self {
        self.is(status);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        let html = self.text();
        assert!(html.starts_with("<!doctype html>"), "{html}");
        let page = self.page();
        assert_eq!(page.count("h1"), 1, "{html}");
        assert!(page.has("a[href='/']"), "{html}");
        assert!(!html.contains("@@"), "a place for something personal was left open");
        self
    }

    /// Asserts problem details (RFC 9457) with this status.
    #[track_caller]
    pub fn is_problem(&self, status: u16) -> serde_json::Value {
        self.is(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(
            problem["title"].as_str().is_some_and(|t| !t.is_empty())
                && problem["type"].is_string()
                && problem["detail"].is_string()
        );
        problem
    }

    /// Asserts 303 to this path.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        self.is(303);
        assert_eq!(self.header("location"), path);
        self
    }

    /// The number of units in the header.
    #[track_caller]
    pub fn cart_count(&self) -> u32 {
        self.page().attr("[data-count]", "data-count").parse().unwrap()
    }
}
