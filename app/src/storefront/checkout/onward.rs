//! The button that leads on.

use views::checkout::{CheckoutView, Step};

/// The label of a step's button: to the next step, or back to the review that the shopper came
/// from.
pub fn onward(view: &CheckoutView) -> &'static str {
    match view.step.next(view.reached) {
        Step::Contact | Step::Delivery => t!("checkout-to-delivery"),
        Step::Payment => t!("checkout-to-payment"),
        Step::Review => t!("checkout-to-review"),
    }
}
