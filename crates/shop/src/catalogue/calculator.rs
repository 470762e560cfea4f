//! The calculator: any telescope with any eyepiece, Barlow lens or reducer, and camera, ours or the
//! shopper's own.

use super::{
    gear::{self, Glass, Piece, Scope},
    listing::encode,
    snapshot::{Entry, Snapshot},
};
use crate::Context;
use domain::{
    Currency,
    checkout::{FieldError, Problem},
    optics::{
        exit_pupil, highest_magnification, magnification,
        pairing::{
            self, Camera, Eyepiece, Factor, Field, OpticsError, Telescope, photograph, through,
        },
        quantity::{self, Unit},
    },
    stock::StockLevel,
    text::number,
};
use std::{borrow::Cow, cmp::Reverse, fmt::Write, ops::RangeInclusive};
use views::optics::calculator::{
    Answer, CalculatorView, Choice, ChoiceGroup, ChosenProduct, OWN, Question,
};
use views::routes;

/// Where the calculator is.
pub const PATH: &str = routes::CALCULATOR;

/// The most products of a kind that a list offers. Beyond that, the link on a product's page
/// chooses it.
const MOST: usize = 200;
/// How many pieces of a kind are looked at for one that suits: enough to choose from, few enough
/// for a catalogue of a hundred thousand.
pub(super) const LOOKED_AT: usize = 400;
/// The exit pupil in mm that suits most of the sky: by it an eyepiece is chosen where the question
/// names none.
const FIRST_PUPIL: f64 = 2.0;
/// The beginning of the keys of eyepieces that come with the telescope.
const BOX: &str = "box-";

/// What is wrong with what was asked.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError { field: field.to_owned(), problem });
    }

    /// In the order of the form.
    fn in_order(mut self) -> Vec<FieldError> {
        self.0.sort_by_key(|error| Question::FIELDS.iter().position(|field| *field == error.field));
        self.0
    }

    /// A typed number, or a fault of its field.
    fn number(
        &mut self,
        field: &str,
        text: &str,
        unit: Unit,
        range: &RangeInclusive<f64>,
    ) -> Option<f64> {
        let found = quantity::read(text, unit, range);
        if found.is_none() {
            self.add(field, if text.is_empty() { Problem::Missing } else { Problem::Invalid });
        }
        found
    }

    /// What is typed for a telescope of one's own.
    fn telescope(&mut self, question: &Question) -> Option<Telescope> {
        let aperture =
            self.number("aperture", &question.aperture, Unit::Millimetres, &pairing::APERTURE);
        let focal_length = self.number(
            "focal-length",
            &question.focal_length,
            Unit::Millimetres,
            &pairing::FOCAL_LENGTH,
        );
        match Telescope::new(aperture?, focal_length?) {
            Ok(telescope) => Some(telescope),
            Err(error) => {
                // Each number is possible for itself.
                let problem = if error == OpticsError::FocalRatio {
                    Problem::Mistyped
                } else {
                    Problem::Invalid
                };
                self.add("focal-length", problem);
                None
            }
        }
    }

    fn eyepiece(&mut self, question: &Question) -> Option<Eyepiece> {
        let range = &pairing::EYEPIECE_FOCAL_LENGTH;
        let mm = self.number(
            "eyepiece-focal-length",
            &question.eyepiece_focal_length,
            Unit::Millimetres,
            range,
        );
        let field = self.number(
            "apparent-field",
            &question.apparent_field,
            Unit::Degrees,
            &pairing::APPARENT_FIELD,
        );
        Eyepiece::new(mm?, Field::Apparent(field?)).ok()
    }

    fn factor(&mut self, question: &Question) -> Option<Factor> {
        Factor::new(self.number("factor", &question.factor, Unit::Times, &pairing::FACTOR)?).ok()
    }

    fn camera(&mut self, question: &Question) -> Option<Camera> {
        let width = self.number(
            "sensor-width",
            &question.sensor_width,
            Unit::Millimetres,
            &pairing::SENSOR,
        );
        let height = self.number(
            "sensor-height",
            &question.sensor_height,
            Unit::Millimetres,
            &pairing::SENSOR,
        );
        let pixel = self.number(
            "pixel-size",
            &question.pixel_size,
            Unit::Micrometres,
            &pairing::PIXEL_SIZE,
        );
        Camera::new(width?, height?, pixel?).ok()
    }
}

