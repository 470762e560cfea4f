//! What telescopes offer and accessories need, parsed from attributes.

use super::{
    attributes::solar_only,
    entry::{Described, Entry},
};
use crate::catalogue::keys;
use domain::{
    catalogue::{Attributes, NONE, Value},
    optics::fit::{
        Accessory, Barrel, Carrier, Dovetail, Foot, Kilograms, Light, Millimetres, Place,
        Telescope, Thread, verdict_with,
    },
};
use std::sync::Arc;

/// The role of a product in compatibility.
#[derive(Debug)]
enum Role {
    Telescope(Box<Telescope>),
    /// By variant index.
    Accessory(Vec<Accessory>),
}

/// An adapter between two products.
#[derive(Clone, Debug)]
pub struct Adapter {
    pub product: u32,
    pub variant: usize,
    pub accessory: Accessory,
}

/// What all products offer and need.
#[derive(Clone, Debug, Default)]
pub struct Fits {
    /// By product: a product page asks for the roles of all candidates.
    roles: Vec<Option<Arc<Role>>>,
    /// Sorted by brand, aperture and name.
    pub telescopes: Vec<u32>,
    pub adapters: Vec<Adapter>,
}

fn number(attributes: &Attributes, key: &str) -> Option<f64> {
    match attributes.get(key) {
        Some(Value::Number(n)) if n.is_finite() && *n >= 0.0 => Some(*n),
        _ => None,
    }
}

fn millimetres(attributes: &Attributes, key: &str) -> Option<Millimetres> {
    number(attributes, key).map(Millimetres)
}

fn texts<'a>(attributes: &'a Attributes, key: &str) -> Vec<&'a str> {
    match attributes.get(key) {
        Some(Value::Text(text)) => vec![text],
        Some(Value::List(list)) => list.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn text<'a>(attributes: &'a Attributes, key: &str) -> Option<&'a str> {
    texts(attributes, key).into_iter().next()
}

