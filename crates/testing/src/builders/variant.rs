use crate::NOW;
use domain::catalogue::Value;
use std::collections::BTreeMap;
use store::{Tx, Uuid, catalogue::NewVariant};

/// Builds a variant: €10.00, ten units in stock, 100 g.
#[derive(Clone, Debug)]
pub struct VariantBuilder {
    sku: String,
    option: String,
    label: String,
    price: i64,
    currency: String,
    stock: i64,
    weight: i64,
    attributes: BTreeMap<String, Option<Value>>,
    picture: i64,
}

impl VariantBuilder {
    /// A variant with this SKU.
    #[must_use]
    pub fn new(sku: &str) -> Self {
        Self {
            sku: sku.to_owned(),
            option: String::new(),
            label: String::new(),
            price: 1_000,
            currency: "EUR".to_owned(),
            stock: 10,
            weight: 100,
            attributes: BTreeMap::new(),
            picture: 1,
        }
    }

    /// Sets the option that distinguishes it: `("Colour", "Red")`.
    #[must_use]
    pub fn option(mut self, name: &str, label: &str) -> Self {
        (self.option, self.label) = (name.to_owned(), label.to_owned());
        self
    }

    /// Sets the price in minor units.
    #[must_use]
    pub fn price(mut self, minor: i64) -> Self {
        self.price = minor;
        self
    }

    /// Sets the currency of the price.
    #[must_use]
    pub fn currency(mut self, code: &str) -> Self {
        code.clone_into(&mut self.currency);
        self
    }

    /// Sets the units in stock.
    #[must_use]
    pub fn stock(mut self, units: i64) -> Self {
        self.stock = units;
        self
    }

    /// Sets the packed weight in grams.
    #[must_use]
    pub fn weight(mut self, grams: i64) -> Self {
        self.weight = grams;
        self
    }

    /// Sets a specification that differs from the product's.
    #[must_use]
    pub fn spec(mut self, key: &str, value: impl Into<Spec>) -> Self {
        self.attributes.insert(key.to_owned(), Some(value.into().0));
        self
    }

    /// Removes one of the product's specifications.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.attributes.insert(key.to_owned(), None);
        self
    }

    /// Sets the position of the product's picture that shows it, from 1.
    #[must_use]
    pub fn picture(mut self, position: i64) -> Self {
        self.picture = position;
        self
    }

    pub(super) async fn build(&self, tx: &mut Tx, product: Uuid, position: i64) {
        let attributes = serde_json::to_string(&self.attributes).unwrap();
        let new = NewVariant {
            sku: &self.sku,
            position,
            option_name: &self.option,
            label: &self.label,
            price_minor: self.price,
            currency: self.currency.parse().unwrap(),
            stock: self.stock,
            weight_g: u32::try_from(self.weight).unwrap(),
            attributes: &attributes,
            picture: self.picture,
        };
        store::catalogue::put_variant(tx, product, &new, NOW).await.unwrap();
    }
}

/// The value of a specification.
#[derive(Clone, Debug)]
pub struct Spec(pub(super) Value);

impl From<f64> for Spec {
    fn from(number: f64) -> Self {
        Self(Value::Number(number))
    }
}

impl From<&str> for Spec {
    fn from(text: &str) -> Self {
        Self(Value::Text(text.to_owned()))
    }
}

impl From<bool> for Spec {
    fn from(flag: bool) -> Self {
        Self(Value::Flag(flag))
    }
}

impl<const N: usize> From<[&str; N]> for Spec {
    fn from(list: [&str; N]) -> Self {
        Self(Value::List(list.map(ToOwned::to_owned).to_vec()))
    }
}
