//! `perigee privacy`

use super::{open_shop::without_catalogue, outcome::Outcome};
use crate::config::{Database, Merchant};
use clap::Subcommand;
use shop::Context;

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
    /// Stop counting a person's orders for suggestions, as they may demand at any time. Nothing is
    /// deleted.
    Object(Person),
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
    let person = match &args.what {
        What::Export(person) | What::Erase(person) | What::Object(person) => person,
    };
    without_catalogue(&person.database, &person.merchant, async |shop| {
        let email = &person.email;
        match &args.what {
            What::Export(_) => {
                println!("{:#}", shop::customers::privacy::export(shop, email).await?);
            }
            What::Erase(_) => erase(shop, email).await?,
            What::Object(_) => object(shop, email).await?,
        }
        Ok(())
    })
    .await
}

/// Stops counting a person's orders.
async fn object(shop: &Context, email: &str) -> Outcome {
    let orders = shop::customers::privacy::object(shop, email).await?;
    for number in &orders {
        println!("Order {number}: no longer counts for suggestions.");
    }
    println!("{} orders", orders.len());
    Ok(())
}

/// Erases a person's data.
async fn erase(shop: &Context, email: &str) -> Outcome {
    let erased = shop::customers::privacy::erase(shop, email).await?;
    println!(
        "Deleted: {} back-in-stock subscriptions, {} carts with their checkouts, {} withdrawals \
         without an order.",
        erased.subscriptions, erased.carts, erased.withdrawals
    );
    for number in &erased.anonymised {
        println!("Order {number}: removed name, addresses and payment method.");
    }
    for (number, until) in &erased.kept {
        println!(
            "Order {number}: kept, as required by tax law; the worker will remove name, addresses \
             and payment method on {until}."
        );
    }
    Ok(())
}
