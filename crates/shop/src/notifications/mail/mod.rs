//! Mail: what is written, and how it leaves.

mod instructions;

use crate::{Error, orders::withdrawals::Received};
use askama::Template;
use domain::seller::Imprint;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use views::orders::OrderView;

/// The confirmation as HTML.
#[derive(Template)]
#[template(path = "order.html")]
struct OrderHtml<'a> {
    order: &'a OrderView,
    base_url: &'a str,
    seller: &'a Imprint,
    /// The right of withdrawal with the model form, as HTML of our own making.
    withdrawal: &'a str,
}

/// The confirmation as text.
#[derive(Template)]
#[template(path = "order.txt")]
struct OrderText<'a> {
    order: &'a OrderView,
    base_url: &'a str,
    seller: &'a Imprint,
    withdrawal: &'a str,
}

/// Word that something is back, as HTML.
#[derive(Template)]
#[template(path = "back.html")]
struct BackHtml<'a> {
    name: &'a str,
    link: &'a str,
    end: &'a str,
    seller: &'a Imprint,
}

/// The question whether an address is its owner's wish, as HTML.
#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmHtml<'a> {
    name: &'a str,
    link: &'a str,
    end: &'a str,
    seller: &'a Imprint,
}

/// The question whether an address is its owner's wish, as text.
#[derive(Template)]
#[template(path = "confirm.txt")]
struct ConfirmText<'a> {
    name: &'a str,
    link: &'a str,
    end: &'a str,
    seller: &'a Imprint,
}

/// Word that something is back, as text.
#[derive(Template)]
#[template(path = "back.txt")]
struct BackText<'a> {
    name: &'a str,
    link: &'a str,
    end: &'a str,
    seller: &'a Imprint,
}

/// The acknowledgement of a withdrawal, or the report of one to the merchant, as HTML.
#[derive(Template)]
#[template(path = "withdrawal.html")]
struct WithdrawalHtml<'a> {
    received: &'a Received,
    seller: &'a Imprint,
    report: bool,
}

/// The same as text.
#[derive(Template)]
#[template(path = "withdrawal.txt")]
struct WithdrawalText<'a> {
    received: &'a Received,
    seller: &'a Imprint,
    report: bool,
}

/// What goes wrong is logged and kept with the event, and mail servers like to repeat the
/// recipient.
fn internal(error: &dyn std::fmt::Display) -> Error {
    Error::Internal(format!("mail: {}", without_addresses(&error.to_string())))
}

/// The same of what is of no use to try again.
fn undeliverable(error: &dyn std::fmt::Display) -> Error {
    Error::Undeliverable(format!("mail: {}", without_addresses(&error.to_string())))
}

/// Sends a message. What is permanent for the recipient is told apart, since trying again is of no
/// use then.
async fn hand_over(
    server: &AsyncSmtpTransport<Tokio1Executor>,
    message: Message,
) -> Result<(), Error> {
    let foreign = needs_smtputf8(&message);
    let Err(error) = server.send(message).await else { return Ok(()) };
    let reply = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    let permanent = match error.status() {
        Some(code) => refuses_recipient(code.into(), &reply),
        // Of an address that the server has not said that it can take, no command is sent.
        None => foreign && error.is_client(),
    };
    // The reply may have been to the greeting or to the password, and the library may know no way
    // to give that: who gets past both now failed at the letter.
    if permanent && server.test_connection().await.is_ok_and(|connected| connected) {
        if error.status().is_none() {
            return Err(undeliverable(
                &"the recipient's address has letters outside ASCII before the @, and the mail server does not offer SMTPUTF8 (RFC 6531)",
            ));
        }
        return Err(undeliverable(&error));
    }
    Err(internal(&error))
}

/// Whether a recipient's address, and not the shop's own, is one that a mail server takes with
/// SMTPUTF8 only (RFC 6531).
fn needs_smtputf8(message: &Message) -> bool {
    let envelope = message.envelope();
    let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    envelope.from().is_none_or(is_ascii) && !envelope.to().iter().all(is_ascii)
}

