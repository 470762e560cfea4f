//! What a shopper sees of the catalogue: cards, products, pictures, facets and pages of results.

use crate::{Money, fit::FitView};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many products stand on one page of a list.
pub const PAGE_SIZE: usize = 24;

/// Stock as a shopper is told it. Small numbers are exact; large ones only say that there is
/// enough, so that an order does not change every page that shows the product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum StockLevel {
    /// Nothing left to sell.
    SoldOut,
    /// One to five left.
    Few(u8),
    /// More than five.
    Enough,
}

impl StockLevel {
    /// The level for a number of pieces; negative counts as none.
    #[must_use]
    pub fn of(pieces: i64) -> Self {
        match pieces {
            ..=0 => Self::SoldOut,
            1..=5 => Self::Few(u8::try_from(pieces).unwrap_or(5)),
            _ => Self::Enough,
        }
    }

    /// Whether at least one piece can be bought.
    #[must_use]
    pub fn available(self) -> bool {
        self != Self::SoldOut
    }
}

/// A picture by its content hash; renditions of it are at `/media/{hash}/{width}.webp`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the source in hexadecimal, shortened to 32 digits.
    pub hash: String,
    /// Alternative text.
    pub alt: String,
    /// Pixels of the source.
    pub width: u32,
    /// Pixels of the source.
    pub height: u32,
    /// A picture of a few pixels as a `data:` URI, shown blurred until the real one is there; may
    /// be empty.
    pub placeholder: String,
    /// Whether pages show the source itself, `/media/{hash}/drawing.svg`, and not renditions of it.
    pub drawing: bool,
}

/// One value of an attribute as it is stored: typed, without its unit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A quantity in the attribute's unit.
    Number(f64),
    /// One word or phrase.
    Text(String),
    /// Several of them.
    List(Vec<String>),
}

/// The open attributes of a product, by key.
pub type Attributes = BTreeMap<String, Value>;

/// What the kind of an attribute's facet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetKind {
    /// Values to tick.
    Values,
    /// A range of numbers, cut into a few bands.
    Range,
}

/// An attribute that products can have.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AttributeDefinition {
    /// The key in [`Attributes`], such as `focal_length`.
    pub key: String,
    /// As people read it: "Focal length".
    pub name: String,
    /// The unit after a number, such as `mm`; may be empty.
    pub unit: String,
    /// Decimal digits shown of a number.
    pub decimals: u8,
    /// The heading it stands under in the table of specifications.
    pub group: String,
    /// Order in that table.
    pub position: i32,
    /// Whether and how one can filter by it.
    pub facet: Option<FacetKind>,
    /// Its rank among the key specifications on a card, if it is one.
    pub card: Option<i32>,
    /// One sentence for beginners.
    pub explanation: String,
    /// Whether its values are words to search for.
    #[serde(default = "searched")]
    pub search: bool,
}

/// What is searched unless told otherwise.
fn searched() -> bool {
    true
}

impl AttributeDefinition {
    /// The value as people read it: `714 mm`, `f/7`, `1.25″, 2″`, with no-break spaces before
    /// units.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        let unit = match self.unit.as_str() {
            "" => String::new(),
            "f/" => String::new(),
            "°" | "×" | "″" | "′" | "%" => self.unit.clone(),
            unit => format!("\u{a0}{unit}"),
        };
        match value {
            Value::Flag(true) => "Yes".to_owned(),
            Value::Flag(false) => "No".to_owned(),
            Value::Number(number) => {
                let digits = crate::text::number(*number, usize::from(self.decimals));
                if self.unit == "f/" { format!("f/{digits}") } else { format!("{digits}{unit}") }
            }
            Value::Text(text) => format!("{text}{unit}"),
            Value::List(list) => {
                list.iter().map(|item| format!("{item}{unit}")).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// A product in a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProductCard {
    /// Its page is `/products/{slug}`.
    pub slug: String,
    /// Its name, which contains the model but not always the brand.
    pub name: String,
    /// The brand's name.
    pub brand: String,
    /// The first picture.
    pub picture: Option<Picture>,
    /// Two or three key specifications, ready to read.
    pub specs: Vec<String>,
    /// The lowest price of its variants, in the shopper's currency.
    pub price: Money,
    /// Whether other variants cost more.
    pub from: bool,
    /// The best level of its variants.
    pub stock: StockLevel,
}

/// A link to a category or page in a trail or menu.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// A path such as `/categories/refractors`.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// One thing that can be bought: a product in one choice of its options.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct VariantView {
    /// The stock keeping unit, unique in the shop.
    pub sku: String,
    /// What tells it from its siblings, such as "With tripod"; empty when there is one variant
    /// only.
    pub label: String,
    /// The name of the option, such as "Set".
    pub option: String,
    /// Price in the shopper's currency.
    pub price: Money,
    /// What is left of it.
    pub stock: StockLevel,
    /// The weight of the parcel, such as "29.5 kg"; empty when it is not known.
    pub weight: String,
    /// The same in grams; 0 when it is not known.
    pub grams: i64,
}