/// A piece of equipment in a question.
enum Chosen<'a, P, T> {
    Nothing,
    Ours(&'a Piece<P>),
    Own(T),
}

impl<'a, P, T> Chosen<'a, P, T> {
    fn piece(&self) -> Option<&'a Piece<P>> {
        match self {
            Self::Ours(piece) => Some(piece),
            Self::Nothing | Self::Own(_) => None,
        }
    }
}

/// Barlow lens, reducer or camera: one of ours by its key, or one's own. Numbers without a choice
/// are one's own.
fn chosen<'a, T>(
    snapshot: &Snapshot,
    pieces: &'a [Piece<T>],
    field: &str,
    choice: &mut Option<String>,
    typed: bool,
    faults: &mut Faults,
    own: impl FnOnce(&mut Faults) -> Option<T>,
) -> Chosen<'a, T, T> {
    if choice.is_none() && typed {
        *choice = Some(OWN.to_owned());
    }
    match choice.as_deref() {
        None | Some("") => Chosen::Nothing,
        Some(OWN) => own(faults).map_or(Chosen::Nothing, Chosen::Own),
        Some(key) => match gear::find(snapshot, pieces, key) {
            Some(piece) => Chosen::Ours(piece),
            None => {
                faults.add(field, Problem::Invalid);
                Chosen::Nothing
            }
        },
    }
}

fn millimetres(mm: f64) -> String {
    format!("{}\u{a0}mm", number(mm, 1))
}

/// "25 mm, 50°"
fn glass_text(glass: &Glass) -> String {
    format!("{}, {}°", millimetres(glass.eyepiece.focal_length()), number(glass.apparent, 0))
}

impl Snapshot {
    /// The address of the calculator with this variant chosen; none for what it cannot calculate
    /// with.
    pub(super) fn calculator(&self, sku: &str) -> Option<String> {
        fn key<T>(snapshot: &Snapshot, pieces: &[Piece<T>], sku: &str) -> Option<String> {
            gear::find(snapshot, pieces, sku).map(|piece| encode(&piece.key))
        }
        let gear = &self.gear;
        let kinds = [
            ("telescope", key(self, &gear.telescopes, sku)),
            ("eyepiece", key(self, &gear.eyepieces, sku)),
            ("barlow", key(self, &gear.barlows, sku)),
            ("camera", key(self, &gear.cameras, sku)),
        ];
        kinds.into_iter().find_map(|(kind, key)| key.map(|key| format!("{PATH}?{kind}={key}")))
    }

    /// The key of a product's place in the shop's own order.
    fn rank(&self, product: u32) -> impl Ord + use<> {
        let rank = |p: &Entry| (!p.stock().available(), !p.featured, Reverse(p.published_at));
        (self.at(product).map(rank), product)
    }

