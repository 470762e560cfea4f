//! The calculator: any telescope with any eyepiece, Barlow lens or reducer, and camera, from the
//! catalogue or typed by the shopper.

mod choices;
mod typed;

use self::{
    choices::{glass_text, millimetres},
    typed::FieldErrors,
};
use super::{
    cards::card,
    query::encode,
    snapshot::{
        Snapshot,
        gear::{self, Equipment, Scope},
        reads,
    },
};
use crate::Context;
use domain::{
    Currency,
    checkout::FieldErrorKind,
    optics::{
        highest_magnification,
        pairing::{Camera, Factor, photograph, through},
    },
    text::number,
};
use std::{borrow::Cow, fmt::Write};
use views::{
    optics::calculator::{Answer, CalculatorView, Choice, ChosenProduct, OWN, Question},
    routes,
};

/// Path of the calculator.
pub const PATH: &str = routes::CALCULATOR;
/// Prefix of the keys of eyepieces supplied with the telescope.
const BOX: &str = "box-";

/// The equipment chosen in a question.
enum Chosen<'a, P, T> {
    Nothing,
    Ours(&'a Equipment<P>),
    Own(T),
}

impl<'a, P, T> Chosen<'a, P, T> {
    fn item(&self) -> Option<&'a Equipment<P>> {
        match self {
            Self::Ours(item) => Some(item),
            Self::Nothing | Self::Own(_) => None,
        }
    }
}

/// The chosen Barlow lens, reducer or camera: from the catalogue by its key, or typed. `None` if
/// the key is unknown.
fn chosen<'a, T>(
    snapshot: &Snapshot,
    equipment: &'a [Equipment<T>],
    choice: Option<&str>,
    own: impl FnOnce() -> Option<T>,
) -> Option<Chosen<'a, T, T>> {
    Some(match choice {
        None | Some("") => Chosen::Nothing,
        Some(OWN) => own().map_or(Chosen::Nothing, Chosen::Own),
        Some(key) => Chosen::Ours(gear::find(equipment, key, |name| snapshot.number(name))?),
    })
}

/// The URL of the calculator with this variant selected; `None` if it is not supported.
pub fn link(snapshot: &Snapshot, sku: &str) -> Option<String> {
    fn key<T>(snapshot: &Snapshot, equipment: &[Equipment<T>], sku: &str) -> Option<String> {
        gear::find(equipment, sku, |name| snapshot.number(name)).map(|item| encode(&item.key))
    }
    let gear = &snapshot.gear;
    let kinds = [
        ("telescope", key(snapshot, &gear.telescopes, sku)),
        ("eyepiece", key(snapshot, &gear.eyepieces, sku)),
        ("barlow", key(snapshot, &gear.barlows, sku)),
        ("camera", key(snapshot, &gear.cameras, sku)),
    ];
    kinds.into_iter().find_map(|(kind, key)| key.map(|key| format!("{PATH}?{kind}={key}")))
}

/// Whether the shop has the calculator: it sells something that the calculator knows.
#[must_use]
pub fn has_calculator(ctx: &Context) -> bool {
    !ctx.snapshot().gear.is_empty()
}

/// The URL of a question.
fn address(question: &Question) -> String {
    question.fields().into_iter().fold(PATH.to_owned(), |mut out, (name, value)| {
        let mark = if out.contains('?') { '&' } else { '?' };
        let _ = write!(out, "{mark}{name}={}", encode(value));
        out
    })
}

