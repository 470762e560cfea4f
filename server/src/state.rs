//! Shared state of all handlers.

use crate::{
    config::{Http, Surface},
    limits::{admission::Admission, per_client::Clients, rates::RequestRates},
    readiness::Readiness,
    render::cache::PageCache,
    session::{StaffSessions, StoredSessions, cookies::Transport},
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

/// Shared state of all handlers. Cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// The parts of [`State`].
pub struct Inner {
    /// The use cases.
    pub shop: Context,
    /// HTTP settings.
    pub config: Http,
    /// Style sheet and islands of the shoppers' pages.
    pub assets: Assets,
    /// Style sheet and islands of the desk.
    pub desk_assets: Assets,
    /// Who is signed in to the desk.
    pub staff: Arc<dyn StaffSessions>,
    /// Rendered pages.
    pub pages: PageCache,
    /// Error pages.
    pub problems: PageCache,
    /// Admission control.
    pub admission: Admission,
    /// Rate limits.
    pub rates: RequestRates,
    /// Requests in flight behind trusted proxies.
    pub(crate) in_flight: Clients,
    /// The result of the last readiness check of the database.
    pub readiness: Readiness,
    /// Whether cookies are `Secure`.
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
    /// Creates the state of a server.
    ///
    /// # Errors
    /// If the system cannot create threads.
    pub fn new(shop: Context, config: Http) -> io::Result<Self> {
        Self::with_staff(shop, config, Arc::new(StoredSessions))
    }

    /// The same, with other sessions of staff than those in the database.
    ///
    /// # Errors
    /// If the system cannot create threads.
    pub fn with_staff(
        shop: Context,
        config: Http,
        staff: Arc<dyn StaffSessions>,
    ) -> io::Result<Self> {
        let assets = find_assets(&config);
        let desk_assets = if config.serves(Surface::Desk) {
            find_desk_assets(&config)
        } else {
            Assets::default()
        };
        let rates = RequestRates::new(config.limits.rate_limit, config.limits.carts_per_client);
        let secure = shop.settings().is_public();
        let pages = if config.page_cache { PageCache::enabled() } else { PageCache::disabled() };
        let admission = Admission::new(
            config.capacity.browsing,
            config.capacity.buying,
            config.capacity.placing,
            config.capacity.queue_time,
        )?;
        let problems = PageCache::enabled();
        Ok(Self(Arc::new(Inner {
            shop,
            config,
            assets,
            desk_assets,
            staff,
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

    /// Makes readiness fail from now on.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// How cookies are named and sent.
    #[must_use]
    pub fn transport(&self) -> Transport {
        if self.secure { Transport::Https } else { Transport::Http }
    }

    /// Whether the server is shutting down.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// The names of style sheet and islands with their content hashes. The build writes them to
/// `hash.txt` in the site folder's `pkg` and beside the binary; the former takes precedence.
/// Without either (during development), the plain names.
fn find_assets(config: &Http) -> Assets {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("hash.txt")));
    let read = |path: &std::path::Path| std::fs::read_to_string(path).ok();
    let hashes = read(&config.site_root.join("pkg/hash.txt"));
    let text = hashes.or_else(|| beside.as_deref().and_then(read)).unwrap_or_else(|| {
        tracing::warn!(
            folder = %config.site_root.display(),
            "no hashes of style sheet and islands found: run `make build`"
        );
        String::new()
    });
    named(&text, routes::PKG)
}

/// The same for the desk, whose files and hashes are in a folder of their own.
fn find_desk_assets(config: &Http) -> Assets {
    let file = config.site_root.join("pkg/desk/hash.txt");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        tracing::warn!(
            file = %file.display(),
            %error,
            "no hashes of the desk's style sheet and islands found: run `make build`"
        );
        String::new()
    });
    named(&text, routes::PKG_DESK)
}

/// The files of a folder, by the hashes in `hash.txt`; without a hash, the plain name.
fn named(hashes: &str, folder: &str) -> Assets {
    let hash = |kind: &str| {
        hashes
            .lines()
            .find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == kind))
            .map(|(_, hash)| hash.trim())
    };
    let name = |kind: &str, plain: &str| {
        hash(kind).map_or_else(
            || format!("{folder}/{plain}"),
            |hash| format!("{folder}/perigee.{hash}.{kind}"),
        )
    };
    Assets {
        css: name("css", "perigee.css"),
        js: name("js", "perigee.js"),
        wasm: name("wasm", "perigee_bg.wasm"),
    }
}