/// A row of the specification table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Spec {
    /// The attribute's name.
    pub name: String,
    /// The value, ready to read.
    pub value: String,
    /// One sentence on the term; may be empty.
    pub explanation: String,
}

/// What the product's numbers say about what one sees: one row an eyepiece.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EyepieceRow {
    /// "32 mm, 52°"
    pub eyepiece: String,
    /// Where the shop sells it.
    pub href: Option<String>,
    /// Whether it comes with the telescope.
    pub in_box: bool,
    /// "22×"
    pub magnification: String,
    /// "2.3°"; empty where the eyepiece's own field is not known.
    pub true_field: String,
    /// "4.6 mm"
    pub exit_pupil: String,
    /// What is wrong with it on this telescope.
    pub limit: Option<EyepieceLimit>,
}

/// Why an eyepiece does not suit a telescope.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum EyepieceLimit {
    /// Beyond the highest useful power.
    Power,
    /// The beam is wider than the eye's pupil.
    Pupil,
}

/// The computed optics of a telescope.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum OpticsView {
    /// For the night.
    Night(NightView),
    /// For the Sun and for nothing else.
    Sun(SunView),
}

/// What a telescope shows at night.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NightView {
    /// "204×": twice the aperture in millimetres, or what is said of the instrument.
    pub highest_power: String,
    /// "12.7 mag"
    pub faintest_star: String,
    /// "1.14″": Dawes' limit.
    pub splits_to: String,
    /// How many times more light than an eye with a pupil of 7 mm.
    pub light_gain: String,
    /// With a few eyepieces, weakest power first.
    pub eyepieces: Vec<EyepieceRow>,
}

/// What a telescope shows of the Sun.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SunView {
    /// "3.7 mm": the disc at the focus.
    pub disc: String,
    /// "98×": the power at which the disc fills an eyepiece of 52°.
    pub filling_power: String,
    /// "2100 km": Dawes' limit on the Sun.
    pub detail: String,
    /// "0.07 nm", where it lets only one line through.
    pub bandwidth: Option<String>,
}

/// Everything on a product's page that is the same for all who see it in one currency.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProductView {
    /// Its page is `/products/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The brand's name.
    pub brand: String,
    /// One honest sentence.
    pub summary: String,
    /// Rich description as sanitised HTML.
    pub description: String,
    /// The brand's story in a sentence or two.
    pub brand_story: String,
    /// From the root category to the product's own.
    pub trail: Vec<Link>,
    /// The first shows the chosen variant; the others are of all variants.
    pub pictures: Vec<Picture>,
    /// The two to four numbers that matter most, beside the price.
    pub key_specs: Vec<Spec>,
    /// The whole table by heading.
    pub specs: Vec<(String, Vec<Spec>)>,
    /// All variants; never empty.
    pub variants: Vec<VariantView>,
    /// Which one is chosen: an index into `variants`.
    pub chosen: usize,
    /// Whether one looks or photographs through it.
    pub shows: bool,
    /// Whether it is screwed, pushed or clamped to something else: whether it fits is a question.
    pub connects: bool,
    /// What it shows with eyepieces, for telescopes.
    pub optics: Option<OpticsView>,
    /// Which telescopes it fits, for what is joined to one.
    pub fit: Option<FitView>,
    /// The calculator with this product chosen, where it can calculate with it.
    pub calculator: Option<String>,
    /// What one needs beside it.
    pub needs: Vec<NeedView>,
    /// Other products like it.
    pub related: Vec<ProductCard>,
    /// `<title>` without the shop's name.
    pub seo_title: String,
    /// Meta description.
    pub seo_description: String,
}

