//! What every handler can reach.

use crate::{
    config::Http,
    http::{Readiness, middleware::admission::Admission},
    limits::per_client::Clients,
    render::cache::PageCache,
};
use app::Assets;
use axum::extract::FromRef;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use shop::Context;
use std::{
    io,
    net::IpAddr,
    num::NonZeroU32,
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// How many addresses one client may leave an hour to be told when something is back.
const SUBSCRIPTIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);

/// How many withdrawals that name no order one client may state an hour.
const WITHDRAWALS: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);

/// How many forms that exceeded the rate limit are shown again to one client a minute; beyond them
/// the refusal is short.
const RETURNED: NonZeroU32 = NonZeroU32::MIN.saturating_add(11);

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
    /// One bucket a client; none without a limit.
    pub limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// The same for what browsers tell of pages.
    pub beacons: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// The same for addresses that are left to be told when something is back: few an hour.
    pub subscriptions: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// The same for withdrawals that name no order.
    pub withdrawals: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// The same for forms that are shown again though they exceed the limit.
    pub returned: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// The same for carts that are begun, by pages and by the API.
    pub carts: [Option<DefaultKeyedRateLimiter<IpAddr>>; 2],
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
        let limiter = || {
            NonZeroU32::new(config.rate_limit)
                .map(|per_minute| RateLimiter::keyed(Quota::per_minute(per_minute)))
        };
        let (limiter, beacons) = (limiter(), limiter());
        let subscriptions =
            limiter.as_ref().map(|_| RateLimiter::keyed(Quota::per_hour(SUBSCRIPTIONS)));
        let withdrawals =
            limiter.as_ref().map(|_| RateLimiter::keyed(Quota::per_hour(WITHDRAWALS)));
        let returned = limiter.as_ref().map(|_| RateLimiter::keyed(Quota::per_minute(RETURNED)));
        let most = NonZeroU32::new(config.carts_per_client).filter(|_| limiter.is_some());
        let carts =
            [most; 2].map(|most| most.map(|most| RateLimiter::keyed(Quota::per_hour(most))));
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
            limiter,
            beacons,
            subscriptions,
            withdrawals,
            carts,
            returned,
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

    /// Forgets clients whose limit is whole again, so that memory does not grow with every address
    /// ever seen.
    pub fn forget_idle_clients(&self) {
        let [carts, by_programs] = &self.carts;
        for limiter in [
            &self.limiter,
            &self.beacons,
            &self.subscriptions,
            &self.withdrawals,
            &self.returned,
            carts,
            by_programs,
        ]
        .into_iter()
        .flatten()
        {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
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
        hash(kind)
            .map_or_else(|| format!("/pkg/{plain}"), |hash| format!("/pkg/perigee.{hash}.{kind}"))
    };
    Assets {
        css: name("css", "perigee.css"),
        js: name("js", "perigee.js"),
        wasm: name("wasm", "perigee_bg.wasm"),
    }
}
