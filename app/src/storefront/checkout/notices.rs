//! The notices at the top of checkout.

use views::checkout::CheckoutNotice;

/// The text of a notice, also for the errors of programs.
#[must_use]
pub fn checkout_notice(notice: CheckoutNotice) -> String {
    let text = match notice {
        CheckoutNotice::Changed => t!("checkout-changed"),
        CheckoutNotice::SoldOut => t!("checkout-sold-out"),
        CheckoutNotice::Declined => t!("payment-declined"),
        CheckoutNotice::Expired => t!("payment-expired"),
        CheckoutNotice::Unconfirmed => t!("payment-refused"),
        CheckoutNotice::Unavailable => t!("payment-unavailable"),
        CheckoutNotice::TooManyCards { seconds } => {
            return t!("payment-wait", minutes = seconds.div_ceil(60));
        }
    };
    text.to_owned()
}