    fn offered<'a, T>(
        &self,
        pieces: &'a [Piece<T>],
        chosen: Option<&Piece<T>>,
    ) -> Vec<&'a Piece<T>> {
        gear::offered(pieces, chosen, MOST, |product| self.rank(product))
    }

    /// Whether two products share a value of two facets, or nothing is said of one of them.
    fn joins(&self, (one, of_one): (&str, u32), (other, of_other): (&str, u32)) -> bool {
        let (a, b) = (self.labels(one, of_one), self.labels(other, of_other));
        a.is_empty() || b.is_empty() || a.iter().any(|label| b.contains(label))
    }

    /// The telescope for a question that names none: one that takes what is named, for the night,
    /// in stock, with eyepieces in its box.
    fn example(&self, goes_with: Option<u32>) -> Option<&Piece<Scope>> {
        let key = |piece: &&Piece<Scope>| {
            let fits = goes_with.is_none_or(|product| {
                self.joins(("barrel", product), ("focuser_barrel", piece.product))
            });
            let available = self.at(piece.product).is_some_and(|entry| entry.stock().available());
            (
                !fits,
                piece.what.solar,
                !available,
                piece.what.boxed.is_empty(),
                self.rank(piece.product),
            )
        };
        self.gear.telescopes.iter().take(LOOKED_AT).min_by_key(key)
    }

    /// The eyepiece for a question that names none, where the telescope comes without one.
    fn first_eyepiece(&self, telescope: Telescope, product: Option<u32>) -> Option<&Piece<Glass>> {
        let key = |piece: &&Piece<Glass>| {
            let fits = product.is_none_or(|product| {
                self.joins(("barrel", piece.product), ("focuser_barrel", product))
            });
            let power = magnification(telescope.focal_length(), piece.what.eyepiece.focal_length());
            let off = (exit_pupil(telescope.aperture(), power) / FIRST_PUPIL).ln().abs();
            (!fits, !self.in_stock(piece), (off * 1e6).round())
        };
        let better = |a: &&Piece<Glass>, b: &&Piece<Glass>| {
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
        };
        self.gear.eyepieces.iter().take(LOOKED_AT).min_by(better)
    }

    pub(super) fn in_stock<T>(&self, piece: &Piece<T>) -> bool {
        let level = self.at(piece.product).map(|entry| match &piece.sku {
            Some(sku) => entry
                .variants
                .iter()
                .find(|variant| variant.sku == *sku)
                .map_or(StockLevel::SoldOut, |variant| variant.stock),
            None => entry.stock(),
        });
        level.is_some_and(StockLevel::available)
    }

    /// Telescopes under their categories, in the order of the menu, smaller apertures first.
    fn telescope_choices(&self, chosen: Option<&Piece<Scope>>) -> Vec<ChoiceGroup> {
        let mut offered: Vec<(usize, &Piece<Scope>, &Entry)> = self
            .offered(&self.gear.telescopes, chosen)
            .into_iter()
            .filter_map(|piece| self.at(piece.product).map(|entry| (entry.category, piece, entry)))
            .collect();
        offered.sort_by(|a, b| {
            let size = |piece: &Piece<Scope>| piece.what.telescope.aperture();
            a.0.cmp(&b.0).then(size(a.1).total_cmp(&size(b.1))).then(a.2.name.cmp(&b.2.name))
        });
        let choice = |(_, piece, entry): &(usize, &Piece<Scope>, &Entry)| Choice {
            value: piece.key.to_string(),
            text: entry.name.to_string(),
        };
        offered
            .chunk_by(|a, b| a.0 == b.0)
            .map(|group| ChoiceGroup {
                label: group
                    .first()
                    .and_then(|first| self.categories.get(first.0))
                    .map(|c| c.name.clone())
                    .unwrap_or_default(),
                choices: group.iter().map(choice).collect(),
            })
            .collect()
    }

    /// Eyepieces under their products.
    fn eyepiece_choices(&self, chosen: Option<&Piece<Glass>>) -> Vec<ChoiceGroup> {
        let choice = |piece: &&Piece<Glass>| Choice {
            value: piece.key.to_string(),
            text: glass_text(&piece.what),
        };
        self.offered(&self.gear.eyepieces, chosen)
            .chunk_by(|a, b| a.product == b.product)
            .map(|group| ChoiceGroup {
                label: group
                    .first()
                    .and_then(|first| self.at(first.product))
                    .map(|entry| entry.name.to_string())
                    .unwrap_or_default(),
                choices: group.iter().map(choice).collect(),
            })
            .collect()
    }

    /// Products by name, each with a note where the name does not say it.
    fn choices<T>(
        &self,
        pieces: &[Piece<T>],
        chosen: Option<&Piece<T>>,
        note: impl Fn(&T) -> String,
    ) -> Vec<Choice> {
        let text = |piece: &Piece<T>| {
            let (name, note) = (&self.at(piece.product)?.name, note(&piece.what));
            Some(if name.contains(&note) { name.to_string() } else { format!("{name}, {note}") })
        };
        let choice =
            |piece: &Piece<T>| Some(Choice { value: piece.key.to_string(), text: text(piece)? });
        let mut choices: Vec<Choice> =
            self.offered(pieces, chosen).into_iter().filter_map(choice).collect();
        choices.sort_by(|a, b| a.text.cmp(&b.text));
        choices
    }
}

/// The address of a question.
fn address(question: &Question) -> String {
    question.fields().into_iter().fold(PATH.to_owned(), |mut out, (name, value)| {
        let mark = if out.contains('?') { '&' } else { '?' };
        let _ = write!(out, "{mark}{name}={}", encode(value));
        out
    })
}

