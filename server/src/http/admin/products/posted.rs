//! What a posted form of a product changes, in the texts of the use cases.

use super::editor::local_part;
use crate::http::admin::{Change, DeskForm};
use domain::{Currency, Money};
use shop::{
    catalogue::{
        desk::{DeskProduct, DeskVariant},
        edit::{
            Edits, FieldConflict, FieldError, Given, Problem,
            variant::{ChangeVariant, NewVariant},
        },
    },
    text::clean_lines,
};
use std::collections::{BTreeMap, BTreeSet};
use store::Uuid;
use views::admin::form::{BASE_PREFIX, FormError, FormView};

/// How many rows of new variants are read.
const NEW_ROWS: usize = 20;
/// The prefix of a field whose value is already a text of the use case: a conflict was decided.
pub(super) const DECIDED: &str = "set.";

/// The price of a variant that was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NewPrice {
    pub sku: String,
    pub shown: Money,
    pub price: Money,
}

/// What a form changes.
#[derive(Debug, Default)]
pub(super) struct Posted {
    pub edits: Edits,
    pub variants: Vec<ChangeVariant>,
    pub new_variants: Vec<NewVariant>,
    pub prices: Vec<NewPrice>,
    /// Prices that somebody else has changed since they were read.
    pub conflicts: Vec<FieldConflict>,
    /// What cannot be read.
    pub problems: Vec<FormError>,
    /// The rows that new variants come from.
    rows: Vec<usize>,
}

/// A problem in the words of the use case.
pub(super) fn said(field: &str, problem: &Problem) -> FormError {
    FormError { field: field.to_owned(), problem: "said".to_owned(), detail: problem.to_string() }
}

fn not_an_amount(field: &str) -> FormError {
    FormError {
        field: field.to_owned(),
        problem: "not-an-amount".to_owned(),
        detail: String::new(),
    }
}

/// Lines as the parts of a list.
fn parts(lines: &str) -> String {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("|")
}

fn answer(tick: &str) -> &'static str {
    if tick == "on" { "yes" } else { "no" }
}

/// Categories as the use case writes them: the main one, then the others by slug.
fn categories(main: &str, also: &str) -> String {
    let others: BTreeSet<&str> =
        also.split(' ').filter(|slug| !slug.is_empty() && *slug != main).collect();
    let main = Some(main).filter(|main| !main.is_empty());
    main.into_iter().chain(others).collect::<Vec<_>>().join("|")
}

/// The value that was read. Posted texts are tidied, so one that only differs in that is the stored
/// one.
fn base(current: Option<&String>, posted: &str) -> String {
    let stored = current.filter(|current| clean_lines(current) == posted);
    stored.map_or_else(|| posted.to_owned(), Clone::clone)
}

impl Posted {
    /// Reads a form.
    pub fn read(form: &DeskForm, product: &DeskProduct, currency: Currency) -> Self {
        let mut posted = Self::default();
        let mut variants: BTreeMap<Uuid, Edits> = BTreeMap::new();
        for change in form.changes() {
            if let Some(decided) = change.name.strip_prefix(DECIDED) {
                let change = Change { name: decided.to_owned(), ..change };
                posted.take(&change, product, &mut variants);
                continue;
            }
            if let Some(change) = translated(change, product) {
                posted.take(&change, product, &mut variants);
            }
        }
        posted.take_composed(form, product);
        posted.variants = variants
            .into_iter()
            .filter_map(|(id, edits)| {
                let version = product.variants.iter().find(|one| one.id == id)?.version;
                Some(ChangeVariant { id, version, edits })
            })
            .collect();
        posted.take_new(form, currency);
        posted
    }

    fn edit(&mut self, name: &str, base: &str, value: &str) {
        // What was decided in a conflict comes first.
        self.edits.entry(name.to_owned()).or_insert_with(|| Given::over(base, value));
    }

