//! What the eyepiece and camera calculator is asked, and what it shows.

use domain::{
    Money,
    checkout::FieldError,
    optics::pairing::{Camera, Eyepiece, Factor, Photo, Telescope, Visual},
    stock::StockLevel,
};

/// The value of a choice that stands for numbers typed beside it.
pub const OWN: &str = "own";

/// What was asked, as typed. A choice that is not in the address is `None`; an empty one means none
/// of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Question {
    /// The key of a telescope, or [`OWN`].
    pub telescope: Option<String>,
    /// In mm.
    pub aperture: String,
    /// In mm.
    pub focal_length: String,
    /// The key of an eyepiece, `box-1` for the first that comes with the telescope, or [`OWN`].
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

    /// Reads a question by the names of its fields; `get` gives none for a field that is not in the
    /// address.
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

    /// The fields that count, in the order of the form: what was chosen, and the numbers that were
    /// typed for one's own.
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

/// One of the things to choose from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// In the address.
    pub value: String,
    /// As people read it.
    pub text: String,
}

/// Choices under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceGroup {
    /// The heading.
    pub label: String,
    /// What stands under it.
    pub choices: Vec<Choice>,
}

/// A chosen product, to look at or to buy.
#[derive(Clone, PartialEq, Debug)]
pub struct ChosenProduct {
    /// Its page, with the variant.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The variant, such as "Focal length 32 mm"; may be empty.
    pub detail: String,
    /// In the shopper's currency.
    pub price: Money,
    /// Whether other variants cost more.
    pub from: bool,
    /// What is left.
    pub stock: StockLevel,
    /// The variant that a button adds; none where one has to be chosen, or nothing is left.
    pub sku: Option<String>,
}

/// What a telescope shows with what was chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The telescope.
    pub telescope: Telescope,
    /// Its name; empty for one's own.
    pub telescope_name: String,
    /// Whether it is for the Sun and for nothing else.
    pub solar: bool,
    /// The highest useful magnification: what the merchant says of it, or twice the aperture.
    pub highest: f64,
    /// The Barlow lens or reducer.
    pub factor: Factor,
    /// The eyepiece.
    pub eyepiece: Option<Eyepiece>,
    /// What one sees through it; none without one, or when the numbers make no instrument.
    pub visual: Option<Visual>,
    /// The camera.
    pub camera: Option<Camera>,
    /// What it records; none without one, or when the numbers make no instrument.
    pub photo: Option<Photo>,
    /// What the shop sells of it.
    pub products: Vec<ChosenProduct>,
}

/// The calculator's page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalculatorView {
    /// As typed, with what the calculator chose itself.
    pub question: Question,
    /// Telescopes by category.
    pub telescopes: Vec<ChoiceGroup>,
    /// Eyepieces that come with the chosen telescope.
    pub boxed: Vec<Choice>,
    /// Eyepieces by product.
    pub eyepieces: Vec<ChoiceGroup>,
    /// Barlow lenses and reducers.
    pub barlows: Vec<Choice>,
    /// Cameras.
    pub cameras: Vec<Choice>,
    /// Whether the telescope is an example, since none was named.
    pub example: bool,
    /// Whether the page is that without a question, the one that search engines keep.
    pub plain: bool,
    /// What is wrong, by field.
    pub errors: Vec<FieldError>,
    /// None while the telescope is not known.
    pub answer: Option<Answer>,
    /// The address of this page with what counts and nothing else.
    pub address: String,
}