/// Whether a reply says that the recipient's mailbox will never take the letter. It is known by
/// code and text, but not which command it answers: 550 and 553 are said of a sender (MAIL) as well
/// as of a recipient (RCPT), and of a server's policies (RFC 5321, 4.2.2), such as a list of
/// spammers. So an enhanced status decides where there is one, and otherwise the text must say that
/// it is the mailbox. Everything else is tried again, since a letter given up is lost and one put
/// off is not: 4xx, authentication (530, 535), a server that serves nobody (554), its policies
/// (5.7), a mailbox that is full (5.2.2).
fn refuses_recipient(code: u16, reply: &str) -> bool {
    // A mailbox may be called anything, user.unknown too.
    let words = reply
        .split_whitespace()
        .filter(|word| !word.contains('@'))
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let mut status = reply.split_whitespace().next().unwrap_or_default().split('.').map(str::parse);
    if let (Some(Ok(class)), Some(Ok(subject)), Some(Ok(detail)), None) =
        (status.next(), status.next(), status.next(), status.next())
    {
        // RFC 3463: 5.1 is about an address, of which 7 and 8 are the sender's and 9 is the next
        // relay's; 5.2 is about a mailbox, of which 2 is full. 0 says no more than a code without
        // any.
        return (500..600).contains(&code)
            && match (class, subject, detail) {
                (5_u16, 1_u16 | 2, 0_u16) => is_of_a_mailbox(&words),
                (5, 1, 7..=9) | (5, 2, 2) => false,
                // Also said of one that gets too much at the moment.
                (5, 2, 1) => !words.contains(" rate "),
                (5, subject, _) => subject == 1 || subject == 2,
                _ => false,
            };
    }
    matches!(code, 550 | 551 | 553) && is_of_a_mailbox(&words)
}

/// Whether a refusal names a mailbox and what is wrong with it, and nothing that may be the
/// sender's, the shop's machine's or for a while.
fn is_of_a_mailbox(words: &str) -> bool {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let mailbox = ["user", "mailbox", "recipient", "account", "address"];
    let wrong = [
        "unknown",
        "no such",
        "not found",
        "not exist",
        "n't exist",
        "no mailbox",
        "no longer",
        "disabled",
        "inactive",
        "unavailable",
        "unrouteable",
        "not local",
        "mailbox name not allowed",
        "invalid mailbox",
        "invalid recipient",
    ];
    let others = [
        "sender",
        "relay",
        "authenti",
        "helo",
        "your ",
        "client",
        "ip address",
        "host name",
        "hostname",
        "dns",
        "reverse",
        "ptr",
        "spam",
        "junk",
        "rbl",
        "listed",
        "blocked",
        "policy",
        "denied",
        "exceed",
        "too many",
        "rate ",
        "limit",
        "quota",
        "full",
        "temporar",
        "service unavailable",
    ];
    has(&mailbox) && has(&wrong) && !has(&others)
}

/// How mail leaves.
pub enum Transport {
    /// To a mail server, and its name.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, String),
    /// Into files of a folder, one a message, named by the event: for trials and tests.
    Folder(PathBuf),
}

/// The address with a word on TLS: without one, a password and the links to orders would go in
/// clear text.
fn with_tls(url: &str) -> String {
    if !url.starts_with("smtp://") || url.contains("tls=") {
        return url.to_owned();
    }
    let tls = if url.contains('@') { "required" } else { "opportunistic" };
    format!("{url}{}tls={tls}", if url.contains('?') { '&' } else { '?' })
}

/// How long a mail server is waited for with one letter.
const PATIENCE: Duration = Duration::from_secs(20);

