//! Which telescopes an accessory fits: the attributes of the catalogue as what things offer and
//! need, and the verdicts of a page.

use super::{
    facts::solar_only,
    product::merged,
    snapshot::{Entry, Snapshot},
};
use crate::{Context, Error};
use domain::{
    Currency,
    catalogue::{Attributes, Value},
    optics::fit::{
        Accessory, Barrel, Carrier, Dovetail, Foot, Kilograms, Light, Millimetres, Part, Place,
        Telescope, Thread, Verdict, verdict_with,
    },
};
use std::{collections::HashMap, sync::Arc};
use views::optics::{AskedError, Bridge, FitView, Judged, TelescopeChoice};
use views::routes;

/// How many telescopes can be chosen from; any other can still be asked for by its address.
const CHOICES: usize = 200;
/// How many telescopes are judged for the lists of a page.
const JUDGED: usize = 1000;
/// How long each list of a page is.
const LISTED: usize = 40;

/// What a product is when it comes to fitting.
#[derive(Debug)]
enum Role {
    Other,
    Telescope(Box<Telescope>),
    /// Each variant by its place.
    Accessory(Vec<Accessory>),
}

/// An adapter that can bridge two others.
#[derive(Debug)]
struct Adapter {
    product: u32,
    variant: usize,
    accessory: Accessory,
}

