//! Email: composes and sends it.

mod compose;
mod error;
mod instructions;
mod refusal;
mod templates;
mod transport;

use crate::{
    Settings,
    content::Legal,
    measure::{self, MailOutcome},
    notifications::texts::MailTexts,
    orders::withdrawals::Received,
};
pub use compose::Email;
pub(crate) use compose::{order_placed, staff, stock_returned, subscription_requested, withdrawal};
pub use error::MailError;
use lettre::{
    Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::time::Duration;
use transport::TIMEOUT;
pub use transport::{Transport, prepare_folder};
use views::orders::OrderView;

/// The confirmation of an order.
pub(crate) struct OrderEmail<'a> {
    /// The shop's name.
    pub shop_name: &'a str,
    /// The order.
    pub order: &'a OrderView,
    /// What it takes from the merchant's pages.
    pub legal: &'a Legal,
    /// The merchant's texts.
    pub texts: &'a MailTexts,
    /// The shop's address without a trailing slash.
    pub base_url: &'a str,
    /// Within how many days it can be returned.
    pub return_days: u32,
}

/// An email about a back-in-stock subscription.
pub struct SubscriptionEmail<'a> {
    /// The recipient.
    pub to: &'a str,
    /// Name of the product, with the variant's label if there are several.
    pub name: &'a str,
    /// URL of the product, or of the page that confirms the subscription.
    pub link: &'a str,
    /// URL of the page that ends the subscription.
    pub end: &'a str,
    /// The shop's name and address, and the seller.
    pub settings: &'a Settings,
    /// The merchant's texts.
    pub texts: &'a MailTexts,
}

/// An email about a withdrawal.
pub(crate) struct WithdrawalEmail<'a> {
    /// What was received.
    pub received: &'a Received,
    /// The shop's name, and the seller.
    pub settings: &'a Settings,
    /// The merchant's texts in the acknowledgement; none in the report to the merchant.
    pub texts: Option<&'a MailTexts>,
}

/// What an email to staff is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StaffNews {
    /// They are invited.
    Invitation,
    /// They asked for a new password.
    Reset,
    /// Their password was changed.
    Password,
    /// Their second factor was set up, replaced or removed.
    SecondFactor,
    /// They have new recovery codes.
    RecoveryCodes,
    /// Somebody signed in with one of their recovery codes.
    RecoveryCodeUsed,
    /// Somebody typed their password, and then a wrong code.
    CodeRefused,
}

/// An email to staff.
pub(crate) struct StaffEmail<'a> {
    /// The recipient.
    pub to: &'a str,
    /// What it is about.
    pub news: StaffNews,
    /// Who invites; empty in other emails.
    pub by: &'a str,
    /// URL of the page that accepts the invitation or sets the password; empty in other emails.
    pub link: &'a str,
    /// The shop's name, and the seller.
    pub settings: &'a Settings,
    /// How it ends, if the merchant has words for it.
    pub sign_off: Option<&'a str>,
}

/// Composes and sends email.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
    timeout: Duration,
}

impl Mailer {
    /// A mailer with a sender such as `Perigee <orders@perigee.example>`.
    ///
    /// # Errors
    /// If the sender is not an email address.
    pub fn new(transport: Transport, from: &str) -> Result<Self, MailError> {
        let sender = |cause| MailError::Sender { sender: from.to_owned(), cause };
        Ok(Self { transport, from: from.parse().map_err(sender)?, timeout: TIMEOUT })
    }

    /// Sets the timeout for sending one email; the default is 20 seconds.
    #[must_use]
    pub fn waiting(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Whether a sender is valid: an address, or a name and an address.
    #[must_use]
    pub fn is_sender(from: &str) -> bool {
        from.parse::<Mailbox>().is_ok()
    }

    /// See [`Transport::smtp`].
    ///
    /// # Errors
    /// If the URL cannot be parsed.
    pub fn smtp(url: &str) -> Result<Transport, MailError> {
        Transport::smtp(url)
    }

    /// Sends an order confirmation. `id` identifies the event: the same event always has the same
    /// message id and, in a folder, the same file name, so that a repetition is recognisable.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub(crate) async fn order_placed(
        &self,
        id: &str,
        email: OrderEmail<'_>,
    ) -> Result<(), MailError> {
        let order = email.order;
        let composed = order_placed(&email)?;
        self.send(id, &order.email, composed).await?;
        tracing::info!(order = %order.number, event = id, "confirmation sent");
        Ok(())
    }

