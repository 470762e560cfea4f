//! The cart as a shopper sees it.

use crate::catalogue::Picture;
use domain::Money;
use serde::{Deserialize, Serialize};
use time::Date;

/// Why a line differs from what the shopper left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineNotice {
    /// Sold out.
    SoldOut,
    /// No longer sold.
    Withdrawn,
    /// Fewer units are left than the quantity of the line.
    OnlyLeft(u32),
    /// The price has changed since the line was added; contains the old one.
    Repriced(Money),
}

/// What a line costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LinePrice {
    /// Price of one unit.
    pub unit: Money,
    /// Price of the whole line.
    pub total: Money,
}

/// One line of the cart as shown.
#[derive(Clone, PartialEq, Debug)]
pub struct CartLineView {
    /// SKU of the variant.
    pub sku: String,
    /// Slug of the product.
    pub slug: String,
    /// Name of the product.
    pub name: String,
    /// Label of the variant; may be empty.
    pub label: String,
    /// A picture of the variant.
    pub picture: Option<Picture>,
    /// Up to three key specifications, as on the product's card.
    pub specs: Vec<String>,
    /// Quantity requested.
    pub quantity: u32,
    /// Maximum quantity that can be ordered now.
    pub available: u32,
    /// None if there is no exchange rate for its price, nor for the one that the shopper saw last.
    /// The line is then [`LineNotice::Withdrawn`].
    pub price: Option<LinePrice>,
    /// The lowest price of a unit in the 30 days before it was reduced, if it is.
    pub prior: Option<Money>,
    /// Notices for the shopper.
    pub notices: Vec<LineNotice>,
}

impl CartLineView {
    /// The available quantity, if the line asks for more.
    #[must_use]
    pub fn left(&self) -> Option<u32> {
        self.notices.iter().find_map(|notice| {
            if let LineNotice::OnlyLeft(left) = notice { Some(*left) } else { None }
        })
    }

    /// Whether the line can be ordered as it is.
    #[must_use]
    pub fn orderable(&self) -> bool {
        !self.notices.iter().any(|n| {
            matches!(n, LineNotice::SoldOut | LineNotice::Withdrawn | LineNotice::OnlyLeft(_))
        })
    }
}

/// A change to the cart.
///
/// `key` is a random idempotency key, or empty for none. A change that is sent again because its
/// answer was lost has the same key and is applied only once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CartChange {
    /// Adds units of a variant.
    Add {
        /// SKU of the variant.
        sku: String,
        /// Quantity as typed.
        quantity: String,
        /// Idempotency key.
        key: String,
    },
    /// Changes the quantity of a line relative to the current one.
    Step {
        /// SKU of the variant.
        sku: String,
        /// Units to add; negative to remove.
        by: i32,
        /// Idempotency key.
        key: String,
    },
    /// Sets the quantity of a line; 0 removes it.
    Set {
        /// SKU of the variant.
        sku: String,
        /// Quantity as typed.
        quantity: String,
    },
    /// Undoes the last removal.
    Undo,
    /// Removes all lines.
    Empty,
}

impl CartChange {
    /// The SKU of the line to change.
    #[must_use]
    pub fn line(&self) -> Option<&str> {
        match self {
            Self::Step { sku, .. } | Self::Set { sku, .. } => Some(sku),
            Self::Add { .. } | Self::Undo | Self::Empty => None,
        }
    }

    /// The idempotency key, if any.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Add { key, .. } | Self::Step { key, .. } => {
                Some(key.as_str()).filter(|key| !key.is_empty())
            }
            Self::Set { .. } | Self::Undo | Self::Empty => None,
        }
    }

    /// Whether nothing is left to do if the line, or the removal to undo, does not exist: the
    /// change was made by an earlier request whose answer was lost, or in another tab.
    #[must_use]
    pub fn is_met_without_line(&self) -> bool {
        match self {
            Self::Set { quantity, .. } => quantity == "0",
            Self::Step { by, .. } => *by < 0,
            Self::Undo => true,
            Self::Add { .. } | Self::Empty => false,
        }
    }

    /// The fields of a form post with the same effect; its route is
    /// [`cart_change`](crate::routes::cart_change).
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = match self {
            Self::Add { sku, quantity, .. } => {
                vec![("sku", sku.as_str()), ("quantity", quantity.as_str())]
            }
            Self::Step { by, .. } => vec![("step", if *by < 0 { "-1" } else { "1" })],
            Self::Set { quantity, .. } => vec![("quantity", quantity.as_str())],
            Self::Undo | Self::Empty => Vec::new(),
        };
        fields.extend(self.key().map(|key| ("key", key)));
        fields
    }
}

/// The cart as shown, with estimated totals.
#[derive(Clone, PartialEq, Debug)]
pub struct CartView {
    /// In the order in which they were added.
    pub lines: Vec<CartLineView>,
    /// Total quantity.
    pub count: u32,
    /// Totals for `country`.
    pub totals: domain::pricing::Totals,
    /// Tax by rate.
    pub taxes: Vec<domain::tax::TaxLine>,
    /// ISO 3166 code of the country of the estimate.
    pub country: String,
    /// Weights of the contents.
    pub load: domain::shipping::Load,
    /// Parcel or freight.
    pub carriage: domain::shipping::Carriage,
    /// The amount missing for free standard delivery; `None` if it is free already.
    pub to_free_delivery: Option<Money>,
    /// The latest day of delivery; `None` if nothing can be ordered.
    pub arrives: Option<Date>,
    /// The last removal, if it can be undone.
    pub undo: Option<Removed>,
}

/// Lines that were removed together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Removed {
    /// Name of the first line's product.
    pub name: String,
    /// Number of lines.
    pub lines: u32,
    /// Their total quantity.
    pub units: u32,
}

impl CartView {
    /// Whether the cart can proceed to checkout.
    #[must_use]
    pub fn orderable(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(CartLineView::orderable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_additions_and_steps_have_a_key_unless_it_is_empty() {
        let (sku, quantity) = ("SCOPE".to_owned(), "2".to_owned());
        for (key, expected) in [("one", Some("one")), ("", None)] {
            let key = key.to_owned();
            let add =
                CartChange::Add { sku: sku.clone(), quantity: quantity.clone(), key: key.clone() };
            let step = CartChange::Step { sku: sku.clone(), by: 1, key };
            for change in [add, step] {
                assert_eq!(change.key(), expected, "{change:?}");
                let sent = change.fields().into_iter().find(|(name, _)| *name == "key");
                assert_eq!(sent.map(|(_, key)| key), expected, "{change:?}");
            }
        }
        for change in [CartChange::Set { sku, quantity }, CartChange::Undo, CartChange::Empty] {
            assert_eq!(change.key(), None, "{change:?}");
        }
    }
}
