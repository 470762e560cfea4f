//! Telescopes, eyepieces, Barlow lenses and cameras of the catalogue with the numbers that the
//! calculator needs, parsed from attributes.

use super::{attributes::solar_only, entry::Described, first_few::first_few};
use crate::catalogue::keys;
use domain::{
    catalogue::{Attributes, Value},
    optics::{
        highest_magnification,
        pairing::{Camera, Eyepiece, Factor, Field, TelescopeOptics},
    },
};
use std::collections::BTreeSet;

/// How many candidates of a kind are considered: enough for a good choice, and few enough for a
/// catalogue of a hundred thousand.
pub const LOOKED_AT: usize = 400;

/// A telescope for visual use.
#[derive(Clone, PartialEq, Debug)]
pub struct Scope {
    pub telescope: TelescopeOptics,
    /// The merchant's figure for a mirror with a lower limit, otherwise the rule.
    pub highest: f64,
    pub solar: bool,
    /// Supplied eyepieces.
    pub boxed: Vec<Glass>,
}

/// An eyepiece of the catalogue.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Glass {
    pub eyepiece: Eyepiece,
    /// Apparent field in degrees, the usual way to name an eyepiece, even if its field stop is
    /// known.
    pub apparent: f64,
}

/// A product or one of its variants, with the numbers for the calculator.
#[derive(Clone, PartialEq, Debug)]
pub struct Equipment<T> {
    /// The value in the URL: the slug, or the SKU if the variants differ; with the focal length for
    /// each end of a zoom.
    pub key: Box<str>,
    /// Index into [`Snapshot::products`].
    pub product: u32,
    /// The variant, if there is only one or they differ.
    pub sku: Option<Box<str>>,
    pub what: T,
}

/// All equipment by kind.
#[derive(Clone, Default, Debug)]
pub struct Gear {
    pub telescopes: Vec<Equipment<Scope>>,
    pub eyepieces: Vec<Equipment<Glass>>,
    pub barlows: Vec<Equipment<Factor>>,
    pub cameras: Vec<Equipment<Camera>>,
}

impl Gear {
    /// A copy in which one product has other attributes.
    pub fn with_product(&self, product: &Described) -> Self {
        let (own, i) = (read(std::slice::from_ref(product)), product.entry.number);
        let mut fresh = self.clone();
        replace(&mut fresh.telescopes, i, own.telescopes);
        replace(&mut fresh.eyepieces, i, own.eyepieces);
        replace(&mut fresh.barlows, i, own.barlows);
        replace(&mut fresh.cameras, i, own.cameras);
        fresh
    }

    /// Whether the shop sells nothing that the calculator knows.
    pub fn is_empty(&self) -> bool {
        self.telescopes.is_empty()
            && self.eyepieces.is_empty()
            && self.barlows.is_empty()
            && self.cameras.is_empty()
    }
}

/// Puts the equipment of a product in the place of what it had.
fn replace<T>(all: &mut Vec<Equipment<T>>, product: u32, own: Vec<Equipment<T>>) {
    all.retain(|item| item.product != product);
    let place = all.partition_point(|item| item.product < product);
    drop(all.splice(place..place, own));
}

/// The positive number of an attribute.
fn quantity(attributes: &Attributes, key: &str) -> Option<f64> {
    match attributes.get(key) {
        Some(Value::Number(n)) if *n > 0.0 => Some(*n),
        _ => None,
    }
}

/// The numbers of a telescope; `None` for finders, binoculars and the like.
pub fn scope(attributes: &Attributes) -> Option<Scope> {
    if attributes.contains_key(keys::APPARENT_FIELD) || attributes.contains_key(keys::MAGNIFICATION)
    {
        return None;
    }
    let telescope = TelescopeOptics::new(
        quantity(attributes, keys::APERTURE)?,
        quantity(attributes, keys::FOCAL_LENGTH)?,
    )
    .ok()?;
    let rule = highest_magnification(telescope.aperture());
    Some(Scope {
        telescope,
        // Where the merchant gives none, the rule of the aperture.
        highest: quantity(attributes, keys::USEFUL_MAGNIFICATION).unwrap_or(rule),
        solar: solar_only(attributes),
        boxed: boxed(attributes),
    })
}

/// The supplied eyepieces from the attribute `eyepieces`, such as `25 mm 50°`: focal length in mm
/// and apparent field in degrees.
fn boxed(attributes: &Attributes) -> Vec<Glass> {
    // `read` warns of those of a product or a variant that cannot be read.
    texts_of_boxed(attributes.get(keys::EYEPIECES)).filter_map(eyepiece_of_text).collect()
}

fn texts_of_boxed(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = match value {
        Some(Value::List(eyepieces)) => eyepieces.as_slice(),
        _ => &[],
    };
    list.iter().map(String::as_str)
}

/// Supplied eyepieces of a product and its variants that cannot be read, each once.
fn unreadable_boxed(product: &Described) -> BTreeSet<&str> {
    let own = product.attributes.get(keys::EYEPIECES);
    let differing = product.variants.iter().filter_map(|v| v.difference.get(keys::EYEPIECES));
    std::iter::once(own)
        .chain(differing.map(Option::as_ref))
        .flat_map(texts_of_boxed)
        .filter(|text| eyepiece_of_text(text).is_none())
        .collect()
}

