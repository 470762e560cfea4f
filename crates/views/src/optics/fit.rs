//! "Does it fit your telescope?" on the page of an accessory.

use domain::optics::fit::Verdict;
use serde::{Deserialize, Serialize};

/// A telescope to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TelescopeChoice {
    /// Its slug, the value in the query.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The brand's name.
    pub brand: String,
}

/// What is wrong with the telescope in the query.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TelescopeError {
    /// None was chosen.
    Missing,
    /// The shop does not sell it.
    Unknown,
    /// The name matches several.
    Several,
}

/// An adapter that the shop sells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Bridge {
    /// Its name.
    pub name: String,
    /// Its page with this variant.
    pub href: String,
    /// SKU that a button adds; `None` if it is sold out.
    pub sku: Option<String>,
    /// Its price.
    pub price: domain::Money,
}

/// The verdict for one telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Judged {
    /// The telescope.
    pub telescope: TelescopeChoice,
    /// The verdict.
    pub verdict: Verdict,
    /// The adapter of [`Part::Adapter`].
    pub bridge: Option<Bridge>,
}

/// "Does it fit your telescope?" on the page of an accessory.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct FitView {
    /// Telescopes to choose from, by brand and size.
    pub telescopes: Vec<TelescopeChoice>,
    /// The one that was chosen.
    pub chosen: Option<Judged>,
    /// What is wrong with the choice.
    pub problem: Option<TelescopeError>,
    /// Telescopes that it fits.
    pub fits: Vec<Judged>,
    /// Telescopes that it does not fit.
    pub refused: Vec<Judged>,
    /// Telescopes with a missing measurement.
    pub unknown: Vec<Judged>,
    /// The number of telescopes omitted from these lists.
    pub more: usize,
    /// URL of the full lists.
    pub all: String,
}
