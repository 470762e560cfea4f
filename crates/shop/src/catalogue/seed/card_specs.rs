//! Rules for the key specifications on cards, from `card-specs.csv`. A folder may have none.

use super::{error::SeedError, once::Part, rows::read_if_there};
use domain::catalogue::{
    card_specs::SpecTemplate,
    rules::{Condition, Known},
};
use serde::Deserialize;
use std::path::Path;
use store::{Tx, catalogue::CardRuleRow};

const FILE: &str = "card-specs.csv";

#[derive(Deserialize)]
struct CardRuleRecord {
    condition: String,
    first: String,
    /// A card may show fewer than three.
    #[serde(default)]
    second: String,
    #[serde(default)]
    third: String,
}

/// The rules of a folder, in order.
pub(super) struct CardRules(Vec<CardRuleRow>);

impl CardRules {
    /// Reads and checks them; `known` are the folder's own attributes and categories.
    pub fn read(folder: &Path, known: Known<'_>) -> Result<Self, SeedError> {
        let records: Vec<CardRuleRecord> = read_if_there(folder, FILE)?;
        let numbered = (1_usize..).zip(&records);
        numbered
            .map(|(number, record)| rule(number, record, known))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Writes the rules at the first load only: see [`Part`]. Returns whether it wrote any.
    pub async fn write(&self, tx: &mut Tx) -> Result<bool, SeedError> {
        let is_due = Part::CardRules.is_due(tx, self.0.len()).await?;
        Part::CardRules.record(tx, self.0.len()).await?;
        if !is_due {
            return Ok(false);
        }
        store::catalogue::put_card_rules(tx, &self.0).await?;
        Ok(true)
    }
}

fn rule(
    number: usize,
    record: &CardRuleRecord,
    known: Known<'_>,
) -> Result<CardRuleRow, SeedError> {
    let error = |what: String| SeedError::row(FILE, &format!("rule {number}"), what);
    let condition =
        Condition::parse(&record.condition).map_err(|cause| error(cause.to_string()))?;
    condition.check(known).map_err(|cause| error(cause.to_string()))?;
    let specs: Vec<&str> = [&record.first, &record.second, &record.third]
        .into_iter()
        .map(|spec| spec.trim())
        .filter(|spec| !spec.is_empty())
        .collect();
    if specs.is_empty() {
        return Err(error("it has no specification".to_owned()));
    }
    for spec in &specs {
        let template = SpecTemplate::parse(spec).map_err(|cause| error(cause.to_string()))?;
        template.check(known).map_err(|cause| error(cause.to_string()))?;
    }
    Ok(CardRuleRow { condition: condition.to_string(), specs: specs.join("\n") })
}
