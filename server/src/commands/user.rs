//! `perigee user`

use super::{
    open_shop::without_catalogue,
    outcome::{Failed, Outcome},
};
use crate::config::{Database, Merchant};
use clap::Subcommand;
use domain::staff::Role;
use shop::{
    Context,
    staff::{
        Actor, ChangePersonError, Invite, InviteError, SecondFactorAfter, SendResetError,
        ShowPersonError,
    },
};
use store::Uuid;
use views::routes;

/// The name of this command in the audit log.
const ACTOR: &str = "perigee user";
/// People read at once.
const PAGE: u32 = 100;

/// Flags of `perigee user`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Print a link with which a new person chooses a password, once and within 24 hours.
    Add(Add),
    /// List the people with their roles.
    List(Shop),
    /// End a person's sessions and keep them from signing in. The account stays, since the audit
    /// log names it.
    Disable(Person),
    /// Let a disabled person sign in again.
    Enable(Person),
    /// End a person's sessions, and print a link with which they choose a new password, once and
    /// within 24 hours.
    Reset(Reset),
}

#[derive(clap::Args, Debug)]
struct Shop {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
}

#[derive(clap::Args, Debug)]
struct Add {
    #[command(flatten)]
    shop: Shop,
    /// Email address of the person.
    #[arg(long, value_parser = address)]
    email: String,
    /// Name of the person; they can change it when they choose the password.
    #[arg(long, default_value = "")]
    name: String,
    /// The person may do everything.
    #[arg(long)]
    owner: bool,
    /// A role of the person: owner, merchandiser, fulfilment, support or analyst. Can be repeated.
    #[arg(long = "role", value_parser = role, required_unless_present = "owner")]
    roles: Vec<Role>,
}

#[derive(clap::Args, Debug)]
struct Person {
    #[command(flatten)]
    shop: Shop,
    /// Email address of the person.
    #[arg(value_parser = address)]
    email: String,
}

#[derive(clap::Args, Debug)]
struct Reset {
    #[command(flatten)]
    person: Person,
    /// Remove the second factor too, for somebody who has lost it and the recovery codes.
    #[arg(long)]
    second_factor: bool,
}

fn address(text: &str) -> Result<String, String> {
    match shop::customers::email::problem(text) {
        None => Ok(text.to_owned()),
        Some(_) => Err("expected an email address, such as mara@shop.example".to_owned()),
    }
}

fn role(key: &str) -> Result<Role, String> {
    let keys = || Role::ALL.map(Role::key).join(", ");
    Role::from_key(key).ok_or_else(|| format!("expected one of {}", keys()))
}

/// The person with an email address.
async fn find(shop: &Context, actor: &Actor, email: &str) -> Result<Uuid, Failed> {
    let found = shop::staff::person_by_email(shop, actor, email).await;
    found.map_err(|error| match error {
        ShowPersonError::NotFound => nobody(email),
        other => other.into(),
    })
}

fn nobody(email: &str) -> Failed {
    format!("nobody has the email address {email}: `perigee user list` lists the people").into()
}

pub(super) async fn run(args: Args) -> Outcome {
    let actor = Actor::operator(ACTOR);
    let flags = match &args.what {
        What::Add(args) => &args.shop,
        What::List(shop) => shop,
        What::Disable(person) | What::Enable(person) => &person.shop,
        What::Reset(args) => &args.person.shop,
    };
    without_catalogue(&flags.database, &flags.merchant, async |shop| match &args.what {
        What::Add(args) => add(shop, &actor, args).await,
        What::List(_) => list(shop, &actor).await,
        What::Disable(person) => disable(shop, &actor, &person.email).await,
        What::Enable(person) => enable(shop, &actor, &person.email).await,
        What::Reset(args) => reset(shop, &actor, args).await,
    })
    .await
}

async fn disable(shop: &Context, actor: &Actor, email: &str) -> Outcome {
    let person = find(shop, actor, email).await?;
    let done = shop::staff::disable_person(shop, actor, person).await;
    done.map_err(|error| match error {
        ChangePersonError::LastOwner => Failed::from(format!(
            "{email} is the only owner: make another one first with `perigee user add --owner`"
        )),
        other => Failed::from(other),
    })?;
    println!("{email} is signed out everywhere and cannot sign in.");
    Ok(())
}

