//! Taking connections: how many at once, and of one client; how long a client may take to say what
//! it wants and to read the answer; and how connections end.

use crate::limits::{
    client::one_client,
    per_client::{Clients, Counted},
};
use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::ConnectInfo,
};
use hyper::{
    Request, Response,
    body::{Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
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
    /// Connections of one client at once; more are refused. None where proxies stand between: they
    /// are not clients.
    pub per_client: Option<usize>,
    /// How long a connection may take from its opening, or from the last answer, to the end of the
    /// next request's headers.
    pub idle: Duration,
    /// How long an answer may make no progress, since its client reads nothing.
    pub stalled: Duration,
    /// With more answers in progress than this, each of which holds memory, that time is
    /// `stalled_in_crowd`.
    pub crowd: usize,
    /// How long an answer may make no progress then.
    pub stalled_in_crowd: Duration,
    /// How long requests in flight may go on once `stopping` says so.
    pub grace: Duration,
}

/// Responses on a connection whose last bytes have not been written to it yet, and with them what
/// is counted for as long.
#[derive(Clone, Default)]
struct Unwritten {
    /// Those whose body is at its end.
    ended: Arc<Mutex<Vec<InProgress>>>,
    /// Responses in progress on all connections.
    all: Arc<AtomicUsize>,
}

/// A response from its head until its last bytes are written.
struct InProgress {
    all: Arc<AtomicUsize>,
    _client: Option<Arc<Counted>>,
}

impl Drop for InProgress {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Unwritten {
    fn of(all: &Arc<AtomicUsize>) -> Self {
        Self { ended: Arc::default(), all: Arc::clone(all) }
    }

    /// The response, counted.
    fn track(&self, response: Response<Body>) -> Response<Body> {
        let (mut parts, body) = response.into_parts();
        let client = parts.extensions.remove::<Arc<Counted>>();
        self.all.fetch_add(1, Ordering::Relaxed);
        let in_progress = InProgress { all: Arc::clone(&self.all), _client: client };
        Response::from_parts(
            parts,
            Body::new(Tracked { body, in_progress: Some(in_progress), unwritten: self.clone() }),
        )
    }

    /// All bytes of the bodies that have ended are written.
    fn written(&self) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A body that is counted until its bytes are written, which is later than its end.
struct Tracked {
    body: Body,
    in_progress: Option<InProgress>,
    unwritten: Unwritten,
}

impl HttpBody for Tracked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        self.unwritten
            .ended
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(self.in_progress.take());
    }
}

/// A connection that fails when it takes nothing of what is written to it for too long.
struct Progressing {
    stream: TcpStream,
    bounds: Bounds,
    unwritten: Unwritten,
    /// Since when something waits to be written, and when to look again whether that is too long.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Progressing {
    fn judge<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let Bounds { stalled, crowd, stalled_in_crowd, .. } = self.bounds;
        let brief = stalled.min(stalled_in_crowd);
        let start = || {
            let now = Instant::now();
            (now, Box::pin(tokio::time::sleep_until(now + brief)))
        };
        let (since, look) = self.waiting.get_or_insert_with(start);
        loop {
            ready!(look.as_mut().poll(context));
            let (now, end) = (Instant::now(), *since + stalled);
            if now >= end || self.unwritten.all.load(Ordering::Relaxed) > crowd {
                return Poll::Ready(Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "the client reads nothing",
                )));
            }
            look.as_mut().reset(end.min(now + brief));
        }
    }
}

impl AsyncRead for Progressing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Progressing {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Asked for when nothing is left in the buffer before it.
        self.unwritten.written();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Serves until `stopping` says so; then takes no new connections, lets requests in flight finish,
/// and cuts those that outlast the grace.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    mut stopping: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(bounds.connections));
    let clients = Clients::default();
    let in_progress = Arc::default();
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
        let counted = match bounds.per_client.map(|most| clients.count(one_client(peer.ip()), most))
        {
            Some(None) => {
                metrics::counter!("perigee_refused_connections_total").increment(1);
                let _ = stream.try_write(TOO_MANY);
                continue;
            }
            counted => counted.flatten(),
        };
        // Small answers must not wait for the acknowledgement of the one before (Nagle's
        // algorithm).
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let unwritten = Unwritten::of(&in_progress);
        let stream = Progressing { stream, bounds, unwritten: unwritten.clone(), waiting: None };
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let (answer, unwritten) = (router.clone().oneshot(request), unwritten.clone());
            async move { answer.await.map(|response| unwritten.track(response)) }
        });
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
        bounded(Bounds { connections, idle, grace, ..UNBOUNDED }).await
    }

    /// More than fits the buffers of a connection.
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
    async fn a_client_that_never_ends_its_headers_is_let_go_of() {
        let server = start(10, Duration::from_millis(100), LONG).await;
        for text in
            ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"]
        {
            // Waiting is over when the server closes, also after an answer.
            let heard = hear(say(server.addr, text).await).await;
            assert_eq!(heard.contains("here"), text.ends_with("\r\n\r\n"), "{text:?}: {heard}");
        }
    }

    #[tokio::test]
    async fn more_connections_than_there_is_room_for_wait() {
        let server = start(2, Duration::from_millis(300), LONG).await;
        let (first, second) = (say(server.addr, "").await, say(server.addr, "").await);
        let third =
            say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
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
            bounded(Bounds { connections: 1, stalled: Duration::from_millis(200), ..UNBOUNDED })
                .await;
        let mut slow = say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
        // There is room for one: the next is answered once the first is cut.
        let next = say(server.addr, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(hear(next).await.ends_with("here"));
        assert!(hear(slow).await.len() < LARGE);
        // Who reads, however much there is, gets all of it.
        let whole = hear(
            say(server.addr, "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await,
        )
        .await;
        assert!(whole.len() > LARGE);
    }

    #[tokio::test]
    async fn one_client_has_so_many_connections_and_others_have_theirs() {
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

    #[tokio::test]
    async fn in_a_crowd_who_reads_nothing_is_let_go_of_sooner() {
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
        // There is room for three: the next is answered once one of them is cut, and is not cut
        // since it reads.
        let request = "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assert!(hear(say(server.addr, request).await).await.len() > LARGE);
        drop(slow);
    }

    /// An answer counts until it is written, and no longer.
    #[tokio::test]
    async fn answers_count_until_they_are_written() {
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
        // Once the last byte is there, the same connection and others are answered.
        let mut body = vec![0; LARGE];
        slow.read_exact(&mut body).await.unwrap();
        slow.write_all(request.as_bytes()).await.unwrap();
        assert!(head(&mut slow).await.starts_with("HTTP/1.1 200"));
        // One that ends half-way counts no longer either.
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
    async fn of_a_head_so_much_is_read() {
        let server = start(10, LONG, LONG).await;
        // Somewhat more may have been read before it is looked at; the router looks exactly.
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
}
