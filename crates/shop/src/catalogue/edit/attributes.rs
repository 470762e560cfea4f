//! Attributes as texts: a number in the unit of its definition, `yes` or `no`, a text, or texts
//! separated by `|`.

use super::{
    Problem,
    fields::{flag, flag_text, line, list},
};
use domain::catalogue::{AttributeDefinition, FacetKind, Value, ValueKind};

/// The most characters of a value.
const MAX: usize = 2_000;

/// A value as a text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Flag(yes) => flag_text(*yes),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => list.join("|"),
    }
}

/// What the values of an attribute are. Where its definition does not say, they are what the value
/// before was; a range or a quantity is a number.
fn kind(definition: &AttributeDefinition, before: Option<&Value>) -> ValueKind {
    let is_number = definition.facet == Some(FacetKind::Range) || !definition.unit.is_empty();
    let guess = if is_number { ValueKind::Number } else { ValueKind::Text };
    definition.kind.or(before.map(Value::kind)).unwrap_or(guess)
}

/// The value of a text that is not empty.
pub(super) fn read(
    definition: &AttributeDefinition,
    before: Option<&Value>,
    given: &str,
) -> Result<Value, Problem> {
    let given = line(given, MAX)?;
    Ok(match kind(definition, before) {
        ValueKind::Flag => Value::Flag(flag(&given)?),
        ValueKind::Number => {
            let number = given.parse().ok().filter(|number: &f64| number.is_finite());
            Value::Number(number.ok_or(Problem::NotANumber)?)
        }
        ValueKind::Text => Value::Text(given),
        ValueKind::List => Value::List(list(&given)?.into_iter().map(str::to_owned).collect()),
    })
}
