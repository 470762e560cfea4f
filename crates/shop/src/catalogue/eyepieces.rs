//! The performance of a telescope with its supplied eyepieces and with some that the shop sells.

use super::{
    keys,
    snapshot::{
        Snapshot,
        attributes::solar_only,
        gear::{Equipment, Glass, LOOKED_AT, Scope, scope},
    },
};
use domain::{
    catalogue::{Attributes, Value},
    optics::{
        self, PUPIL,
        pairing::{AIR, Factor, Visual, through},
    },
};
use views::catalogue::{EyepieceLimit, EyepieceRow, NightView, OpticsView, SunView};
use views::routes;

/// Apparent field of a basic eyepiece in degrees, for the magnification at which the Sun fills the
/// view.
const PLAIN_FIELD: f64 = 52.0;
/// Exit pupils in mm of the eyepieces on a telescope's page: one for finding objects, one for most
/// of the sky.
const PUPILS: [f64; 2] = [4.5, 2.0];
/// The tolerance of the exit pupil; of the eyepieces within it, the one with the widest field is
/// shown.
const NEAR: f64 = 0.15;

/// The performance of a telescope with this aperture and focal length; `None` for other products.
pub(super) fn optics_of(snapshot: &Snapshot, attributes: &Attributes) -> Option<OpticsView> {
    let scope = scope(attributes)?;
    let (aperture, focal_length) = (scope.telescope.aperture(), scope.telescope.focal_length());
    if solar_only(attributes) {
        let bandwidth = match attributes.get(keys::BANDWIDTH) {
            Some(Value::Number(nm)) if *nm > 0.0 => Some(*nm),
            _ => None,
        };
        return Some(OpticsView::Sun(SunView {
            disc: optics::solar_disc(focal_length),
            filling_power: PLAIN_FIELD / optics::SUN,
            detail: optics::solar_detail(aperture),
            bandwidth,
        }));
    }
    let mut eyepieces: Vec<EyepieceRow> = Vec::new();
    let mut add = |glass: &Glass, href: Option<String>| {
        if let Some(seen) = through(scope.telescope, Factor::NONE, glass.eyepiece) {
            eyepieces.push(row(glass, &seen, scope.highest, href));
        }
    };
    for glass in &scope.boxed {
        add(glass, None);
    }
    for item in sold(snapshot, &scope, attributes) {
        let entry = snapshot.at(item.product).zip(item.sku.as_ref());
        add(&item.what, entry.map(|(entry, sku)| routes::variant(&entry.slug, sku)));
    }
    eyepieces.sort_by(|a, b| a.magnification.total_cmp(&b.magnification));
    Some(OpticsView::Night(NightView {
        highest_power: scope.highest,
        faintest_star: optics::limiting_magnitude(aperture),
        splits_to: optics::dawes_limit(aperture),
        light_gain: optics::light_gain(aperture),
        eyepieces,
    }))
}

fn row(glass: &Glass, seen: &Visual, highest: f64, href: Option<String>) -> EyepieceRow {
    let limit = if seen.magnification > highest {
        Some(EyepieceLimit::Power)
    } else {
        (seen.exit_pupil > PUPIL).then_some(EyepieceLimit::Pupil)
    };
    EyepieceRow {
        focal_length: glass.eyepiece.focal_length(),
        apparent_field: glass.apparent,
        in_box: href.is_none(),
        href,
        magnification: seen.magnification,
        true_field: seen.true_field,
        exit_pupil: seen.exit_pupil,
        limit,
    }
}

/// Eyepieces from the shop that fit the focuser and show the telescope's range: those of
/// [`PUPILS`], the strongest useful one, and the next stronger one, which is too strong.
fn sold<'a>(
    snapshot: &'a Snapshot,
    scope: &Scope,
    attributes: &Attributes,
) -> Vec<&'a Equipment<Glass>> {
    let fits = |item: &Equipment<Glass>| match attributes.get(keys::FOCUSER_BARREL) {
        Some(Value::List(barrels)) => {
            let own = snapshot.labels(keys::BARREL, item.product);
            own.is_empty() || own.iter().any(|barrel| barrels.iter().any(|other| other == barrel))
        }
        _ => true,
    };
    // Excludes the ends of a zoom.
    let fixed = |item: &Equipment<Glass>| {
        let slug = snapshot.at(item.product).map(|entry| &entry.slug);
        item.sku.as_ref() == Some(&item.key) || slug == Some(&item.key)
    };
    let power = |item: &Equipment<Glass>| {
        optics::magnification(scope.telescope.focal_length(), item.what.eyepiece.focal_length())
    };
    let pupil =
        |item: &Equipment<Glass>| optics::exit_pupil(scope.telescope.aperture(), power(item));
    let usable: Vec<&Equipment<Glass>> = snapshot
        .gear
        .eyepieces
        .iter()
        .take(LOOKED_AT)
        .filter(|item| item.sku.is_some() && fixed(item) && fits(item) && snapshot.in_stock(item))
        .collect();
    let allowed = || {
        usable.iter().copied().filter(|item| power(item) <= scope.highest && pupil(item) <= PUPIL)
    };
    let mut chosen: Vec<&Equipment<Glass>> = Vec::new();
    for wanted in PUPILS {
        let off = |item: &Equipment<Glass>| (pupil(item) / wanted).ln().abs();
        // Those within the tolerance rank equally.
        let rank = |item: &Equipment<Glass>| if off(item) <= NEAR { 0.0 } else { off(item) };
        let better = |a: &&Equipment<Glass>, b: &&Equipment<Glass>| {
            rank(a)
                .total_cmp(&rank(b))
                .then(b.what.apparent.total_cmp(&a.what.apparent))
                .then(off(a).total_cmp(&off(b)))
        };
        chosen.extend(allowed().min_by(better));
    }
    // The strongest that the seeing of most nights allows.
    chosen.extend(
        allowed().filter(|item| power(item) <= AIR).min_by(|a, b| power(b).total_cmp(&power(a))),
    );
    chosen.extend(
        usable
            .iter()
            .copied()
            .filter(|item| power(item) > scope.highest)
            .min_by(|a, b| power(a).total_cmp(&power(b))),
    );
    // The same focal length twice adds nothing, even if one eyepiece is supplied with the
    // telescope.
    let mut seen: Vec<f64> =
        scope.boxed.iter().map(|glass| glass.eyepiece.focal_length()).collect();
    chosen.retain(|item| {
        let mm = item.what.eyepiece.focal_length();
        let fresh = seen.iter().all(|other| (other - mm).abs() > 0.05);
        seen.push(mm);
        fresh
    });
    chosen
}
