//! The key specifications on cards, by the merchant's rules.

use domain::catalogue::{
    AttributeDefinition, Attributes,
    card_specs::{CardRule, MAX_SPECS, SpecTemplate, TemplateError, card_value},
    rules::{Condition, RuleError},
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
    /// Reads the rules. Leaves out, with a warning, those that cannot be read: the others decide.
    pub fn new(definitions: &'a [AttributeDefinition], rows: &[CardRuleRow]) -> Self {
        let rule = |(number, row): (usize, &CardRuleRow)| match read(row) {
            Ok(rule) => Some(rule),
            Err(error) => {
                tracing::warn!(rule = number, %error, "left out: a rule for cards cannot be read");
                None
            }
        };
        let mut ranked: Vec<_> = definitions.iter().filter(|one| one.card.is_some()).collect();
        ranked.sort_by(|a, b| (a.card, &a.key).cmp(&(b.card, &b.key)));
        Self { definitions, rules: (1_usize..).zip(rows).filter_map(rule).collect(), ranked }
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

/// Why a rule cannot be read.
#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error(transparent)]
    Condition(#[from] RuleError),
    #[error(transparent)]
    Template(#[from] TemplateError),
}

fn read(row: &CardRuleRow) -> Result<CardRule, ReadError> {
    let specs: Result<Vec<SpecTemplate>, TemplateError> =
        row.specs.lines().map(SpecTemplate::parse).collect();
    Ok(CardRule { condition: Condition::parse(&row.condition)?, specs: specs? })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use domain::catalogue::Value;

    fn definition((key, card): (&str, Option<i32>)) -> AttributeDefinition {
        AttributeDefinition {
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
            row("tail is yes", "{depth}"),
            row("category kites", "flies\n{bag}"),
            row("everything", "{bag}"),
        ];
        let specs = CardSpecs::new(&definitions, &rows);
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
        assert!(!CardSpecs::new(&definitions, &rows[5..]).name_categories());
    }
}
