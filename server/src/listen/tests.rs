#![allow(clippy::unwrap_used)]

use super::*;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct Server {
    addr: SocketAddr,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

async fn start(connections: usize, idle: Duration, grace: Duration) -> Server {
    bounded(Bounds { connections, idle, grace, ..UNBOUNDED }).await
}

/// More than the buffers of a connection hold.
const LARGE: usize = 32 << 20;

async fn bounded(bounds: Bounds) -> Server {
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/large", get(|| async { vec![b'x'; LARGE] }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "late"
            }),
        );
    serving(router, bounds).await
}

async fn serving(router: Router, bounds: Bounds) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let (stop, stopping) = watch::channel(false);
    let task = tokio::spawn(serve(listener, router, bounds, stopping));
    Server { addr, stop, task }
}

async fn say(addr: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// Everything until the server closes.
async fn hear(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text).await;
    String::from_utf8_lossy(&text).into_owned()
}

const LONG: Duration = Duration::from_secs(60);
const UNBOUNDED: Bounds = Bounds {
    connections: 100,
    per_client: None,
    idle: LONG,
    stalled: LONG,
    crowd: 1000,
    stalled_in_crowd: LONG,
    grace: LONG,
};

#[tokio::test]
async fn a_client_that_never_completes_its_headers_is_disconnected() {
    let server = start(10, Duration::from_millis(100), LONG).await;
    for text in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"] {
        // The wait ends when the server closes, also after a response.
        let heard = hear(say(server.addr, text).await).await;
        assert_eq!(heard.contains("here"), text.ends_with("\r\n\r\n"), "{text:?}: {heard}");
    }
}

#[tokio::test]
async fn connections_above_the_limit_wait() {
    let server = start(2, Duration::from_millis(300), LONG).await;
    let (first, second) = (say(server.addr, "").await, say(server.addr, "").await);
    let third = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let heard = hear(third).await;
    assert!(heard.ends_with("here"), "{heard}");
    drop((first, second));
}

#[tokio::test]
async fn requests_in_flight_finish_and_idle_connections_end() {
    let server = start(10, LONG, LONG).await;
    let idle = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let busy = say(server.addr, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(true).unwrap();
    let (idle, busy) = tokio::join!(hear(idle), hear(busy));
    assert!(idle.ends_with("here") && busy.ends_with("late"), "{idle} {busy}");
    server.task.await.unwrap();
    assert!(TcpStream::connect(server.addr).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn requests_that_exceed_the_grace_period_are_aborted() {
    let server = start(10, LONG, Duration::from_millis(50)).await;
    let busy = say(server.addr, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop.send(true).unwrap();
    assert_eq!(hear(busy).await, "");
    server.task.await.unwrap();
}

/// Reads up to the end of the response head, and leaves the rest unread.
async fn head(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    while !text.ends_with(b"\r\n\r\n") {
        text.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected() {
    let server =
        bounded(Bounds { connections: 1, stalled: Duration::from_millis(200), ..UNBOUNDED }).await;
    let mut slow = say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
    // The limit is one: the next is answered once the first is closed.
    let next = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(hear(next).await.ends_with("here"));
    assert!(hear(slow).await.len() < LARGE);
    // A client that reads gets everything, however large.
    let whole =
        hear(say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await)
            .await;
    assert!(whole.len() > LARGE);
}

#[tokio::test]
async fn connections_are_limited_per_client() {
    let server = bounded(Bounds { per_client: Some(3), ..UNBOUNDED }).await;
    let request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        head(&mut stream).await;
        held.push(stream);
    }
    let mut refused = TcpStream::connect(server.addr).await.unwrap();
    let mut text = String::new();
    refused.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 429") && text.contains("Retry-After"), "{text}");
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = socket.connect(server.addr).await.unwrap();
    other.write_all(request.as_bytes()).await.unwrap();
    assert!(hear(other).await.ends_with("here"));
    // A closed connection frees a slot.
    drop(held.pop());
    loop {
        let heard = hear(say(server.addr, request).await).await;
        if heard.ends_with("here") {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn with_many_responses_in_progress_a_client_that_does_not_read_is_disconnected_sooner() {
    let server = bounded(Bounds {
        connections: 3,
        crowd: 2,
        stalled_in_crowd: Duration::from_millis(100),
        ..UNBOUNDED
    })
    .await;
    let mut slow = Vec::new();
    for _ in 0..3 {
        let mut stream = say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        head(&mut stream).await;
        slow.push(stream);
    }
    // The limit is three: the next is answered once one of them is closed, and is not closed
    // itself because it reads.
    let request = "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert!(hear(say(server.addr, request).await).await.len() > LARGE);
    drop(slow);
}

/// A response counts exactly until it is written.
#[tokio::test]
async fn responses_count_until_they_are_written() {
    let clients = Clients::default();
    let counting = clients.clone();
    let router = Router::new().route(
        "/",
        get(move || async move {
            let counted = counting.count("192.0.2.1".parse().unwrap(), 1).map(Arc::new);
            counted
                .map(|counted| (axum::Extension(counted), vec![b'x'; LARGE]))
                .ok_or(hyper::StatusCode::TOO_MANY_REQUESTS)
        }),
    );
    let server = serving(router, UNBOUNDED).await;
    let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut slow = say(server.addr, request).await;
    assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
    let mut other = say(server.addr, request).await;
    assert!(head(&mut other).await.starts_with("HTTP/1.1 429"));
    // After the last byte, this connection and others are answered.
    let mut body = vec![0; LARGE];
    slow.read_exact(&mut body).await.unwrap();
    slow.write_all(request.as_bytes()).await.unwrap();
    assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
    // An aborted response no longer counts either.
    drop(slow);
    loop {
        let mut stream = say(server.addr, request).await;
        if head(&mut stream).await.starts_with("HTTP/1.1 200") {
            break;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_request_head_is_read_up_to_the_limit() {
    let server = start(10, LONG, LONG).await;
    // Somewhat more may have been read before the check; the router checks exactly.
    for (length, status) in [(60_000, "200"), (200_000, "431")] {
        let text = format!(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: {}\r\n\r\n",
            "a".repeat(length)
        );
        let mut stream = TcpStream::connect(server.addr).await.unwrap();
        let _ = stream.write_all(text.as_bytes()).await;
        assert!(head(&mut stream).await.starts_with(&format!("HTTP/1.1 {status}")), "{length}");
    }
}
