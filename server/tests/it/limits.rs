//! Limits by client.

use crate::{
    database::Kind,
    site::{Answer, Browser, Site, http},
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
};
use hyper::body::Frame;
use server::{State, config::Http, limits::admission::Purpose, listen::Bounds};
use std::{
    convert::Infallible,
    future::pending,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::oneshot,
};
use tower::ServiceExt;

async fn limited(change: impl FnOnce(&mut Http)) -> Site {
    let mut http = Http { rate_limit: 5, ..http() };
    change(&mut http);
    Site::new(Kind::Sqlite, http, "http://127.0.0.1:3000").await
}

async fn search(browser: &mut Browser<'_>) -> Answer {
    browser.get("/search?q=telescope").await
}

/// How many searches are answered before one is refused.
async fn until_refused(browser: &mut Browser<'_>) -> usize {
    for n in 0..20 {
        let answer = search(browser).await;
        if answer.status == 429 {
            return n;
        }
        answer.is(200);
    }
    20
}

#[tokio::test]
async fn too_many_requests_are_429_with_a_time_to_wait() {
    let site = limited(|_| {}).await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    assert_eq!(until_refused(&mut browser).await, 5);
    let page = search(&mut browser).await;
    assert!(page.is_page(429).text().contains("Too many requests"));
    assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
    let mut program = site.program().from("192.0.2.1:2000");
    let answer = program.post("/cart/lines", &[("sku", "LOW-D8")]).await;
    answer.is_problem(429);
    assert!(!answer.header("retry-after").is_empty());
    // Cart, checkout and search share the bucket; looking does not count.
    for path in [
        "/cart/lines",
        "/cart/empty",
        "/checkout/contact",
        "/checkout/place",
        "/track",
        "/withdraw",
        "/withdraw/confirm",
        "/waits",
        "/preferences",
    ] {
        browser.post(path, &[]).await.is_page(429);
    }
    browser.get("/search/suggestions?q=dob").await.is(429);
    for path in ["/", "/cart", "/products/lowland-8-dobsonian", "/track", "/healthz"] {
        browser.get(path).await.is(200);
    }
    // Another client is another bucket; another port is the same client.
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.2:1000")).await, 5);
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.1:3000")).await, 0);
}

#[tokio::test]
async fn without_trusted_proxies_nobody_is_believed() {
    let site = limited(|_| {}).await;
    let mut total = 0;
    for i in 0..10 {
        let mut browser = site
            .browser()
            .from("192.0.2.1:1000")
            .with("x-forwarded-for", &format!("198.51.100.{i}"));
        total += usize::from(search(&mut browser).await.status == 200);
    }
    assert_eq!(total, 5);
}

#[tokio::test]
async fn a_trusted_proxy_names_the_client() {
    let site = limited(|http| http.trusted_proxies = 1).await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1000").with("x-forwarded-for", chain);
    assert_eq!(until_refused(&mut via("198.51.100.1")).await, 5);
    assert_eq!(until_refused(&mut via("198.51.100.2")).await, 5);
    // What the client says itself, before the proxy's entry, counts nothing.
    assert_eq!(until_refused(&mut via("203.0.113.9, 198.51.100.1")).await, 0);
    assert_eq!(until_refused(&mut via("203.0.113.9,198.51.100.3")).await, 5);
    // Without a chain, or with nonsense in it, it is the proxy itself.
    assert_eq!(until_refused(&mut site.browser().from("10.0.0.1:1000")).await, 5);
    assert_eq!(until_refused(&mut via("nonsense")).await, 0);
    assert_eq!(until_refused(&mut via("2001:db8::1")).await, 5);
}

