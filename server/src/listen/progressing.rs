//! A connection that is closed if its client does not read.

use super::{Bounds, unwritten::Unwritten};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep},
};

/// A connection that fails if the client does not read for too long.
pub(super) struct Progressing {
    stream: TcpStream,
    bounds: Bounds,
    unwritten: Unwritten,
    /// Since when data waits to be written, and the timer that checks the timeout.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Progressing {
    pub(super) fn new(stream: TcpStream, bounds: Bounds, unwritten: Unwritten) -> Self {
        Self { stream, bounds, unwritten, waiting: None }
    }

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
            if now >= end || self.unwritten.in_progress() > crowd {
                return Poll::Ready(Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "the client does not read",
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
        // Called when the buffer before it is empty.
        self.unwritten.written();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
