//! Exports: requests through the real router, and a collector that receives OTLP over HTTP. A
//! separate program, since a process has one subscriber and one set of counters.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code
)]

#[path = "../it/site/mod.rs"]
#[allow(unused_imports, unused_macros)]
mod site;

mod collector;

use collector::Collector;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use server::{
    config::{LogFormat, Logs},
    telemetry::{self, Otlp},
};
use shop::notifications::mail::{Mailer, Transport};
use site::{GOOD_CARD, Kind, ORIGIN, Site, http_with};
use std::{
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};
use testing::ProductBuilder;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    runtime::Handle,
    time::timeout,
};
use tracing_subscriber::util::SubscriberInitExt;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";

/// A buffer for log lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Write::write(&mut *self.0.lock().unwrap(), bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn settings(log: &str) -> Logs {
    Logs { log: log.to_owned(), log_format: LogFormat::Json, otlp_endpoint: None }
}

/// The value of a series in `/metrics`.
async fn value(site: &Site, series: &str) -> f64 {
    let text = site.program().get("/metrics").await.text().to_owned();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(series))
        .unwrap_or_else(|| panic!("no {series} in\n{text}"));
    line.trim().parse().unwrap()
}

/// A mail server that accepts nothing and repeats the address in its refusals.
async fn refusing_mail_server(refusal: &'static str) -> Mailer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (reader, mut writer) = stream.into_split();
            let mut lines = BufReader::new(reader).lines();
            writer.write_all(b"220 mail.example\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = if line.starts_with("RCPT") { refusal } else { "250 ok" };
                let _ = writer.write_all(format!("{answer}\r\n").as_bytes()).await;
            }
        }
    });
    Mailer::new(Mailer::smtp(&address).unwrap(), "Perigee <orders@perigee.example>").unwrap()
}

/// The stored errors of failed events.
async fn last_errors(site: &Site) -> Vec<String> {
    let mut conn = site.shop.db().read().await.unwrap();
    let store::ConnectionRef::Sqlite(conn) = store::Executor::connection(&mut conn) else {
        panic!("not SQLite")
    };
    sqlx::query_scalar("SELECT last_error FROM outbox WHERE last_error IS NOT NULL")
        .fetch_all(conn)
        .await
        .unwrap()
}

