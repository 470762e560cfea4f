//! The hash of what a shopper agrees to.

use super::CheckoutSession;
use domain::{
    pricing::Totals,
    shipping::{Carriage, ShippingMethod},
};
use views::cart::CartLineView;

/// Everything on the review page that a shopper agrees to.
pub(crate) struct Review<'a> {
    /// The cart's priced lines.
    pub lines: &'a [CartLineView],
    /// Their totals.
    pub totals: &'a Totals,
    /// Parcel or freight.
    pub carriage: Carriage,
    /// Standard or express.
    pub shipping_method: ShippingMethod,
    /// The latest day of delivery.
    pub latest: time::Date,
    /// Contact, addresses and payment method.
    pub session: &'a CheckoutSession,
}

/// Digest of a review. An order is placed only if it has not changed since it was shown.
pub(crate) fn review_hash(review: &Review<'_>) -> String {
    let Review { lines, totals, session, latest, .. } = review;
    let mut text = String::new();
    for line in *lines {
        // A line without a price is in no order.
        let unit = line.price.map_or_else(String::new, |price| price.unit.minor.to_string());
        text.push_str(&format!("{} {} {unit}\n", line.sku, line.quantity));
    }
    text.push_str(&format!(
        "{} {} {} {} {}\n",
        totals.total.currency,
        totals.subtotal.minor,
        totals.delivery.minor,
        totals.tax.minor,
        totals.total.minor
    ));
    // Nothing if it is the delivery address, which is hashed below.
    let billing =
        session.billing.as_ref().map(|address| address.lines().join("\n")).unwrap_or_default();
    let method = session.method.as_ref().map_or("", |method| &method.token);
    let contact = &session.contact;
    let phone = if review.carriage == Carriage::Freight { session.phone.as_str() } else { "" };
    text.push_str(&format!(
        "{} {latest}\n{}\n{}\n\n{billing}\n\n{method}{}{}",
        review.shipping_method.key(),
        contact.email,
        contact.address.lines().join("\n"),
        if phone.is_empty() { "" } else { "\n\n" },
        phone,
    ));
    crate::sign::digest(text.as_bytes())
}
