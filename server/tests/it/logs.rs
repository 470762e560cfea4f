//! Log lines without an exporter.

use crate::site::Site;
use server::{
    config::{LogFormat, Logs},
    telemetry,
};
use std::{
    io::Write,
    sync::{Arc, LazyLock, Mutex},
};
use tracing::Dispatch;
use tracing_subscriber::util::SubscriberInitExt;

/// With a single subscriber, `tracing` caches the interest of the first thread for all threads;
/// with a second subscriber it asks both.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));

/// A buffer for log lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    /// Captures the lines of this thread while the guard lives.
    fn listen(&self, log_format: LogFormat) -> tracing::subscriber::DefaultGuard {
        let settings =
            Logs { log: "warn,server=debug".to_owned(), log_format, otlp_endpoint: None };
        LazyLock::force(&SECOND);
        let lines = self.clone();
        telemetry::subscriber(&settings, None, move || lines.clone()).unwrap().set_default()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn json_lines_have_the_callers_trace() {
    let lines = Lines::default();
    let _guard = lines.listen(LogFormat::Json);
    let site = Site::sqlite().await;
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let mut browser = site.browser().with("traceparent", parent).with("x-request-id", "mine-1");
    browser.get("/products/meridian-200?q=secret").await.is_page(200);
    // Without a valid one a new trace starts, with the id of the request.
    let own = site.browser().with("traceparent", "00-nonsense-01").get("/nothing").await;
    let text = lines.text();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let first = lines.iter().find(|line| line["message"] == "answered").unwrap();
    assert_eq!(first["trace_id"], "4bf92f3577b34da6a3ce929d0e0e4736");
    let span_id = first["span_id"].as_str().unwrap();
    assert!(
        span_id.len() == 16
            && span_id != "00f067aa0ba902b7"
            && span_id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{first}"
    );
    assert_eq!(
        (&first["level"], &first["target"]),
        (&"DEBUG".into(), &"server::http::middleware::observe".into())
    );
    let span = &first["span"];
    assert_eq!((&span["id"], &span["name"]), (&"mine-1".into(), &"request".into()));
    assert_eq!(
        (&span["http.route"], &span["url.path"]),
        (&"/products/{slug}".into(), &"/products/meridian-200".into())
    );
    assert_eq!(span["http.response.status_code"], 200);
    let second = lines.iter().rfind(|line| line["message"] == "answered").unwrap();
    assert_eq!(
        (&second["trace_id"], &second["span"]["id"]),
        (&own.header("x-request-id").into(), &own.header("x-request-id").into())
    );
    assert!(!text.contains("secret") && !text.contains("otel."), "{text}");
}

#[tokio::test]
async fn text_lines() {
    let lines = Lines::default();
    let _guard = lines.listen(LogFormat::Text);
    let site = Site::sqlite().await;
    site.browser().with("x-request-id", "mine-2").get("/pages/ada@example.org").await.is_page(404);
    let text = lines.text();
    for part in [
        "id=\"mine-2\"",
        "http.request.method=\"GET\"",
        "url.path=\"(hidden)\"",
        "http.response.status_code=404",
        "answered milliseconds=",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("otel.") && !text.contains("ada@"), "{text}");
}

#[test]
fn an_invalid_filter_is_reported() {
    let settings =
        Logs { log: "server=loud".to_owned(), log_format: LogFormat::Text, otlp_endpoint: None };
    let error = telemetry::subscriber(&settings, None, std::io::sink).err().unwrap();
    assert!(error.contains("PERIGEE_LOG") && error.contains("server=loud"), "{error}");
}