/// Held by tests that disturb each other: the spans of many requests would fill the queue of the
/// one that exports everything.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_one_trace_without_secrets() {
    let _alone = ALONE.lock().await;
    let collector = Collector::start().await;
    let lines = Lines::default();
    let writer = lines.clone();
    let otlp = Otlp::start(Some(&collector.address), &Handle::current()).unwrap().unwrap();
    // Everything that the program can log; the test itself parses pages with an HTML parser.
    let settings = settings("trace,html5ever=off,selectors=off");
    let subscriber = telemetry::subscriber(&settings, Some(&otlp), move || writer.clone()).unwrap();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let site = Site::sqlite().await;
    let before = value(&site, "perigee_orders_placed_total").await;
    let mut browser = site
        .browser()
        .with("traceparent", &format!("00-{TRACE}-{CALLER}-01"))
        .with("x-request-id", "an-order");
    browser.add("SCOPE-200", "1").await;
    let review = browser.review(GOOD_CARD).await;
    let (key, cart) = (review.input("key"), browser.cookies["cart"].clone());
    let placed = browser.place(&review).await;
    placed.is(303);
    let link = placed.header("location").to_owned();
    browser.get(&link).await.is_page(200);
    let mut declined = site.browser();
    declined.add("SCOPE-150", "1").await;
    let review = declined.review("4000 0000 0000 0002").await;
    declined.place(&review).await.is_page(402);

    let greylisting = refusing_mail_server("451 <ada@example.org>: greylisted").await;
    assert_eq!(testing::deliver_due(&site.shop, &greylisting).await.unwrap(), 0);
    let kept = last_errors(&site).await;
    assert!(
        kept.len() == 1
            && kept[0].contains("451")
            && kept[0].contains("(address)")
            && !kept[0].contains("ada@"),
        "{kept:?}"
    );
    site.advance(3_600_000);
    let folder = std::env::temp_dir().join(format!("perigee-telemetry-{}", uuid::Uuid::new_v4()));
    let mailer =
        Mailer::new(Transport::Folder(folder.clone()), "Perigee <orders@perigee.example>").unwrap();
    assert_eq!(testing::deliver_due(&site.shop, &mailer).await.unwrap(), 1);
    std::fs::remove_dir_all(folder).unwrap();
    // Another order, whose email is refused permanently.
    let mut other = site.browser();
    other.add("MUG", "1").await;
    let review = other.review(GOOD_CARD).await;
    other.place(&review).await.is(303);
    let refusing = refusing_mail_server("550 5.1.1 <ada@example.org>: User unknown").await;
    assert_eq!(testing::deliver_due(&site.shop, &refusing).await.unwrap(), 0);
    let kept = last_errors(&site).await;
    assert!(
        kept.len() == 1
            && kept[0].contains("550")
            && kept[0].contains("(address)")
            && !kept[0].contains("ada@"),
        "{kept:?}"
    );
    let otlp = tokio::task::spawn_blocking(move || {
        otlp.flush();
        otlp
    })
    .await
    .unwrap();

    // The trace: the request under its caller, the use case under the request, and payment and
    // transaction under the use case.
    let spans = collector.spans();
    let of_order: Vec<_> = spans.iter().filter(|span| span.trace == TRACE).collect();
    let named = |name: &str| {
        *of_order
            .iter()
            .find(|span| span.name == name)
            .unwrap_or_else(|| panic!("no {name} in {of_order:#?}"))
    };
    let request = named("POST /checkout/place");
    assert_eq!((request.parent.as_str(), request.kind), (CALLER, SpanKind::Server as i32));
    for (attribute, value) in [
        ("http.request.method", "POST"),
        ("http.route", "/checkout/place"),
        ("http.response.status_code", "303"),
        ("url.path", "/checkout/place"),
        ("id", "an-order"),
    ] {
        assert_eq!(
            request.attributes.get(attribute).map(String::as_str),
            Some(value),
            "{attribute} in {request:?}"
        );
    }
    let order = named("place_order");
    assert_eq!(order.parent, request.id);
    assert_eq!(
        (&named("authorise_payment").parent, named("authorise_payment").kind),
        (&order.id, SpanKind::Client as i32)
    );
    let insert = of_order.iter().find(|span| span.name == "orders::insert").unwrap();
    assert_eq!(insert.attributes["db.system.name"], "sqlite");
    let transaction = of_order
        .iter()
        .find(|span| span.name == "transaction" && span.id == insert.parent)
        .unwrap();
    assert_eq!(
        (&transaction.parent, transaction.attributes["perigee.outcome"].as_str()),
        (&order.id, "committed")
    );
    assert_eq!(named("add_to_cart").parent, named("POST /cart/lines").id);
    // The email is sent later, in the same trace: two attempts.
    let events: Vec<_> =
        spans.iter().filter(|span| span.name == "work_off_event" && span.trace == TRACE).collect();
    assert!(
        events.len() == 2 && events.iter().all(|event| event.parent == order.id),
        "{events:#?}"
    );
    assert_eq!(
        of_order
            .iter()
            .filter(|span| span.name == "send_mail" && span.parent == events[1].id)
            .count(),
        1
    );
    assert!(spans.iter().all(|span| span.service == "perigee"));

    // Exported and written logs have the ids of their span.
    let logs = collector.logs();
    let log = logs
        .iter()
        .find(|log| log.body == "order placed" && log.trace == TRACE)
        .unwrap_or_else(|| panic!("{logs:?}"));
    assert_eq!(log.span, order.id);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let line = text.lines().find(|line| line.contains("\"order placed\"")).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(
        (&line["trace_id"], &line["span_id"], &line["span"]["id"]),
        (&TRACE.into(), &order.id.as_str().into(), &"an-order".into())
    );

    // No personal or secret data appears anywhere.
    let said = format!("{text}{}", collector.raw());
    let link_key = link.split("key=").nth(1).unwrap().split('&').next().unwrap();
    let token = cart.split('.').next().unwrap();
    for secret in [
        "4432-8015-6152-0454",
        "4432801561520454",
        "4000000000000002",
        "4000 0000 0000 0002",
        "test_approve",
        "ada@example.org",
        "Sternweg",
        "Byron",
        "Görlitz",
        token,
        &key,
        link_key,
    ] {
        assert!(
            secret.len() > 4 && !said.contains(secret),
            "{secret} in {}",
            said.lines().find(|line| line.contains(secret)).unwrap_or("")
        );
    }
    for (message, reply) in [
        ("event postponed", "451): (address) greylisted"),
        ("event cancelled", "550): 5.1.1 (address) User unknown"),
    ] {
        let line = text
            .lines()
            .find(|line| line.contains(message))
            .unwrap_or_else(|| panic!("no {message}"));
        assert!(line.contains(reply), "{line}");
    }

    for (series, expected) in [
        ("perigee_orders_placed_total", before + 2.0),
        ("perigee_payments_total{outcome=\"authorised\"}", 2.0),
        ("perigee_payments_total{outcome=\"declined\"}", 1.0),
        ("perigee_checkout_failures_total{reason=\"payment\"}", 1.0),
        ("perigee_mail_total{outcome=\"sent\"}", 1.0),
        ("perigee_mail_total{outcome=\"failed\"}", 2.0),
        ("perigee_outbox_cancelled_total{reason=\"undeliverable\"}", 1.0),
        ("perigee_outbox_cancelled_total{reason=\"attempts\"}", 0.0),
        ("perigee_cart_additions_total", 3.0),
        ("perigee_stock_outs_total", 0.0),
    ] {
        assert!((value(&site, series).await - expected).abs() < f64::EPSILON, "{series}");
    }
    assert!(value(&site, "perigee_revenue_minor_total{currency=\"EUR\"}").await > 10_000.0);
    tokio::task::spawn_blocking(move || otlp.stop()).await.unwrap();
}

