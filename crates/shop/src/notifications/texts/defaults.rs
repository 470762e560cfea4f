//! The program's texts in emails, which suit any trade.

use domain::notifications::{MailKind, MailSlot};

/// The program's text in a place; empty if it has none.
#[must_use]
pub fn default_text(kind: MailKind, slot: MailSlot) -> &'static str {
    use MailKind::{BackInStock, Order, SubscriptionRequest, UnknownWithdrawal, Withdrawal};
    use MailSlot::{Heading, Next, Note, NumberedSubject, Opening, Returns, Subject};
    match (kind, slot) {
        (Order, Subject) => "Your order {order-number}",
        (Order, Heading) => "Thank you for your order {order-number}",
        (Order, Next) => "We are packing your order and will e-mail you again when it leaves.",
        (Order, Returns) => "You can return it within {return-days} days",
        (BackInStock, Subject) => "Back in stock: {product}",
        (BackInStock, Heading) => "{product} is back in stock",
        (BackInStock, Opening) => {
            "You asked us to let you know. We cannot reserve one for you, so order soon if you \
             still want it."
        }
        (SubscriptionRequest, Subject) => "Please confirm: {product}",
        (SubscriptionRequest, Heading) => "Tell you when {product} is back?",
        (SubscriptionRequest, Opening) => {
            "Somebody, we hope you, asked us to e-mail this address once when {product} is back \
             in stock."
        }
        (Withdrawal, Subject) | (UnknownWithdrawal, NumberedSubject) => {
            "Your withdrawal from order {order-number}"
        }
        (UnknownWithdrawal, Subject) => "Your withdrawal",
        (Withdrawal | UnknownWithdrawal, Heading) => "We have received your withdrawal",
        (Withdrawal, Next) => {
            "What happens next: we will e-mail you how to return the goods. We refund you within \
             14 days of receiving your withdrawal, but may wait until the parcel, or proof that \
             you have sent it, has reached us."
        }
        (UnknownWithdrawal, Opening) => {
            "We have received a withdrawal with this e-mail address. We have not found an order \
             with this address and the number given, so this e-mail does not repeat what was \
             written. We check it by hand and reply to you."
        }
        (_, Note)
        | (Order | Withdrawal, NumberedSubject | Opening)
        | (Withdrawal | UnknownWithdrawal | BackInStock | SubscriptionRequest, Returns)
        | (UnknownWithdrawal, Next)
        | (BackInStock | SubscriptionRequest, NumberedSubject | Next) => "",
    }
}