/// All barrels of a list. An unknown name makes the whole list unknown, so that no fit is stated
/// that may be wrong.
fn barrels(attributes: &Attributes, key: &str) -> Vec<Barrel> {
    texts(attributes, key)
        .into_iter()
        .map(Barrel::from_label)
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// What a telescope offers; `None` for other products.
fn telescope(attributes: &Attributes) -> Option<Telescope> {
    let aperture = millimetres(attributes, keys::APERTURE)?;
    number(attributes, keys::FOCAL_LENGTH)?;
    if attributes.contains_key(keys::APPARENT_FIELD) || attributes.contains_key(keys::MAGNIFICATION)
    {
        return None;
    }
    let bars: Vec<Dovetail> =
        texts(attributes, keys::DOVETAIL).into_iter().flat_map(Dovetail::named_in).collect();
    let carrier = match text(attributes, keys::DOVETAIL) {
        Some(NONE) => Carrier::NoBar,
        _ if bars.is_empty() => Carrier::Unknown,
        _ => Carrier::Bars(bars),
    };
    let finder_shoe = match text(attributes, keys::FINDER_SHOE) {
        Some(keys::STANDARD_SHOE) => Some(true),
        Some(NONE) => Some(false),
        _ => None,
    };
    Some(Telescope {
        focuser: barrels(attributes, keys::FOCUSER_BARREL),
        thread: text(attributes, keys::THREAD).and_then(Thread::from_label),
        back_focus: millimetres(attributes, keys::BACK_FOCUS),
        back_focus_min: millimetres(attributes, keys::BACK_FOCUS_MIN),
        carrier,
        tube_weight: number(attributes, keys::TUBE_WEIGHT).map(Kilograms),
        tube_diameter: millimetres(attributes, keys::TUBE_DIAMETER),
        aperture: Some(aperture),
        design: text(attributes, keys::DESIGN).map(ToOwned::to_owned),
        finder_shoe,
        sun_only: solar_only(attributes),
    })
}

/// What an accessory needs; `None` for a product that is not attached to a telescope.
pub fn accessory(attributes: &Attributes) -> Option<Accessory> {
    let place = Place::from_label(text(attributes, keys::ATTACHES_TO)?)?;
    let length = if place == Place::Camera { keys::BACK_FOCUS } else { keys::OPTICAL_LENGTH };
    let foot = match text(attributes, keys::FINDER_SHOE) {
        Some(keys::STANDARD_SHOE) => Foot::Standard,
        Some(keys::SHOE_SUPPLIED) => Foot::WithShoe,
        _ => Foot::Unknown,
    };
    let light = text(attributes, keys::FILTER_KIND)
        .map(|kind| if kind == keys::SOLAR_FILTER { Light::Sun } else { Light::Night });
    Some(Accessory {
        barrels: barrels(attributes, keys::BARREL),
        thread: text(attributes, keys::THREAD).and_then(Thread::from_label),
        length: millimetres(attributes, length),
        from: millimetres(attributes, keys::FITS_FROM),
        to: millimetres(attributes, keys::FITS_TO),
        made_for: texts(attributes, keys::MADE_FOR).into_iter().map(ToOwned::to_owned).collect(),
        aperture_max: millimetres(attributes, keys::APERTURE_MAX),
        saddles: texts(attributes, keys::DOVETAIL)
            .into_iter()
            .flat_map(Dovetail::named_in)
            .collect(),
        payload: number(attributes, keys::PAYLOAD).map(Kilograms),
        tracks: match attributes.get(keys::TRACKING) {
            Some(Value::Flag(tracks)) => Some(*tracks),
            _ => None,
        },
        foot,
        light,
        ..Accessory::at(place)
    })
}

impl Fits {
    /// Takes the attributes of products and variants.
    pub fn read(products: &[Described]) -> Self {
        let mut fits = Self::default();
        let mut telescopes: Vec<(&str, f64, &str, u32)> = Vec::new();
        for product in products {
            let i = product.entry.number;
            let own = &product.attributes;
            let role = match (telescope(own), accessory(own)) {
                (Some(telescope), _) => {
                    telescopes.push((
                        &product.entry.brand,
                        telescope.aperture.map_or(0.0, |mm| mm.0),
                        &product.entry.name,
                        i,
                    ));
                    Some(Role::Telescope(Box::new(telescope)))
                }
                (None, Some(whole)) => {
                    let variant = |place: usize| {
                        let differing = product.differing(place);
                        // A variant without properties of its own has the product's.
                        differing.as_ref().and_then(accessory).unwrap_or_else(|| whole.clone())
                    };
                    let variants: Vec<Accessory> =
                        (0..product.entry.variants.len()).map(variant).collect();
                    if whole.place == Place::BeforeCamera {
                        let all = variants.iter().cloned().enumerate();
                        fits.adapters.extend(all.map(|(variant, accessory)| Adapter {
                            product: i,
                            variant,
                            accessory,
                        }));
                    }
                    Some(Role::Accessory(variants))
                }
                (None, None) => None,
            };
            fits.roles.push(role.map(Arc::new));
        }
        telescopes.sort_by(|a, b| {
            a.0.cmp(b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)).then(a.3.cmp(&b.3))
        });
        fits.telescopes = telescopes.into_iter().map(|(.., i)| i).collect();
        fits
    }

    /// A copy in which one product has other attributes. None if it is or was an adapter: what
    /// fits other products may depend on it.
    pub fn with_product(&self, product: &Described, entries: &[Arc<Entry>]) -> Option<Self> {
        let i = product.entry.number;
        let own = Self::read(std::slice::from_ref(product));
        if !own.adapters.is_empty() || self.adapters.iter().any(|adapter| adapter.product == i) {
            return None;
        }
        let mut fresh = self.clone();
        if let (Some(slot), Some(role)) = (fresh.roles.get_mut(i as usize), own.roles.first()) {
            slot.clone_from(role);
        }
        fresh.telescopes.retain(|other| *other != i);
        if !own.telescopes.is_empty() {
            let aperture = |i: u32| {
                let telescope = fresh.telescope(i);
                telescope.and_then(|telescope| telescope.aperture).map_or(0.0, |mm| mm.0)
            };
            let names = |i: u32| entries.get(i as usize).map(|entry| (&entry.brand, &entry.name));
            let comes_before = |other: u32| {
                let (own, other_names) = (names(i), names(other));
                let brands = other_names.map(|(brand, _)| brand).cmp(&own.map(|(brand, _)| brand));
                let names = other_names.map(|(_, name)| name).cmp(&own.map(|(_, name)| name));
                let apertures = aperture(other).total_cmp(&aperture(i));
                brands.then(apertures).then(names).then(other.cmp(&i)).is_lt()
            };
            let place = fresh.telescopes.partition_point(|&other| comes_before(other));
            fresh.telescopes.insert(place, i);
        }
        Some(fresh)
    }

    fn role(&self, product: u32) -> Option<&Role> {
        self.roles.get(product as usize)?.as_deref()
    }

    /// What a telescope offers; `None` for other products.
    pub fn telescope(&self, product: u32) -> Option<&Telescope> {
        match self.role(product) {
            Some(Role::Telescope(telescope)) => Some(telescope),
            _ => None,
        }
    }

    /// Whether a product is attached to telescopes.
    pub fn is_accessory(&self, product: u32) -> bool {
        matches!(self.role(product), Some(Role::Accessory(..)))
    }

    /// All adapters that may connect a telescope and an accessory.
    pub fn bridges(&self) -> Vec<&Accessory> {
        self.adapters.iter().map(|adapter| &adapter.accessory).collect()
    }

    /// Whether a product, or this variant of it, certainly does not fit a telescope.
    pub fn refuses(&self, telescope: u32, product: u32, variant: Option<usize>) -> bool {
        let (Some(telescope), Some(Role::Accessory(variants))) =
            (self.telescope(telescope), self.role(product))
        else {
            return false;
        };
        let bridges = self.bridges();
        let refused =
            |accessory: &Accessory| verdict_with(accessory, telescope, &bridges).refuses();
        match variant.and_then(|i| variants.get(i)) {
            Some(variant) => refused(variant),
            None => variants.iter().all(refused),
        }
    }
}