fn eyepiece_of_text(text: &str) -> Option<Glass> {
    let (length, field) = text.trim_end_matches('°').rsplit_once(|c: char| c.is_whitespace())?;
    let (length, field) = (length.strip_suffix("mm")?.trim().parse().ok()?, field.parse().ok()?);
    glass(length, field, Field::Apparent(field))
}

fn glass(mm: f64, apparent: f64, field: Field) -> Option<Glass> {
    Some(Glass { eyepiece: Eyepiece::new(mm, field).ok()?, apparent })
}

/// An eyepiece, or both ends of a zoom with the longest focal length first.
fn eyepieces(attributes: &Attributes) -> Vec<Glass> {
    let number = |key: &str| quantity(attributes, key);
    let Some(apparent) =
        number(keys::APPARENT_FIELD).filter(|_| !attributes.contains_key(keys::MAGNIFICATION))
    else {
        return Vec::new();
    };
    if let Some(mm) = number(keys::FOCAL_LENGTH) {
        let field = number(keys::FIELD_STOP).map_or(Field::Apparent(apparent), Field::Stop);
        return glass(mm, apparent, field).into_iter().collect();
    }
    // Most zooms have a narrower field at the long end.
    let at_long_end = number(keys::APPARENT_FIELD_LONG).unwrap_or(apparent);
    let ends =
        [(number(keys::FOCAL_LENGTH_MAX), at_long_end), (number(keys::FOCAL_LENGTH_MIN), apparent)];
    ends.into_iter()
        .filter_map(|(mm, degrees)| glass(mm?, degrees, Field::Apparent(degrees)))
        .collect()
}

fn barlow(attributes: &Attributes) -> Option<Factor> {
    Factor::new(quantity(attributes, keys::BARLOW_FACTOR)?).ok()
}

fn camera(attributes: &Attributes) -> Option<Camera> {
    let number = |key: &str| quantity(attributes, key);
    Camera::new(
        number(keys::SENSOR_WIDTH)?,
        number(keys::SENSOR_HEIGHT)?,
        number(keys::PIXEL_SIZE)?,
    )
    .ok()
}

/// The calculator's entries of a product: one if all its variants are the same, otherwise one per
/// variant.
fn equipment<T: Clone + PartialEq>(
    number: u32,
    product: &Described,
    read: impl Fn(&Attributes) -> Vec<T>,
    ends: impl Fn(&T) -> String,
) -> Vec<Equipment<T>> {
    let entry = &product.entry;
    let mut variants: Vec<(&str, Vec<T>)> = Vec::with_capacity(entry.variants.len());
    for (place, variant) in entry.variants.iter().enumerate() {
        let found = match product.differing(place) {
            Some(differing) => read(&differing),
            None => read(&product.attributes),
        };
        variants.push((&*variant.sku, found));
    }
    let alike = variants.windows(2).all(|pair| matches!(pair, [a, b] if a.1 == b.1));
    let single = variants.len() == 1;
    let kept = if alike { 1 } else { variants.len() };
    let mut equipment = Vec::new();
    for (sku, found) in variants.into_iter().take(kept) {
        let several = found.len() > 1;
        for what in found {
            let name = if alike { &*entry.slug } else { sku };
            let key = if several { format!("{name}.{}", ends(&what)) } else { name.to_owned() };
            equipment.push(Equipment {
                key: key.into(),
                product: number,
                sku: (single || !alike).then(|| sku.into()),
                what,
            });
        }
    }
    equipment
}

/// Reads all equipment.
pub fn read(products: &[Described]) -> Gear {
    let mut gear = Gear::default();
    let mut unreadable: Vec<String> = Vec::new();
    for product in products {
        let i = product.entry.number;
        let own = &product.attributes;
        let slug = &product.entry.slug;
        unreadable.extend(unreadable_boxed(product).iter().map(|text| format!("{slug}: {text}")));
        if own.contains_key(keys::APERTURE) {
            gear.telescopes.extend(equipment(
                i,
                product,
                |a| scope(a).into_iter().collect(),
                |_: &Scope| String::new(),
            ));
        } else if own.contains_key(keys::APPARENT_FIELD) {
            let end = |glass: &Glass| glass.eyepiece.focal_length().to_string();
            gear.eyepieces.extend(equipment(i, product, eyepieces, end));
        } else if own.contains_key(keys::BARLOW_FACTOR) {
            gear.barlows.extend(equipment(
                i,
                product,
                |a| barlow(a).into_iter().collect(),
                |_: &Factor| String::new(),
            ));
        } else if own.contains_key(keys::PIXEL_SIZE) {
            gear.cameras.extend(equipment(
                i,
                product,
                |a| camera(a).into_iter().collect(),
                |_: &Camera| String::new(),
            ));
        }
    }
    gear.eyepieces.sort_by(|a, b| {
        a.product
            .cmp(&b.product)
            .then(b.what.eyepiece.focal_length().total_cmp(&a.what.eyepiece.focal_length()))
    });
    if !unreadable.is_empty() {
        let first = first_few(unreadable.iter().map(String::as_str));
        let count = unreadable.len();
        tracing::warn!(count, %first, "supplied eyepieces that the calculator cannot read");
    }
    gear
}

