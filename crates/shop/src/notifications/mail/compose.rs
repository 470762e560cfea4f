//! Composes emails from their templates and the merchant's texts.

use super::{
    MailError, OrderEmail, StaffEmail, SubscriptionEmail, WithdrawalEmail, instructions,
    templates::{
        BackHtml, BackText, ConfirmHtml, ConfirmText, OrderHtml, OrderText, SignOff, StaffHtml,
        StaffSubject, StaffText, WithdrawalHtml, WithdrawalReportSubject, WithdrawalText,
    },
};
use crate::notifications::texts::{Filled, Words};
use askama::Template;
use domain::notifications::{MailPlaceholder, MailSlot};

/// A composed email.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Email {
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// URL that ends the subscription and also accepts a POST (RFC 8058).
    pub(super) end: Option<String>,
}

/// Renders a template.
fn rendered(template: &impl Template) -> Result<String, MailError> {
    template.render().map_err(|error| MailError::failed(&error))
}

/// Composes an email to staff.
pub(crate) fn staff(email: &StaffEmail<'_>) -> Result<Email, MailError> {
    let StaffEmail { to: _, news, by, link, settings, sign_off } = *email;
    let (shop_name, seller) = (settings.name.as_str(), &settings.seller);
    let words = SignOff { sign_off };
    Ok(Email {
        subject: rendered(&StaffSubject { shop_name, news })?,
        text: rendered(&StaffText { shop_name, news, by, link, seller, words })?,
        html: rendered(&StaffHtml { shop_name, news, by, link, seller, words })?,
        end: None,
    })
}

/// Composes the confirmation of an order.
pub(crate) fn order_placed(email: &OrderEmail<'_>) -> Result<Email, MailError> {
    let OrderEmail { shop_name, order, legal, texts, base_url, return_days } = *email;
    let (seller, returns) = (&order.seller, legal.returns.as_deref());
    let withdrawal = legal
        .withdrawal
        .as_deref()
        .map(|page| instructions::right_of_withdrawal(page, seller, base_url))
        .transpose()
        .map_err(|error| MailError::failed(&error))?;
    let (text, html) = withdrawal.unzip();
    let filled = Filled::new(texts, base_url)
        .with(MailPlaceholder::ShopName, shop_name)
        .with(MailPlaceholder::OrderNumber, &order.number)
        .with(MailPlaceholder::Name, &order.address.name)
        .with(MailPlaceholder::Total, order.totals.total)
        .with(MailPlaceholder::ReturnDays, return_days);
    Ok(Email {
        subject: filled.subject(MailSlot::Subject),
        text: rendered(&OrderText {
            shop_name,
            order,
            base_url,
            seller,
            words: &filled.text(),
            returns,
            withdrawal: text.as_deref(),
        })?,
        html: rendered(&OrderHtml {
            shop_name,
            order,
            base_url,
            seller,
            words: &filled.html(),
            returns,
            withdrawal: html.as_deref(),
        })?,
        end: None,
    })
}

/// The texts of an email about a subscription.
fn of_subscription<'a>(email: &SubscriptionEmail<'a>) -> Filled<'a> {
    Filled::new(email.texts, &email.settings.base_url)
        .with(MailPlaceholder::ShopName, &email.settings.name)
        .with(MailPlaceholder::Product, email.name)
}

/// Composes the notification that a variant is back in stock.
pub(crate) fn stock_returned(email: &SubscriptionEmail<'_>) -> Result<Email, MailError> {
    let SubscriptionEmail { link, end, settings, .. } = *email;
    let (shop_name, seller) = (settings.name.as_str(), &settings.seller);
    let filled = of_subscription(email);
    let (text, html) = (filled.text(), filled.html());
    Ok(Email {
        subject: filled.subject(MailSlot::Subject),
        text: rendered(&BackText { shop_name, link, end, seller, words: &text })?,
        html: rendered(&BackHtml { shop_name, link, end, seller, words: &html })?,
        end: Some(end.to_owned()),
    })
}

/// Composes the request to confirm a subscription.
pub(crate) fn subscription_requested(email: &SubscriptionEmail<'_>) -> Result<Email, MailError> {
    let SubscriptionEmail { link, end, settings, .. } = *email;
    let (shop_name, seller) = (settings.name.as_str(), &settings.seller);
    let filled = of_subscription(email);
    let (text, html) = (filled.text(), filled.html());
    Ok(Email {
        subject: filled.subject(MailSlot::Subject),
        text: rendered(&ConfirmText { shop_name, link, end, seller, words: &text })?,
        html: rendered(&ConfirmHtml { shop_name, link, end, seller, words: &html })?,
        end: Some(end.to_owned()),
    })
}

/// Composes the acknowledgement of a withdrawal, or without texts its report to the merchant.
pub(crate) fn withdrawal(email: &WithdrawalEmail<'_>) -> Result<Email, MailError> {
    let WithdrawalEmail { received, settings, texts } = *email;
    let (shop_name, seller) = (settings.name.as_str(), &settings.seller);
    let (subject, text, html) = match texts {
        Some(texts) => {
            let mut filled =
                Filled::new(texts, &settings.base_url).with(MailPlaceholder::ShopName, shop_name);
            // Of what a stranger wrote, nothing but an order number is repeated.
            let number = received.order_number();
            if let Some(number) = &number {
                filled = filled.with(MailPlaceholder::OrderNumber, number);
            }
            let slot = match number {
                Some(_) if texts.kind().slots().contains(&MailSlot::NumberedSubject) => {
                    MailSlot::NumberedSubject
                }
                _ => MailSlot::Subject,
            };
            (filled.subject(slot), filled.text(), filled.html())
        }
        None => {
            (rendered(&WithdrawalReportSubject { received })?, Words::default(), Words::default())
        }
    };
    let report = texts.is_none();
    Ok(Email {
        subject,
        text: rendered(&WithdrawalText { shop_name, received, seller, words: &text, report })?,
        html: rendered(&WithdrawalHtml { shop_name, received, seller, words: &html, report })?,
        end: None,
    })
}