/// Creates a folder that only this user can read. The permissions of an existing folder do not
/// change.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Prepares the folder for mail: it is made if it is not there, and only this user can read it and
/// the emails in it, those of an earlier version too. Gives how many permissions had to change.
///
/// # Errors
/// When it cannot be made, or others can still read it. The permissions of a shared folder, such as
/// /tmp, stay as they are.
pub fn prepare_folder(folder: &Path) -> std::io::Result<usize> {
    make_folder(folder)?;
    #[cfg(unix)]
    {
        let mut changed = usize::from(tighten(folder, 0o700)?);
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "eml") && !path.is_symlink() {
                changed += usize::from(tighten(&path, 0o600)?);
            }
        }
        Ok(changed)
    }
    #[cfg(not(unix))]
    Ok(0)
}

/// Takes away what a group and others may do; gives whether that was anything.
#[cfg(unix)]
fn tighten(path: &Path, mode: u32) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let now = std::fs::metadata(path)?.permissions().mode();
    if now & 0o1000 != 0 {
        return Err(std::io::Error::other("the folder is shared"));
    }
    if now & 0o077 == 0 {
        return Ok(false);
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    Ok(true)
}

/// Writes a letter into a file that nobody else may read.
fn write_letter(folder: &Path, name: &str, letter: &[u8]) -> std::io::Result<()> {
    make_folder(folder)?;
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let mut file = file.write(true).create(true).truncate(true).open(folder.join(name))?;
    std::io::Write::write_all(&mut file, letter)
}

/// Writes and sends mail.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
    patience: Duration,
}

impl Mailer {
    /// A mailer with a sender such as `Perigee <orders@perigee.example>`.
    ///
    /// # Errors
    /// When the sender is no mail address.
    pub fn new(transport: Transport, from: &str) -> Result<Self, Error> {
        let from = from.parse().map_err(|e| Error::Internal(format!("sender {from:?}: {e}")))?;
        Ok(Self { transport, from, patience: PATIENCE })
    }

    /// The same, waiting so long for the mail server with one letter; 20 seconds otherwise.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Whether a sender can be read: a name and an address, or an address.
    #[must_use]
    pub fn is_sender(from: &str) -> bool {
        from.parse::<Mailbox>().is_ok()
    }

