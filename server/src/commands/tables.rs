//! `perigee tables`

use super::{
    open_shop::open_shop,
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
    rules::{ReplaceError, ReplaceTables, check_tables, replace},
    settings::stored,
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
    /// delivery.csv and tax-rates.csv. Existing files are overwritten.
    Export(Folder),
    /// Replace the tables by those of the files that the folder has of these. Running servers use
    /// them within a second, workers within five.
    Import(Folder),
    /// Check whether the files of a folder could be imported, without changing anything.
    Check(Folder),
}

#[derive(clap::Args, Debug)]
struct Folder {
    /// A folder.
    folder: PathBuf,
}

pub(super) async fn run(args: Args) -> Outcome {
    let db = store::Db::open_existing(&args.database.options()).await?;
    db.check_schema().await?;
    let shop = open_shop(db, args.merchant.settings()?).await?;
    let outcome = match args.what {
        What::Export(Folder { folder }) => export(&shop, &folder).await,
        What::Import(Folder { folder }) => import(&shop, &folder).await,
        What::Check(Folder { folder }) => check(&shop, &folder).await,
    };
    shop.db().close().await;
    outcome
}

/// Writes the tables in force.
async fn export(shop: &Context, folder: &Path) -> Outcome {
    let rules = stored(shop).await?.rules;
    for (name, text) in [
        (ZONES, rules.zones.to_string()),
        (TARIFFS, rules.tariffs.to_string()),
        (TAX_RATES, rules.tax_rates.to_string()),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Replaces the tables by those of the files.
async fn import(shop: &Context, folder: &Path) -> Outcome {
    let now = stored(shop).await?;
    let command = read(folder, now.tables.delivery)?;
    let from_files = now.rules.from_files;
    replace(shop, command).await.map_err(|error| match error {
        ReplaceError::Stale => "somebody else has changed the tables at the same time, and \
                                nothing was written: try again"
            .into(),
        other => Failed::from(other),
    })?;
    println!("The tables are replaced.");
    if from_files {
        println!(
            "They do not apply to servers with PERIGEE_ZONES, PERIGEE_DELIVERY or \
             PERIGEE_TAX_RATES."
        );
    }
    Ok(())
}

/// Checks the files together with the tables that they would not replace.
async fn check(shop: &Context, folder: &Path) -> Outcome {
    let now = stored(shop).await?;
    check_tables(shop, read(folder, now.tables.delivery)?).await?;
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
