//! `perigee settings`

use super::{
    open_shop::without_catalogue,
    outcome::{Failed, Outcome},
};
use crate::config::{Database, Merchant};
use clap::Subcommand;
use shop::{
    Context, rules,
    settings::{self, ChangeError, ChangeSettings, Setting},
    staff::Actor,
};

/// Flags of `perigee settings`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Change settings. Running servers use the new values within a second, workers within five.
    Set(Set),
    /// Check whether rates and holidays are known for the settings, and name everything that is
    /// wrong with the stored zones, tariffs, tax rates and currencies, and the details of the
    /// seller that are missing or still the demonstration's. Exit code 1 if a value or a table is
    /// wrong.
    Check,
}

#[derive(clap::Args, Debug)]
struct Set {
    /// A setting and its new value, such as cut-off=16:00; an empty value where it may be.
    #[arg(value_name = "KEY=VALUE", value_parser = assignment, required = true, num_args = 1..)]
    values: Vec<(Setting, String)>,
}

/// Reads `cut-off=16:00`.
fn assignment(text: &str) -> Result<(Setting, String), String> {
    let keys = || Setting::ALL.map(Setting::key).join(", ");
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE, such as cut-off=16:00")?;
    let setting = Setting::from_key(key.trim())
        .ok_or_else(|| format!("there is no setting {key}; expected one of {}", keys()))?;
    Ok((setting, value.trim().to_owned()))
}

pub(super) async fn run(args: Args) -> Outcome {
    let Args { database, merchant, what } = args;
    without_catalogue(&database, &merchant, async |shop| match what {
        None => show(shop, &merchant).await,
        Some(What::Set(set)) => change(shop, set).await,
        Some(What::Check) => check(shop).await,
    })
    .await
}

/// Lists the settings with their keys, and where zones, tariffs and tax rates come from.
async fn show(shop: &Context, merchant: &Merchant) -> Outcome {
    let stored = settings::stored(shop).await?;
    let width = Setting::ALL.map(|setting| setting.key().len()).into_iter().max().unwrap_or(0);
    for setting in Setting::ALL {
        let line = format!("{:width$}  {}", setting.key(), setting.text(&stored));
        println!("{}", line.trim_end());
    }
    if stored.version == 0 {
        println!("Not stored yet: these are the values for the first start of `perigee serve`.");
    }
    let are_stored = rules::are_stored(shop).await?;
    match (merchant.table_sources(), are_stored) {
        (Some(sources), true) => {
            println!("{sources}. The tables in the database do not apply.");
        }
        (Some(sources), false) => println!("{sources}. None are stored in the database."),
        (None, true) => println!(
            "Shipping zones, tariffs and tax rates: those in the database, which `perigee tables` \
             changes."
        ),
        (None, false) => println!(
            "Shipping zones, tariffs and tax rates: the built-in ones, since none are stored; \
             `perigee tables import` stores some."
        ),
    }
    if let Some(unusable) = &stored.unusable_tables {
        println!("But {unusable}.");
    }
    Ok(())
}

/// Changes settings and lists what has changed.
async fn change(shop: &Context, set: Set) -> Outcome {
    let version = settings::stored(shop).await?.version;
    if version == 0 {
        // The environment of this command may not be the server's.
        return Err("the settings are not stored yet: the first start of `perigee serve` stores \
                    those that it is started with"
            .into());
    }
    let actor = Actor::operator("perigee settings");
    let command = ChangeSettings { version, values: set.values.into_iter().collect() };
    let done = settings::change(shop, &actor, command).await.map_err(|error| match error {
        ChangeError::Stale => "somebody else has changed the settings at the same time, and \
                               nothing was written: look at them with `perigee settings` and try \
                               again"
            .into(),
        other => Failed::from(other),
    })?;
    for change in &done.changes {
        println!("{}: {:?} → {:?}", change.setting.key(), change.before, change.after);
    }
    if done.changes.is_empty() {
        println!("Nothing has changed: the settings have these values already.");
    }
    print_details(&done.missing, &done.invented);
    Ok(())
}

/// Checks the stored settings.
async fn check(shop: &Context) -> Outcome {
    let checked = settings::check(shop).await?;
    print_details(&checked.missing, &checked.invented);
    for fault in &checked.faults {
        println!("{fault}");
    }
    if !checked.invalid.0.is_empty() {
        return Err(checked.invalid.into());
    }
    if !checked.faults.is_empty() {
        return Err("the stored tables have faults: change shipping zones, tariffs and tax rates \
                    with `perigee tables`, and currencies with `perigee rates`"
            .into());
    }
    println!("The settings are valid.");
    Ok(())
}

/// Names the details of the seller that a public shop must publish and that are missing.
fn print_details(missing: &[Setting], invented: &[Setting]) {
    let empty = missing.iter().map(|setting| (setting, "is empty"));
    let invented = invented.iter().map(|setting| (setting, "is the demonstration's"));
    for (setting, why) in empty.chain(invented) {
        println!(
            "{} {why}: required in the imprint, the terms and the emails of a public shop (DDG \
             section 5)",
            setting.key()
        );
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser, Debug)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn parse(words: &[&str]) -> Result<Option<What>, String> {
        let cli = Cli::try_parse_from(["settings"].iter().chain(words));
        cli.map(|cli| cli.args.what).map_err(|error| error.to_string())
    }

    #[test]
    fn values_follow_their_keys() {
        assert!(matches!(parse(&[]), Ok(None)));
        assert!(matches!(parse(&["check"]), Ok(Some(What::Check))));
        let words = ["set", "cut-off=16:00", "seller-vat=", "seller-disputes = a=b ", "cut-off=9"];
        let Some(What::Set(set)) = parse(&words).unwrap() else { unreachable!() };
        let read: Vec<_> =
            set.values.iter().map(|(setting, value)| (setting.key(), value.as_str())).collect();
        assert_eq!(
            read,
            [
                ("cut-off", "16:00"),
                ("seller-vat", ""),
                ("seller-disputes", "a=b"),
                ("cut-off", "9")
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (words, reason) in [
            (&["set"][..], "KEY=VALUE"),
            (&["set", "cut-off"], "such as cut-off=16:00"),
            (&["set", "colour=red"], "no setting colour; expected one of shop-name, currency"),
            (&["show"], "show"),
        ] {
            let error = parse(words).unwrap_err();
            assert!(error.contains(reason), "{words:?}: {error}");
        }
    }
}
