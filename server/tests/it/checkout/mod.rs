//! Checkout, from the first step to the order's page.

mod contact;
mod country;
mod order;
mod payment;
mod place;
mod steps;

use crate::site::CONTACT;

/// The contact form with some fields changed.
fn changed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept =
        CONTACT.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}
