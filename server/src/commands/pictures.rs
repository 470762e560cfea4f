//! `perigee pictures`

use super::Outcome;
use crate::config::Database;
use domain::{Currency, pricing::rates::Rates, seller::Imprint};
use shop::{Context, Settings};
use std::{io, process::Stdio, time::Duration};
use tokio::process::Command;

/// How often it is looked whether pictures came that lack renditions.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Flags of `perigee pictures`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// End when standard input does, as it does when the process at its other end is gone.
    #[arg(long, default_value_t = false, hide = true)]
    until_input_ends: bool,
}

pub(super) async fn run(args: Args) -> Outcome {
    if args.until_input_ends {
        std::thread::spawn(|| {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            std::process::exit(0);
        });
    }
    let db = store::Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    // Pictures have no price and no address: what the merchant decided does not matter here.
    let (country, base_url, seller) = ("DE".to_owned(), String::new(), Imprint::default());
    let (limits, rules) = (shop::Limits::default(), shop::Rules::default());
    let dispatch = shop::Dispatch::default();
    let settings = Settings {
        currency: Currency::EUR,
        rates: Rates::default(),
        country,
        base_url,
        seller,
        limits,
        rules,
        dispatch,
    };
    let shop = super::serve::open_shop(db, settings).await?;
    shop::media::make_webp(&shop).await?;
    shop.db().close().await;
    Ok(())
}

/// Runs `perigee pictures` for ever, in a process of its own and with the lowest priority: coding
/// takes a core and tens of megabytes, which the server must neither wait for nor keep.
pub(super) async fn keep_prepared(shop: Context, database_url: String) {
    let Ok(program) = std::env::current_exe() else { return };
    loop {
        match shop::media::lacks_pictures(&shop).await {
            Ok(true) => {}
            Ok(false) => {
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            Err(error) => tracing::warn!(%error, "not known whether pictures are missing"),
        }
        let child = async |mut command: Command| {
            command
                .args(["pictures", "--until-input-ends"])
                .env("DATABASE_URL", &database_url)
                .env("PERIGEE_LOG", "warn");
            let mut child = command.stdin(Stdio::piped()).kill_on_drop(true).spawn()?;
            // Held open, since waiting would close it. It ends with this process, however that
            // ends.
            let _input = child.stdin.take();
            child.wait().await
        };
        let mut nice = Command::new("nice");
        nice.args(["-n", "19"]).arg(&program);
        let outcome = match child(nice).await {
            // No `nice` on this machine: the same without it.
            Err(_) => child(Command::new(&program)).await,
            done => done,
        };
        match outcome {
            Ok(status) if status.success() => {}
            Ok(status) => tracing::warn!(%status, "pictures not prepared"),
            Err(error) => tracing::warn!(%error, "pictures not prepared"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
