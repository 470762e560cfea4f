//! The page of a product, and what else shows products.

use crate::{catalogue::Link, optics::FitView};
use domain::{Money, stock::StockLevel};
use serde::{Deserialize, Serialize};

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

/// When a product would come, for the place beside the buy button.
#[derive(Clone, PartialEq, Debug)]
pub struct DeliveryNote {
    /// English name of the country.
    pub country: String,
    /// "Tuesday, 24 November"
    pub by: String,
    /// Price of standard delivery for one piece; zero is free.
    pub price: Money,
    /// By what one piece comes.
    pub carriage: domain::shipping::Carriage,
    /// Whether the price shown holds the tax.
    pub tax_included: bool,
    /// Whether no tax is charged there at all, so that the receiver pays at the border.
    pub export: bool,
}