    /// Takes a change whose texts are those of the use case.
    fn take(
        &mut self,
        change: &Change,
        product: &DeskProduct,
        variants: &mut BTreeMap<Uuid, Edits>,
    ) {
        let Change { name, base: read, value } = change;
        let Some((id, field)) = name.strip_prefix("variant.").and_then(|of| of.split_once('.'))
        else {
            self.edit(name, &base(product.fields.get(name), read), value);
            return;
        };
        let id: Option<Uuid> = id.parse().ok();
        let own = product.variants.iter().find(|variant| Some(variant.id) == id);
        let Some(variant) = own else {
            self.problems.push(said(name, &Problem::Missing(name.clone())));
            return;
        };
        if field == "price" {
            self.take_price(change, variant);
            return;
        }
        let given = Given::over(&base(variant.fields.get(field), read), value);
        variants.entry(variant.id).or_default().insert(field.to_owned(), given);
    }

    fn take_price(&mut self, change: &Change, variant: &DeskVariant) {
        let currency = variant.price.currency;
        let Some(price) = Money::parse(&change.value, currency).filter(|price| price.minor > 0)
        else {
            self.problems.push(not_an_amount(&change.name));
            return;
        };
        if Money::parse(&change.base, currency) != Some(variant.price) && price != variant.price {
            self.conflicts.push(FieldConflict {
                field: change.name.clone(),
                base: Some(change.base.clone()),
                theirs: variant.price.decimal(),
                mine: change.value.clone(),
            });
            return;
        }
        let sku = variant.fields.get("sku").cloned().unwrap_or_default();
        self.prices.push(NewPrice { sku, shown: variant.price, price });
    }

    /// Takes what people enter in parts: categories, pictures, an address that follows the name.
    fn take_composed(&mut self, form: &DeskForm, product: &DeskProduct) {
        let was = |name: &str| form.fields().get(&format!("{BASE_PREFIX}{name}")).to_owned();
        if form.has("main-category") {
            let before = categories(&was("main-category"), &was("also"));
            let after = categories(&form.value("main-category"), &form.value("also"));
            if before != after {
                self.edit("categories", &before, &after);
            }
        }
        self.take_pictures(form);
        let follows = form.value("slug-follows") == "on" && !self.edits.contains_key("slug");
        if follows && let Some(name) = self.edits.get("name").map(|given| given.value.clone()) {
            let old = product.fields.get("slug").cloned().unwrap_or_default();
            let new = shop::text::slug(&name);
            if !new.is_empty() && new != old {
                self.edit("slug", &old, &new);
            }
        }
    }

    fn take_pictures(&mut self, form: &DeskForm) {
        let prefix = format!("{BASE_PREFIX}place.");
        // The place before, the typed one, and the hash.
        let mut places: Vec<(usize, i64, &str)> = Vec::new();
        for (name, before) in form.fields().pairs() {
            let Some(hash) = name.strip_prefix(&prefix) else { continue };
            let before = before.parse().unwrap_or(usize::MAX); // It comes last.
            let field = format!("place.{hash}");
            match form.value(&field).parse::<i64>() {
                Ok(typed) => places.push((before, typed, hash)),
                Err(_) => self.problems.push(said(&field, &Problem::NotWithin(1, 50))),
            }
        }
        places.sort_by_key(|(before, ..)| *before);
        let joined = |places: &[(usize, i64, &str)]| {
            places.iter().map(|(.., hash)| *hash).collect::<Vec<_>>().join("|")
        };
        let before = joined(&places);
        // One that is moved up to the place of another one comes before it, one that is moved down
        // after it.
        places.sort_by_key(|(before, typed, _)| {
            let before = i64::try_from(*before).unwrap_or(i64::MAX);
            (*typed, typed.cmp(&before), before)
        });
        places.retain(|(.., hash)| form.value(&format!("drop.{hash}")) != "on");
        let after = joined(&places);
        if before != after {
            self.edit("pictures", &before, &after);
        }
    }

