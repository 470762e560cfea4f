//! Shows what an email would look like.

use super::{InvalidMailText, MailTexts, example, read};
use crate::{
    Context, InternalError,
    content::legal,
    error::internal,
    notifications::mail::{
        Email, MailError, OrderEmail, SubscriptionEmail, WithdrawalEmail, order_placed,
        stock_returned, subscription_requested, withdrawal,
    },
};
use domain::notifications::{MailKind, MailSlot};
use example::Fits;
use std::collections::BTreeMap;
use views::routes;

/// Shows an email with invented contents.
#[derive(Clone, Debug)]
pub struct PreviewMail {
    /// The email.
    pub kind: MailKind,
    /// Texts that are not stored, in place of those that are; empty for the program's.
    pub texts: BTreeMap<MailSlot, String>,
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// A text cannot stand where it should.
    #[error(transparent)]
    Invalid(#[from] InvalidMailText),
    /// The email cannot be composed.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PreviewError);

/// Composes an email with invented contents.
///
/// # Errors
/// See [`PreviewError`].
pub async fn preview(ctx: &Context, command: PreviewMail) -> Result<Email, PreviewError> {
    let PreviewMail { kind, texts: changed } = command;
    let mut texts = read(ctx, kind).await?;
    for (slot, text) in changed {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        InvalidMailText::check(kind, slot, text)?;
        texts = texts.with(slot, text.to_owned());
    }
    compose(ctx, &texts).await
}

/// Composes an email with these texts.
async fn compose(ctx: &Context, texts: &MailTexts) -> Result<Email, PreviewError> {
    let (settings, now, base_url) = (ctx.settings(), ctx.clock().now(), ctx.base_url());
    let home = format!("{base_url}{}", routes::HOME);
    let subscription = SubscriptionEmail {
        to: "",
        name: example::PRODUCT,
        link: &home,
        end: &home,
        settings: &settings,
        texts,
    };
    let acknowledged = |fits: Fits| {
        let received = example::withdrawal(&settings, now, fits);
        withdrawal(&WithdrawalEmail {
            received: &received,
            settings: &settings,
            texts: Some(texts),
        })
    };
    Ok(match texts.kind() {
        MailKind::Order => {
            let (order, legal) = (example::order(&settings, now), legal(ctx).await?);
            order_placed(&OrderEmail {
                shop_name: &settings.name,
                order: &order,
                legal: &legal,
                texts,
                base_url,
                return_days: settings.limits.return_days,
            })?
        }
        MailKind::BackInStock => stock_returned(&subscription)?,
        MailKind::SubscriptionRequest => subscription_requested(&subscription)?,
        MailKind::Withdrawal => acknowledged(Fits::Order)?,
        MailKind::UnknownWithdrawal => acknowledged(Fits::Nothing)?,
    })
}