    /// A transport for `smtp://user:password@host:port` or `smtps://…`. Over `smtp://` STARTTLS is
    /// demanded where there is a password, and used where it is offered otherwise; `?tls=` says it
    /// differently.
    ///
    /// # Errors
    /// When the URL cannot be read.
    pub fn smtp(url: &str) -> Result<Transport, Error> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&with_tls(url))
            .map_err(|e| Error::Internal(format!("SMTP address: {e}")))?;
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split(['/', '?']).next().unwrap_or(host).to_owned();
        Ok(Transport::Smtp(Box::new(builder.timeout(Some(PATIENCE)).build()), host))
    }

    /// Sends the confirmation of an order. `id` names the event: the same event always makes the
    /// same message id, and in a folder the same file, so that a repetition is known as one.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe, and of no use after
    /// [`Error::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn order_placed(
        &self,
        id: &str,
        order: &OrderView,
        base_url: &str,
    ) -> Result<(), Error> {
        let seller = &order.seller;
        let (text, html) = instructions::right_of_withdrawal(seller, base_url);
        let text = OrderText { order, base_url, seller, withdrawal: &text }
            .render()
            .map_err(|e| internal(&e))?;
        let html = OrderHtml { order, base_url, seller, withdrawal: &html }
            .render()
            .map_err(|e| internal(&e))?;
        self.send(id, &order.email, format!("Your order {}", order.number), (text, html), None)
            .await?;
        tracing::info!(order = %order.number, event = id, "confirmation sent");
        Ok(())
    }

    /// Sends word that something is back. `id` names the event, as for an order.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe, and of no use after
    /// [`Error::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn stock_returned(
        &self,
        id: &str,
        to: &str,
        name: &str,
        (link, end): (&str, &str),
        seller: &Imprint,
    ) -> Result<(), Error> {
        let text = BackText { name, link, end, seller }.render().map_err(|e| internal(&e))?;
        let html = BackHtml { name, link, end, seller }.render().map_err(|e| internal(&e))?;
        self.send(id, to, format!("Back in stock: {name}"), (text, html), Some(end)).await?;
        tracing::info!(event = id, "word of returned stock sent");
        Ok(())
    }

    /// Asks whether an address is to be told when something is back: the links that confirm it and
    /// end it.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe, and of no use after
    /// [`Error::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn subscription_asked(
        &self,
        id: &str,
        to: &str,
        name: &str,
        (link, end): (&str, &str),
        seller: &Imprint,
    ) -> Result<(), Error> {
        let text = ConfirmText { name, link, end, seller }.render().map_err(|e| internal(&e))?;
        let html = ConfirmHtml { name, link, end, seller }.render().map_err(|e| internal(&e))?;
        self.send(id, to, format!("Please confirm: {name}"), (text, html), Some(end)).await?;
        tracing::info!(event = id, "confirmation of a subscription asked for");
        Ok(())
    }

    /// Acknowledges a withdrawal to the consumer. `id` names the event, as for an order.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe, and of no use after
    /// [`Error::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn withdrawal_received(
        &self,
        id: &str,
        received: &Received,
        seller: &Imprint,
    ) -> Result<(), Error> {
        let text = WithdrawalText { received, seller, report: false }
            .render()
            .map_err(|e| internal(&e))?;
        let html = WithdrawalHtml { received, seller, report: false }
            .render()
            .map_err(|e| internal(&e))?;
        // Nothing that a stranger may type freely is in a subject.
        let subject = received.order_number().map_or_else(
            || "Your withdrawal".to_owned(),
            |number| format!("Your withdrawal from order {number}"),
        );
        self.send(id, &received.statement.email, subject, (text, html), None).await?;
        tracing::info!(event = id, "withdrawal acknowledged");
        Ok(())
    }

    /// Reports a withdrawal to the merchant. `id` names the event, as for an order.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe, and of no use after
    /// [`Error::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn withdrawal_reported(
        &self,
        id: &str,
        received: &Received,
        seller: &Imprint,
    ) -> Result<(), Error> {
        let text =
            WithdrawalText { received, seller, report: true }.render().map_err(|e| internal(&e))?;
        let html =
            WithdrawalHtml { received, seller, report: true }.render().map_err(|e| internal(&e))?;
        let subject = received.order_number().map_or_else(
            || "Withdrawal without an order number".to_owned(),
            |number| format!("Withdrawal: order {number}"),
        );
        self.send(id, &seller.email, subject, (text, html), None).await?;
        tracing::info!(event = id, "withdrawal reported to the merchant");
        Ok(())
    }

    /// Sends an email as text and HTML; `end` is the address that ends what it belongs to, by a
    /// post too (RFC 8058).
    async fn send(
        &self,
        id: &str,
        to: &str,
        subject: String,
        (text, html): (String, String),
        end: Option<&str>,
    ) -> Result<(), Error> {
        let host = self.from.email.domain().to_owned();
        let to = crate::customers::email::recipient(to).map_err(|e| undeliverable(&e))?;
        // The library would read the envelope from the header, and cannot read every address there.
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()])
            .map_err(|e| internal(&e))?;
        let mut message = Message::builder()
            .envelope(envelope)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{id}@{host}>")))
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|e| internal(&e))?;
        if let Some(end) = end {
            let headers = message.headers_mut();
            headers.insert_raw(HeaderValue::new(
                HeaderName::new_from_ascii_str("List-Unsubscribe"),
                format!("<{end}>"),
            ));
            let post = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
            headers.insert_raw(HeaderValue::new(post, "List-Unsubscribe=One-Click".to_owned()));
        }
        match &self.transport {
            Transport::Smtp(server, host) => {
                let silent = |_| {
                    Err(internal(&format!(
                        "the mail server {host} did not answer within {:?}",
                        self.patience
                    )))
                };
                tokio::time::timeout(self.patience, hand_over(server, message))
                    .await
                    .unwrap_or_else(silent)?;
            }
            Transport::Folder(folder) => {
                let (folder, name, letter) =
                    (folder.clone(), format!("{id}.eml"), message.formatted());
                let written =
                    tokio::task::spawn_blocking(move || write_letter(&folder, &name, &letter))
                        .await;
                written.map_err(|e| internal(&e))?.map_err(|e| internal(&e))?;
            }
        }
        Ok(())
    }
}

