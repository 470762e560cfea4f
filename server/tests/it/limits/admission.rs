//! Slots for browsing, buying and placing orders.

use crate::{
    rpc,
    site::{Kind, Site, http_with},
};
use server::{State, limits::admission::Purpose};
use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::oneshot;
use views::routes;

/// Takes a browsing slot until the returned sender is dropped.
async fn browse(state: &State) -> oneshot::Sender<()> {
    let (state, (started, has_started), (hold, held)) =
        (state.clone(), oneshot::channel(), oneshot::channel::<()>());
    tokio::spawn(async move {
        let work = async move {
            started.send(()).unwrap();
            let _ = held.await;
        };
        state.admission.browse(work).await.unwrap();
    });
    has_started.await.unwrap();
    hold
}

#[tokio::test]
async fn an_overloaded_shop_refuses_browsing_before_buying() {
    let config = http_with(|http| {
        http.capacity.browsing = 1;
        http.capacity.buying = 1;
        http.capacity.placing = 1;
        http.capacity.queue_time = Duration::from_millis(300);
    });
    let site = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    let mut program = site.program();
    let before = refused(&site).await;
    browser.get("/products/meridian-200").await.is_page(200);
    let rendering = browse(&site.state).await;
    for path in ["/products/refractor-102", "/categories/telescopes", "/search?q=moon", "/"] {
        let page = browser.get(path).await;
        assert!(page.is_page(503).header("retry-after").parse::<u32>().unwrap() > 0, "{path}");
    }
    let answer = program.get("/api/products").await;
    assert!(answer.is_problem(503)["detail"].as_str().unwrap().contains("your cart is safe"));
    rpc::refused(&mut browser, routes::RPC_SUGGEST, &"dob", 503).await;
    // Cached pages are still served, and so are buyers.
    browser.get("/products/meridian-200").await.is_page(200);
    browser.post("/cart/lines", &[("sku", "SCOPE-200")]).await.is(303);
    browser.get("/cart").await.is_page(200);
    browser.get("/checkout?step=contact").await.is_page(200);
    drop(rendering);
    browser.get("/products/refractor-102").await.is_page(200);
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
    // Each is counted by its purpose; other tests of this process may count too.
    let after = refused(&site).await;
    for (purpose, (before, after)) in Purpose::ALL.iter().zip(before.iter().zip(&after)) {
        assert!(after > before, "{purpose:?}: {before}, {after}");
    }
}

/// Without queue time, a request gets a free slot or is refused at once.
#[tokio::test]
async fn without_queue_time_there_is_no_queue() {
    let config = http_with(|http| {
        http.capacity.browsing = 1;
        http.capacity.queue_time = Duration::ZERO;
    });
    let site = Site::new(Kind::Sqlite, config, "http://127.0.0.1:3000").await;
    let mut browser = site.browser();
    for path in ["/products/refractor-102", "/search?q=moon"] {
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

/// A request whose client disconnects while queued is not processed and leaves the queue.
#[tokio::test]
async fn disconnected_clients_are_not_rendered_for() {
    let config = http_with(|http| {
        http.capacity.browsing = 1;
        http.capacity.queue_time = Duration::from_secs(60);
    });
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

/// A request whose client disconnects during a query releases its slot, and its connection returns
/// to the pool.
#[tokio::test]
async fn an_abandoned_page_releases_its_slot_and_connection() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let config = http_with(|http| {
            http.capacity.browsing = 1;
            http.capacity.queue_time = Duration::ZERO;
        });
        let site = Site::new(kind, config, "http://127.0.0.1:3000").await;
        let state = &site.state;
        for _ in 0..20 {
            let ((started, has_started), db) = (oneshot::channel(), state.shop.db().clone());
            let work = state.admission.browse(async move {
                let _conn = db.read().await.unwrap();
                started.send(()).unwrap();
                pending::<()>().await;
            });
            tokio::select! {
                _ = work => unreachable!("nothing ends it"),
                started = has_started => started.unwrap(),
            }
            // The slot is free as soon as the task ends, and then a page is rendered at once, even
            // without queue time.
            let db = state.shop.db().clone();
            let ping = || {
                let db = db.clone();
                state.admission.browse(async move { db.ping().await })
            };
            tokio::time::timeout(Duration::from_secs(9), ping()).await.unwrap().unwrap().unwrap();
        }
    }
}

/// A panic during rendering is an ordinary error response, and its thread survives.
#[tokio::test]
async fn a_panic_releases_its_slot() {
    let config = http_with(|http| http.capacity.browsing = 1);
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

/// The number of refusals for lack of a slot: browsing, buying, placing.
async fn refused(site: &Site) -> Vec<f64> {
    let text = site.program().get("/metrics").await.text().to_owned();
    let lines =
        text.lines().filter_map(|line| line.strip_prefix("perigee_refused_busy_total{purpose=\""));
    let counts: std::collections::BTreeMap<_, _> =
        lines.filter_map(|line| line.split_once("\"} ")).collect();
    Purpose::ALL.iter().map(|purpose| counts[purpose.name()].parse().unwrap()).collect()
}
