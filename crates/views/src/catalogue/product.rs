//! The product page, and other views of products.

use crate::{catalogue::Link, optics::FitView};
use domain::{Money, catalogue::PictureRole, stock::StockLevel, tax::TaxClass};
use serde::{Deserialize, Serialize};
use time::Date;

/// A picture by its content hash; renditions of it are at `/media/{hash}/{width}.webp`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the source in hexadecimal, shortened to 32 digits.
    pub hash: String,
    /// Alternative text.
    pub alt: String,
    /// Width of the source in pixels.
    pub width: u32,
    /// Height of the source in pixels.
    pub height: u32,
    /// A tiny picture as a `data:` URI, shown blurred until the picture is loaded; may be empty.
    pub placeholder: String,
    /// Whether pages show the source itself, `/media/{hash}/drawing.svg`, instead of renditions.
    pub drawing: bool,
}

/// A picture on a product's page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductPicture {
    /// The picture.
    pub picture: Picture,
    /// What it shows.
    pub role: Option<PictureRole>,
}

/// A product in a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProductCard {
    /// Slug of its page, `/products/{slug}`.
    pub slug: String,
    /// Its name, which contains the model but not always the brand.
    pub name: String,
    /// The brand's name.
    pub brand: String,
    /// The first picture.
    pub picture: Option<Picture>,
    /// Up to three key specifications, in the merchant's words. The browser needs them only as part
    /// of a text.
    #[serde(skip)]
    pub specs: Vec<String>,
    /// The lowest price of its variants, in the shopper's currency.
    pub price: Money,
    /// The lowest price of the 30 days before that price was reduced, if it is.
    pub prior: Option<Money>,
    /// Whether other variants cost more.
    pub from: bool,
    /// The best stock level of its variants.
    pub stock: StockLevel,
}

/// A variant: what can be bought, a product with its options chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct VariantView {
    /// SKU, unique in the shop.
    pub sku: String,
    /// What distinguishes it from the other variants, such as "With tripod"; empty for a single
    /// variant.
    pub label: String,
    /// The name of the option, such as "Set".
    pub option: String,
    /// Price in the shopper's currency.
    pub price: Money,
    /// The lowest price of the 30 days before it was reduced, if it is.
    pub prior: Option<Money>,
    /// Stock level.
    pub stock: StockLevel,
    /// Weight of the parcel in grams; 0 if unknown.
    pub grams: i64,
}

/// The value of a specification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SpecValue {
    /// Yes or no.
    Flag(bool),
    /// In the merchant's words, or a number with its unit.
    Text(String),
}

impl SpecValue {
    /// The text; `None` for a flag.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Flag(_) => None,
        }
    }
}

/// A row of the specification table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// The attribute's name.
    pub name: String,
    /// The attribute's value.
    pub value: SpecValue,
    /// One sentence that explains the term; may be empty.
    pub explanation: String,
}

/// The performance of a telescope with an eyepiece.
#[derive(Clone, PartialEq, Debug)]
pub struct EyepieceRow {
    /// Focal length of the eyepiece in millimetres.
    pub focal_length: f64,
    /// Apparent field of the eyepiece in degrees.
    pub apparent_field: f64,
    /// The page of the eyepiece, if the shop sells it.
    pub href: Option<String>,
    /// Whether it is supplied with the telescope.
    pub in_box: bool,
    /// Magnification.
    pub magnification: f64,
    /// True field in degrees.
    pub true_field: f64,
    /// Exit pupil in millimetres.
    pub exit_pupil: f64,
    /// Why it does not suit this telescope, if so.
    pub limit: Option<EyepieceLimit>,
}

/// Why an eyepiece does not suit a telescope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EyepieceLimit {
    /// Above the highest useful magnification.
    Power,
    /// The beam is wider than the eye's pupil.
    Pupil,
}

/// The computed performance of a telescope.
#[derive(Clone, PartialEq, Debug)]
pub enum OpticsView {
    /// A telescope for the night sky.
    Night(NightView),
    /// A dedicated solar telescope.
    Sun(SunView),
}

