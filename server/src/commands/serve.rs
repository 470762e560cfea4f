//! `perigee serve`

use super::Outcome;
use crate::{
    State,
    config::{Catalogue, Database, Http, Mail, Merchant, Surface},
    http,
    limits::open_files,
    listen::Bounds,
    telemetry,
};
use secrecy::ExposeSecret;
use shop::{
    Clock, Context,
    notifications::mail::{Mailer, Transport},
    payments::TestBank,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use store::Db;
use tokio::{net::TcpListener, signal::unix::SignalKind, task::JoinHandle};

/// How often the catalogue's version is looked at, for changes that other processes made.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long work that no request waits for may go on after the last one: a letter, an order whose
/// shopper has gone.
const LAST_WORK: Duration = Duration::from_secs(10);
/// With more answers in progress than this, the connection of a client that reads nothing is closed
/// sooner.
const CROWD: usize = 1000;
/// How long an answer may wait for such a client then.
const STALLED_IN_CROWD: Duration = Duration::from_secs(2);
/// How often clients that made no request lately are forgotten by the rate limit.
const FORGET_EVERY: Duration = Duration::from_secs(60);

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
    mail: Mail,
    #[command(flatten)]
    catalogue: Catalogue,
    /// Load the sample catalogue when there are no products yet.
    #[arg(long, env = "PERIGEE_SEED", default_value_t = false, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    seed: bool,
    /// Work off the outbox and prepare pictures in this process too; off when `perigee worker` runs
    /// beside it.
    #[arg(long, env = "PERIGEE_WITH_WORKER", default_value_t = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    with_worker: bool,
    /// Let a shop on https:// take payments by the built-in test provider, which approves cards and
    /// moves no money.
    #[arg(long, env = "PERIGEE_ALLOW_TEST_PAYMENTS", default_value_t = false, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    allow_test_payments: bool,
}

/// Opens the shop over a database with the test provider.
pub(super) async fn open_shop(db: Db, settings: shop::Settings) -> Result<Context, shop::Error> {
    let payment = Arc::new(TestBank::new(db.clone(), Clock::System));
    Context::open(db, settings, payment, Clock::System).await
}

