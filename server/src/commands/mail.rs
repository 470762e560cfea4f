//! `perigee mail`

use super::{
    open_shop::without_catalogue,
    outcome::{Failed, Outcome},
    serve::mailer,
};
use crate::config::{Database, Mail, Merchant};
use clap::Subcommand;
use domain::notifications::{MailKind, MailSlot};
use shop::{
    Context,
    notifications::texts::{
        self, PreviewMail, SetError, SetMailText, TestSend, list, preview, test_send,
    },
    staff::Actor,
};
use std::collections::BTreeMap;

/// Flags of `perigee mail`.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    merchant: Merchant,
    #[command(flatten)]
    mail: Mail,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List the texts of all emails with their placeholders. The merchant's own have an asterisk.
    Texts,
    /// Change a text for all emails that are sent from now on.
    Set(Set),
    /// Print an email with invented contents.
    Preview(Preview),
    /// Send an email with invented contents.
    SendTest(SendTest),
}

#[derive(clap::Args, Debug)]
struct Set {
    /// The email, such as order.
    #[arg(value_parser = kind)]
    kind: MailKind,
    /// The place in it, such as subject.
    #[arg(value_parser = slot)]
    slot: MailSlot,
    /// The text, such as 'Thank you, {name}'; an empty one for that of the program.
    text: String,
}

#[derive(clap::Args, Debug)]
struct Preview {
    /// The email, such as order.
    #[arg(value_parser = kind)]
    kind: MailKind,
    /// Print the HTML instead of the plain text.
    #[arg(long)]
    html: bool,
}

#[derive(clap::Args, Debug)]
struct SendTest {
    /// The email, such as order.
    #[arg(value_parser = kind)]
    kind: MailKind,
    /// The recipient.
    address: String,
}

fn kind(text: &str) -> Result<MailKind, String> {
    MailKind::from_key(text)
        .ok_or_else(|| format!("expected one of {}", MailKind::ALL.map(MailKind::key).join(", ")))
}

fn slot(text: &str) -> Result<MailSlot, String> {
    MailSlot::from_key(text)
        .ok_or_else(|| format!("expected one of {}", MailSlot::ALL.map(MailSlot::key).join(", ")))
}

pub(super) async fn run(args: Args) -> Outcome {
    let Args { database, merchant, mail, what } = args;
    without_catalogue(&database, &merchant, async |shop| match what {
        What::Texts => show(shop).await,
        What::Set(set) => change(shop, set).await,
        What::Preview(show) => print(shop, show).await,
        What::SendTest(SendTest { kind, address }) => send(shop, &mail, kind, &address).await,
    })
    .await
}

/// Lists the texts.
async fn show(shop: &Context) -> Outcome {
    let mut last = None;
    for text in list(shop).await? {
        if last != Some(text.kind) {
            println!("{}", text.kind.key());
            last = Some(text.kind);
        }
        let mark = if text.is_own { '*' } else { ' ' };
        let line = format!("{mark} {:16}  {}", text.slot.key(), text.text.replace('\n', "\n  "));
        println!("{}", line.trim_end());
        let known = text.kind.placeholders(text.slot).iter();
        let known: Vec<String> = known.map(|one| format!("{{{}}}", one.key())).collect();
        println!("  {:16}  placeholders: {}", "", known.join(", "));
    }
    Ok(())
}

/// Changes a text.
async fn change(shop: &Context, Set { kind, slot, text }: Set) -> Outcome {
    let known = list(shop).await?;
    let now = known.iter().find(|one| one.kind == kind && one.slot == slot);
    // A place that the email does not have is named by the use case.
    let version = now.map_or(0, |now| now.version);
    let command = SetMailText { kind, slot, text, version };
    let actor = Actor::operator("perigee mail set");
    texts::set(shop, &actor, command).await.map_err(|error| match error {
        SetError::Stale => "somebody else has changed the text at the same time, and nothing was \
                            written: look at it with `perigee mail texts` and try again"
            .into(),
        other => Failed::from(other),
    })?;
    println!("The text is changed. See it with `perigee mail preview {}`.", kind.key());
    Ok(())
}

/// Prints an email.
async fn print(shop: &Context, Preview { kind, html }: Preview) -> Outcome {
    let email = preview(shop, PreviewMail { kind, texts: BTreeMap::new() }).await?;
    println!("Subject: {}\n", email.subject);
    println!("{}", if html { &email.html } else { &email.text });
    Ok(())
}

/// Sends an email.
async fn send(shop: &Context, mail: &Mail, kind: MailKind, to: &str) -> Outcome {
    test_send(shop, &mailer(mail)?, TestSend { kind, to }).await?;
    match &mail.smtp_url {
        Some(_) => println!("Sent to {to}."),
        None => println!("Written into the folder {}.", mail.mail_folder.display()),
    }
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
        let cli = Cli::try_parse_from(["mail"].iter().chain(words));
        cli.map(|cli| cli.args.what).map_err(|error| error.to_string())
    }

    #[test]
    fn emails_and_places_are_named_by_their_keys() {
        let What::Set(set) = parse(&["set", "order", "note", "Hello {name}"]).unwrap() else {
            unreachable!()
        };
        assert_eq!((set.kind, set.slot), (MailKind::Order, MailSlot::Note));
        assert_eq!(set.text, "Hello {name}");
        assert!(matches!(parse(&["texts"]), Ok(What::Texts)));
        for (words, reason) in [
            (&["set", "invoice", "note", ""][..], "expected one of order, back-in-stock"),
            (&["set", "order", "footer", ""], "expected one of subject, numbered-subject"),
            (&["preview"], "KIND"),
        ] {
            let error = parse(words).unwrap_err();
            assert!(error.contains(reason), "{words:?}: {error}");
        }
    }
}
