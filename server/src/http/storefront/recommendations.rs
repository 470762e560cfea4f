//! Products suggested because of the shopper's orders, for the slot of a page.

use crate::{State, session::Visitor};
use shop::recommendations::{Shopper, because_you_bought};

/// The shelf as HTML; empty if there are none, the shopper does not want them, or they are late.
/// `back` is the page to which the button returns that turns them off.
pub(super) async fn shelf(
    state: &State,
    visitor: &Visitor,
    shopper: Shopper<'_>,
    back: &str,
) -> String {
    if visitor.no_suggestions {
        return String::new();
    }
    let because = because_you_bought(&state.shop, shopper, visitor.currency).await;
    app::suggested_shelf(&because.unwrap_or_default(), back)
}