/// The text with everything left out that looks like a mail address.
fn without_addresses(text: &str) -> String {
    let words = text.split(' ').map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_for_ever_only_where_it_is_the_recipients() {
        for (code, reply, for_ever) in [
            (550, "5.1.1 <ada@example.org>: Recipient address rejected: User unknown", true),
            (550, "5.1.10 no mail is taken for this domain", true),
            (550, "5.2.1 mailbox disabled", true),
            (550, "5.1.0 mailbox not found", true),
            (550, "no such user here", true),
            (550, "<ada@example.org>: User unknown", true),
            (550, "Requested action not taken: mailbox unavailable", true),
            (550, "The account does not exist", true),
            (550, "sorry, no mailbox here by that name", true),
            (550, "Unrouteable address", true),
            (551, "user not local", true),
            (553, "mailbox name not allowed", true),
            (550, "", false),
            (551, "", false),
            (550, "JunkMail rejected - 192.0.2.1 is in an RBL", false),
            (550, "Domain shop.de has exceeded the max emails per hour", false),
            (550, "access denied", false),
            (550, "rejected for policy reasons", false),
            (550, "mail from 192.0.2.1 refused: listed at zen.spamhaus.org", false),
            (550, "Your account is disabled", false),
            (550, "reverse lookup of your address: not found", false),
            (550, "user has sent too many letters: account disabled for an hour", false),
            (550, "<unknown.user@example.org> refused", false),
            (550, "mailbox unavailable: over quota", false),
            (552, "5.2.2 mailbox full", false),
            (550, "5.2.2 over quota", false),
            (550, "5.2.1 the user is receiving mail at a rate that prevents more", false),
            (550, "5.1.0 sender rejected", false),
            (451, "try again later", false),
            (450, "4.2.0 greylisted", false),
            (550, "5.1.7 sender address malformed", false),
            (550, "5.1.8 sender's domain not found", false),
            (550, "5.7.1 relaying denied", false),
            (550, "5.7.26 this mail is unauthenticated", false),
            (550, "Sender verify failed", false),
            (550, "relay not permitted", false),
            (553, "sorry, that domain isn't in my list: relaying denied", false),
            (530, "5.7.0 authentication required", false),
            (535, "5.7.8 credentials invalid", false),
            (535, "", false),
            (554, "no SMTP service here", false),
            (554, "5.7.1 spam", false),
            (552, "message too large", false),
            (421, "5.1.1 goodbye", false),
        ] {
            assert_eq!(refuses_recipient(code, reply), for_ever, "{code} {reply}");
        }
    }

    #[test]
    fn a_password_does_not_go_in_clear_text() {
        for (url, expected) in [
            ("smtp://u:p@mail.example:587", "smtp://u:p@mail.example:587?tls=required"),
            ("smtp://mail:1025", "smtp://mail:1025?tls=opportunistic"),
            ("smtp://u:p@127.0.0.1?tls=opportunistic", "smtp://u:p@127.0.0.1?tls=opportunistic"),
            ("smtps://u:p@mail.example", "smtps://u:p@mail.example"),
        ] {
            assert_eq!(with_tls(url), expected);
            assert!(Mailer::smtp(url).is_ok(), "{url}");
        }
        assert!(Mailer::smtp("mail.example").is_err());
    }

    #[test]
    fn addresses_are_left_out() {
        let refusal = "permanent error (550): 5.1.1 <ada@example.org>: Recipient address rejected";
        assert_eq!(
            without_addresses(refusal),
            "permanent error (550): 5.1.1 (address) Recipient address rejected"
        );
        assert_eq!(without_addresses("no answer"), "no answer");
    }
}
