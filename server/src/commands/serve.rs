//! `perigee serve`

use super::{
    open_shop::{check_settings, open_shop, warn_of_missing_pages},
    outcome::Outcome,
    watch::watch,
};
use crate::{
    State,
    config::{Catalogue, Database, Http, Mail, Merchant, RatesFeed, Surface},
    http,
    limits::open_files,
    listen::Bounds,
    rates_feed, telemetry,
};
use secrecy::ExposeSecret;
use shop::{
    Clock, Settings,
    notifications::mail::{MailError, Mailer, Transport},
};
use std::{net::SocketAddr, time::Duration};
use store::Db;
use tokio::{net::TcpListener, signal::unix::SignalKind, task::JoinHandle};

/// How long background work may continue after the last request: an email, an order whose shopper
/// has disconnected.
const LAST_WORK: Duration = Duration::from_secs(10);
/// With more responses in progress than this, connections of clients that do not read are closed
/// sooner.
const CROWD: usize = 1000;
/// The shorter timeout for such clients.
const STALLED_IN_CROWD: Duration = Duration::from_secs(2);
/// How often the rate limiter removes inactive clients.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// How often the counts of searches without a result are stored.
const STORE_MISSES_EVERY: Duration = Duration::from_secs(60);

/// Flags of `perigee serve`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    http: Http,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(flatten)]
    feed: RatesFeed,
    #[command(flatten)]
    mail: Mail,
    #[command(flatten)]
    catalogue: Catalogue,
    /// Load the sample catalogue if there are no products yet.
    #[arg(
        long,
        env = "PERIGEE_SEED",
        default_value_t = false,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    seed: bool,
    /// Process the outbox and prepare pictures in this process too; turn it off if `perigee worker`
    /// runs beside it.
    #[arg(
        long,
        env = "PERIGEE_WITH_WORKER",
        default_value_t = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    with_worker: bool,
    /// Let a shop on https:// use the built-in test provider, which approves cards and moves no
    /// money.
    #[arg(
        long,
        env = "PERIGEE_ALLOW_TEST_PAYMENTS",
        default_value_t = false,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    allow_test_payments: bool,
}

/// The mailer configured by the flags.
pub(super) fn mailer(mail: &Mail) -> Result<Mailer, MailError> {
    let transport = match &mail.smtp_url {
        Some(url) => Mailer::smtp(url.expose_secret())?,
        None => {
            let folder = &mail.mail_folder;
            match shop::notifications::mail::prepare_folder(folder) {
                Ok(0) => {}
                Ok(changed) => tracing::info!(
                    ?folder,
                    changed,
                    "restricted the permissions of the mail folder"
                ),
                Err(error) => tracing::warn!(
                    "PERIGEE_MAIL_FOLDER (--mail-folder) {folder:?}: {error}; use a folder that \
                     this user owns and that holds nothing but mail, \
                     or set PERIGEE_SMTP_URL"
                ),
            }
            Transport::Folder(folder.clone())
        }
    };
    Mailer::new(transport, &mail.mail_from)
}

