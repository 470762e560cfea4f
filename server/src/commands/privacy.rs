//! `perigee privacy`

use super::{open_shop::open_shop, outcome::Outcome};
use crate::config::{Database, Merchant};
use clap::Subcommand;

/// Flags of `perigee privacy`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Write all data stored about a person to standard output, as one JSON object.
    Export(Person),
    /// Erase a person's data: subscriptions, carts and checkouts at once, orders when their
    /// retention period under tax law ends.
    Erase(Person),
}

#[derive(clap::Args, Debug)]
struct Person {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    /// Email address of the person.
    #[arg(value_parser = address)]
    email: String,
}

fn address(text: &str) -> Result<String, String> {
    match domain::checkout::check_field("email", text, "") {
        None => Ok(text.to_owned()),
        Some(_) => Err("expected an email address, such as ada@example.org".to_owned()),
    }
}

pub(super) async fn run(args: Args) -> Outcome {
    let (erases, person) = match args.what {
        What::Export(person) => (false, person),
        What::Erase(person) => (true, person),
    };
    let db = store::Db::open_existing(&person.database.options()).await?;
    db.check_schema().await?;
    let shop = open_shop(db, person.merchant.settings()?).await?;
    if erases {
        let erased = shop::customers::privacy::erase(&shop, &person.email).await?;
        println!(
            "Deleted: {} back-in-stock subscriptions, {} carts with their checkouts, {} \
             withdrawals without an order.",
            erased.subscriptions, erased.carts, erased.withdrawals
        );
        for number in &erased.anonymised {
            println!("Order {number}: removed name, addresses and payment method.");
        }
        for (number, until) in &erased.kept {
            println!(
                "Order {number}: kept, as required by tax law; the worker will remove name, \
                 addresses and payment method on {until}."
            );
        }
    } else {
        println!("{:#}", shop::customers::privacy::export(&shop, &person.email).await?);
    }
    shop.db().close().await;
    Ok(())
}
