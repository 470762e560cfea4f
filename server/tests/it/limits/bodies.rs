//! Request bodies that never end.

use crate::site::Site;
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
};
use hyper::body::Frame;
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tower::ServiceExt;

/// A body that never arrives, and counts when it is first read.
struct Endless {
    reading: Arc<AtomicUsize>,
    started: bool,
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !std::mem::replace(&mut self.started, true) {
            self.reading.fetch_add(1, Ordering::SeqCst);
        }
        Poll::Pending
    }
}

/// Endless bodies of unknown length: a limited number is held, the others wait, and shoppers are
/// not affected.
#[tokio::test]
async fn large_bodies_in_memory_are_limited() {
    let site = Site::sqlite().await;
    let reading = Arc::new(AtomicUsize::new(0));
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..140 {
        let (router, reading) = (site.router.clone(), Arc::clone(&reading));
        let request = Request::post("/cart/lines")
            .header("host", "a")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::new(Endless { reading, started: false })).unwrap();
        senders.spawn(async move { router.oneshot(request).await });
    }
    let all_held = async {
        while reading.load(Ordering::SeqCst) < 128 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all_held).await.unwrap();
    let mut browser = site.browser();
    browser.add("SCOPE-200", "1").await;
    assert_eq!((browser.get("/cart").await.cart_count(), reading.load(Ordering::SeqCst)), (1, 128));
}

/// However many of a client's bodies stall, on whatever route, other clients' bodies are read.
#[tokio::test]
async fn stalled_bodies_do_not_block_other_clients() {
    let site = Site::sqlite().await;
    let reading = Arc::new(AtomicUsize::new(0));
    let mut senders = tokio::task::JoinSet::new();
    let paths = [
        "/cart/lines",
        "/checkout/contact",
        "/checkout/place",
        "/track",
        "/back-in-stock",
        "/preferences",
        "/vitals",
        "/api/cart",
    ];
    for n in 0..200 {
        let (router, reading) = (site.router.clone(), Arc::clone(&reading));
        let request = Request::post(paths[n % paths.len()])
            .header("host", "a")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.extension(axum::extract::ConnectInfo::<SocketAddr>(
            format!("192.0.2.1:{n}").parse().unwrap(),
        ));
        let request = request.body(Body::new(Endless { reading, started: false })).unwrap();
        senders.spawn(async move { router.oneshot(request).await });
    }
    let some_held = async {
        while reading.load(Ordering::SeqCst) < 8 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), some_held).await.unwrap();
    // In chunks, so that the length is unknown.
    for path in ["/cart/lines", "/preferences"] {
        let chunks = Body::new(Chunks(vec!["&theme=red", "sku=SCOPE-200"]));
        site.browser().from("192.0.2.2:1").post_raw(path, chunks).await.is(303);
    }
    assert_eq!(reading.load(Ordering::SeqCst), 8);
}

/// A body in parts, in reverse order, without a length.
struct Chunks(Vec<&'static str>);

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop().map(|part| Ok(Frame::data(Bytes::from_static(part.as_bytes())))))
    }
}
