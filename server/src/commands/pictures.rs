//! `perigee pictures`

use super::{open_shop::open_settings, outcome::Outcome};
use crate::config::Database;
use shop::{Context, Settings};
use std::{io, process::Stdio, time::Duration};
use tokio::process::Command;

/// How often to check for pictures without renditions.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What the separate process logs.
const CHILD_LOG: &str = "warn";

/// Flags of `perigee pictures`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// End when standard input closes, as it does when the parent process ends.
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
    // Pictures do not depend on the catalogue's other data, nor on the merchant's settings.
    let shop = open_settings(db, Settings::default()).await?;
    shop::media::make_webp(&shop).await?;
    shop.db().close().await;
    Ok(())
}

/// Runs `perigee pictures` repeatedly, in a separate process at the lowest priority: encoding takes
/// a core and tens of megabytes, which should not burden the server.
pub(super) async fn keep_prepared(shop: Context, database_url: String) {
    let Ok(program) = std::env::current_exe() else { return };
    loop {
        match shop::media::lacks_pictures(&shop).await {
            Ok(true) => {}
            Ok(false) => {
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            Err(error) => tracing::warn!(%error, "cannot determine missing pictures"),
        }
        let child = async |mut command: Command| {
            command
                .args(["pictures", "--until-input-ends"])
                .env("DATABASE_URL", &database_url)
                .env("PERIGEE_LOG", CHILD_LOG);
            let mut child = command.stdin(Stdio::piped()).kill_on_drop(true).spawn()?;
            // Kept open, because waiting would close it. It closes with this process, however that
            // ends.
            let _input = child.stdin.take();
            child.wait().await
        };
        let mut nice = Command::new("nice");
        nice.args(["-n", "19"]).arg(&program);
        let outcome = match child(nice).await {
            // Without `nice` on this machine, run it normally.
            Err(_) => child(Command::new(&program)).await,
            done => done,
        };
        match outcome {
            Ok(status) if status.success() => {}
            Ok(status) => tracing::warn!(%status, "preparing pictures failed"),
            Err(error) => tracing::warn!(%error, "preparing pictures failed"),
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