/// The performance of a telescope at night.
#[derive(Clone, PartialEq, Debug)]
pub struct NightView {
    /// The highest useful magnification: twice the aperture in millimetres, or the manufacturer's
    /// figure.
    pub highest_power: f64,
    /// Magnitude of the faintest star.
    pub faintest_star: f64,
    /// Dawes' limit in arcseconds.
    pub splits_to: f64,
    /// How many times more light it gathers than a pupil of 7 mm.
    pub light_gain: f64,
    /// With a few eyepieces, lowest power first.
    pub eyepieces: Vec<EyepieceRow>,
}

/// The performance of a solar telescope.
#[derive(Clone, PartialEq, Debug)]
pub struct SunView {
    /// The Sun's disc at the focus, in millimetres.
    pub disc: f64,
    /// The magnification at which the disc fills an eyepiece of 52°.
    pub filling_power: f64,
    /// Dawes' limit at the Sun, in kilometres.
    pub detail: f64,
    /// In nanometres, for a narrowband instrument.
    pub bandwidth: Option<f64>,
}

/// The content of a product page that depends on nothing but the currency.
#[derive(Clone, PartialEq, Debug)]
pub struct ProductView {
    /// Slug of its page, `/products/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The brand's name.
    pub brand: String,
    /// The URL of the page on how to reach the merchant, if there is one.
    pub contact: Option<String>,
    /// The tax that applies to it.
    pub tax_class: TaxClass,
    /// One honest sentence.
    pub summary: String,
    /// Rich description as sanitised HTML.
    pub description: String,
    /// The brand's story in a sentence or two.
    pub brand_story: String,
    /// From the root category to the product's category.
    pub breadcrumbs: Vec<Link>,
    /// The first shows the chosen variant; the others are shared by all variants.
    pub pictures: Vec<ProductPicture>,
    /// The two to four most important specifications.
    pub key_specs: Vec<Spec>,
    /// All specifications by group.
    pub specs: Vec<(String, Vec<Spec>)>,
    /// All variants; never empty.
    pub variants: Vec<VariantView>,
    /// Index of the chosen variant.
    pub chosen: usize,
    /// Whether one looks or photographs through it.
    pub shows: bool,
    /// Whether it is attached to other equipment, so that compatibility matters.
    pub connects: bool,
    /// The performance of a telescope.
    pub optics: Option<OpticsView>,
    /// Which telescopes it fits, for an accessory.
    pub fit: Option<FitView>,
    /// Link to the calculator with this product, if it is supported.
    pub calculator: Option<String>,
    /// What is needed with it.
    pub needs: Vec<NeedView>,
    /// Similar products.
    pub related: Vec<ProductCard>,
    /// `<title>` without the shop's name.
    pub seo_title: String,
    /// Meta description.
    pub seo_description: String,
}

/// Something that is needed with a product.
#[derive(Clone, PartialEq, Debug)]
pub struct NeedView {
    /// The product; `None` if the shop does not sell it.
    pub card: Option<ProductCard>,
    /// SKU that the button adds; `None` if options must be chosen or it is sold out.
    pub sku: Option<String>,
    /// What it is needed for.
    pub why: String,
    /// Its page; for an accessory of the telescope, with the verdict. Empty if the shop does not
    /// sell it.
    pub href: String,
}

/// Delivery estimate beside the buy button.
#[derive(Clone, PartialEq, Debug)]
pub struct DeliveryNote {
    /// ISO 3166 code of the country.
    pub country: String,
    /// The latest day of arrival.
    pub by: Date,
    /// Price of standard delivery for one unit; zero if free.
    pub price: Money,
    /// Carriage of one unit.
    pub carriage: domain::shipping::Carriage,
    /// Whether the displayed price includes tax.
    pub tax_included: bool,
    /// Whether no tax is charged, so that the recipient pays at the border.
    pub export: bool,
    /// Within how many days it can be returned.
    pub return_days: u32,
}
