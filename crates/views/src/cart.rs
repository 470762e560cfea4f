//! The cart as a shopper sees it.

use crate::catalogue::Picture;
use domain::Money;
use serde::{Deserialize, Serialize};

/// Why a line is not as the shopper left it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LineNotice {
    /// Nothing is left.
    SoldOut,
    /// It is no longer sold.
    Withdrawn,
    /// Fewer are left than the line asks for.
    OnlyLeft(u32),
    /// The price rose or fell since it was put in; what it was then.
    Repriced(Money),
}

/// One line of the cart as shown.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CartLineView {
    /// The variant.
    pub sku: String,
    /// The product's page.
    pub slug: String,
    /// The product's name.
    pub name: String,
    /// The variant's label; may be empty.
    pub label: String,
    /// The picture that shows the variant.
    pub picture: Option<Picture>,
    /// The two or three values that tell the product apart, as on its card.
    pub specs: Vec<String>,
    /// Pieces asked for.
    pub quantity: u32,
    /// Most that can be asked for now.
    pub available: u32,
    /// Price of one.
    pub unit: Money,
    /// Price of all.
    pub total: Money,
    /// What the shopper must know.
    pub notices: Vec<LineNotice>,
}

impl CartLineView {
    /// Whether the line can be ordered as it stands.
    #[must_use]
    pub fn orderable(&self) -> bool {
        !self.notices.iter().any(|n| {
            matches!(n, LineNotice::SoldOut | LineNotice::Withdrawn | LineNotice::OnlyLeft(_))
        })
    }
}

/// The cart as shown, with an estimate of what it comes to.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CartView {
    /// In the order in which they were added.
    pub lines: Vec<CartLineView>,
    /// Pieces over all lines.
    pub count: u32,
    /// Goods, delivery and tax for `country`.
    pub totals: domain::pricing::Totals,
    /// The tax in them by rate.
    pub taxes: Vec<domain::tax::TaxLine>,
    /// ISO 3166 code that the estimate is for.
    pub country: String,
    /// What is to be carried.
    pub load: domain::shipping::Load,
    /// How the load is carried.
    pub carriage: domain::shipping::Carriage,
    /// What is missing for free standard delivery; `None` when it is free already.
    pub to_free_delivery: Option<Money>,
    /// By which day standard delivery brings it, in words; `None` for an empty cart.
    pub arrives: Option<String>,
    /// What was taken out a moment ago and can be put back.
    pub undo: Option<Removed>,
}

/// Lines that were taken out together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Removed {
    /// The product's name, of the first where there are several.
    pub name: String,
    /// How many lines.
    pub lines: u32,
    /// Pieces over all of them.
    pub pieces: u32,
}

impl CartView {
    /// Whether it can go to checkout.
    #[must_use]
    pub fn orderable(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(CartLineView::orderable)
    }
}
