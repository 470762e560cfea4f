//! Follows the catalogue's changes by other processes.

use shop::{Context, InternalError, catalogue::Freshness};
use std::time::Duration;
use tokio::{
    sync::Notify,
    time::{MissedTickBehavior, interval, sleep},
};

/// How often to check the catalogue's version, even if no change is announced.
const CHECK_EVERY: Duration = Duration::from_millis(250);
/// The pause after an announcement, so that many changes are read together.
const COLLECT: Duration = Duration::from_millis(20);
/// The pause before listening again after a lost connection.
const LISTEN_AGAIN: Duration = Duration::from_secs(5);

/// The error that was logged last, so that each is logged once and not at every attempt.
#[derive(Default)]
struct Logged(Option<String>);

impl Logged {
    /// Whether this error differs from the last one. Outages of the database count as one error:
    /// their texts alternate.
    fn is_new(&mut self, error: &InternalError) -> bool {
        let text = if error.is_unavailable() { String::new() } else { error.to_string() };
        let is_new = self.0.as_ref() != Some(&text);
        self.0 = Some(text);
        is_new
    }
}

/// Loads the catalogue's changes by other processes: at once if the database announces them, and
/// otherwise within [`CHECK_EVERY`].
pub(super) async fn watch(shop: &Context) {
    let announced = Notify::new();
    tokio::join!(follow(shop, &announced), listen(shop, &announced));
}

/// Passes on the database's announcements. They are a hint only: whatever is missed while there is
/// no connection, the next check of the version finds.
async fn listen(shop: &Context, announced: &Notify) {
    loop {
        match shop::catalogue::listen(shop).await {
            Ok(None) => return,
            Ok(Some(mut notifications)) => {
                announced.notify_one();
                while notifications.next().await {
                    announced.notify_one();
                }
            }
            Err(error) => tracing::debug!(%error, "cannot listen for the catalogue's changes"),
        }
        sleep(LISTEN_AGAIN).await;
    }
}

async fn follow(shop: &Context, announced: &Notify) {
    let mut beat = interval(CHECK_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut logged = Logged::default();
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = announced.notified() => sleep(COLLECT).await,
        }
        match shop::catalogue::refresh(shop).await {
            Ok(Freshness::Latest) => logged = Logged::default(),
            Ok(Freshness::Postponed) => {}
            Err(error) => {
                if logged.is_new(&error) {
                    tracing::warn!(
                        %error,
                        "the catalogue cannot be loaded and stays as it is; retrying"
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str) -> InternalError {
        InternalError::Stored { what: "attributes of", id: id.to_owned() }
    }

    #[test]
    fn an_error_is_logged_when_its_text_changes() {
        let mut logged = Logged::default();
        for (error, is_new) in [
            (InternalError::Unavailable, true),
            (InternalError::Unavailable, false),
            // The database is back, and has a row that cannot be read.
            (row("one"), true),
            (row("one"), false),
            (row("two"), true),
            (InternalError::Unavailable, true),
            (row("two"), true),
        ] {
            assert_eq!(logged.is_new(&error), is_new, "{error}");
        }
    }
}
