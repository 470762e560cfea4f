//! Mail: what is written, and how it leaves.

use crate::Error;
use askama::Template;
use domain::order::OrderView;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use std::{path::PathBuf, time::Duration};

/// The confirmation as HTML.
#[derive(Template)]
#[template(path = "order.html")]
struct OrderHtml<'a> {
    order: &'a OrderView,
    base_url: &'a str,
}

/// The confirmation as text.
#[derive(Template)]
#[template(path = "order.txt")]
struct OrderText<'a> {
    order: &'a OrderView,
    base_url: &'a str,
}

/// How mail leaves.
pub enum Transport {
    /// To a mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    /// Into files of a folder, one a message, named by the event: for trials and tests.
    Folder(PathBuf),
}

/// Writes and sends mail.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
}

impl Mailer {
    /// A mailer with a sender such as `Perigee <orders@perigee.example>`.
    ///
    /// # Errors
    /// When the sender is no mail address.
    pub fn new(transport: Transport, from: &str) -> Result<Self, Error> {
        let from = from.parse().map_err(|e| Error::Internal(format!("sender {from:?}: {e}")))?;
        Ok(Self { transport, from })
    }

    /// A transport for `smtp://user:password@host:port` or `smtps://…`.
    ///
    /// # Errors
    /// When the URL cannot be read.
    pub fn smtp(url: &str) -> Result<Transport, Error> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| Error::Internal(format!("SMTP address: {e}")))?;
        Ok(Transport::Smtp(Box::new(builder.timeout(Some(Duration::from_secs(20))).build())))
    }

    /// Sends the confirmation of an order. `id` names the event: the same event always makes the same message id, and in a folder the same
    /// file, so that a repetition is known as one.
    ///
    /// # Errors
    /// When it cannot be written or sent; trying again is safe.
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn order_placed(&self, id: &str, order: &OrderView, base_url: &str) -> Result<(), Error> {
        // What goes wrong is logged and kept with the event, and mail servers like to repeat the recipient.
        let internal = |e: &dyn std::fmt::Display| Error::Internal(format!("mail: {}", without_addresses(&e.to_string())));
        let text = OrderText { order, base_url }.render().map_err(|e| internal(&e))?;
        let html = OrderHtml { order, base_url }.render().map_err(|e| internal(&e))?;
        let host = self.from.email.domain().to_owned();
        let message = Message::builder()
            .from(self.from.clone())
            .to(order.email.parse().map_err(|e| internal(&e))?)
            .subject(format!("Your order {}", order.number))
            .message_id(Some(format!("<{id}@{host}>")))
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|e| internal(&e))?;
        match &self.transport {
            Transport::Smtp(smtp) => {
                smtp.send(message).await.map_err(|e| internal(&e))?;
            }
            Transport::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await.map_err(|e| internal(&e))?;
                tokio::fs::write(folder.join(format!("{id}.eml")), message.formatted()).await.map_err(|e| internal(&e))?;
            }
        }
        tracing::info!(order = %order.number, event = id, "confirmation sent");
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
    #[test]
    fn addresses_are_left_out() {
        let refusal = "permanent error (550): 5.1.1 <ada@example.org>: Recipient address rejected";
        assert_eq!(super::without_addresses(refusal), "permanent error (550): 5.1.1 (address) Recipient address rejected");
        assert_eq!(super::without_addresses("no answer"), "no answer");
    }
}