/// Resolves when the process is asked to stop.
pub(super) async fn stop_signal() {
    let terminate = async {
        match tokio::signal::unix::signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await.unwrap_or(()),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Folders to read from must exist. Folders to write to can be fixed later, and no order depends on
/// them.
fn check_folders(args: &Args) -> Result<(), String> {
    let (site, catalogue) = (&args.http.site_root, &args.catalogue.catalogue);
    let has_pages = args.http.serves(Surface::Storefront) || args.http.serves(Surface::Desk);
    if has_pages && !site.is_dir() {
        return Err(format!(
            "LEPTOS_SITE_ROOT (--site-root) {site:?} is invalid: no such folder; expected that of \
             style sheet and islands, such as target/site \
             after `make build`"
        ));
    }
    if args.seed {
        super::seed::check(catalogue)?;
    }
    Ok(())
}

/// A request may not end while the payment provider is asked: the shopper would see an error, and
/// the order would be placed.
fn check_timeout(request: Duration, provider: Duration) -> Result<(), String> {
    if request > provider {
        return Ok(());
    }
    Err(format!(
        "PERIGEE_REQUEST_TIMEOUT (--request-timeout) {} is invalid: the payment provider may take \
         {} seconds, and a request must last longer; for example 30",
        request.as_secs_f64(),
        provider.as_secs()
    ))
}

/// Opens a database with a fitting schema: migrates an empty one, and reports an older one without
/// changing it. Settings that would be stored are checked before anything is written.
async fn prepare_database(
    args: &Args,
    settings: &Settings,
) -> Result<Db, Box<dyn std::error::Error + Send + Sync>> {
    let db = Db::open(&args.database.options()).await?;
    let schema = db.check_schema().await;
    let empty = matches!(schema, Err(store::Error::Older { found: 0, .. }));
    if !empty {
        schema?;
    }
    if empty || !shop::settings::are_stored(&db).await? {
        args.merchant.check_first_start(settings)?;
    }
    if empty {
        tracing::info!("empty database: migrating");
        db.migrate().await?;
        db.check_schema().await?;
    }
    if args.seed {
        let rates = shop::pricing::rates_in_force(&db, settings.rates.clone()).await?;
        let (folder, now) = (&args.catalogue.catalogue, Clock::System.now());
        shop::catalogue::seed::seed_if_empty(&db, folder, &rates, now).await?;
    }
    Ok(db)
}

pub(super) async fn run(args: Args) -> Outcome {
    // Check all settings before changing anything.
    let settings = args.merchant.settings()?;
    // The test provider is the only one so far.
    if settings.is_public() && !args.allow_test_payments {
        return Err(format!(
            "PERIGEE_BASE_URL (--base-url) {} is public, and payments would go to the test \
             provider: cards are approved and no money moves. For a trial set \
             PERIGEE_ALLOW_TEST_PAYMENTS=true (--allow-test-payments), or use an http:// address",
            settings.base_url
        )
        .into());
    }
    let mailer = args.with_worker.then(|| mailer(&args.mail)).transpose()?;
    check_folders(&args)?;
    let db = prepare_database(&args, &settings).await?;
    shop::settings::adopt(&db, &settings, Clock::System.now()).await?;
    let shop = open_shop(db, settings).await?;
    check_settings(&shop, &args.merchant).await?;
    if shop.settings().is_public() {
        for detail in Merchant::missing_details(&shop.settings()) {
            tracing::warn!(
                "{detail}: required in the imprint, the terms and the emails of a public shop (DDG \
                 section 5). Set it with `perigee settings set`"
            );
        }
    }
    shop::catalogue::check_rates(&shop)?;
    warn_of_missing_pages(&shop);
    check_timeout(args.http.capacity.request_timeout, shop.payment().timeout())?;
    if args.http.serves(Surface::Desk) {
        invite_first_owner(&shop).await?;
    }
    let mut background: Vec<JoinHandle<()>> = Vec::new();
    let mut working = None;
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    if let Some(mailer) = mailer {
        let worker = shop.clone();
        let stopped = stopped.clone();
        working = Some(tokio::spawn(async move {
            shop::notifications::worker::run(&worker, &mailer, stopped).await
        }));
        background.push(tokio::spawn(super::pictures::keep_prepared(
            shop.clone(),
            args.database.database_url.clone(),
        )));
        if let Some(feed) = args.feed.rates_feed {
            let max_age = args.feed.rates_max_age;
            let feeding = rates_feed::keep_current(shop.clone(), feed, max_age);
            background.push(tokio::spawn(feeding));
        }
    }
    let watcher = shop.clone();
    background.push(tokio::spawn(async move { watch(&watcher).await }));
    background.push(tokio::spawn(telemetry::keep_up()));
    let counting = shop.clone();
    background.push(tokio::spawn(async move {
        loop {
            tokio::time::sleep(STORE_MISSES_EVERY).await;
            store_misses(&counting).await;
        }
    }));

    let listener = listen("PERIGEE_ADDR (--addr)", args.http.listen.addr).await?;
    if let Some(addr) = args.http.listen.metrics_addr {
        let listener = listen("PERIGEE_METRICS_ADDR (--metrics-addr)", addr).await?;
        let metrics = http::metrics_router(shop.clone());
        background.push(tokio::spawn(async move {
            let _ = axum::serve(listener, metrics).await;
        }));
    } else if shop.settings().is_public() {
        tracing::info!(
            "metrics are not served on the public address: set PERIGEE_METRICS_ADDR to serve them \
             on a separate port"
        );
    }
    let delay = args.http.listen.shutdown_delay;
    let bounds = Bounds {
        connections: open_files::connections(
            args.http.listen.connections,
            args.database.database_connections,
        ),
        per_client: args.http.listen.max_connections(),
        idle: args.http.listen.idle_timeout,
        stalled: args.http.listen.stall_timeout,
        crowd: CROWD,
        stalled_in_crowd: STALLED_IN_CROWD,
        grace: args.http.listen.shutdown_grace,
    };
    let state = State::new(shop.clone(), args.http)?;
    let limits = state.clone();
    background.push(tokio::spawn(async move {
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            limits.rates.forget_idle();
        }
    }));
    if shop.payment().has_test_cards() && shop.settings().is_public() {
        tracing::warn!("the test provider handles payments: it approves cards and moves no money");
    }
    match shop.rates().as_of() {
        Some(day) => tracing::info!(%day, "exchange rates"),
        None if shop.settings().is_public() => {
            tracing::warn!(
                "using the embedded demonstration exchange rates: import current ones with \
                 `perigee rates import FILE`, or set PERIGEE_RATES_FEED"
            );
        }
        None => {}
    }
    let database = if shop.db().is_embedded() { "SQLite" } else { "PostgreSQL" };
    tracing::info!(
        address = %listener.local_addr()?,
        version = env!("CARGO_PKG_VERSION"),
        database,
        "serving {}",
        shop.settings().base_url
    );
    let signal_state = state.clone();
    background.push(tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping: readiness fails, requests in flight finish");
        signal_state.stop();
        tokio::time::sleep(delay).await;
        let _ = stopping.send(true);
    }));
    crate::listen::serve(listener, http::router(state), bounds, stopped).await;
    for task in background {
        task.abort();
    }
    // Background work for finished requests, and the email being sent, can still complete.
    let close = async {
        store_misses(&shop).await;
        if let Some(working) = working {
            let _ = working.await;
        }
        shop.db().close().await;
    };
    if tokio::time::timeout(LAST_WORK, close).await.is_err() {
        tracing::warn!("background work is still running after {LAST_WORK:?} and is aborted");
    }
    Ok(())
}

/// Logs a link for the first owner of a shop that has none. Not again while it is valid, so that
/// several servers log one.
async fn invite_first_owner(shop: &shop::Context) -> Outcome {
    if let Some(token) = shop::staff::first_owner_link(shop).await? {
        tracing::warn!(
            "the shop has no owner: whoever opens {}{} within 24 hours becomes it. \
             `perigee user add --owner` makes another link",
            shop.base_url(),
            views::routes::admin_invitation(&token)
        );
    }
    Ok(())
}

/// Stores the counts of searches without a result.
async fn store_misses(shop: &shop::Context) {
    if let Err(error) = shop::catalogue::store_misses(shop).await {
        tracing::warn!(%error, "searches without a result are not counted");
    }
}

/// Listens on an address; the error names the setting.
pub(super) async fn listen(setting: &str, addr: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(addr).await.map_err(|e| format!("{setting} {addr}: {e}"))
}
