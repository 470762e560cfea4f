//! `perigee worker`

use super::{
    open_shop::{check_settings, open_shop, warn_of_missing_pages},
    outcome::Outcome,
    serve,
};
use crate::{
    config::{Database, Mail, Merchant, RatesFeed},
    http, rates_feed, telemetry,
};
use std::net::SocketAddr;

/// Flags of `perigee worker`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(flatten)]
    feed: RatesFeed,
    #[command(flatten)]
    mail: Mail,
    /// Address and port for /healthz, /readyz and /metrics; without it the worker does not listen.
    #[arg(long, env = "PERIGEE_METRICS_ADDR")]
    metrics_addr: Option<SocketAddr>,
}

pub(super) async fn run(args: Args) -> Outcome {
    let settings = args.merchant.settings()?;
    let mailer = serve::mailer(&args.mail)?;
    let db = store::Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    let shop = open_shop(db, settings).await?;
    check_settings(&shop, &args.merchant).await?;
    shop::catalogue::check_rates(&shop)?;
    warn_of_missing_pages(&shop);
    let answering = match args.metrics_addr {
        Some(addr) => {
            let listener = serve::listen("PERIGEE_METRICS_ADDR (--metrics-addr)", addr).await?;
            tracing::info!(address = %listener.local_addr()?, "serving health and metrics");
            let router = http::worker_router(shop.clone());
            Some(tokio::spawn(async move {
                let _ = axum::serve(listener, router).await;
            }))
        }
        None => None,
    };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let beside = [
        tokio::spawn(super::pictures::keep_prepared(shop.clone(), args.database.database_url)),
        tokio::spawn(telemetry::keep_up()),
        tokio::spawn(async move {
            serve::stop_signal().await;
            tracing::info!("stopping: finishing current work");
            let _ = stop.send(true);
        }),
    ];
    let max_age = args.feed.rates_max_age;
    let feed = args.feed.rates_feed;
    let feeding =
        feed.map(|feed| tokio::spawn(rates_feed::keep_current(shop.clone(), feed, max_age)));
    shop::notifications::worker::run(&shop, &mailer, stopping).await;
    for task in beside {
        task.abort();
    }
    for task in answering.into_iter().chain(feeding) {
        task.abort();
    }
    shop.db().close().await;
    Ok(())
}
