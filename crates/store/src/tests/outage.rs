//! A PostgreSQL outage, simulated by a proxy.

use super::{Kind, TestDatabase};
use crate::Db;
use sqlx::postgres::PgConnectOptions;
use std::{net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixStream},
    task::{JoinHandle, JoinSet},
};

/// Forwards connections to the server's socket until it is dropped.
async fn proxy(addr: &str, socket: PathBuf) -> (SocketAddr, JoinHandle<()>) {
    // The address was in use just before.
    let listener = loop {
        match TcpListener::bind(addr).await {
            Ok(listener) => break listener,
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    let addr = listener.local_addr().unwrap();
    let carry = async move {
        let mut connections = JoinSet::new();
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            let socket = socket.clone();
            connections.spawn(async move {
                match socket.is_absolute() {
                    true => {
                        copy_bidirectional(&mut client, &mut UnixStream::connect(socket).await?)
                            .await
                    }
                    false => {
                        copy_bidirectional(
                            &mut client,
                            &mut TcpStream::connect(socket.to_str().unwrap()).await?,
                        )
                        .await
                    }
                }
            });
        }
    };
    (addr, tokio::spawn(carry))
}

#[tokio::test]
async fn an_outage_and_its_end_are_detected() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let direct = PgConnectOptions::from_str(&database.url).unwrap();
    let port = direct.get_port();
    let behind = match direct.get_socket() {
        Some(folder) => folder.join(format!(".s.PGSQL.{port}")),
        None => PathBuf::from(format!("{}:{port}", direct.get_host())),
    };
    let (addr, carrying) = proxy("127.0.0.1:0", behind.clone()).await;
    let url =
        format!("postgres://{}@{addr}/{}", direct.get_username(), direct.get_database().unwrap());
    let db = Db::open(&crate::options(url, 2)).await.unwrap();
    db.migrate().await.unwrap();

    // Having all connections in use is not an outage: a waiting request gets the next free one.
    let (first, second) = (db.read().await.unwrap(), db.read().await.unwrap());
    let free = async {
        tokio::time::sleep(Duration::from_millis(600)).await;
        drop((first, second));
    };
    let (third, ()) = tokio::join!(db.read(), free);
    drop(third.unwrap());

    carrying.abort();
    let _ = carrying.await;
    let mut failures = 0;
    // The first failures may wait for the server; once the outage is detected they are immediate,
    // many within one check interval.
    while failures < 200 {
        assert!(db.read().await.unwrap_err().is_unavailable());
        assert!(db.begin().await.unwrap_err().is_unavailable());
        failures += 2;
    }
    let (_, _carrying) = proxy(&addr.to_string(), behind).await;
    // Detected without any other request for a connection.
    while db.ping().await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(db.begin().await.unwrap());
    db.close().await;
}
