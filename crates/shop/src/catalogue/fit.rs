//! Compatibility of an accessory with telescopes: the verdicts of its page.

use super::{
    keys,
    snapshot::{
        Snapshot,
        entry::Entry,
        fits::{Adapter, accessory},
        reads,
    },
};
use crate::Context;
use domain::{
    Currency,
    catalogue::Attributes,
    optics::fit::{Accessory, Part, Place, Verdict, verdict_with},
};
use views::{
    optics::{Bridge, FitView, Judged, TelescopeChoice, TelescopeError},
    routes,
};

/// Maximum number of telescopes in the selection list; others can be given in the URL.
const CHOICES: usize = 200;
/// Maximum number of telescopes checked for a page's lists.
const JUDGED: usize = 1000;
/// Maximum length of each list.
const LISTED: usize = 40;

/// The compatibility question of a product page's URL.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum RequestedTelescope {
    /// None, or none that applies to this product.
    #[default]
    Nothing,
    /// Does it fit the telescope with this slug?
    Known(String),
    /// An invalid question.
    Wrong(TelescopeError),
}

impl RequestedTelescope {
    /// The value that distinguishes such pages in the cache; `None` for the page without a
    /// question. Never contains typed text.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::Known(slug) => Some(slug),
            Self::Wrong(TelescopeError::Missing) => Some(""),
            Self::Wrong(TelescopeError::Unknown) => Some("?"),
            Self::Wrong(TelescopeError::Several) => Some("*"),
        }
    }
}

/// Interprets the values of `telescope` in the URL of this product's page.
#[must_use]
pub fn requested(snapshot: &Snapshot, product: &str, values: &[&str]) -> RequestedTelescope {
    let accessory = snapshot.by_slug.get(product).is_some_and(|&i| snapshot.fits.is_accessory(i));
    let (true, Some(first)) = (accessory, values.first()) else {
        return RequestedTelescope::Nothing;
    };
    if values.iter().any(|value| value != first) {
        return RequestedTelescope::Wrong(TelescopeError::Several);
    }
    if first.is_empty() {
        return RequestedTelescope::Wrong(TelescopeError::Missing);
    }
    match snapshot.by_slug.get(*first) {
        Some(&i) if snapshot.fits.telescope(i).is_some() => {
            RequestedTelescope::Known((*first).to_owned())
        }
        _ => RequestedTelescope::Wrong(TelescopeError::Unknown),
    }
}

fn choice(snapshot: &Snapshot, product: u32) -> Option<TelescopeChoice> {
    let entry = snapshot.at(product)?;
    Some(TelescopeChoice {
        slug: entry.slug.to_string(),
        name: entry.name.to_string(),
        brand: entry.brand.to_string(),
    })
}

/// What the verdicts of a product page depend on.
#[derive(Clone, Copy)]
pub(super) struct FitQuestion<'a> {
    pub entry: &'a Entry,
    /// Its own attributes, or those of a variant.
    pub attributes: &'a Attributes,
    pub telescope: &'a RequestedTelescope,
    pub currency: Currency,
}

/// The verdicts for an accessory; `None` for other products.
pub(super) fn fit(ctx: &Context, snapshot: &Snapshot, of: FitQuestion<'_>) -> Option<FitView> {
    let FitQuestion { entry, attributes, telescope, currency } = of;
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
        Some(Judged { telescope: choice(snapshot, i)?, verdict, bridge })
    };
    let mut view = FitView { all: all_telescopes(snapshot, &own), ..FitView::default() };
    view.telescopes =
        fits.telescopes.iter().take(CHOICES).filter_map(|&i| choice(snapshot, i)).collect();
    match telescope {
        RequestedTelescope::Nothing => {}
        RequestedTelescope::Wrong(problem) => view.problem = Some(*problem),
        RequestedTelescope::Known(slug) => {
            match snapshot.by_slug.get(slug.as_str()).and_then(|&i| judge(i)) {
                Some(judged) => {
                    if !view.telescopes.contains(&judged.telescope) {
                        view.telescopes.push(judged.telescope.clone());
                    }
                    view.chosen = Some(judged);
                }
                None => view.problem = Some(TelescopeError::Unknown),
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
    reads::availability(product);
    Some(Bridge {
        name: product.name.to_string(),
        href: routes::variant(&product.slug, &variant.sku),
        sku: variant.stock.available().then(|| variant.sku.to_string()),
        price: ctx.rates().price(variant.price, currency)?,
    })
}

/// The URL of all telescopes: the root category of the first one, filtered by barrel for an
/// accessory with a single one.
fn all_telescopes(snapshot: &Snapshot, accessory: &Accessory) -> String {
    let first = snapshot.fits.telescopes.first().and_then(|&i| snapshot.at(i));
    let root = first.and_then(|entry| snapshot.breadcrumbs(entry.category).into_iter().next());
    let path = root.map_or_else(|| routes::SEARCH.to_owned(), |link| link.href);
    // A camera whose barrel does not fit may still use its thread.
    let [barrel] = accessory.barrels.as_slice() else { return path };
    let facet =
        snapshot.index.facet(keys::FOCUSER_BARREL).filter(|_| accessory.place != Place::Camera);
    match facet.and_then(|facet| {
        facet.choices.iter().find(|choice| choice.label.text() == Some(barrel.label()))
    }) {
        Some(choice) => format!("{path}?{}={}", keys::FOCUSER_BARREL, choice.key),
        None => path,
    }
}

/// The page of a needed product; for an accessory of a telescope, with the verdict.
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
