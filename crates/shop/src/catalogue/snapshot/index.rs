//! The facets and the word index.

use super::{
    entry::{Category, Described, Entry},
    guides::GuideMembers,
};
use domain::{
    catalogue::{AttributeDefinition, Attributes, Value},
    search::ChoiceLabel,
};
use search::{Builder, FacetChoice, FacetIndex, WordIndex};
use std::collections::HashMap;

/// Key of the availability facet.
const STOCK: &str = "stock";

/// The availability facet.
pub fn stock_facet<'a>(products: impl Iterator<Item = &'a Entry>) -> FacetIndex {
    let choice = |key: &str, available| FacetChoice {
        key: key.into(),
        label: ChoiceLabel::InStock(available),
    };
    FacetIndex::of_two(
        STOCK,
        [choice("in-stock", true), choice("sold-out", false)],
        products.map(|p| p.stock().available()),
    )
}

/// The facets that do not depend on a currency.
pub fn facets(definitions: &[AttributeDefinition], products: &[Described]) -> Vec<FacetIndex> {
    // The price facet precedes these, in the shopper's currency.
    let mut facets = vec![
        FacetIndex::of_texts(
            "brand",
            "",
            "",
            &products.iter().map(|p| vec![p.entry.brand.to_string()]).collect::<Vec<_>>(),
        ),
        stock_facet(products.iter().map(|p| &*p.entry)),
    ];
    // Not every attribute can be filtered.
    let attributes: Vec<&Attributes> = products.iter().map(|p| &p.attributes).collect();
    facets.extend(
        definitions
            .iter()
            .filter_map(|definition| FacetIndex::of_attribute(definition, &attributes)),
    );
    facets
}

/// The words of all products, with their weights.
pub fn text_index(
    products: &[Described],
    categories: &[Category],
    definitions: &[AttributeDefinition],
    guides: &[GuideMembers],
) -> WordIndex {
    let mut builder = Builder::default();
    let mut guides_of: HashMap<u32, Vec<&GuideMembers>> = HashMap::new();
    for members in guides {
        for &i in members.products() {
            guides_of.entry(i).or_default().push(members);
        }
    }
    for (i, Described { entry: product, attributes, variants }) in (0_u32..).zip(products) {
        builder.add(i, &product.name, 8);
        builder.add(i, &product.brand, 5);
        for variant in &product.variants {
            builder.add(i, &variant.sku, 9);
        }
        for variant in variants {
            builder.add_prose(i, &variant.label, 1);
        }
        let mut at = categories.get(product.category);
        while let Some(category) = at {
            builder.add(i, &category.name, 5);
            at = category.parent.and_then(|p| categories.get(p));
        }
        builder.add_prose(i, &product.summary, 2);
        for GuideMembers { guide, .. } in guides_of.get(&i).into_iter().flatten() {
            let is_picked = guide.picks.iter().any(|pick| pick.product == i);
            let weight = if is_picked { 9 } else { 2 };
            for word in guide.searches.words() {
                builder.add(i, word, weight);
            }
        }
        for definition in definitions {
            let Some(value) = attributes.get(&definition.key).filter(|_| definition.search) else {
                continue;
            };
            builder.add(i, &definition.show(value), 2);
            if definition.inches
                && let Value::Number(mm) = value
            {
                builder.add(
                    i,
                    &format!(
                        "{}in",
                        domain::text::number(mm / 25.4, if *mm < 100.0 { 1 } else { 0 })
                    ),
                    3,
                );
            }
            if *value == Value::Flag(true) {
                builder.add(i, &definition.name, 2);
            }
        }
    }
    builder.build()
}