/// A form whose post is one too many comes back with what was typed, and with the time to try
/// again; nothing of it is carried out.
#[tokio::test]
async fn what_was_typed_is_kept_when_a_post_is_one_too_many() {
    let site = limited(|http| http.rate_limit = 6).await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    browser.add("PER-MUG", "2").await;
    browser.post("/checkout/contact", &crate::site::CONTACT).await.is(303);
    until_refused(&mut browser).await;
    let mut refused = async |path: &str, fields: &[(&str, &str)], kept: &[(&str, &str)]| {
        let page = browser.post(path, fields).await;
        assert_eq!(page.is_page(429).header("retry-after"), "10", "{path}");
        assert!(
            page.text().contains("this one was not carried out. Please try again in 10 seconds."),
            "{path}"
        );
        for (name, value) in kept {
            assert_eq!(page.input(name), *value, "{path} {name}");
        }
        page.text().to_owned()
    };
    let statement =
        [("consumer", "Eve \"<b>"), ("email", "eve@"), ("number", "PG-7K4"), ("key", "k")];
    refused("/withdraw", &statement, &statement[..3]).await;
    let page = refused("/withdraw/confirm", &statement, &statement).await;
    assert!(page.contains("Confirm withdrawal") && page.contains("action=\"/withdraw/confirm\""));
    refused(
        "/track",
        &[("number", "PG-7K4"), ("email", "eve@example.org")],
        &[("number", "PG-7K4"), ("email", "eve@example.org")],
    )
    .await;
    refused(
        "/waits",
        &[("sku", "SKE-TRI-C"), ("email", "eve@example.org")],
        &[("email", "eve@example.org")],
    )
    .await;
    let address = [
        ("email", "eve@x"),
        ("name", "Eve"),
        ("street", "12"),
        ("postcode", "x"),
        ("city", "y"),
        ("country", "FR"),
    ];
    let page = refused("/checkout/contact", &address, &address[..5]).await;
    assert!(page.contains("value=\"FR\" selected"));
    let page = refused("/checkout/delivery", &[("speed", "express")], &[]).await;
    assert!(page.contains("action=\"/checkout/delivery\""));
    for path in ["/checkout/payment", "/checkout/place"] {
        let page = refused(path, &[("card-number", crate::site::GOOD_CARD)], &[]).await;
        assert!(!page.contains(crate::site::GOOD_CARD), "{path}");
    }
    refused("/cart/lines", &[("sku", "LOW-D8"), ("back", "/products/lowland-8-dobsonian")], &[])
        .await;
    refused("/cart/lines/PER-MUG", &[("quantity", "7")], &[("quantity", "2")]).await;
    // A program is told as before.
    site.program()
        .from("192.0.2.1:1")
        .post("/track", &[("number", "PG-7K4")])
        .await
        .is_problem(429);
    assert!(shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().is_empty());
}

/// A client that keeps no cookie begins a cart with each post, and each is kept: so it begins so
/// many an hour. A cart that is there goes on.
#[tokio::test]
async fn one_client_begins_so_many_carts_an_hour() {
    let site = limited(|http| http.rate_limit = 10_000).await;
    let mut shopper = site.browser().from("192.0.2.1:1");
    shopper.add("PER-MUG", "1").await;
    let made_up = || {
        site.browser().from("192.0.2.1:1").with("cookie", "cart=0123456789abcdef0123456789abcdef.1")
    };
    let mut begun = 1;
    loop {
        let mut one = if begun % 2 == 0 { made_up() } else { site.browser().from("192.0.2.1:1") };
        if one.post("/cart/lines", &[("sku", "PER-MUG")]).await.status == 429 {
            break;
        }
        begun += 1;
    }
    // A few come back while the test runs.
    assert!((40..200).contains(&begun), "{begun}");
    let page = made_up()
        .post("/cart/lines", &[("sku", "PER-MUG"), ("back", "/products/lowland-8-dobsonian")])
        .await;
    assert_eq!(page.is_page(429).header("retry-after"), "60");
    assert!(
        page.text().contains("Many carts have been started from your connection lately.")
            && page.text().contains("Lowland 8")
    );
    site.program()
        .from("192.0.2.1:1")
        .post("/cart/lines", &[("sku", "PER-MUG")])
        .await
        .is_problem(429);
    shopper.add("PER-MUG", "1").await;
    site.browser().from("192.0.2.2:1").add("PER-MUG", "1").await;
    // What cannot be added begins none and counts for nothing.
    site.browser()
        .from("192.0.2.1:1")
        .post("/cart/lines", &[("sku", "NOTHING")])
        .await
        .is_page(404);
    let add = |user: &str| serde_json::json!({ "item": { "productId": "LS4PSXUNUM", "quantity": 1 }, "userId": user });
    let mut program = site.program().from("192.0.2.1:1");
    let mut begun = 0;
    while program.post_json("/api/cart", &add(&begun.to_string())).await.status == 200 {
        begun += 1;
    }
    assert!((40..200).contains(&begun), "{begun}");
    program.post_json("/api/cart", &add("7")).await.is(200);
}