/// What all products offer and need.
#[derive(Debug, Default)]
pub(super) struct Fits {
    roles: Vec<Role>,
    /// By brand, aperture and name.
    telescopes: Vec<u32>,
    adapters: Vec<Adapter>,
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

/// All barrels of a list; a name that is none makes the whole list unknown.
fn barrels(attributes: &Attributes, key: &str) -> Vec<Barrel> {
    texts(attributes, key)
        .into_iter()
        .map(Barrel::from_label)
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// What a telescope offers; none for anything else.
fn telescope(attributes: &Attributes) -> Option<Telescope> {
    let aperture = millimetres(attributes, "aperture")?;
    number(attributes, "focal_length")?;
    if attributes.contains_key("apparent_field") || attributes.contains_key("magnification") {
        return None;
    }
    let bars: Vec<Dovetail> =
        texts(attributes, "dovetail").into_iter().flat_map(Dovetail::named_in).collect();
    let carrier = match text(attributes, "dovetail") {
        Some("None") => Carrier::NoBar,
        _ if bars.is_empty() => Carrier::Unknown,
        _ => Carrier::Bars(bars),
    };
    let finder_shoe = match text(attributes, "finder_shoe") {
        Some("Standard") => Some(true),
        Some("None") => Some(false),
        _ => None,
    };
    Some(Telescope {
        focuser: barrels(attributes, "focuser_barrel"),
        thread: text(attributes, "thread").and_then(Thread::from_label),
        back_focus: millimetres(attributes, "back_focus"),
        back_focus_min: millimetres(attributes, "back_focus_min"),
        carrier,
        tube_weight: number(attributes, "tube_weight").map(Kilograms),
        tube_diameter: millimetres(attributes, "tube_diameter"),
        aperture: Some(aperture),
        design: text(attributes, "design").map(ToOwned::to_owned),
        finder_shoe,
        sun_only: solar_only(attributes),
    })
}

/// What an accessory needs; none for what is not joined to a telescope.
fn accessory(attributes: &Attributes) -> Option<Accessory> {
    let place = Place::from_label(text(attributes, "attaches_to")?)?;
    let length = if place == Place::Camera { "back_focus" } else { "optical_length" };
    let foot = match text(attributes, "finder_shoe") {
        Some("Standard") => Foot::Standard,
        Some("Standard, or the base supplied") => Foot::WithShoe,
        _ => Foot::Unknown,
    };
    let light = text(attributes, "filter_kind")
        .map(|kind| if kind == "Solar" { Light::Sun } else { Light::Night });
    Some(Accessory {
        barrels: barrels(attributes, "barrel"),
        thread: text(attributes, "thread").and_then(Thread::from_label),
        length: millimetres(attributes, length),
        from: millimetres(attributes, "fits_from"),
        to: millimetres(attributes, "fits_to"),
        made_for: texts(attributes, "made_for").into_iter().map(ToOwned::to_owned).collect(),
        aperture_max: millimetres(attributes, "aperture_max"),
        saddles: texts(attributes, "dovetail").into_iter().flat_map(Dovetail::named_in).collect(),
        payload: number(attributes, "payload").map(Kilograms),
        tracks: match attributes.get("tracking") {
            Some(Value::Flag(tracks)) => Some(*tracks),
            _ => None,
        },
        foot,
        light,
        ..Accessory::at(place)
    })
}

impl Fits {
    /// Reads what products and their variants say; `differing` has the attributes of variants that
    /// are their own, as JSON by SKU.
    ///
    /// # Errors
    /// When those of a variant cannot be read.
    pub fn read(
        products: &[Arc<Entry>],
        attributes: &[Attributes],
        differing: &HashMap<Box<str>, String>,
    ) -> Result<Self, Error> {
        let fault = |product: &Entry, e: &serde_json::Error| {
            Error::Internal(format!("attributes of a variant of {}: {e}", product.slug))
        };
        let mut fits = Self::default();
        let mut telescopes: Vec<(&str, f64, &str, u32)> = Vec::new();
        for ((i, product), own) in (0_u32..).zip(products).zip(attributes) {
            let role = match (telescope(own), accessory(own)) {
                (Some(telescope), _) => {
                    telescopes.push((
                        &product.brand,
                        telescope.aperture.map_or(0.0, |mm| mm.0),
                        &product.name,
                        i,
                    ));
                    Role::Telescope(Box::new(telescope))
                }
                (None, Some(whole)) => {
                    let variant = |sku: &str| match differing.get(sku) {
                        Some(differing) => {
                            let attributes =
                                merged(own, differing).map_err(|e| fault(product, &e))?;
                            Ok(accessory(&attributes).unwrap_or_else(|| whole.clone()))
                        }
                        None => Ok(whole.clone()),
                    };
                    let variants = product
                        .variants
                        .iter()
                        .map(|v| variant(&v.sku))
                        .collect::<Result<Vec<Accessory>, Error>>()?;
                    if whole.place == Place::BeforeCamera {
                        let all = variants.iter().cloned().enumerate();
                        fits.adapters.extend(all.map(|(variant, accessory)| Adapter {
                            product: i,
                            variant,
                            accessory,
                        }));
                    }
                    Role::Accessory(variants)
                }
                (None, None) => Role::Other,
            };
            fits.roles.push(role);
        }
        telescopes.sort_by(|a, b| {
            a.0.cmp(b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)).then(a.3.cmp(&b.3))
        });
        fits.telescopes = telescopes.into_iter().map(|(.., i)| i).collect();
        Ok(fits)
    }

    fn telescope(&self, product: u32) -> Option<&Telescope> {
        match self.roles.get(product as usize) {
            Some(Role::Telescope(telescope)) => Some(telescope),
            _ => None,
        }
    }

    fn is_accessory(&self, product: u32) -> bool {
        matches!(self.roles.get(product as usize), Some(Role::Accessory(..)))
    }

    fn bridges(&self) -> Vec<&Accessory> {
        self.adapters.iter().map(|adapter| &adapter.accessory).collect()
    }

    /// Whether a product, or this variant of it, certainly does not fit a telescope.
    pub fn refuses(&self, telescope: u32, product: u32, variant: Option<usize>) -> bool {
        let (Some(telescope), Some(Role::Accessory(variants))) =
            (self.telescope(telescope), self.roles.get(product as usize))
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

/// The telescope that a visitor asks about on the page of an accessory.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Asked {
    /// No question, or none that this page answers.
    #[default]
    Nothing,
    /// Whether it fits the telescope with this slug.
    Telescope(String),
    /// A question that has no answer.
    Wrong(AskedError),
}

impl Asked {
    /// What tells such pages apart in an address; none for the plain page. What was typed is not in
    /// it.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::Telescope(slug) => Some(slug),
            Self::Wrong(AskedError::Missing) => Some(""),
            Self::Wrong(AskedError::Unknown) => Some("?"),
            Self::Wrong(AskedError::Several) => Some("*"),
        }
    }
}

impl Snapshot {
    /// What the values of `telescope` in an address ask on the page of this product.
    #[must_use]
    pub fn asked(&self, product: &str, values: &[&str]) -> Asked {
        let accessory = self.by_slug.get(product).is_some_and(|&i| self.fits.is_accessory(i));
        let (true, Some(first)) = (accessory, values.first()) else { return Asked::Nothing };
        if values.iter().any(|value| value != first) {
            return Asked::Wrong(AskedError::Several);
        }
        if first.is_empty() {
            return Asked::Wrong(AskedError::Missing);
        }
        match self.by_slug.get(*first) {
            Some(&i) if self.fits.telescope(i).is_some() => Asked::Telescope((*first).to_owned()),
            _ => Asked::Wrong(AskedError::Unknown),
        }
    }

    fn choice(&self, product: u32) -> Option<TelescopeChoice> {
        let entry = self.at(product)?;
        Some(TelescopeChoice {
            slug: entry.slug.to_string(),
            name: entry.name.to_string(),
            brand: entry.brand.to_string(),
        })
    }

    /// Products of `needs.csv` that certainly do not fit the telescope they are named for, by their
    /// slugs. Pages leave them out.
    #[must_use]
    pub fn unfit_needs(&self) -> &[(String, String)] {
        &self.unfit_needs
    }
}

