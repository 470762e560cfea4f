//! Attributes: their definitions, and their values as written in a cell.

use super::{
    error::SeedError,
    rows::{AttributeRecord, ProductRecord},
};
use domain::catalogue::{AttributeDefinition, Attributes, FacetKind, Value, ValueKind};
use std::collections::{BTreeMap, HashMap};

/// The types of an attribute.
const TYPES: [(&str, ValueKind); 4] = [
    ("number", ValueKind::Number),
    ("text", ValueKind::Text),
    ("list", ValueKind::List),
    ("flag", ValueKind::Flag),
];
/// One looks or photographs through what has the attribute.
const SHOWS: &str = "shows";
/// A search finds its values in inches too.
const INCHES: &str = "inches";

/// The definition of an attribute.
pub(super) fn definition(row: &AttributeRecord) -> Result<AttributeDefinition, SeedError> {
    let Some((_, kind)) = TYPES.iter().find(|(name, _)| *name == row.r#type) else {
        let names = TYPES.map(|(name, _)| name).join(", ");
        let error = format!("type is {:?}, but can be only {names}", row.r#type);
        return Err(SeedError::row("attributes.csv", &row.key, error));
    };
    if row.name.trim().is_empty() {
        return Err(SeedError::row("attributes.csv", &row.key, "name is empty"));
    }
    let facet = match row.facet.as_str() {
        "" => None,
        "range" => Some(FacetKind::Range),
        "values" => Some(FacetKind::Values),
        other => {
            let error = format!("facet {other}");
            return Err(SeedError::row("attributes.csv", &row.key, error));
        }
    };
    Ok(AttributeDefinition {
        bands: bands(row, facet)?,
        promoted: promoted(row, facet)?,
        key: row.key.clone(),
        name: row.name.clone(),
        kind: Some(*kind),
        unit: row.unit.clone(),
        decimals: row.decimals.unwrap_or(0), // An empty field: whole numbers.
        group: row.group.clone(),
        position: row.position,
        facet,
        card: row.card,
        explanation: row.explanation.clone(),
        shows: has_role(row, SHOWS)?,
        inches: has_role(row, INCHES)?,
        search: row.search.is_empty()
            || yes_or_no("search", &row.search)
                .map_err(|error| SeedError::row("attributes.csv", &row.key, error))?,
    })
}

/// Parses the attributes of a product.
pub(super) fn values(
    row: &ProductRecord,
    types: &HashMap<&str, &str>,
) -> Result<Attributes, String> {
    let mut values = Attributes::new();
    for (key, text) in &row.attributes {
        values.insert(key.clone(), value(key, text, types)?);
    }
    Ok(values)
}

/// Parses an attribute.
fn value(key: &str, text: &str, types: &HashMap<&str, &str>) -> Result<Value, String> {
    Ok(match types.get(key).copied() {
        Some("number") => {
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            Value::Number(number.ok_or_else(|| format!("{key} is not a number: {text}"))?)
        }
        Some("flag") => Value::Flag(yes_or_no(key, text)?),
        Some("list") => Value::List(text.split('|').map(ToOwned::to_owned).collect()),
        Some("text") => Value::Text(text.to_owned()),
        _ => return Err(format!("{key} is not in attributes.csv")),
    })
}

/// Parses the attributes in which a variant differs, such as `weight=7.1;tracking=yes`, into JSON;
/// an empty value removes one.
pub(super) fn overrides(text: &str, types: &HashMap<&str, &str>) -> Result<String, String> {
    let mut values: BTreeMap<&str, Option<Value>> = BTreeMap::new();
    for pair in text.split(';').filter(|pair| !pair.is_empty()) {
        let (key, text) = pair.split_once('=').ok_or_else(|| format!("attrs: {pair}"))?;
        values.insert(key, if text.is_empty() { None } else { Some(value(key, text, types)?) });
    }
    serde_json::to_string(&values).map_err(|e| e.to_string())
}

/// Parses `yes` or `no`.
pub(super) fn yes_or_no(column: &str, text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("{column} is {other:?}, but can be only yes or no")),
    }
}

/// Whether the attribute has a role.
fn has_role(row: &AttributeRecord, wanted: &str) -> Result<bool, SeedError> {
    let error = |error: String| SeedError::row("attributes.csv", &row.key, error);
    let roles = || row.role.split('|').filter(|role| !role.is_empty());
    if let Some(unknown) = roles().find(|role| ![SHOWS, INCHES].contains(role)) {
        return Err(error(format!("role is {unknown:?}, but can be only {SHOWS} or {INCHES}")));
    }
    let has = |wanted: &str| roles().any(|role| role == wanted);
    if has(INCHES) && (row.r#type != "number" || row.unit != "mm") {
        return Err(error(format!("{INCHES} is a role of numbers in mm")));
    }
    Ok(has(wanted))
}

/// The rank of a facet among the shortcuts above lists.
fn promoted(row: &AttributeRecord, facet: Option<FacetKind>) -> Result<Option<i32>, SeedError> {
    if row.promoted.is_some() && facet.is_none() {
        let error = "it is promoted, but cannot be filtered: facet is empty";
        return Err(SeedError::row("attributes.csv", &row.key, error));
    }
    Ok(row.promoted)
}

/// The limits between the bands of a range: positive, in ascending order.
fn bands(row: &AttributeRecord, facet: Option<FacetKind>) -> Result<Vec<f64>, SeedError> {
    let error = |error: &str| SeedError::row("attributes.csv", &row.key, error);
    let bands: Vec<f64> = row
        .bands
        .split('|')
        .filter(|limit| !limit.is_empty())
        .map(|limit| limit.parse().ok().filter(|limit: &f64| limit.is_finite() && *limit > 0.0))
        .collect::<Option<_>>()
        .ok_or_else(|| error("bands are numbers above 0, such as 75|100|150"))?;
    if !bands.is_sorted_by(|a, b| a < b) {
        return Err(error("bands are not in ascending order"));
    }
    match (facet, bands.is_empty()) {
        (Some(FacetKind::Range), true) => Err(error("a range needs bands, such as 75|100|150")),
        (None | Some(FacetKind::Values), false) => Err(error("only a range has bands")),
        _ => Ok(bands),
    }
}