/// The entry for a value in the URL: by its key, its SKU, or its product's slug. Uses the order of
/// products, so that a large catalogue is not scanned.
pub fn find<'a, T>(
    equipment: &'a [Equipment<T>],
    value: &str,
    product: impl Fn(&str) -> Option<u32>,
) -> Option<&'a Equipment<T>> {
    let of = |product: u32| {
        let from = equipment.partition_point(|item| item.product < product);
        equipment.iter().skip(from).take_while(move |item| item.product == product)
    };
    if let Some(product) = product(value) {
        let exact =
            of(product).find(|item| *item.key == *value || item.sku.as_deref() == Some(value));
        return exact.or_else(|| of(product).next());
    }
    // One end of a zoom: a name, and a focal length that may contain a point.
    let ends = value
        .rmatch_indices('.')
        .take(2)
        .filter_map(|(at, _)| value.get(..at))
        .filter_map(&product);
    ends.flat_map(of).find(|item| *item.key == *value)
}

/// The entries to choose from: all or, if there are many, the first `max` by `rank` and the chosen
/// one, in their own order.
pub fn offered<'a, T, K: Ord>(
    equipment: &'a [Equipment<T>],
    chosen: Option<&Equipment<T>>,
    max: usize,
    rank: impl Fn(u32) -> K,
) -> Vec<&'a Equipment<T>> {
    let mut offered: Vec<(usize, &Equipment<T>)> = equipment.iter().enumerate().collect();
    if offered.len() > max {
        let is_chosen = |item: &Equipment<T>| chosen.is_some_and(|chosen| chosen.key == item.key);
        offered.sort_by_cached_key(|(_, item)| (!is_chosen(item), rank(item.product)));
        offered.truncate(max);
        offered.sort_by_key(|(place, _)| *place);
    }
    offered.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{Equipment, eyepiece_of_text, glass, offered, unreadable_boxed};
    use crate::catalogue::snapshot::entry::{Described, DescribedVariant, Entry};
    use domain::{catalogue::Value, optics::pairing::Field};
    use std::{collections::BTreeMap, sync::Arc};
    use store::Uuid;

    #[test]
    fn eyepieces_in_the_box_are_read() {
        for (text, read) in [
            ("25 mm 50°", Some((25.0, 50.0))),
            ("12.5\u{a0}mm 44°", Some((12.5, 44.0))),
            ("25 mm", None),
            ("25 50°", None),
            ("0 mm 50°", None),
            ("", None),
        ] {
            let read =
                read.map(|(mm, degrees)| glass(mm, degrees, Field::Apparent(degrees)).unwrap());
            assert_eq!(eyepiece_of_text(text), read, "{text}");
        }
    }

    #[test]
    fn eyepieces_in_the_box_of_a_variant_are_checked_too() {
        let list = |texts: [&str; 2]| Value::List(texts.map(str::to_owned).to_vec());
        let entry = Entry {
            id: Uuid::nil(),
            slug: "tube".into(),
            name: "Tube".into(),
            brand: "Northlight".into(),
            summary: "".into(),
            picture: None,
            specs: Vec::new(),
            category: 0,
            variants: Vec::new(),
            price: 0,
            published_at: 0,
            featured: false,
            solar_only: false,
            number: 0,
            identity: 0,
            described_by: 0,
            levels_at: 0,
            availability_at: 0,
            neighbours_at: 0,
        };
        let variant = |value: Option<Value>| DescribedVariant {
            label: String::new(),
            difference: BTreeMap::from([("eyepieces".to_owned(), value)]),
        };
        let product = Described {
            entry: Arc::new(entry),
            attributes: BTreeMap::from([("eyepieces".to_owned(), list(["25 mm 50°", "10 mm"]))]),
            variants: vec![variant(Some(list(["10 mm", "40 mm wide"]))), variant(None)],
        };
        assert_eq!(
            unreadable_boxed(&product).into_iter().collect::<Vec<_>>(),
            ["10 mm", "40 mm wide"]
        );
    }

    #[test]
    fn the_first_are_offered_and_the_chosen_one() {
        let equipment: Vec<Equipment<()>> = (0..10)
            .map(|i| Equipment { key: format!("p{i}").into(), product: i, sku: None, what: () })
            .collect();
        let keys = |chosen: Option<usize>, max: usize| -> Vec<&str> {
            let chosen = chosen.map(|i| &equipment[i]);
            offered(&equipment, chosen, max, std::cmp::Reverse)
                .into_iter()
                .map(|item| &*item.key)
                .collect()
        };
        assert_eq!(keys(None, 3), ["p7", "p8", "p9"]);
        assert_eq!(keys(Some(8), 3), ["p7", "p8", "p9"]);
        assert_eq!(keys(Some(0), 3), ["p0", "p8", "p9"]);
        assert_eq!(keys(Some(0), 10).len(), 10);
    }
}
