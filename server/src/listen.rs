//! Taking connections: how many at once, how long a client may take to say what it wants, and how they end.

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinSet,
};
use tower::ServiceExt;

/// Bounds for clients.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at once; more wait until one ends.
    pub connections: usize,
    /// How long a connection may take from its opening, or from the last answer, to the end of the next request's headers.
    pub idle: Duration,
    /// How long requests in flight may go on once `stopping` says so.
    pub grace: Duration,
}

/// Serves until `stopping` says so; then takes no new connections, lets requests in flight finish, and cuts those that outlast the grace.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, mut stopping: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(bounds.idle);
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
        // Small answers must not wait for the acknowledgement of the one before (Nagle's algorithm).
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        connections.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%peer, %error, "connection ended");
            }
            drop(permit);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(bounds.grace) => tracing::warn!("requests still in flight after {:?} are cut", bounds.grace),
    }
    connections.shutdown().await;
}

type Accepted = (tokio::net::TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> std::io::Result<Accepted> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
    };

    struct Server {
        addr: SocketAddr,
        stop: watch::Sender<bool>,
        task: tokio::task::JoinHandle<()>,
    }

    async fn start(connections: usize, idle: Duration, grace: Duration) -> Server {
        let router = Router::new().route("/", get(|| async { "here" })).route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "late"
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(serve(listener, router, Bounds { connections, idle, grace }, stopping));
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
}