/// The shop's emails go to whoever is named, so one client states few withdrawals; what names an
/// order is never refused.
#[tokio::test]
async fn few_withdrawals_of_unknown_orders_a_client() {
    let site = limited(|http| http.rate_limit = 1000).await;
    let mut browser = site.browser().from("192.0.2.1:1000");
    browser.add("PER-MUG", "1").await;
    let review = browser.review(crate::site::GOOD_CARD).await;
    let placed = browser.place(&review).await;
    let known = placed
        .header("location")
        .trim_start_matches("/orders/")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    let statement = |number: &str, email: &str| {
        [("consumer", "Ada Lovelace"), ("number", number), ("email", email), ("key", "k")]
            .map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |peer: &str, number: &str, email: &str| {
        let fields = statement(number, email);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.browser().from(peer).post("/withdraw/confirm", &fields).await
    };
    for i in 0..6 {
        send("192.0.2.1:1", "PG-1", &format!("person{i}@example.org")).await.is_page(200);
    }
    // A form with errors counts for nothing and is not refused.
    send("192.0.2.1:1", "", "x").await.is_page(422);
    let refused = send("192.0.2.1:1", "PG-1", "person7@example.org").await;
    assert_eq!(refused.is_page(429).header("retry-after"), "3600");
    assert_eq!(
        (refused.input("email").as_str(), refused.input("key").as_str()),
        ("person7@example.org", "k")
    );
    assert!(refused.text().contains("several withdrawals without a matching order"));
    let fields =
        [("consumer", "Ada Lovelace"), ("number", "PG-1"), ("email", "person7@example.org")];
    let refused = site.program().from("192.0.2.1:1").post("/withdraw/confirm", &fields).await;
    let detail = refused.is_problem(429)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("several withdrawals without a matching order"), "{detail}");
    send("192.0.2.1:1", &known, "ada@example.org").await.is_page(200);
    send("192.0.2.2:1", "PG-1", "person7@example.org").await.is_page(200);
    assert_eq!(shop::orders::withdrawals::since(&site.shop, 0).await.unwrap().len(), 8);
}

#[tokio::test]
async fn two_trusted_proxies() {
    let site = limited(|http| http.trusted_proxies = 2).await;
    let via = |chain: &str| site.browser().from("10.0.0.1:1000").with("x-forwarded-for", chain);
    assert_eq!(until_refused(&mut via("198.51.100.1, 10.0.0.2")).await, 5);
    assert_eq!(until_refused(&mut via("203.0.113.1, 198.51.100.1, 10.0.0.2")).await, 0);
    assert_eq!(until_refused(&mut via("198.51.100.2, 10.0.0.2")).await, 5);
}

#[tokio::test]
async fn the_api_is_limited_unless_told_otherwise() {
    let site = limited(|http| http.rate_limit_api = false).await;
    let mut program = site.program().from("192.0.2.1:1000");
    for _ in 0..20 {
        program.get("/api/cart?sessionId=x").await.is(200);
        program
            .post_json("/api/cart", &serde_json::json!({ "item": { "productId": "LS4PSXUNUM", "quantity": 1 }, "userId": "x" }))
            .await
            .is(200);
    }
    let site = limited(|_| {}).await;
    let mut program = site.program().from("192.0.2.1:1000");
    let body =
        serde_json::json!({ "item": { "productId": "LS4PSXUNUM", "quantity": 1 }, "userId": "x" });
    for _ in 0..5 {
        program.post_json("/api/cart", &body).await.is(200);
    }
    program.post_json("/api/cart", &body).await.is_problem(429);
}