/// Answers a question, fills in examples for what is missing, and lists errors by field.
#[must_use]
pub fn calculate(ctx: &Context, question: Question, currency: Currency) -> CalculatorView {
    let snapshot = ctx.snapshot();
    let number_of = |name: &str| snapshot.number(name);
    let plain = question == Question::default();
    // The lists and examples are chosen from all equipment.
    reads::everything();
    let mut question = question;
    let mut errors = FieldErrors::default();

    // Numbers without a choice count as typed equipment.
    if question.barlow.is_none() && !question.factor.is_empty() {
        question.barlow = Some(OWN.to_owned());
    }
    let barlows = &snapshot.gear.barlows;
    let barlow =
        chosen(&snapshot, barlows, question.barlow.as_deref(), || errors.factor(&question))
            .unwrap_or_else(|| {
                errors.add("barlow", FieldErrorKind::Invalid);
                Chosen::Nothing
            });
    let sensor = [&question.sensor_width, &question.sensor_height, &question.pixel_size];
    if question.camera.is_none() && sensor.iter().any(|text| !text.is_empty()) {
        question.camera = Some(OWN.to_owned());
    }
    let cameras = &snapshot.gear.cameras;
    let camera =
        chosen(&snapshot, cameras, question.camera.as_deref(), || errors.camera(&question))
            .unwrap_or_else(|| {
                errors.add("camera", FieldErrorKind::Invalid);
                Chosen::Nothing
            });

    // The telescope given, or an example.
    let named_eyepiece = question
        .eyepiece
        .as_deref()
        .and_then(|key| gear::find(&snapshot.gear.eyepieces, key, number_of));
    if question.telescope.as_deref().is_none_or(str::is_empty)
        && !(question.aperture.is_empty() && question.focal_length.is_empty())
    {
        question.telescope = Some(OWN.to_owned());
    }
    let mut example = false;
    let telescope = match question.telescope.as_deref() {
        Some(OWN) => errors.telescope(&question).map_or(Chosen::Nothing, Chosen::Own),
        None | Some("") => {
            example = true;
            let named = named_eyepiece.map(|item| item.product);
            let named = named
                .or(barlow.item().map(|item| item.product))
                .or(camera.item().map(|item| item.product));
            let found = snapshot.example(named);
            question.telescope = found.map(|item| item.key.to_string());
            found.map_or(Chosen::Nothing, Chosen::Ours)
        }
        Some(key) => match gear::find(&snapshot.gear.telescopes, key, number_of) {
            Some(item) => Chosen::Ours(item),
            None => {
                errors.add("telescope", FieldErrorKind::Invalid);
                Chosen::Nothing
            }
        },
    };
    let scope: Option<Cow<'_, Scope>> = match &telescope {
        Chosen::Ours(item) => Some(Cow::Borrowed(&item.what)),
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

    // The eyepiece. If neither an eyepiece nor a camera is given, a suitable eyepiece is selected.
    if question.eyepiece.is_none() {
        let typed =
            !(question.eyepiece_focal_length.is_empty() && question.apparent_field.is_empty());
        question.eyepiece = match (&scope, &camera) {
            _ if typed => Some(OWN.to_owned()),
            (Some(scope), Chosen::Nothing) if scope.boxed.is_empty() => {
                let first = snapshot
                    .first_eyepiece(scope.telescope, telescope.item().map(|item| item.product));
                first.map(|item| item.key.to_string())
            }
            (Some(_), Chosen::Nothing) => Some(format!("{BOX}1")),
            _ => None,
        };
    }
    let eyepiece = match question.eyepiece.as_deref() {
        None | Some("") => Chosen::Nothing,
        Some(OWN) => errors.eyepiece(&question).map_or(Chosen::Nothing, Chosen::Own),
        Some(key) => {
            let in_box = key
                .strip_prefix(BOX)
                .and_then(|n| n.parse::<usize>().ok())
                .and_then(|n| n.checked_sub(1));
            let in_box =
                in_box.and_then(|i| scope.as_ref()?.boxed.get(i)).map(|glass| glass.eyepiece);
            let ours = gear::find(&snapshot.gear.eyepieces, key, number_of);
            match (in_box, ours) {
                (Some(eyepiece), _) => Chosen::Own(eyepiece),
                (None, Some(item)) => Chosen::Ours(item),
                // With an unknown telescope, its supplied eyepiece is not a separate error.
                (None, None) => {
                    if scope.is_some() || !key.starts_with(BOX) {
                        errors.add(
                            "eyepiece",
                            if key.starts_with(BOX) {
                                FieldErrorKind::Mistyped
                            } else {
                                FieldErrorKind::Invalid
                            },
                        );
                    }
                    Chosen::Nothing
                }
            }
        }
    };

    let factor = match &barlow {
        Chosen::Ours(item) => item.what,
        Chosen::Own(factor) => *factor,
        Chosen::Nothing => Factor::NONE,
    };
    let glass = match &eyepiece {
        Chosen::Ours(item) => Some(item.what.eyepiece),
        Chosen::Own(eyepiece) => Some(*eyepiece),
        Chosen::Nothing => None,
    };
    let sensor = match &camera {
        Chosen::Ours(item) => Some(item.what),
        Chosen::Own(camera) => Some(*camera),
        Chosen::Nothing => None,
    };
    let products = [
        telescope.item().map(|item| chosen_product(ctx, &snapshot, item, String::new(), currency)),
        eyepiece
            .item()
            .map(|item| chosen_product(ctx, &snapshot, item, glass_text(&item.what), currency)),
        barlow.item().map(|item| chosen_product(ctx, &snapshot, item, String::new(), currency)),
        camera.item().map(|item| chosen_product(ctx, &snapshot, item, String::new(), currency)),
    ];
    let answer = scope.map(|scope| Answer {
        telescope: scope.telescope,
        // A telescope that was typed has no name.
        telescope_name: telescope
            .item()
            .and_then(|item| snapshot.at(item.product))
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
    // Equipment may be given by its SKU; the selection uses its key.
    let key = |choice: &mut Option<String>, item: Option<&str>| {
        if let Some(item) = item {
            *choice = Some(item.to_owned());
        }
    };
    key(&mut question.telescope, telescope.item().map(|item| &*item.key));
    key(&mut question.eyepiece, eyepiece.item().map(|item| &*item.key));
    key(&mut question.barlow, barlow.item().map(|item| &*item.key));
    key(&mut question.camera, camera.item().map(|item| &*item.key));
    CalculatorView {
        telescopes: snapshot.telescope_choices(telescope.item()),
        boxed,
        eyepieces: snapshot.eyepiece_choices(eyepiece.item()),
        barlows: snapshot.choices(&snapshot.gear.barlows, barlow.item(), |factor| {
            format!("{}×", number(factor.get(), 2))
        }),
        cameras: snapshot.choices(&snapshot.gear.cameras, camera.item(), sensor_text),
        example,
        plain,
        errors: errors.in_order(),
        answer,
        address: address(&question),
        question,
    }
}

/// A chosen product with its price, and the SKU that a button can add.
fn chosen_product<T>(
    ctx: &Context,
    snapshot: &Snapshot,
    item: &Equipment<T>,
    detail: String,
    currency: Currency,
) -> Option<ChosenProduct> {
    let entry = snapshot.at(item.product)?;
    let card = card(ctx, entry, currency);
    let variant = item
        .sku
        .as_deref()
        .and_then(|sku| entry.variants.iter().find(|variant| *variant.sku == *sku));
    let several = entry.variants.len() > 1;
    let href = match &item.sku {
        Some(sku) if several => routes::variant(&entry.slug, sku),
        _ => routes::product(&entry.slug),
    };
    let price = variant.and_then(|variant| ctx.rates().price(variant.price, currency));
    Some(ChosenProduct {
        href,
        name: card.name,
        detail: if several { detail } else { String::new() },
        from: price.is_none() && card.from,
        // A chosen product without a chosen variant has the price of its card.
        price: price.unwrap_or(card.price),
        stock: variant.map_or(card.stock, |variant| variant.stock),
        sku: variant
            .filter(|variant| variant.stock.available())
            .map(|variant| variant.sku.to_string()),
    })
}
