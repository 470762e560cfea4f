//! Evaluates the merchant's conditions on all documents at once: of buying guides, home blocks, and
//! chosen products. Each different value of an attribute is compared once, however many documents
//! have it.

use super::{
    IndexError,
    bits::DocumentSet,
    reader::Reader,
    record::{FieldValue, attribute_field},
};
use domain::catalogue::{Attributes, rules::Condition};

impl Reader {
    /// The documents for which a condition holds. `category` finds those that are in the category
    /// with a slug or below it; attributes are those of
    /// [`Record::add_attribute`](super::Record::add_attribute).
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn fitting(
        &self,
        condition: &Condition,
        category: &dyn Fn(&str) -> Result<DocumentSet, IndexError>,
    ) -> Result<DocumentSet, IndexError> {
        let key = match condition {
            Condition::Everything => return Ok(self.all()),
            Condition::Category(slug) => return category(slug),
            Condition::All(parts) => {
                let mut all = self.all();
                for part in parts {
                    all = all.and(&self.fitting(part, category)?);
                }
                return Ok(all);
            }
            Condition::Any(parts) => {
                let mut any = DocumentSet::default();
                for part in parts {
                    any = any.or(&self.fitting(part, category)?);
                }
                return Ok(any);
            }
            Condition::Not(inner) => {
                return Ok(self.all().without(&self.fitting(inner, category)?));
            }
            Condition::Number { key, .. }
            | Condition::Has { key, .. }
            | Condition::Is { key, .. }
            | Condition::Flag { key, .. }
            | Condition::Present(key) => key,
        };
        self.having_any(&attribute_field(key), |value| {
            let FieldValue::Attribute(value) = value else { return false };
            let attributes = Attributes::from([(key.clone(), value.clone())]);
            condition.holds(&attributes, &|_| false)
        })
    }
}