/// The verdicts of an accessory with these attributes, its own or those of a variant.
pub(super) fn fit(
    ctx: &Context,
    snapshot: &Snapshot,
    entry: &Entry,
    attributes: &Attributes,
    asked: &Asked,
    currency: Currency,
) -> Option<FitView> {
    let fits = &snapshot.fits;
    let product = *snapshot.by_slug.get(&entry.slug)?;
    let own = accessory(attributes).filter(|_| fits.is_accessory(product))?;
    if fits.telescopes.is_empty() {
        return None;
    }
    let bridges = fits.bridges();
    let judge = |i: u32| {
        let verdict = verdict_with(&own, fits.telescope(i)?, &bridges);
        let bridge = match verdict {
            Verdict::FitsWith(_, Part::Adapter(at)) => {
                fits.adapters.get(at).and_then(|adapter| bridge(ctx, snapshot, adapter, currency))
            }
            _ => None,
        };
        Some(Judged { telescope: snapshot.choice(i)?, verdict, bridge })
    };
    let mut view = FitView { all: snapshot.all_telescopes(&own), ..FitView::default() };
    view.telescopes =
        fits.telescopes.iter().take(CHOICES).filter_map(|&i| snapshot.choice(i)).collect();
    match asked {
        Asked::Nothing => {}
        Asked::Wrong(problem) => view.problem = Some(*problem),
        Asked::Telescope(slug) => {
            match snapshot.by_slug.get(slug.as_str()).and_then(|&i| judge(i)) {
                Some(judged) => {
                    if !view.telescopes.contains(&judged.telescope) {
                        view.telescopes.push(judged.telescope.clone());
                    }
                    view.chosen = Some(judged);
                }
                None => view.problem = Some(AskedError::Unknown),
            }
        }
    }
    for judged in fits.telescopes.iter().take(JUDGED).filter_map(|&i| judge(i)) {
        let list = match judged.verdict {
            Verdict::Fits(_) | Verdict::FitsWith(..) => &mut view.fits,
            Verdict::DoesNotFit(_) => &mut view.refused,
            Verdict::NotKnown(_) => &mut view.unknown,
        };
        if list.len() < LISTED {
            list.push(judged);
        }
    }
    view.more = fits.telescopes.len() - view.fits.len() - view.refused.len() - view.unknown.len();
    Some(view)
}

fn bridge(
    ctx: &Context,
    snapshot: &Snapshot,
    adapter: &Adapter,
    currency: Currency,
) -> Option<Bridge> {
    let product = snapshot.at(adapter.product)?;
    let variant = product.variants.get(adapter.variant)?;
    Some(Bridge {
        name: product.name.to_string(),
        href: routes::variant(&product.slug, &variant.sku),
        sku: variant.stock.available().then(|| variant.sku.to_string()),
        price: ctx.rates().price(variant.price, currency)?,
    })
}

impl Snapshot {
    /// The list of telescopes: the root category of the first, and of what goes into a focuser by
    /// one barrel, those whose focuser takes it.
    fn all_telescopes(&self, accessory: &Accessory) -> String {
        let first = self.fits.telescopes.first().and_then(|&i| self.at(i));
        let root = first.and_then(|entry| self.trail(entry.category).into_iter().next());
        let path = root.map_or_else(|| routes::SEARCH.to_owned(), |link| link.href);
        // A camera without a barrel that suits may still have its thread.
        let [barrel] = accessory.barrels.as_slice() else { return path };
        let column = self
            .columns
            .iter()
            .find(|column| column.key == "focuser_barrel" && accessory.place != Place::Camera);
        match column
            .and_then(|column| column.choices.iter().find(|choice| choice.label == barrel.label()))
        {
            Some(choice) => format!("{path}?focuser_barrel={}", choice.key),
            None => path,
        }
    }
}

/// The page of what a product needs: for an accessory of a telescope with the verdict for it.
pub(super) fn need_href(
    snapshot: &Snapshot,
    own: &Entry,
    need: &Entry,
    sku: Option<&str>,
) -> String {
    let index = |entry: &Entry| snapshot.by_slug.get(&entry.slug).copied();
    let judged = index(own).is_some_and(|i| snapshot.fits.telescope(i).is_some())
        && index(need).is_some_and(|i| snapshot.fits.is_accessory(i));
    let variant = sku.filter(|_| need.variants.len() > 1);
    match (judged, variant) {
        (false, _) => routes::product(&need.slug),
        (true, None) => routes::product_for_telescope(&need.slug, None, &own.slug),
        (true, Some(sku)) => routes::product_for_telescope(&need.slug, Some(sku), &own.slug),
    }
}