#[tokio::test]
async fn no_limit_is_no_limit() {
    let site = limited(|http| http.rate_limit = 0).await;
    assert_eq!(until_refused(&mut site.browser().from("192.0.2.1:1000")).await, 20);
}

/// Takes one place of those who browse, until what is given is dropped.
async fn browse(state: &State) -> oneshot::Sender<()> {
    let (state, (begun, has_begun), (hold, held)) =
        (state.clone(), oneshot::channel(), oneshot::channel::<()>());
    tokio::spawn(async move {
        let work = async move {
            begun.send(()).unwrap();
            let _ = held.await;
        };
        state.admission.browse(work).await.unwrap();
    });
    has_begun.await.unwrap();
    hold
}

#[tokio::test]
async fn a_full_shop_refuses_browsing_before_buying() {
    let config = Http {
        browsing: 1,
        buying: 1,
        placing: 1,
        queue_time: Duration::from_millis(50),
        ..http()
    };
    let site = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    let mut program = site.program();
    let before = refused(&site).await;
    browser.get("/products/lowland-8-dobsonian").await.is_page(200);
    let rendering = browse(&site.state).await;
    for path in ["/products/halden-102-ed", "/categories/telescopes", "/search?q=moon", "/"] {
        let page = browser.get(path).await;
        assert!(page.is_page(503).header("retry-after").parse::<u32>().unwrap() > 0, "{path}");
    }
    let answer = program.get("/api/products").await;
    assert!(answer.is_problem(503)["detail"].as_str().unwrap().contains("your cart is safe"));
    program.get("/search/suggestions?q=dob").await.is_problem(503);
    // What is rendered already goes on, and so does who buys.
    browser.get("/products/lowland-8-dobsonian").await.is_page(200);
    browser.post("/cart/lines", &[("sku", "LOW-D8")]).await.is(303);
    browser.get("/cart").await.is_page(200);
    browser.get("/checkout?step=contact").await.is_page(200);
    drop(rendering);
    browser.get("/products/halden-102-ed").await.is_page(200);
    let paying = site.state.admission.buy().await.unwrap();
    browser.get("/cart").await.is_page(503);
    program.get("/api/cart?sessionId=x").await.is_problem(503);
    browser.get("/categories/telescopes").await.is_page(200);
    browser.get("/healthz").await.is(200);
    drop(paying);
    browser.get("/cart").await.is_page(200);
    let asking = site.state.admission.place().await.unwrap();
    assert!(site.state.admission.place().await.is_err());
    drop(asking);
    // Each is counted for what it was; other tests of this process may count as well.
    let after = refused(&site).await;
    for (purpose, (before, after)) in Purpose::ALL.iter().zip(before.iter().zip(&after)) {
        assert!(after > before, "{purpose:?}: {before}, {after}");
    }
}

/// Without patience whoever finds a place is served, and whoever finds none is told so at once.
#[tokio::test]
async fn without_patience_there_is_no_queue() {
    let config = Http { browsing: 1, queue_time: Duration::ZERO, ..http() };
    let site = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    for path in ["/products/halden-102-ed", "/search?q=moon"] {
        browser.get(path).await.is_page(200);
    }
    let rendering = browse(&site.state).await;
    browser.get("/categories/telescopes").await.is_page(503);
    drop(rendering);
    while site.program().get("/api/products").await.status == 503 {
        tokio::task::yield_now().await;
    }
    browser.get("/categories/telescopes").await.is_page(200);
}

/// Who goes away while they wait is not worked for, and holds no place in the queue.
#[tokio::test]
async fn nobody_renders_for_who_has_left() {
    let config = Http { browsing: 1, queue_time: Duration::from_secs(60), ..http() };
    let state = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await.state;
    let rendering = browse(&state).await;
    let made = Arc::new(AtomicUsize::new(0));
    for _ in 0..20 {
        let counts = Arc::clone(&made);
        let work = state.admission.browse(async move { counts.fetch_add(1, Ordering::SeqCst) });
        assert!(tokio::time::timeout(Duration::from_millis(1), work).await.is_err());
    }
    drop(rendering);
    let counts = Arc::clone(&made);
    state.admission.browse(async move { counts.fetch_add(1, Ordering::SeqCst) }).await.unwrap();
    assert_eq!(made.load(Ordering::SeqCst), 1);
}

