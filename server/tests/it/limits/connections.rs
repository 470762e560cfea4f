//! Connections, and responses that nobody reads.

use crate::site::{Kind, Site, http_with};
use server::listen::Bounds;
use std::{net::SocketAddr, time::Duration};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Requests a page several times on one connection, and reads nothing.
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

/// Behind a proxy all connections are the proxy's: unread responses are counted by the client that
/// it reports.
#[tokio::test]
async fn unread_responses_behind_a_proxy_count_per_client() {
    let config = http_with(|http| {
        http.listen.trusted_proxies = 1;
        http.listen.connections_per_client = Some(3);
    });
    let site = Site::new(Kind::Sqlite, config.clone(), "http://127.0.0.1:3000").await;
    assert_eq!((config.listen.max_connections(), config.listen.max_in_flight()), (None, Some(3)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let bounds = Bounds {
        connections: 100,
        per_client: config.listen.max_connections(),
        idle: Duration::from_secs(60),
        stalled: Duration::from_secs(60),
        crowd: 100,
        stalled_in_crowd: Duration::from_secs(60),
        grace: Duration::ZERO,
    };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let serving =
        tokio::spawn(server::listen::serve(listener, site.router.clone(), bounds, stopping));
    // More than the system's buffers hold. An IPv6 /64 is one client.
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
    // The proxy reads as much as its buffers hold, one response after the other: none of its
    // clients is refused.
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

/// What the limit applies to, and how to turn it off.
#[test]
fn per_client_limits_depend_on_trusted_proxies() {
    for (trusted_proxies, connections_per_client, connections, in_flight) in [
        (0, None, Some(256), None),
        (0, Some(7), Some(7), None),
        (0, Some(0), None, None),
        (1, None, None, Some(256)),
        (2, Some(7), None, Some(7)),
        (1, Some(0), None, None),
    ] {
        let config = http_with(|http| {
            http.listen.trusted_proxies = trusted_proxies;
            http.listen.connections_per_client = connections_per_client;
        });
        assert_eq!(
            (config.listen.max_connections(), config.listen.max_in_flight()),
            (connections, in_flight)
        );
    }
}
