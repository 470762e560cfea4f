//! Input and output of the eyepiece and camera calculator.

use domain::{
    Money,
    checkout::FieldError,
    optics::pairing::{Camera, Eyepiece, Factor, Photo, TelescopeOptics, Visual},
    stock::StockLevel,
};

/// The value of a choice that stands for numbers typed beside it.
pub const OWN: &str = "own";

/// The input as typed. A choice missing from the query is `None`; an empty one means "none".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Question {
    /// The key of a telescope, or [`OWN`].
    pub telescope: Option<String>,
    /// In mm.
    pub aperture: String,
    /// In mm.
    pub focal_length: String,
    /// The key of an eyepiece, `box-1` for the first one supplied with the telescope, or [`OWN`].
    pub eyepiece: Option<String>,
    /// In mm.
    pub eyepiece_focal_length: String,
    /// In degrees.
    pub apparent_field: String,
    /// The key of a Barlow lens or reducer, or [`OWN`].
    pub barlow: Option<String>,
    /// Of the Barlow lens or reducer.
    pub factor: String,
    /// The key of a camera, or [`OWN`].
    pub camera: Option<String>,
    /// In mm.
    pub sensor_width: String,
    /// In mm.
    pub sensor_height: String,
    /// In µm.
    pub pixel_size: String,
}

impl Question {
    /// The names of all fields, in the order of the form.
    pub const FIELDS: [&str; 12] = [
        "telescope",
        "aperture",
        "focal-length",
        "eyepiece",
        "eyepiece-focal-length",
        "apparent-field",
        "barlow",
        "factor",
        "camera",
        "sensor-width",
        "sensor-height",
        "pixel-size",
    ];

    /// Reads a question by field names; `get` returns `None` for a field missing from the query.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default();
        Self {
            telescope: get("telescope"),
            aperture: text("aperture"),
            focal_length: text("focal-length"),
            eyepiece: get("eyepiece"),
            eyepiece_focal_length: text("eyepiece-focal-length"),
            apparent_field: text("apparent-field"),
            barlow: get("barlow"),
            factor: text("factor"),
            camera: get("camera"),
            sensor_width: text("sensor-width"),
            sensor_height: text("sensor-height"),
            pixel_size: text("pixel-size"),
        }
    }

    /// The fields that matter, in the order of the form: choices, and typed numbers where the
    /// choice is [`OWN`].
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        type Own<'list, 'text> = &'list [(&'static str, &'text str)];
        let groups: [(&'static str, Option<&str>, Own<'_, '_>); 4] = [
            (
                "telescope",
                self.telescope.as_deref(),
                &[("aperture", &self.aperture), ("focal-length", &self.focal_length)],
            ),
            (
                "eyepiece",
                self.eyepiece.as_deref(),
                &[
                    ("eyepiece-focal-length", &self.eyepiece_focal_length),
                    ("apparent-field", &self.apparent_field),
                ],
            ),
            ("barlow", self.barlow.as_deref(), &[("factor", &self.factor)]),
            (
                "camera",
                self.camera.as_deref(),
                &[
                    ("sensor-width", &self.sensor_width),
                    ("sensor-height", &self.sensor_height),
                    ("pixel-size", &self.pixel_size),
                ],
            ),
        ];
        let mut fields = Vec::new();
        for (name, choice, own) in groups {
            let Some(choice) = choice else { continue };
            // Without the field, the calculator would choose an eyepiece.
            if !choice.is_empty() || name == "eyepiece" {
                fields.push((name, choice));
            }
            if choice == OWN {
                fields.extend(own);
            }
        }
        fields
    }
}

/// An option to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The value in the query.
    pub value: String,
    /// Display text.
    pub text: String,
}

/// Choices under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceGroup {
    /// The heading.
    pub label: String,
    /// The choices under it.
    pub choices: Vec<Choice>,
}

/// A chosen product, with a link and a buy button.
#[derive(Clone, PartialEq, Debug)]
pub struct ChosenProduct {
    /// Its page, with the variant selected.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The variant, such as "Focal length 32 mm"; may be empty.
    pub detail: String,
    /// Price in the shopper's currency.
    pub price: Money,
    /// Whether other variants cost more.
    pub from: bool,
    /// Stock level.
    pub stock: StockLevel,
    /// SKU that the button adds; `None` if options must be chosen or it is sold out.
    pub sku: Option<String>,
}

/// The performance of a telescope with the chosen equipment.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The telescope.
    pub telescope: TelescopeOptics,
    /// Its name; empty for typed numbers.
    pub telescope_name: String,
    /// Whether it is a dedicated solar telescope.
    pub solar: bool,
    /// The highest useful magnification: the merchant's figure, or twice the aperture.
    pub highest: f64,
    /// The Barlow lens or reducer.
    pub factor: Factor,
    /// The eyepiece.
    pub eyepiece: Option<Eyepiece>,
    /// The view through the eyepiece; `None` without one or if the numbers are implausible.
    pub visual: Option<Visual>,
    /// The camera.
    pub camera: Option<Camera>,
    /// The image of the camera; `None` without one or if the numbers are implausible.
    pub photo: Option<Photo>,
    /// The chosen products that the shop sells.
    pub products: Vec<ChosenProduct>,
}

/// The calculator's page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalculatorView {
    /// As typed, with the calculator's own choices filled in.
    pub question: Question,
    /// Telescopes by category.
    pub telescopes: Vec<ChoiceGroup>,
    /// Eyepieces supplied with the chosen telescope.
    pub boxed: Vec<Choice>,
    /// Eyepieces by product.
    pub eyepieces: Vec<ChoiceGroup>,
    /// Barlow lenses and reducers.
    pub barlows: Vec<Choice>,
    /// Cameras.
    pub cameras: Vec<Choice>,
    /// Whether the telescope is an example because none was chosen.
    pub example: bool,
    /// Whether the page has no query; this is the one that search engines index.
    pub plain: bool,
    /// Errors by field.
    pub errors: Vec<FieldError>,
    /// `None` until a telescope is known.
    pub answer: Option<Answer>,
    /// The canonical URL of this page: only fields that matter.
    pub address: String,
}