/// Who goes away while their page waits for the database lets go of the place and of the
/// connection, and the connection goes back to its pool.
#[tokio::test]
async fn a_page_that_nobody_waits_for_keeps_nothing() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let config = Http { browsing: 1, queue_time: Duration::ZERO, ..http() };
        let site = Site::new(kind, config, "http://127.0.0.1:3000").await;
        let state = &site.state;
        for _ in 0..20 {
            let ((begun, has_begun), db) = (oneshot::channel(), state.shop.db().clone());
            let work = state.admission.browse(async move {
                let _conn = db.read().await.unwrap();
                begun.send(()).unwrap();
                pending::<()>().await;
            });
            tokio::select! {
                _ = work => unreachable!("nothing ends it"),
                begun = has_begun => begun.unwrap(),
            }
            // The place is free as soon as the task is gone, and then a page is made at once,
            // however impatient.
            let db = state.shop.db().clone();
            let ping = || {
                let db = db.clone();
                state.admission.browse(async move { db.ping().await })
            };
            tokio::time::timeout(Duration::from_secs(9), ping()).await.unwrap().unwrap().unwrap();
        }
    }
}

/// What panics while it is made is answered like any other fault, and takes no thread with it.
#[tokio::test]
async fn a_panic_keeps_no_place() {
    let config = Http { browsing: 1, ..http() };
    let state = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await.state;
    for _ in 0..3 {
        let own = state.clone();
        let failed =
            tokio::spawn(
                async move { own.admission.browse(async { panic!("as asked for") }).await },
            )
            .await;
        assert!(failed.unwrap_err().is_panic());
    }
    assert_eq!(state.admission.browse(async { 7 }).await.unwrap(), 7);
}

/// How many were refused for want of room: browsing, buying, placing.
async fn refused(site: &Site) -> Vec<f64> {
    let text = site.program().get("/metrics").await.text().to_owned();
    let lines =
        text.lines().filter_map(|line| line.strip_prefix("perigee_refused_busy_total{purpose=\""));
    let counts: std::collections::BTreeMap<_, _> =
        lines.filter_map(|line| line.split_once("\"} ")).collect();
    Purpose::ALL.iter().map(|purpose| counts[purpose.name()].parse().unwrap()).collect()
}

/// A body that never comes, and counts itself once when it is asked for.
struct Endless {
    reading: Arc<AtomicUsize>,
    begun: bool,
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !std::mem::replace(&mut self.begun, true) {
            self.reading.fetch_add(1, Ordering::SeqCst);
        }
        Poll::Pending
    }
}

/// Bodies without a length that never end: so many are held, the others wait for them, and shoppers
/// notice nothing of it.
#[tokio::test]
async fn large_bodies_are_held_so_many_at_once() {
    let site = Site::sqlite().await;
    let reading = Arc::new(AtomicUsize::new(0));
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..140 {
        let (router, reading) = (site.router.clone(), Arc::clone(&reading));
        let request = Request::post("/cart/lines")
            .header("host", "a")
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::new(Endless { reading, begun: false })).unwrap();
        senders.spawn(async move { router.oneshot(request).await });
    }
    let all_held = async {
        while reading.load(Ordering::SeqCst) < 128 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(9), all_held).await.unwrap();
    let mut browser = site.browser();
    browser.add("LOW-D8", "1").await;
    assert_eq!((browser.get("/cart").await.cart_count(), reading.load(Ordering::SeqCst)), (1, 128));
}

/// However many of one client's bodies stall, on whatever route, another client's is read.
#[tokio::test]
async fn one_clients_stalled_bodies_hold_up_nobody_else() {
    let site = Site::sqlite().await;
    let reading = Arc::new(AtomicUsize::new(0));
    let mut senders = tokio::task::JoinSet::new();
    let paths = [
        "/cart/lines",
        "/checkout/contact",
        "/checkout/place",
        "/track",
        "/waits",
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
        let request = request.body(Body::new(Endless { reading, begun: false })).unwrap();
        senders.spawn(async move { router.oneshot(request).await });
    }
    let some_held = async {
        while reading.load(Ordering::SeqCst) < 8 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(9), some_held).await.unwrap();
    // In chunks, so that nobody knows how much there is.
    for path in ["/cart/lines", "/preferences"] {
        let chunks = Body::new(Chunks(vec!["&theme=red", "sku=LOW-D8"]));
        site.browser().from("192.0.2.2:1").post_raw(path, chunks).await.is(303);
    }
    assert_eq!(reading.load(Ordering::SeqCst), 8);
}

