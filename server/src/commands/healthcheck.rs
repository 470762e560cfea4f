//! `perigee healthcheck`

use super::outcome::Outcome;
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Flags of `perigee healthcheck`.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Address of the server.
    #[arg(long, env = "PERIGEE_ADDR", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
}

pub(super) async fn run(args: Args) -> Outcome {
    // A server that listens on all interfaces is asked on the loopback interface.
    let mut addr = args.addr;
    if addr.ip().is_unspecified() {
        addr.set_ip(if addr.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    let answer = timeout(Duration::from_secs(3), ask(addr))
        .await
        .map_err(|_| format!("{addr} does not answer"))?;
    let answer = answer.map_err(|error| format!("{addr} (PERIGEE_ADDR, --addr): {error}"))?;
    if answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        Err(format!("not ready: {}", answer.lines().next().unwrap_or("")).into())
    }
}

async fn ask(addr: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(addr).await?;
    stream
        .write_all(
            format!("GET /readyz HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n").as_bytes(),
        )
        .await?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer).await?;
    Ok(answer)
}
