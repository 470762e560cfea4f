//! Products: the list, the page of one, and changes of many.

use super::{
    form::{FormError, FormView},
    list::{ListView, Paging, Readiness, Status},
};
use crate::withdrawal::LocalTime;

/// The list of products.
#[derive(Clone, PartialEq, Debug)]
pub struct ProductsView {
    /// The list.
    pub list: ListView,
}

/// How a search engine may show a product.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SearchPreview {
    /// The title.
    pub title: String,
    /// The address.
    pub address: String,
    /// The description.
    pub description: String,
}

/// A link with which a draft can be seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftLink {
    /// Its address.
    pub href: String,
    /// How long it works.
    pub until: LocalTime,
}

/// The section whose fields are a table, a row for each variant.
pub const VARIANTS: &str = "variants";

/// What the page of a product that exists has beside its form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductTools {
    /// Its id.
    pub id: String,
    /// Its status.
    pub status: Status,
    /// What it lacks to be sold.
    pub readiness: Readiness,
    /// The keys of what can be done with it, such as `archive`.
    pub actions: Vec<String>,
    /// Its page in the shop, if shoppers see it.
    pub shop: Option<String>,
    /// A link to its draft, if they do not.
    pub draft: Option<DraftLink>,
    /// The entries of the audit log about it, if the person may see them.
    pub audit: Option<String>,
    /// The other variants of one with many.
    pub variants: Paging,
}

/// The page of a product, or of a new one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductEditor {
    /// Its name; empty for a new one.
    pub name: String,
    /// The list that the person came from, at the row of this product.
    pub back: String,
    /// What an existing product has beside the form.
    pub tools: Option<ProductTools>,
    /// The form. The fields of its section [`VARIANTS`] are a table.
    pub form: FormView,
    /// What the rows of that table are called; all have the same number of fields.
    pub rows: Vec<String>,
    /// How search engines may show it.
    pub search: SearchPreview,
}

/// A product or variant before and after a change of many.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BulkRow {
    /// Its name.
    pub name: String,
    /// What was there.
    pub before: String,
    /// What will be there; empty if it stays as it is.
    pub after: String,
    /// Why it stays as it is; empty if it changes.
    pub why: String,
}

/// What a change of many would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BulkPreviewView {
    /// How many change.
    pub changed: usize,
    /// How many stay as they are.
    pub unchanged: usize,
    /// The first that change, and the first that cannot.
    pub rows: Vec<BulkRow>,
    /// What identifies the preview, with everything else that is posted to apply it.
    pub kept: Vec<(String, String)>,
    /// The number to type before many are taken out of the shop.
    pub typed: Option<String>,
    /// What was wrong with the number.
    pub problem: Option<FormError>,
}

/// The page of a change of many.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BulkView {
    /// The key of what is done: `prices`, `status`.
    pub key: String,
    /// How many products are chosen.
    pub chosen: u32,
    /// How it is done.
    pub form: FormView,
    /// What is posted along with the form: which products.
    pub kept: Vec<(String, String)>,
    /// What it would do, once that is known.
    pub preview: Option<BulkPreviewView>,
    /// A notice about it, such as that something changed in between; empty for none.
    pub notice: String,
    /// The list that the person came from.
    pub back: String,
}