/// Something that one needs beside a product.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NeedView {
    /// The product; none for something that the shop does not sell.
    pub card: Option<ProductCard>,
    /// The variant that the button adds; none where one has to be chosen, or nothing is left.
    pub sku: Option<String>,
    /// What it is for.
    pub why: String,
    /// Its page; for what is joined to the telescope that needs it, with the verdict. Empty for
    /// something that the shop does not sell.
    pub href: String,
}

/// A category in the menu or on the home page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CategoryCard {
    /// Its page is `/categories/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A sentence that helps to choose.
    pub intro: String,
    /// How many products it and its children hold.
    pub count: usize,
    /// A picture of one of its products.
    pub picture: Option<Picture>,
    /// The categories below it that hold products, for the menu.
    pub children: Vec<Link>,
}

/// The order of a list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// The shop's own order, or the best match for a search.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Latest published first.
    Newest,
    /// By name, A to Z.
    Name,
}

impl Sort {
    /// All, in the order of the menu.
    pub const ALL: [Self; 5] =
        [Self::Relevance, Self::PriceUp, Self::PriceDown, Self::Newest, Self::Name];

    /// As it stands in the URL.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::PriceUp => "price-up",
            Self::PriceDown => "price-down",
            Self::Newest => "newest",
            Self::Name => "name",
        }
    }

    /// The sort with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// One value of a facet, with how many products it would leave.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value of the query parameter.
    pub key: String,
    /// What it says.
    pub label: String,
    /// Products with it among those that all other facets leave.
    pub count: usize,
    /// Whether it is applied.
    pub chosen: bool,
    /// The same list with this value taken off (when chosen) or put on.
    pub href: String,
}

/// A facet with its values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facet {
    /// The name of the query parameter.
    pub key: String,
    /// What it says.
    pub label: String,
    /// One sentence on the term; may be empty.
    pub explanation: String,
    /// In the order to show.
    pub values: Vec<FacetValue>,
}

/// What is wrong with a typed range of prices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PriceProblem {
    /// The lowest price is no amount.
    From,
    /// The highest price is no amount.
    To,
    /// The lowest is above the highest.
    Crossed,
}

/// A lowest and a highest price to type, in the shopper's currency.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PriceFilter {
    /// As typed; may be empty.
    pub from: String,
    /// As typed; may be empty.
    pub to: String,
    /// The currency that it is in.
    pub currency: Option<crate::Currency>,
    /// What is wrong; the range is not applied then.
    pub problem: Option<PriceProblem>,
}

impl PriceFilter {
    /// Whether anything was typed.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

/// A page of a category or of a search.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Listing {
    /// Where it lives, without the query: `/categories/refractors` or `/search`.
    pub path: String,
    /// What was searched for, if this is a search.
    pub query: Option<String>,
    /// Heading.
    pub title: String,
    /// A sentence or two on top; may be empty.
    pub intro: String,
    /// A paragraph of advice below; may be empty.
    pub guide: String,
    /// From the root category to this one; empty for a search.
    pub trail: Vec<Link>,
    /// The categories below this one.
    pub children: Vec<CategoryCard>,
    /// Products that match, over all pages.
    pub total: usize,
    /// The cards of this page.
    pub cards: Vec<ProductCard>,
    /// To narrow it.
    pub facets: Vec<Facet>,
    /// The lowest and highest price as typed.
    pub price: PriceFilter,
    /// Applied facet values with the link that removes each.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// The order in force.
    pub sort: Sort,
    /// Page number from 1.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// The page before, if there is one.
    pub previous: Option<String>,
    /// The page after, if there is one.
    pub next: Option<String>,
    /// For a search with a spelling that nothing matched: what was searched instead.
    pub corrected: Option<String>,
    /// A maker that was searched for and that the shop does not carry: the list shows what comes
    /// nearest.
    pub not_carried: Option<String>,
    /// What the merchant says of what was searched for, such as that it is not sold.
    pub note: Option<String>,
    /// Whether nothing has a price of the budget, so that what comes nearest is shown.
    pub budget_missed: bool,
    /// Whether the cheapest stand first since the words asked for that.
    pub cheapest_first: bool,
    /// For a search that speaks of money: the lowest and the highest price that the list keeps to.
    pub budget: Option<(Option<Money>, Option<Money>)>,
}
