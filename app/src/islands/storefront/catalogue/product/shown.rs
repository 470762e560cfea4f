//! The parts below the buy button with their texts.

use domain::Money;
use serde::{Deserialize, Serialize};
use views::{catalogue::Link, optics::TelescopeChoice};

/// "Does it fit your telescope?"
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownFit {
    /// The heading.
    pub title: String,
    /// The sentence below it.
    pub text: String,
    /// The form that checks a telescope.
    pub form: FitForm,
    /// The verdict for the chosen telescope.
    pub verdict: Option<ShownVerdict>,
    /// The heading of the folded list of all telescopes.
    pub all: String,
    /// All telescopes: the heading and the telescopes of each verdict; never empty.
    pub lists: Vec<(String, Vec<ShownTelescope>)>,
    /// The link to those that are not listed.
    pub more: Option<Link>,
}

/// The form that checks a telescope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FitForm {
    pub action: String,
    /// SKU of the variant, if there are several.
    pub variant: Option<String>,
    pub label: String,
    pub choose: String,
    pub check: String,
    /// The telescopes of each brand.
    pub telescopes: Vec<(String, Vec<TelescopeChoice>)>,
    /// The slug of the chosen one.
    pub chosen: Option<String>,
    pub error: Option<String>,
}

/// A verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Tone {
    /// It fits.
    Yes,
    /// It does not fit.
    No,
    /// A measurement is missing.
    Unknown,
}

/// The verdict for a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownVerdict {
    /// The verdict.
    pub tone: Tone,
    /// The verdict in a sentence.
    pub title: String,
    /// The reason, and what else is needed.
    pub reason: String,
    /// The link to the merchant's contact page, if the verdict is open.
    pub ask: Option<Link>,
    /// The adapter between the two.
    pub adapter: Option<ShownAdapter>,
}

/// An adapter with its buy button.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownAdapter {
    pub name: String,
    pub href: String,
    pub price: Money,
    /// SKU that the button adds; `None` if it is sold out.
    pub sku: Option<String>,
    /// The text of the button.
    pub add: String,
    /// The page to return to after the form was posted.
    pub back: String,
}

/// A telescope in a list, with the reason of its verdict if it needs one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownTelescope {
    pub href: String,
    pub name: String,
    pub reason: Option<String>,
}

/// The performance of a telescope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownOptics {
    /// The heading.
    pub title: String,
    /// The sentence below it.
    pub text: String,
    /// Names and values.
    pub figures: Vec<(String, String)>,
    /// The performance with eyepieces.
    pub eyepieces: Option<ShownEyepieces>,
    /// The calculator with this telescope.
    pub calculator: Option<Link>,
    /// The heading of the folded formulas.
    pub formulas_title: String,
    /// The formulas.
    pub formulas: Vec<String>,
}

/// A table of eyepieces.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownEyepieces {
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<ShownEyepiece>,
}

/// The performance with an eyepiece.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownEyepiece {
    pub name: String,
    pub href: Option<String>,
    /// "in the box", if it is supplied.
    pub in_box: Option<String>,
    /// Why it does not suit the telescope, if so.
    pub limit: Option<String>,
    /// The values of the other columns.
    pub values: Vec<String>,
}

/// A row of the specification table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownSpec {
    pub name: String,
    pub value: String,
    /// One sentence that explains the term; may be empty.
    pub explanation: String,
}

/// All specifications.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShownSpecs {
    pub title: String,
    pub text: String,
    /// Each group with its name.
    pub groups: Vec<(String, Vec<ShownSpec>)>,
}
