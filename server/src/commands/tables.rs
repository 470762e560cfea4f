//! `perigee tables`

use super::{
    open_shop::without_catalogue,
    outcome::{Failed, Outcome},
};
use crate::config::{Database, Merchant};
use clap::Subcommand;
use domain::{
    shipping::{Tariffs, Zones},
    tax::TaxRates,
};
use shop::{
    Context,
    rules::{
        ReplaceError, ReplaceTables, UnusableTables, are_stored, check_tables, delivery_tables,
        replace, stored_faults,
    },
    staff::Actor,
};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// The files, by the names that they have in a folder.
const ZONES: &str = "zones.csv";
const TARIFFS: &str = "delivery.csv";
const TAX_RATES: &str = "tax-rates.csv";

/// Flags of `perigee tables`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Write the shipping zones, tariffs and tax rates in force into a folder, as zones.csv,
    /// delivery.csv and tax-rates.csv. Existing files are overwritten. Exit code 1 if a stored
    /// table cannot be used and is not written.
    Export(Folder),
    /// Replace the tables by those of the files that the folder has of these. Running servers use
    /// them within a second, workers within five.
    Import(Folder),
    /// Check whether the files of a folder could be imported, without changing anything; without a
    /// folder, name everything that is wrong with the stored tables. Exit code 1 if anything is.
    Check(Checked),
}

#[derive(clap::Args, Debug)]
struct Checked {
    /// A folder; default is the stored tables.
    folder: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
struct Folder {
    /// A folder.
    folder: PathBuf,
}

pub(super) async fn run(args: Args) -> Outcome {
    let Args { database, merchant, what } = args;
    without_catalogue(&database, &merchant, async |shop| match what {
        What::Export(Folder { folder }) => export(shop, &folder).await,
        What::Import(Folder { folder }) => import(shop, &folder, &merchant).await,
        What::Check(Checked { folder: Some(folder) }) => check(shop, &folder).await,
        What::Check(Checked { folder: None }) => check_stored(shop).await,
    })
    .await
}

/// Writes the tables in force, except those that cannot be used.
async fn export(shop: &Context, folder: &Path) -> Outcome {
    let tables = delivery_tables(shop).await?;
    for (name, text) in [
        (ZONES, tables.zones.map(|zones| zones.to_string())),
        (TARIFFS, tables.tariffs.map(|tariffs| tariffs.to_string())),
        (TAX_RATES, tables.tax_rates.map(|rates| rates.to_string())),
    ] {
        let path = folder.join(name);
        let Some(text) = text else {
            println!("{} is not written", path.display());
            continue;
        };
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", path.display());
    }
    if tables.faults.is_empty() { Ok(()) } else { Err(UnusableTables(tables.faults).into()) }
}

/// Checks the stored tables.
async fn check_stored(shop: &Context) -> Outcome {
    if !are_stored(shop).await? {
        println!("No tables are stored: the built-in ones or those of files apply.");
        return Ok(());
    }
    let faults = stored_faults(shop).await?;
    if !faults.is_empty() {
        return Err(UnusableTables(faults).into());
    }
    println!("The stored tables fit together.");
    Ok(())
}

/// Replaces the tables by those of the files.
async fn import(shop: &Context, folder: &Path, merchant: &Merchant) -> Outcome {
    let command = read(folder, delivery_tables(shop).await?.version)?;
    let actor = Actor::operator("perigee tables");
    replace(shop, &actor, command).await.map_err(|error| match error {
        ReplaceError::Stale => "somebody else has changed the tables at the same time, and \
                                nothing was written: try again"
            .into(),
        other => Failed::from(other),
    })?;
    println!("The tables are replaced.");
    if merchant.table_sources().is_some() {
        println!(
            "They do not apply to servers with PERIGEE_ZONES, PERIGEE_DELIVERY or \
             PERIGEE_TAX_RATES."
        );
    }
    Ok(())
}

/// Checks the files together with the tables that they would not replace.
async fn check(shop: &Context, folder: &Path) -> Outcome {
    let version = delivery_tables(shop).await?.version;
    check_tables(shop, read(folder, version)?).await?;
    println!("The tables fit together.");
    Ok(())
}

/// Reads the files of a folder.
fn read(folder: &Path, version: i64) -> Result<ReplaceTables, Failed> {
    let command = ReplaceTables {
        version,
        zones: table(folder, ZONES, Zones::read)?,
        tariffs: table(folder, TARIFFS, Tariffs::read)?,
        tax_rates: table(folder, TAX_RATES, TaxRates::read)?,
    };
    if command.zones.is_none() && command.tariffs.is_none() && command.tax_rates.is_none() {
        let folder = folder.display();
        return Err(format!("{folder} has neither {ZONES} nor {TARIFFS} nor {TAX_RATES}").into());
    }
    Ok(command)
}

/// Reads a file; none if the folder does not have it.
fn table<T, E: std::fmt::Display>(
    folder: &Path,
    name: &str,
    read: fn(&str) -> Result<T, E>,
) -> Result<Option<T>, String> {
    let path = folder.join(name);
    let wrong = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    match std::fs::read_to_string(&path) {
        Ok(text) => read(&text).map(Some).map_err(|error| wrong(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(wrong(&error)),
    }
}