/// The mailer that the flags ask for.
pub(super) fn mailer(mail: &Mail) -> Result<Mailer, shop::Error> {
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
                    "PERIGEE_MAIL_FOLDER (--mail-folder) {folder:?}: {error}; use a folder that this user owns and that holds nothing but mail, \
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

/// What is read from folders has to be there; what is written can be mended later, and no order
/// waits for it.
fn check_folders(args: &Args) -> Result<(), String> {
    let (site, catalogue) = (&args.http.site_root, &args.catalogue.catalogue);
    if args.http.serves(Surface::Storefront) && !site.is_dir() {
        return Err(format!(
            "LEPTOS_SITE_ROOT (--site-root) {site:?} is refused: no such folder; expected that of style sheet and islands, such as target/site \
             after `make build`"
        ));
    }
    if args.seed {
        super::seed::check(catalogue)?;
    }
    Ok(())
}

/// A database whose schema fits: an empty one is migrated, an older one is named and left alone.
async fn prepare_database(args: &Args) -> Result<Db, Box<dyn std::error::Error + Send + Sync>> {
    let db = Db::open(&args.database.options()).await?;
    if let Err(store::Error::Older { found: 0, .. }) = db.check_schema().await {
        tracing::info!("empty database: migrating");
        db.migrate().await?;
    }
    db.check_schema().await?;
    if args.seed {
        shop::catalogue::seed::seed_if_empty(&db, &args.catalogue.catalogue, Clock::System.now())
            .await?;
    }
    Ok(db)
}

pub(super) async fn run(args: Args) -> Outcome {
    // All settings before anything is changed by them.
    let settings = args.merchant.settings()?;
    args.merchant.check_seller(&settings)?;
    // The test provider is the only one so far.
    if settings.is_public() && !args.allow_test_payments {
        return Err(format!(
            "PERIGEE_BASE_URL (--base-url) {} is public, and payments would go to the test provider: cards are approved and no money moves. For a \
             trial set PERIGEE_ALLOW_TEST_PAYMENTS=true (--allow-test-payments), or use an http:// address",
            settings.base_url
        )
        .into());
    }
    if settings.is_public() {
        for detail in args.merchant.missing_details(&settings) {
            tracing::warn!(
                "{detail}: required in the imprint, the terms and the emails of a public shop (DDG section 5)"
            );
        }
    }
    let mailer = args.with_worker.then(|| mailer(&args.mail)).transpose()?;
    check_folders(&args)?;
    let db = prepare_database(&args).await?;
    let shop = open_shop(db, settings).await?;
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
    }
    let watcher = shop.clone();
    background.push(tokio::spawn(async move { watch(&watcher).await }));
    background.push(tokio::spawn(telemetry::keep_up()));

    let listener = listen("PERIGEE_ADDR (--addr)", args.http.addr).await?;
    if let Some(addr) = args.http.metrics_addr {
        let listener = listen("PERIGEE_METRICS_ADDR (--metrics-addr)", addr).await?;
        let metrics = http::metrics_router(shop.clone());
        background.push(tokio::spawn(async move {
            let _ = axum::serve(listener, metrics).await;
        }));
    } else if shop.settings().is_public() {
        tracing::info!(
            "metrics are not served in public: give them a port of their own by PERIGEE_METRICS_ADDR"
        );
    }
    let delay = args.http.shutdown_delay;
    let bounds = Bounds {
        connections: open_files::connections(
            args.http.connections,
            args.database.database_connections,
        ),
        per_client: args.http.most_connections(),
        idle: args.http.idle_timeout,
        stalled: args.http.stall_timeout,
        crowd: CROWD,
        stalled_in_crowd: STALLED_IN_CROWD,
        grace: args.http.shutdown_grace,
    };
    let state = State::new(shop.clone(), args.http)?;
    let limits = state.clone();
    background.push(tokio::spawn(async move {
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            limits.rates.forget_idle();
        }
    }));
    if shop.payment().name() == "test" && shop.settings().is_public() {
        tracing::warn!("payments go to the test provider: cards are approved and no money moves");
    }
    match shop.rates().as_of() {
        Some(day) => tracing::info!(%day, "exchange rates"),
        None if shop.settings().is_public() => {
            tracing::warn!(
                "exchange rates are the embedded ones of a demonstration: name a file of the day's by PERIGEE_RATES"
            );
        }
        None => {}
    }
    let database = if shop.db().is_embedded() { "SQLite" } else { "PostgreSQL" };
    tracing::info!(address = %listener.local_addr()?, version = env!("CARGO_PKG_VERSION"), database, "serving {}", shop.settings().base_url);
    let signal_state = state.clone();
    background.push(tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping: readiness is false, requests in flight finish");
        signal_state.stop();
        tokio::time::sleep(delay).await;
        let _ = stopping.send(true);
    }));
    crate::listen::serve(listener, http::router(state), bounds, stopped).await;
    for task in background {
        task.abort();
    }
    // What was begun for requests that are gone, and the letter that is being sent, may still end
    // well.
    let close = async {
        if let Some(working) = working {
            let _ = working.await;
        }
        shop.db().close().await;
    };
    if tokio::time::timeout(LAST_WORK, close).await.is_err() {
        tracing::warn!("work behind the requests still runs after {LAST_WORK:?} and is cut");
    }
    Ok(())
}

/// Listens on an address; a failure names the setting.
pub(super) async fn listen(setting: &str, addr: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(addr).await.map_err(|e| format!("{setting} {addr}: {e}"))
}

/// Loads what other processes change in the catalogue.
async fn watch(shop: &Context) {
    let mut beat = tokio::time::interval(LOOK_EVERY);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failed = false;
    loop {
        beat.tick().await;
        let refreshed = shop::catalogue::refresh(shop).await;
        // Once, and not four times a second for as long as the database is away.
        if let (Err(error), false) = (&refreshed, failed) {
            tracing::warn!(%error, "catalogue's version not read; trying again");
        }
        failed = refreshed.is_err();
    }
}