/// Longer than anything takes on a busy machine unless it hangs.
const HANGS: Duration = Duration::from_secs(300);

/// Neither requests nor the shutdown wait for a collector that does not answer.
#[tokio::test]
async fn requests_do_not_wait_for_the_collector() {
    // Bound, but never answering: worse than refusing connections.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let otlp =
        Otlp::start(Some(&format!("http://{}", silent.local_addr().unwrap())), &Handle::current())
            .unwrap()
            .unwrap();
    let guard =
        telemetry::subscriber(&settings("info"), Some(&otlp), std::io::sink).unwrap().set_default();
    let site = Site::sqlite().await;
    let mut browser = site.browser();
    browser.get("/").await.is_page(200);
    // More spans than the queue holds.
    let requests = async {
        for _ in 0..3000 {
            browser.get("/").await.is(200);
        }
    };
    timeout(HANGS, requests).await.expect("requests are answered");
    drop(guard);
    // In a separate thread: the runtime would wait for its own threads if the test fails.
    let (stopped, is_stopped) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        otlp.stop();
        let _ = stopped.send(());
    });
    timeout(HANGS, is_stopped).await.expect("it stops").unwrap();
}

/// The number of statements on PostgreSQL so far; the other tests here use SQLite.
async fn statements(site: &Site) -> u64 {
    let answer = site.program().get("/metrics").await;
    let counts = answer.text().lines().filter(|line| {
        line.starts_with("db_client_operation_duration_seconds_count{")
            && line.contains("\"postgresql\"")
    });
    counts.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

/// A page that is rendered, not cached, takes as many statements with fifty products more, whatever
/// handler and session add to those of the use case.
#[tokio::test]
async fn statements_of_rendered_pages_do_not_grow_with_the_catalogue() {
    let _alone = ALONE.lock().await;
    let site = Site::new(Kind::Postgres, http_with(|http| http.page_cache = false), ORIGIN).await;
    let mut counts = Vec::new();
    for added in [0..5, 5..55] {
        let products: Vec<_> = added.map(|i| ProductBuilder::new(&format!("line-{i}"))).collect();
        site.add_products(&products).await;
        for (page, status) in [
            ("/", 200),
            ("/products/line-0", 200),
            ("/products/no-such-line", 404),
            ("/categories/accessories", 200),
            ("/search?q=line", 200),
        ] {
            // What a process reads once is not counted.
            site.browser().get(page).await.is(status);
            let before = statements(&site).await;
            site.browser().get(page).await.is(status);
            counts.push((page, statements(&site).await - before));
        }
    }
    let (few, many) = counts.split_at(5);
    assert_eq!(few, many);
    assert!(few.iter().any(|(_, count)| *count > 0), "nothing was counted: {few:?}");
    site.shop.db().close().await;
}

#[tokio::test]
async fn unsupported_endpoints_are_reported() {
    let error = Otlp::start(Some("not an address"), &Handle::current()).unwrap_err();
    assert!(error.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{error}");
    assert!(Otlp::start(None, &Handle::current()).unwrap().is_none());
    assert!(Otlp::start(Some(" "), &Handle::current()).unwrap().is_none());
}