/// The answer to a question, with an example for what it leaves open, and errors by field.
#[must_use]
pub fn calculate(ctx: &Context, question: Question, currency: Currency) -> CalculatorView {
    let snapshot = ctx.snapshot();
    let plain = question == Question::default();
    let mut question = question;
    let mut faults = Faults::default();

    let (typed, asked) = (!question.factor.is_empty(), question.clone());
    let barlow = chosen(
        &snapshot,
        &snapshot.gear.barlows,
        "barlow",
        &mut question.barlow,
        typed,
        &mut faults,
        |f| f.factor(&asked),
    );
    let typed = [&question.sensor_width, &question.sensor_height, &question.pixel_size]
        .iter()
        .any(|text| !text.is_empty());
    let camera = chosen(
        &snapshot,
        &snapshot.gear.cameras,
        "camera",
        &mut question.camera,
        typed,
        &mut faults,
        |f| f.camera(&asked),
    );

    // The telescope, or an example.
    let named_eyepiece = question
        .eyepiece
        .as_deref()
        .and_then(|key| gear::find(&snapshot, &snapshot.gear.eyepieces, key));
    if question.telescope.as_deref().is_none_or(str::is_empty)
        && !(question.aperture.is_empty() && question.focal_length.is_empty())
    {
        question.telescope = Some(OWN.to_owned());
    }
    let mut example = false;
    let telescope = match question.telescope.as_deref() {
        Some(OWN) => faults.telescope(&question).map_or(Chosen::Nothing, Chosen::Own),
        None | Some("") => {
            example = true;
            let named = named_eyepiece.map(|piece| piece.product);
            let named = named
                .or(barlow.piece().map(|piece| piece.product))
                .or(camera.piece().map(|piece| piece.product));
            let found = snapshot.example(named);
            question.telescope = found.map(|piece| piece.key.to_string());
            found.map_or(Chosen::Nothing, Chosen::Ours)
        }
        Some(key) => match gear::find(&snapshot, &snapshot.gear.telescopes, key) {
            Some(piece) => Chosen::Ours(piece),
            None => {
                faults.add("telescope", Problem::Invalid);
                Chosen::Nothing
            }
        },
    };
    let scope: Option<Cow<'_, Scope>> = match &telescope {
        Chosen::Ours(piece) => Some(Cow::Borrowed(&piece.what)),
        Chosen::Own(telescope) => Some(Cow::Owned(Scope {
            telescope: *telescope,
            highest: highest_magnification(telescope.aperture()),
            solar: false,
            boxed: Vec::new(),
        })),
        Chosen::Nothing => None,
    };
    let boxed: Vec<Choice> = scope
        .iter()
        .flat_map(|scope| &scope.boxed)
        .zip(1..)
        .map(|(glass, n)| Choice { value: format!("{BOX}{n}"), text: glass_text(glass) })
        .collect();

    // The eyepiece. A question that names neither one nor a camera is answered with one that
    // suits.
    if question.eyepiece.is_none() {
        let typed =
            !(question.eyepiece_focal_length.is_empty() && question.apparent_field.is_empty());
        question.eyepiece = match (&scope, &camera) {
            _ if typed => Some(OWN.to_owned()),
            (Some(scope), Chosen::Nothing) if scope.boxed.is_empty() => {
                let first = snapshot
                    .first_eyepiece(scope.telescope, telescope.piece().map(|piece| piece.product));
                first.map(|piece| piece.key.to_string())
            }
            (Some(_), Chosen::Nothing) => Some(format!("{BOX}1")),
            _ => None,
        };
    }
    let eyepiece = match question.eyepiece.as_deref() {
        None | Some("") => Chosen::Nothing,
        Some(OWN) => faults.eyepiece(&question).map_or(Chosen::Nothing, Chosen::Own),
        Some(key) => {
            let in_box = key
                .strip_prefix(BOX)
                .and_then(|n| n.parse::<usize>().ok())
                .and_then(|n| n.checked_sub(1));
            let in_box =
                in_box.and_then(|i| scope.as_ref()?.boxed.get(i)).map(|glass| glass.eyepiece);
            let ours = gear::find(&snapshot, &snapshot.gear.eyepieces, key);
            match (in_box, ours) {
                (Some(eyepiece), _) => Chosen::Own(eyepiece),
                (None, Some(piece)) => Chosen::Ours(piece),
                // One in the box of a telescope that is not known is no fault of its own.
                (None, None) => {
                    if scope.is_some() || !key.starts_with(BOX) {
                        faults.add(
                            "eyepiece",
                            if key.starts_with(BOX) { Problem::Mistyped } else { Problem::Invalid },
                        );
                    }
                    Chosen::Nothing
                }
            }
        }
    };

    let factor = match &barlow {
        Chosen::Ours(piece) => piece.what,
        Chosen::Own(factor) => *factor,
        Chosen::Nothing => Factor::NONE,
    };
    let glass = match &eyepiece {
        Chosen::Ours(piece) => Some(piece.what.eyepiece),
        Chosen::Own(eyepiece) => Some(*eyepiece),
        Chosen::Nothing => None,
    };
    let sensor = match &camera {
        Chosen::Ours(piece) => Some(piece.what),
        Chosen::Own(camera) => Some(*camera),
        Chosen::Nothing => None,
    };
    let products = [
        telescope
            .piece()
            .map(|piece| chosen_product(ctx, &snapshot, piece, String::new(), currency)),
        eyepiece
            .piece()
            .map(|piece| chosen_product(ctx, &snapshot, piece, glass_text(&piece.what), currency)),
        barlow.piece().map(|piece| chosen_product(ctx, &snapshot, piece, String::new(), currency)),
        camera.piece().map(|piece| chosen_product(ctx, &snapshot, piece, String::new(), currency)),
    ];
    let answer = scope.map(|scope| Answer {
        telescope: scope.telescope,
        telescope_name: telescope
            .piece()
            .and_then(|piece| snapshot.at(piece.product))
            .map(|e| e.name.to_string())
            .unwrap_or_default(),
        solar: scope.solar,
        highest: scope.highest,
        factor,
        eyepiece: glass,
        visual: glass.and_then(|glass| through(scope.telescope, factor, glass)),
        camera: sensor,
        photo: sensor.and_then(|camera| photograph(scope.telescope, factor, camera)),
        products: products.into_iter().flatten().flatten().collect(),
    });
    let sensor_text = |camera: &Camera| {
        format!("{} × {}", number(camera.width(), 1), millimetres(camera.height()))
    };
    // A piece may have been named by its SKU; what is chosen stands under its key.
    let key = |choice: &mut Option<String>, piece: Option<&str>| {
        if let Some(piece) = piece {
            *choice = Some(piece.to_owned());
        }
    };
    key(&mut question.telescope, telescope.piece().map(|piece| &*piece.key));
    key(&mut question.eyepiece, eyepiece.piece().map(|piece| &*piece.key));
    key(&mut question.barlow, barlow.piece().map(|piece| &*piece.key));
    key(&mut question.camera, camera.piece().map(|piece| &*piece.key));
    CalculatorView {
        telescopes: snapshot.telescope_choices(telescope.piece()),
        boxed,
        eyepieces: snapshot.eyepiece_choices(eyepiece.piece()),
        barlows: snapshot.choices(&snapshot.gear.barlows, barlow.piece(), |factor| {
            format!("{}×", number(factor.get(), 2))
        }),
        cameras: snapshot.choices(&snapshot.gear.cameras, camera.piece(), sensor_text),
        example,
        plain,
        errors: faults.in_order(),
        answer,
        address: address(&question),
        question,
    }
}

/// A chosen product with its price, and the variant that a button can add.
fn chosen_product<T>(
    ctx: &Context,
    snapshot: &Snapshot,
    piece: &Piece<T>,
    detail: String,
    currency: Currency,
) -> Option<ChosenProduct> {
    let entry = snapshot.at(piece.product)?;
    let card = crate::catalogue::card(ctx, entry, currency);
    let variant = piece
        .sku
        .as_deref()
        .and_then(|sku| entry.variants.iter().find(|variant| *variant.sku == *sku));
    let several = entry.variants.len() > 1;
    let href = match &piece.sku {
        Some(sku) if several => routes::variant(&entry.slug, sku),
        _ => routes::product(&entry.slug),
    };
    let price = variant.and_then(|variant| ctx.rates().price(variant.price, currency));
    Some(ChosenProduct {
        href,
        name: card.name,
        detail: if several { detail } else { String::new() },
        from: price.is_none() && card.from,
        price: price.unwrap_or(card.price),
        stock: variant.map_or(card.stock, |variant| variant.stock),
        sku: variant
            .filter(|variant| variant.stock.available())
            .map(|variant| variant.sku.to_string()),
    })
}