    /// Takes the rows of new variants that are filled in. An option that is left out is that of the
    /// row above.
    fn take_new(&mut self, form: &DeskForm, currency: Currency) {
        let mut option = String::new();
        for row in 0..NEW_ROWS {
            let value = |field: &str| form.value(&format!("new.{row}.{field}"));
            let fields = ["sku", "option_name", "label", "weight_g", "position"];
            let mut fields: BTreeMap<String, String> =
                fields.into_iter().map(|field| (field.to_owned(), value(field))).collect();
            fields.retain(|_, value| !value.is_empty());
            let price = value("price");
            if fields.is_empty() && price.is_empty() {
                continue;
            }
            match fields.get("option_name") {
                Some(own) => option.clone_from(own),
                None if !option.is_empty() && fields.contains_key("label") => {
                    fields.insert("option_name".to_owned(), option.clone());
                }
                None => {}
            }
            match Money::parse(&price, currency).filter(|price| price.minor > 0) {
                Some(price) => {
                    self.rows.push(row);
                    self.new_variants.push(NewVariant { price, fields });
                }
                None => self.problems.push(not_an_amount(&format!("new.{row}.price"))),
            }
        }
    }

    /// Whether it changes anything.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
            && self.variants.is_empty()
            && self.new_variants.is_empty()
            && self.prices.is_empty()
    }

    /// Errors of the use case at the fields of the form.
    pub fn refused(&self, errors: &[FieldError]) -> Vec<FormError> {
        let field = |key: &str| {
            if key == "categories" {
                return "main-category".to_owned();
            }
            let new = key.strip_prefix("new.").and_then(|of| of.split_once('.'));
            let row = new.and_then(|(at, field)| {
                Some(format!("new.{}.{field}", self.rows.get(at.parse::<usize>().ok()?)?))
            });
            row.unwrap_or_else(|| key.to_owned())
        };
        errors.iter().map(|error| said(&field(&error.field), &error.problem)).collect()
    }
}

/// A change of a field of the form, in the texts of the use case; none if it is part of another one
/// or no change.
fn translated(change: Change, product: &DeskProduct) -> Option<Change> {
    let Change { name, base, value } = change;
    let is_part = ["place.", "drop.", "new."].iter().any(|prefix| name.starts_with(prefix));
    match name.as_str() {
        _ if is_part => None,
        "main-category" | "also" | "slug-follows" => None,
        "publish_at" | "unpublish_at" => {
            let current = product.fields.get(&name).filter(|current| local_part(current) == base);
            Some(Change { base: current.cloned().unwrap_or(base), name, value })
        }
        "related" | "in_box" => {
            let (base, value) = (parts(&base), parts(&value));
            (base != value).then_some(Change { name, base, value })
        }
        _ if name == "featured" || name.ends_with(".archived") => {
            let (base, value) = (answer(&base).to_owned(), answer(&value).to_owned());
            Some(Change { name, base, value })
        }
        _ => Some(Change { name, base, value }),
    }
}

/// Puts what was decided in a conflict into a form that is shown again.
pub(super) fn show_decided(form: &DeskForm, view: &mut FormView) {
    for field in view.sections.iter_mut().flat_map(|section| &mut section.fields) {
        let decided = format!("{DECIDED}{}", field.name);
        if !form.fields().has(&decided) {
            continue;
        }
        let shown = |text: String| match field.name.as_str() {
            "publish_at" | "unpublish_at" => local_part(&text).to_owned(),
            "related" | "in_box" => text.replace('|', "\n"),
            name if name == "featured" || name.ends_with(".archived") => {
                if text == "yes" {
                    "on".to_owned()
                } else {
                    String::new()
                }
            }
            _ => text,
        };
        let base = form.fields().get(&format!("{BASE_PREFIX}{decided}")).to_owned();
        let (value, base) = (shown(form.value(&decided)), shown(base));
        (field.value, field.base) = (value, Some(base));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_those_of_the_use_case() {
        assert_eq!(parts("a\n\n b*2 \n"), "a|b*2");
        assert_eq!(categories("telescopes", "gifts books telescopes"), "telescopes|books|gifts");
        assert_eq!(categories("", ""), "");
        assert_eq!(base(Some(&"a  b".to_owned()), "a b"), "a  b");
        assert_eq!(base(Some(&"other".to_owned()), "a b"), "a b");
    }
}
