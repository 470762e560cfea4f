//! What every handler can reach.

use crate::{
    config::Http,
    http::Readiness,
    limits::{admission::Admission, per_client::Clients, rates::Rates},
    render::cache::PageCache,
};
use app::Assets;
use axum::extract::FromRef;
use shop::Context;
use std::{
    io,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use views::routes;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// The parts of [`State`].
pub struct Inner {
    /// The use cases.
    pub shop: Context,
    /// How requests are taken.
    pub config: Http,
    /// Style sheet and islands.
    pub assets: Assets,
    /// Rendered pages.
    pub pages: PageCache,
    /// Pages that say what is wrong.
    pub problems: PageCache,
    /// How much is worked on at once.
    pub admission: Admission,
    /// How often each client may ask for what.
    pub rates: Rates,
    /// Requests in flight behind trusted proxies.
    pub(crate) in_flight: Clients,
    /// What the database said when it was last asked.
    pub readiness: Readiness,
    /// Whether cookies are for TLS only.
    pub secure: bool,
    stopping: AtomicBool,
}

impl Deref for State {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl FromRef<State> for Context {
    fn from_ref(state: &State) -> Self {
        state.shop.clone()
    }
}

impl State {
    /// The state of a server over a shop.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(shop: Context, config: Http) -> io::Result<Self> {
        let assets = find_assets(&config);
        let rates = Rates::new(config.rate_limit, config.carts_per_client);
        let secure = shop.settings().is_public();
        let pages = PageCache::new(config.page_cache);
        let admission =
            Admission::new(config.browsing, config.buying, config.placing, config.queue_time)?;
        let problems = PageCache::new(true);
        Ok(Self(Arc::new(Inner {
            shop,
            config,
            assets,
            pages,
            problems,
            admission,
            rates,
            in_flight: Clients::default(),
            readiness: Readiness::default(),
            secure,
            stopping: AtomicBool::new(false),
        })))
    }

    /// From now on readiness is false.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server is going away.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// The names of style sheet and islands with their content hashes. The build leaves them in
/// `hash.txt` in `pkg` of the site folder and beside the binary; what lies beside the files
/// themselves is right about them. Without either (while developing) the plain names.
fn find_assets(config: &Http) -> Assets {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("hash.txt")));
    let read = |path: &std::path::Path| std::fs::read_to_string(path).ok();
    let text = read(&config.site_root.join("pkg/hash.txt")).or_else(|| beside.as_deref().and_then(read)).unwrap_or_else(|| {
        tracing::warn!(folder = %config.site_root.display(), "no hashes of style sheet and islands: was the site built?");
        String::new()
    });
    let hash = |kind: &str| {
        text.lines()
            .find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == kind))
            .map(|(_, hash)| hash.trim())
    };
    let name = |kind: &str, plain: &str| {
        hash(kind).map_or_else(
            || format!("{}/{plain}", routes::PKG),
            |hash| format!("{}/perigee.{hash}.{kind}", routes::PKG),
        )
    };
    Assets {
        css: name("css", "perigee.css"),
        js: name("js", "perigee.js"),
        wasm: name("wasm", "perigee_bg.wasm"),
    }
}
