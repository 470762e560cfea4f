//! The selection lists of the calculator, and its defaults if nothing is chosen.

use crate::catalogue::{
    keys,
    snapshot::{
        Snapshot,
        entry::Entry,
        gear::{self, Equipment, Glass, Scope},
        order::place,
    },
};
use domain::{
    optics::{exit_pupil, magnification, pairing::TelescopeOptics},
    text::number,
};
use views::optics::calculator::{Choice, ChoiceGroup};

/// Maximum number of products in a selection list. Further ones can be selected by the link on
/// their product page.
const MAX: usize = 200;
/// The exit pupil in mm that suits most of the sky, used to select an eyepiece if none is given.
const FIRST_PUPIL: f64 = 2.0;

/// "12.5 mm"
pub fn millimetres(mm: f64) -> String {
    format!("{}\u{a0}mm", number(mm, 1))
}

/// "25 mm, 50°"
pub fn glass_text(glass: &Glass) -> String {
    format!("{}, {}°", millimetres(glass.eyepiece.focal_length()), number(glass.apparent, 0))
}

impl Snapshot {
    /// The sort key of a product in the shop's own order.
    fn rank(&self, product: u32) -> impl Ord + use<> {
        place(&self.products, product)
    }

    fn offered<'a, T>(
        &self,
        equipment: &'a [Equipment<T>],
        chosen: Option<&Equipment<T>>,
    ) -> Vec<&'a Equipment<T>> {
        gear::offered(equipment, chosen, MAX, |product| self.rank(product))
    }

    /// Whether two products share a value of two facets, or one of them has no value.
    fn joins(&self, (one, of_one): (&str, u32), (other, of_other): (&str, u32)) -> bool {
        let (a, b) = (self.labels(one, of_one), self.labels(other, of_other));
        a.is_empty() || b.is_empty() || a.iter().any(|label| b.contains(label))
    }

    /// The example telescope if none is given: it accepts the given equipment, is for the night
    /// sky, in stock, and has eyepieces supplied.
    pub fn example(&self, goes_with: Option<u32>) -> Option<&Equipment<Scope>> {
        let key = |item: &&Equipment<Scope>| {
            let fits = goes_with.is_none_or(|product| {
                self.joins((keys::BARREL, product), (keys::FOCUSER_BARREL, item.product))
            });
            let available = self.at(item.product).is_some_and(|entry| entry.stock().available());
            (
                !fits,
                item.what.solar,
                !available,
                item.what.boxed.is_empty(),
                self.rank(item.product),
            )
        };
        self.gear.telescopes.iter().take(gear::LOOKED_AT).min_by_key(key)
    }

    /// The eyepiece if none is given and none is supplied with the telescope.
    pub fn first_eyepiece(
        &self,
        telescope: TelescopeOptics,
        product: Option<u32>,
    ) -> Option<&Equipment<Glass>> {
        let key = |item: &&Equipment<Glass>| {
            let fits = product.is_none_or(|product| {
                self.joins((keys::BARREL, item.product), (keys::FOCUSER_BARREL, product))
            });
            let power = magnification(telescope.focal_length(), item.what.eyepiece.focal_length());
            let off = (exit_pupil(telescope.aperture(), power) / FIRST_PUPIL).ln().abs();
            (!fits, !self.in_stock(item), (off * 1e6).round())
        };
        let better = |a: &&Equipment<Glass>, b: &&Equipment<Glass>| {
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
        };
        self.gear.eyepieces.iter().take(gear::LOOKED_AT).min_by(better)
    }

    /// Telescopes by category, in the order of the menu, smaller apertures first.
    pub fn telescope_choices(&self, chosen: Option<&Equipment<Scope>>) -> Vec<ChoiceGroup> {
        let mut offered: Vec<(usize, &Equipment<Scope>, &Entry)> = self
            .offered(&self.gear.telescopes, chosen)
            .into_iter()
            .filter_map(|item| self.at(item.product).map(|entry| (entry.category, item, entry)))
            .collect();
        offered.sort_by(|a, b| {
            let size = |item: &Equipment<Scope>| item.what.telescope.aperture();
            a.0.cmp(&b.0).then(size(a.1).total_cmp(&size(b.1))).then(a.2.name.cmp(&b.2.name))
        });
        let choice = |(_, item, entry): &(usize, &Equipment<Scope>, &Entry)| Choice {
            value: item.key.to_string(),
            text: entry.name.to_string(),
        };
        offered
            .chunk_by(|a, b| a.0 == b.0)
            .map(|group| ChoiceGroup {
                label: group
                    .first()
                    .and_then(|first| self.categories.get(first.0))
                    .map(|c| c.name.clone())
                    .unwrap_or_default(), // Category and equipment are of one snapshot.
                choices: group.iter().map(choice).collect(),
            })
            .collect()
    }

    /// Eyepieces by product.
    pub fn eyepiece_choices(&self, chosen: Option<&Equipment<Glass>>) -> Vec<ChoiceGroup> {
        let choice = |item: &&Equipment<Glass>| Choice {
            value: item.key.to_string(),
            text: glass_text(&item.what),
        };
        self.offered(&self.gear.eyepieces, chosen)
            .chunk_by(|a, b| a.product == b.product)
            .map(|group| ChoiceGroup {
                label: group
                    .first()
                    .and_then(|first| self.at(first.product))
                    .map(|entry| entry.name.to_string())
                    .unwrap_or_default(), // Product and equipment are of one snapshot.
                choices: group.iter().map(choice).collect(),
            })
            .collect()
    }

    /// Products by name, each with a detail if the name does not contain it.
    pub fn choices<T>(
        &self,
        equipment: &[Equipment<T>],
        chosen: Option<&Equipment<T>>,
        note: impl Fn(&T) -> String,
    ) -> Vec<Choice> {
        let text = |item: &Equipment<T>| {
            let (name, note) = (&self.at(item.product)?.name, note(&item.what));
            Some(if name.contains(&note) { name.to_string() } else { format!("{name}, {note}") })
        };
        let choice =
            |item: &Equipment<T>| Some(Choice { value: item.key.to_string(), text: text(item)? });
        let mut choices: Vec<Choice> =
            self.offered(equipment, chosen).into_iter().filter_map(choice).collect();
        choices.sort_by(|a, b| a.text.cmp(&b.text));
        choices
    }
}
