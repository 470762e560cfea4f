//! Taking connections: how many at once, and of one client; how long a client may take to say what it wants and to read the answer; and how
//! connections end.

use crate::http::one_client;
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{Instant, Sleep},
};
use tower::ServiceExt;

/// Largest head of a request, and most that is buffered of a connection: bytes.
const BUFFER: usize = 64 << 10;
/// What a client with too many connections is told, if it listens.
const TOO_MANY: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n";

/// Bounds for clients.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at once; more wait until one ends.
    pub connections: usize,
    /// Connections of one client at once; more are refused. None where proxies stand between: they are not clients.
    pub per_client: Option<usize>,
    /// How long a connection may take from its opening, or from the last answer, to the end of the next request's headers.
    pub idle: Duration,
    /// How long an answer may make no progress, since its client reads nothing.
    pub stalled: Duration,
    /// How long requests in flight may go on once `stopping` says so.
    pub grace: Duration,
}

/// How many connections each client has.
type Counts = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// One of the connections of a client, counted as long as this lives.
struct Counted {
    counts: Counts,
    client: IpAddr,
}

impl Counted {
    /// None when it is one too many.
    fn new(counts: &Counts, peer: SocketAddr, most: usize) -> Option<Self> {
        let client = one_client(peer.ip());
        let mut clients = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = clients.entry(client).or_insert(0);
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Self { counts: Arc::clone(counts), client })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut clients = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match clients.get_mut(&self.client) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                clients.remove(&self.client);
            }
        }
    }
}

/// A connection that fails when it takes nothing of what is written to it for too long.
struct Progressing {
    stream: TcpStream,
    longest: Duration,
    /// Runs while something waits to be written.
    limit: Option<Pin<Box<Sleep>>>,
}

impl Progressing {
    fn judge<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.limit = None;
            return written;
        }
        let limit = self.limit.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + self.longest)));
        ready!(limit.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client reads nothing")))
    }
}

impl AsyncRead for Progressing {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Progressing {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Serves until `stopping` says so; then takes no new connections, lets requests in flight finish, and cuts those that outlast the grace.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, mut stopping: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(bounds.connections));
    let counts = Counts::default();
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(bounds.idle).max_buf_size(BUFFER);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        while connections.try_join_next().is_some() {}
        let (stream, peer, permit) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, for one: some will be closed soon.
                tracing::warn!(%error, "no connection taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let counted = match bounds.per_client.map(|most| Counted::new(&counts, peer, most)) {
            Some(None) => {
                metrics::counter!("perigee_refused_connections_total").increment(1);
                let _ = stream.try_write(TOO_MANY);
                continue;
            }
            counted => counted.flatten(),
        };
        // Small answers must not wait for the acknowledgement of the one before (Nagle's algorithm).
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let stream = Progressing { stream, longest: bounds.stalled, limit: None };
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%peer, %error, "connection ended");
            }
            drop((counted, permit));
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(bounds.grace) => tracing::warn!("requests still in flight after {:?} are cut", bounds.grace),
    }
    connections.shutdown().await;
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> io::Result<Accepted> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    struct Server {
        addr: SocketAddr,
        stop: watch::Sender<bool>,
        task: tokio::task::JoinHandle<()>,
    }

    async fn start(connections: usize, idle: Duration, grace: Duration) -> Server {
        bounded(Bounds { connections, per_client: None, idle, stalled: LONG, grace }).await
    }

    /// More than fits the buffers of a connection.
    const LARGE: usize = 32 << 20;

    async fn bounded(bounds: Bounds) -> Server {
        let router = Router::new().route("/", get(|| async { "here" })).route("/large", get(|| async { vec![b'x'; LARGE] })).route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "late"
            }),
        );
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

    #[tokio::test]
    async fn a_client_that_never_ends_its_headers_is_let_go_of() {
        let server = start(10, Duration::from_millis(100), LONG).await;
        for text in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"] {
            // Waiting is over when the server closes, also after an answer.
            let heard = hear(say(server.addr, text).await).await;
            assert_eq!(heard.contains("here"), text.ends_with("\r\n\r\n"), "{text:?}: {heard}");
        }
    }

    #[tokio::test]
    async fn more_connections_than_there_is_room_for_wait() {
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
    async fn what_outlasts_the_grace_is_cut() {
        let server = start(10, LONG, Duration::from_millis(50)).await;
        let busy = say(server.addr, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        server.stop.send(true).unwrap();
        assert_eq!(hear(busy).await, "");
        server.task.await.unwrap();
    }

    /// The end of the answer's head, read while nobody reads the rest.
    async fn head(stream: &mut TcpStream) -> String {
        let mut text = Vec::new();
        while !text.ends_with(b"\r\n\r\n") {
            text.push(stream.read_u8().await.unwrap());
        }
        String::from_utf8(text).unwrap()
    }

    #[tokio::test]
    async fn who_reads_nothing_of_an_answer_is_let_go_of() {
        let server =
            bounded(Bounds { connections: 1, per_client: None, idle: LONG, stalled: Duration::from_millis(200), grace: LONG }).await;
        let mut slow = say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
        // There is room for one: the next is answered once the first is cut.
        let next = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(hear(next).await.ends_with("here"));
        assert!(hear(slow).await.len() < LARGE);
        // Who reads, however much there is, gets all of it.
        let whole = hear(say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await).await;
        assert!(whole.len() > LARGE);
    }

    #[tokio::test]
    async fn one_client_has_so_many_connections_and_others_have_theirs() {
        let server = bounded(Bounds { connections: 100, per_client: Some(3), idle: LONG, stalled: LONG, grace: LONG }).await;
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
        // One that ends makes room for one.
        drop(held.pop());
        loop {
            let heard = hear(say(server.addr, request).await).await;
            if heard.ends_with("here") {
                break;
            }
            tokio::task::yield_now().await;
        }
    }

    #[test]
    fn clients_without_connections_are_forgotten() {
        let counts = Counts::default();
        let peer = |text: &str| text.parse::<SocketAddr>().unwrap();
        let first = Counted::new(&counts, peer("[2001:db8:1:2:3::4]:1"), 2).unwrap();
        let second = Counted::new(&counts, peer("[2001:db8:1:2:5::6]:2"), 2).unwrap();
        assert!(Counted::new(&counts, peer("[2001:db8:1:2::]:3"), 2).is_none(), "one /64 is one client");
        assert!(Counted::new(&counts, peer("[2001:db8:1:3::]:3"), 2).is_some());
        drop((first, second));
        assert!(counts.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn of_a_head_so_much_is_read() {
        let server = start(10, LONG, LONG).await;
        // Somewhat more may have been read before it is looked at; the router looks exactly.
        for (length, status) in [(60_000, "200"), (200_000, "431")] {
            let text = format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: {}\r\n\r\n", "a".repeat(length));
            let mut stream = TcpStream::connect(server.addr).await.unwrap();
            let _ = stream.write_all(text.as_bytes()).await;
            assert!(head(&mut stream).await.starts_with(&format!("HTTP/1.1 {status}")), "{length}");
        }
    }
}
