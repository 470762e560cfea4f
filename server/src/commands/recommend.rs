//! `perigee recommend`

use super::outcome::Outcome;
use crate::config::Database;
use clap::Subcommand;
use shop::{
    Clock,
    recommendations::{Rebuild, rebuild},
};

/// Flags of `perigee recommend`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Learn from all orders again what is bought together. The shop goes on meanwhile.
    Rebuild(RebuildArgs),
}

#[derive(clap::Args, Debug)]
struct RebuildArgs {
    #[command(flatten)]
    database: Database,
    /// After how many days an order counts half as much as a new one, from 30 to 3650; default is
    /// the half-life in use, at first 180.
    #[arg(long)]
    half_life_days: Option<u32>,
}

pub(super) async fn run(args: Args) -> Outcome {
    let What::Rebuild(args) = args.what;
    let db = store::Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    let command = Rebuild { half_life_days: args.half_life_days };
    let rebuilt = rebuild(&db, command, Clock::System.now()).await?;
    println!(
        "Learned {} orders; computed what is bought together with {} products.",
        rebuilt.orders, rebuilt.products
    );
    db.close().await;
    Ok(())
}