    /// Notifies a subscriber that a variant is back in stock. `id` identifies the event, as for an
    /// order.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn stock_returned(
        &self,
        id: &str,
        email: SubscriptionEmail<'_>,
    ) -> Result<(), MailError> {
        let composed = stock_returned(&email)?;
        self.send(id, email.to, composed).await?;
        tracing::info!(event = id, "back-in-stock notification sent");
        Ok(())
    }

    /// Asks the owner of an address to confirm a subscription, with links that confirm it and end
    /// it.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub async fn subscription_requested(
        &self,
        id: &str,
        email: SubscriptionEmail<'_>,
    ) -> Result<(), MailError> {
        let composed = subscription_requested(&email)?;
        self.send(id, email.to, composed).await?;
        tracing::info!(event = id, "confirmation of a subscription requested");
        Ok(())
    }

    /// Acknowledges a withdrawal to the consumer. `id` identifies the event, as for an order.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub(crate) async fn withdrawal_received(
        &self,
        id: &str,
        email: WithdrawalEmail<'_>,
    ) -> Result<(), MailError> {
        let composed = withdrawal(&email)?;
        self.send(id, &email.received.statement.email, composed).await?;
        tracing::info!(event = id, "withdrawal acknowledged");
        Ok(())
    }

    /// Reports a withdrawal to the merchant. `id` identifies the event, as for an order.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub(crate) async fn withdrawal_reported(
        &self,
        id: &str,
        email: WithdrawalEmail<'_>,
    ) -> Result<(), MailError> {
        let composed = withdrawal(&email)?;
        self.send(id, &email.settings.seller.email, composed).await?;
        tracing::info!(event = id, "withdrawal reported to the merchant");
        Ok(())
    }

    /// Sends an email to staff. `id` identifies the event, as for an order.
    ///
    /// # Errors
    /// If it cannot be composed or sent. A retry is safe, but useless after
    /// [`MailError::Undeliverable`].
    #[tracing::instrument(name = "send_mail", skip_all)]
    pub(crate) async fn staff(&self, id: &str, email: StaffEmail<'_>) -> Result<(), MailError> {
        self.send(id, email.to, staff(&email)?).await?;
        tracing::info!(event = id, "email to staff sent");
        Ok(())
    }

    /// Sends an email as text and HTML.
    pub(crate) async fn send(&self, id: &str, to: &str, email: Email) -> Result<(), MailError> {
        let Email { subject, text, html, end } = email;
        let host = self.from.email.domain().to_owned();
        let to =
            crate::customers::email::recipient(to).map_err(|e| MailError::undeliverable(&e))?;
        // The library would derive the envelope from the header, and cannot parse every address
        // there.
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()])
            .map_err(|e| MailError::failed(&e))?;
        let mut message = Message::builder()
            .envelope(envelope)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{id}@{host}>")))
            .multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|e| MailError::failed(&e))?;
        if let Some(end) = end {
            let headers = message.headers_mut();
            headers.insert_raw(HeaderValue::new(
                HeaderName::new_from_ascii_str("List-Unsubscribe"),
                format!("<{end}>"),
            ));
            let post = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
            headers.insert_raw(HeaderValue::new(post, "List-Unsubscribe=One-Click".to_owned()));
        }
        let sent = self.transport.send(id, message, self.timeout).await;
        let outcome = if sent.is_ok() { MailOutcome::Sent } else { MailOutcome::Failed };
        measure::mailed(outcome);
        sent
    }
}
