//! The program's commands, one file each.

mod backup;
mod copies;
mod healthcheck;
mod mail;
mod migrate;
mod open_shop;
mod outcome;
mod pictures;
mod privacy;
mod rates;
mod recommend;
mod refusal;
mod restore;
mod seed;
mod selftest;
pub mod serve;
mod settings;
mod tables;
mod user;
mod watch;
mod withdrawals;
mod worker;

use crate::{
    config::{LogFormat, Logs},
    telemetry,
};
use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;

/// Perigee, the astronomy shop.
#[derive(Parser, Debug)]
#[command(name = "perigee", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    logs: Logs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the shop. An empty database is migrated first.
    Serve(Box<serve::Args>),
    /// Process the outbox (mail) and prepare pictures, without serving.
    Worker(Box<worker::Args>),
    /// Migrate the database to this program's schema.
    Migrate(migrate::Args),
    /// Load the sample catalogue, or a larger one made from it.
    Seed(seed::Args),
    /// Make missing picture renditions, then end. `serve` and `worker` start this automatically.
    Pictures(pictures::Args),
    /// Copy the embedded database into a file while it is in use, and read the copy back.
    Backup(backup::Args),
    /// Restore the embedded database from a copy, after checking it. The server must be stopped.
    Restore(restore::Args),
    /// Show, change or check what the merchant decides about the shop: name, seller, dispatch and
    /// others.
    Settings(Box<settings::Args>),
    /// Show or change exchange rates, and the currencies that shoppers can choose.
    Rates(Box<rates::Args>),
    /// Export, check or replace shipping zones, tariffs and tax rates.
    Tables(Box<tables::Args>),
    /// Show, change, preview or try the texts of emails.
    Mail(Box<mail::Args>),
    /// Export or erase the data stored about a person, or stop using it for suggestions.
    Privacy(Box<privacy::Args>),
    /// Invite, list or disable people of the desk, or let them choose a new password.
    User(Box<user::Args>),
    /// Learn from all orders again what is bought together.
    Recommend(Box<recommend::Args>),
    /// List the withdrawals that consumers have sent online.
    Withdrawals(Box<withdrawals::Args>),
    /// Check whether a running server is ready: exit code 0 or 1.
    Healthcheck(healthcheck::Args),
    /// Test a running shop as a shopper would: browse, fill a cart, order with a test card. Exit
    /// code 0 if everything works.
    Selftest(selftest::Args),
}

/// Reads the command line and runs the command.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => match refusal::sentence(&error, &Cli::command()) {
            Some(sentence) => {
                eprintln!("perigee: {sentence}");
                return ExitCode::from(2);
            }
            None => error.exit(),
        },
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("perigee: {error}");
            return ExitCode::FAILURE;
        }
    };
    let exports = matches!(cli.command, Command::Serve(_) | Command::Worker(_));
    let telemetry = match telemetry::start(&cli.logs, exports.then(|| runtime.handle())) {
        Ok(telemetry) => telemetry,
        Err(error) => {
            eprintln!("perigee: {error}");
            return ExitCode::from(2);
        }
    };
    for (name, meant) in refusal::mistyped(
        &Cli::command(),
        std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()),
    ) {
        tracing::warn!("{name} is not a setting of this program; did you mean {meant}?");
    }
    let json = cli.logs.log_format == LogFormat::Json && exports;
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Serve(args) => serve::run(*args).await,
            Command::Worker(args) => worker::run(*args).await,
            Command::Migrate(args) => migrate::run(args).await,
            Command::Seed(args) => seed::run(args).await,
            Command::Pictures(args) => pictures::run(args).await,
            Command::Backup(args) => backup::run(args).await,
            Command::Restore(args) => restore::run(args).await,
            Command::Settings(args) => settings::run(*args).await,
            Command::Rates(args) => rates::run(*args).await,
            Command::Tables(args) => tables::run(*args).await,
            Command::Mail(args) => mail::run(*args).await,
            Command::Privacy(args) => privacy::run(*args).await,
            Command::User(args) => user::run(*args).await,
            Command::Recommend(args) => recommend::run(*args).await,
            Command::Withdrawals(args) => withdrawals::run(*args).await,
            Command::Healthcheck(args) => healthcheck::run(args).await,
            Command::Selftest(args) => selftest::run(args).await,
        }
    });
    // While the runtime still runs, because the last batch is sent on it.
    telemetry.stop();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // With JSON logs, errors are JSON too.
        Err(error) if json => {
            tracing::error!(%error, "command failed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("perigee: {error}");
            ExitCode::FAILURE
        }
    }
}