/// A body in parts, the last first, without a length.
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

/// Asks on a connection of its own for a page so often, and reads nothing.
async fn ask(addr: SocketAddr, client: &str, times: usize) -> tokio::net::TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(addr).await.unwrap();
    let request = format!(
        "GET /categories/telescopes HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {client}\r\n\r\n"
    );
    stream.write_all(request.repeat(times).as_bytes()).await.unwrap();
    stream
}

/// The first status on a connection.
async fn status(mut stream: tokio::net::TcpStream) -> (u16, String) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), head)
}

/// Behind a proxy all connections are the proxy's: answers that are not read are counted by the
/// client that it names.
#[tokio::test]
async fn behind_a_proxy_answers_that_are_not_read_count_by_client() {
    let config = Http { trusted_proxies: 1, connections_per_client: Some(3), ..http() };
    let site = Site::new(Kind::Sqlite, config.clone(), "http://127.0.0.1:3000").await;
    assert_eq!((config.most_connections(), config.most_in_flight()), (None, Some(3)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let bounds = Bounds {
        connections: 100,
        per_client: config.most_connections(),
        idle: Duration::from_secs(60),
        stalled: Duration::from_secs(60),
        crowd: 100,
        stalled_in_crowd: Duration::from_secs(60),
        grace: Duration::ZERO,
    };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let serving =
        tokio::spawn(server::listen::serve(listener, site.router.clone(), bounds, stopping));
    // More than the buffers of the system hold. One network of IPv6 is one client.
    let (one, same, other) = ("2001:db8:1:2::3", "2001:db8:1:2:4::5", "2001:db8:1:3::3");
    let mut slow = Vec::new();
    for client in [one, same, one] {
        slow.push(ask(addr, client, 200).await);
    }
    let refused = loop {
        let (status, head) = status(ask(addr, same, 1).await).await;
        if status == 429 {
            break head;
        }
        tokio::task::yield_now().await;
    };
    assert!(
        refused.contains("retry-after: 10")
            && refused.contains("nosniff")
            && refused.contains("connection: close"),
        "{refused}"
    );
    for _ in 0..20 {
        assert_eq!(status(ask(addr, other, 1).await).await.0, 200);
    }
    // The proxy reads what its buffers take, one answer after the other: nobody of its clients is
    // refused.
    drop(slow);
    while status(ask(addr, one, 1).await).await.0 == 429 {
        tokio::task::yield_now().await;
    }
    let mut kept = ask(addr, one, 0).await;
    for _ in 0..20 {
        kept.write_all(
            format!("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {one}\r\n\r\n")
                .repeat(5)
                .as_bytes(),
        )
        .await
        .unwrap();
        for _ in 0..5 {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(kept.read_u8().await.unwrap());
            }
            let head = String::from_utf8(head).unwrap().to_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .unwrap()
                .parse()
                .unwrap();
            kept.read_exact(&mut vec![0; length]).await.unwrap();
        }
    }
    stop.send(true).unwrap();
    serving.await.unwrap();
}

/// Whose limit it is, and how to put it off.
#[test]
fn connections_or_requests_in_flight_of_one_client() {
    for (trusted_proxies, connections_per_client, connections, in_flight) in [
        (0, None, Some(256), None),
        (0, Some(7), Some(7), None),
        (0, Some(0), None, None),
        (1, None, None, Some(256)),
        (2, Some(7), None, Some(7)),
        (1, Some(0), None, None),
    ] {
        let config = Http { trusted_proxies, connections_per_client, ..http() };
        assert_eq!((config.most_connections(), config.most_in_flight()), (connections, in_flight));
    }
}
