//! Accepting connections: limits in total and per client, timeouts for sending a request and
//! reading the response, and shutdown.

mod progressing;
#[cfg(test)]
mod tests;
mod unwritten;

use crate::limits::{client::one_client, per_client::Clients};
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use progressing::Progressing;
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
};
use tower::ServiceExt;
use unwritten::Unwritten;

/// Maximum size of a request head and of a connection's buffer, in bytes.
const BUFFER: usize = 64 << 10;
/// The response to a client with too many connections.
const TOO_MANY: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\
                          Retry-After: 10\r\nContent-Length: 0\r\n\r\n";

/// Limits for clients.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Concurrent connections; further ones wait.
    pub connections: usize,
    /// Concurrent connections per client; more are refused. `None` behind proxies, which are not
    /// clients.
    pub per_client: Option<usize>,
    /// Timeout from opening a connection, or from the last response, to the end of the next
    /// request's head.
    pub idle: Duration,
    /// How long a response may stall because its client does not read.
    pub stalled: Duration,
    /// With more responses in progress than this, each of which takes up memory, that timeout is
    /// `stalled_in_crowd`.
    pub crowd: usize,
    /// The shorter timeout.
    pub stalled_in_crowd: Duration,
    /// How long requests in flight may continue after `stopping`.
    pub grace: Duration,
}

/// Serves until `stopping`; then accepts no new connections, lets requests in flight finish, and
/// aborts those that exceed the grace period.
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
                // For example too many open files: some will be closed soon.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let counted = match bounds.per_client.map(|max| clients.count(one_client(peer.ip()), max)) {
            Some(None) => {
                metrics::counter!("perigee_refused_connections_total").increment(1);
                let _ = stream.try_write(TOO_MANY);
                continue;
            }
            counted => counted.flatten(),
        };
        // Small responses must not wait for the previous one's acknowledgement (Nagle's algorithm).
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let unwritten = Unwritten::of(&in_progress);
        let stream = Progressing::new(stream, bounds, unwritten.clone());
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
        () = tokio::time::sleep(bounds.grace) => tracing::warn!("aborting requests still in flight \
                                                                 after {:?}", bounds.grace),
    }
    connections.shutdown().await;
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> io::Result<Accepted> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}
