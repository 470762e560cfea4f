//! "Does it fit your telescope?" on the page of an accessory.

use domain::optics::fit::Verdict;
use serde::{Deserialize, Serialize};

/// A telescope to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TelescopeChoice {
    /// In the address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The brand's name.
    pub brand: String,
}

/// What is wrong with the telescope that an address names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum AskedError {
    /// None was chosen.
    Missing,
    /// The shop does not sell it.
    Unknown,
    /// There are several.
    Several,
}

/// An adapter that the shop sells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Bridge {
    /// Its name.
    pub name: String,
    /// Its page with this variant.
    pub href: String,
    /// What a button adds; none where nothing is left.
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
    pub problem: Option<AskedError>,
    /// Those that it fits.
    pub fits: Vec<Judged>,
    /// Those that it does not fit.
    pub refused: Vec<Judged>,
    /// Those of which a measure is missing.
    pub unknown: Vec<Judged>,
    /// How many telescopes are in none of the three lists.
    pub more: usize,
    /// Where they all are.
    pub all: String,
}
