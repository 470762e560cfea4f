//! The key specifications on cards, by the merchant's rules.

use super::{
    entry::Category,
    rules::{self, LeftOut},
};
use domain::catalogue::{
    AttributeDefinition, Attributes,
    card_specs::{CardRule, MAX_SPECS, SpecTemplate, TemplateError, card_value},
};
use store::catalogue::CardRuleRow;

/// Chooses the key specifications of products.
pub struct CardSpecs<'a> {
    definitions: &'a [AttributeDefinition],
    rules: Vec<CardRule>,
    /// The attributes with a rank on cards, in its order.
    ranked: Vec<&'a AttributeDefinition>,
}

impl<'a> CardSpecs<'a> {
    /// Reads the rules. Adds those to `left_out` that cannot be read or whose conditions name what
    /// does not exist: the others decide.
    pub fn new(
        categories: &[Category],
        definitions: &'a [AttributeDefinition],
        rows: &[CardRuleRow],
        left_out: &mut Vec<LeftOut>,
    ) -> Self {
        let mut rules = Vec::new();
        for (number, row) in (1_usize..).zip(rows) {
            match read(row, categories) {
                Ok(rule) => rules.push(rule),
                Err(error) => left_out.push(LeftOut {
                    place: format!("cards, rule {number}"),
                    rule: row.condition.clone(),
                    error,
                }),
            }
        }
        let mut ranked: Vec<_> = definitions.iter().filter(|one| one.card.is_some()).collect();
        ranked.sort_by(|a, b| (a.card, &a.key).cmp(&(b.card, &b.key)));
        Self { definitions, rules, ranked }
    }

    /// Whether a rule names categories.
    pub fn name_categories(&self) -> bool {
        self.rules.iter().any(|rule| !rule.condition.categories().is_empty())
    }

    /// The specifications of a product by the first rule that fits it and has values; without one,
    /// its attributes with the lowest ranks. `is_in` says which categories it is in.
    pub fn chosen(&self, attributes: &Attributes, is_in: &dyn Fn(&str) -> bool) -> Vec<String> {
        let by_rule = self
            .rules
            .iter()
            .map(|rule| rule.show(self.definitions, attributes, is_in))
            .find(|specs| !specs.is_empty());
        by_rule.unwrap_or_else(|| {
            let values = self.ranked.iter().filter_map(|one| card_value(one, attributes));
            values.take(MAX_SPECS).collect()
        })
    }
}

fn read(row: &CardRuleRow, categories: &[Category]) -> Result<CardRule, String> {
    let specs: Result<Vec<SpecTemplate>, TemplateError> =
        row.specs.lines().map(SpecTemplate::parse).collect();
    let specs = specs.map_err(|error| error.to_string())?;
    Ok(CardRule { condition: rules::read(&row.condition, categories)?, specs })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use domain::catalogue::Value;
    use store::Uuid;

    fn definition((key, card): (&str, Option<i32>)) -> AttributeDefinition {
        AttributeDefinition {
            kind: None,
            key: key.to_owned(),
            name: String::new(),
            unit: String::new(),
            decimals: 0,
            group: String::new(),
            position: 0,
            facet: None,
            bands: Vec::new(),
            promoted: None,
            card,
            explanation: String::new(),
            shows: false,
            inches: false,
            search: true,
        }
    }

    fn category(slug: &str) -> Category {
        Category {
            id: Uuid::nil(),
            slug: slug.to_owned(),
            name: String::new(),
            intro: String::new(),
            guide: String::new(),
            parent: None,
            children: Vec::new(),
            members: Vec::new(),
            availability_at: 0,
        }
    }

    #[test]
    fn the_first_rule_with_values_decides() {
        let definitions =
            [("tail", Some(1)), ("frame", Some(3)), ("colour", Some(2)), ("bag", None)]
                .map(definition);
        let row = |condition: &str, specs: &str| CardRuleRow {
            condition: condition.to_owned(),
            specs: specs.to_owned(),
        };
        let rows = [
            row("category boats", "a boat"),
            row("frame >", "unreadable"),
            row("frame present", "{frame"),
            // It would fit every product.
            row("not category planes", "not a plane"),
            // No product has an attribute that is not defined.
            row("depth present", "deep"),
            row("tail is yes", "{depth}"),
            row("category kites", "flies\n{bag}"),
            row("everything", "{bag}"),
        ];
        let categories = ["boats", "kites", "gifts"].map(category);
        let mut left_out = Vec::new();
        let specs = CardSpecs::new(&categories, &definitions, &rows, &mut left_out);
        let places: Vec<&str> = left_out.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, ["cards, rule 2", "cards, rule 3", "cards, rule 4"]);
        assert!(specs.name_categories());
        let text = |text: &str| Value::Text(text.to_owned());
        let shown = |values: &[(&str, Value)], category: &str| {
            let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
            specs.chosen(&values.collect(), &|slug| slug == category)
        };
        let kite = [("tail", Value::Flag(true)), ("frame", text("Carbon")), ("bag", text("Long"))];
        assert_eq!(shown(&kite, "boats"), ["a boat"]);
        assert_eq!(shown(&kite, "kites"), ["flies", "Long"]);
        assert_eq!(shown(&kite, "gifts"), ["Long"]);
        // Without a rule that has values, by rank. Yes, no and "None" say nothing on a card.
        let plain = [
            ("tail", Value::Flag(true)),
            ("frame", text("Carbon")),
            ("colour", text("Red")),
            ("bag", text("None")),
        ];
        assert_eq!(shown(&plain, "gifts"), ["Red", "Carbon"]);
        assert!(shown(&[("tail", Value::Flag(true))], "gifts").is_empty());
        let last = CardSpecs::new(&categories, &definitions, &rows[7..], &mut Vec::new());
        assert!(!last.name_categories());
    }
}