async fn enable(shop: &Context, actor: &Actor, email: &str) -> Outcome {
    let person = find(shop, actor, email).await?;
    shop::staff::enable_person(shop, actor, person).await?;
    println!("{email} can sign in again.");
    Ok(())
}

async fn add(shop: &Context, actor: &Actor, args: &Add) -> Outcome {
    let owner = args.owner.then_some(Role::Owner);
    let roles: Vec<Uuid> =
        args.roles.iter().copied().chain(owner).map(shop::staff::role_id).collect();
    let command = Invite { name: &args.name, email: &args.email, roles: &roles };
    let invited = shop::staff::invite_by_link(shop, actor, command).await;
    let token = invited.map_err(|error| match error {
        InviteError::Taken => Failed::from(format!(
            "somebody has the email address {} already: `perigee user reset` makes a link for them",
            args.email
        )),
        other => Failed::from(other),
    })?;
    println!("{}{}", shop.base_url(), routes::admin_invitation(&token));
    eprintln!(
        "Whoever opens this link within 24 hours chooses the password of {}. It works once.",
        args.email
    );
    Ok(())
}

/// Lists the people in the order of their addresses, and the invitations.
async fn list(shop: &Context, actor: &Actor) -> Outcome {
    let mut after = String::new();
    loop {
        let page = shop::staff::list_people(shop, actor, &after, PAGE).await?;
        for person in &page.people {
            let state = match (person.is_disabled, person.has_second_factor) {
                (true, _) => "disabled",
                (false, true) => "second factor",
                (false, false) => "no second factor",
            };
            let roles = person.roles.join(", ");
            println!("{}  {}  {roles}  {state}", person.email, person.name);
        }
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    for invitation in shop::staff::list_invitations(shop, actor).await? {
        let email =
            if invitation.email.is_empty() { "(the first owner)" } else { &invitation.email };
        println!("{email}  {}  {}  invited", invitation.name, invitation.roles.join(", "));
    }
    Ok(())
}

async fn reset(shop: &Context, actor: &Actor, args: &Reset) -> Outcome {
    let email = &args.person.email;
    let person = find(shop, actor, email).await?;
    let second_factor =
        if args.second_factor { SecondFactorAfter::Removed } else { SecondFactorAfter::Kept };
    let done = shop::staff::reset_by_link(shop, actor, person, second_factor).await;
    let token = done.map_err(|error| match error {
        SendResetError::Disabled => {
            Failed::from(format!("{email} is disabled: run `perigee user enable {email}` first"))
        }
        other => Failed::from(other),
    })?;
    println!("{}{}", shop.base_url(), routes::admin_reset(&token));
    eprintln!(
        "Whoever opens this link within 24 hours chooses the password of {email}. It works once."
    );
    Ok(())
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

    fn parse(words: &[&str]) -> Result<What, String> {
        let cli = Cli::try_parse_from(["user"].iter().chain(words));
        cli.map(|cli| cli.args.what).map_err(|error| error.to_string())
    }

    #[test]
    fn people_are_named_by_their_addresses() {
        let words = ["add", "--owner", "--email", "mara@shop.example", "--name", "Mara"];
        let What::Add(add) = parse(&words).unwrap() else { unreachable!() };
        assert!(add.owner && add.roles.is_empty() && add.name == "Mara");
        let words = ["add", "--email=a@b.example", "--role=support", "--role", "fulfilment"];
        let What::Add(add) = parse(&words).unwrap() else { unreachable!() };
        assert_eq!(add.roles, [Role::Support, Role::Fulfilment]);
        let words = ["reset", "a@b.example", "--second-factor"];
        let What::Reset(reset) = parse(&words).unwrap() else { unreachable!() };
        assert!(reset.second_factor && reset.person.email == "a@b.example");
        for (words, reason) in [
            (&["add", "--email=a@b.example"][..], "--role"),
            (&["add", "--owner", "--email=mara"], "such as mara@shop.example"),
            (&["add", "--email=a@b.example", "--role=king"], "owner, merchandiser"),
            (&["add", "--owner", "--email=a@b.example", "--password=x"], "--password"),
            (&["disable"], "<EMAIL>"),
        ] {
            let error = parse(words).unwrap_err();
            assert!(error.contains(reason), "{words:?}: {error}");
        }
    }
}
