//! The facets and the word index.

use super::{
    entry::{Category, Entry},
    guides::Members,
};
use domain::{
    catalogue::{AttributeDefinition, Attributes, Value},
    search::{
        ChoiceLabel,
        intent::{self, BUYING_GUIDES},
    },
};
use search::{Builder, Choice, FacetIndex, WordIndex};
use std::{collections::HashMap, sync::Arc};

/// Key of the availability facet.
const STOCK: &str = "stock";

/// The availability facet.
pub fn stock_facet(products: &[Arc<Entry>]) -> FacetIndex {
    let choice = |key: &str, available| Choice {
        key: key.to_owned(),
        label: ChoiceLabel::InStock(available),
    };
    FacetIndex::of_two(
        STOCK,
        [choice("in-stock", true), choice("sold-out", false)],
        products.iter().map(|p| p.stock().available()),
    )
}

/// The facets that do not depend on a currency.
pub fn facets(
    definitions: &[AttributeDefinition],
    products: &[Arc<Entry>],
    attributes: &[Attributes],
) -> Vec<FacetIndex> {
    // The price facet precedes these, in the shopper's currency.
    let mut facets = vec![
        FacetIndex::of_texts(
            "brand",
            "",
            "",
            &products.iter().map(|p| vec![p.brand.to_string()]).collect::<Vec<_>>(),
        ),
        stock_facet(products),
    ];
    let attributes: Vec<&Attributes> = attributes.iter().collect();
    facets.extend(
        definitions
            .iter()
            .filter_map(|definition| FacetIndex::of_attribute(definition, &attributes)),
    );
    facets
}

/// The words of all products, with their weights.
pub fn text_index(
    products: &[Arc<Entry>],
    labels: &HashMap<Box<str>, String>,
    categories: &[Category],
    definitions: &[AttributeDefinition],
    attributes: &[Attributes],
    guides: &[Members],
) -> WordIndex {
    let mut builder = Builder::default();
    let mut wanted: Vec<Vec<(&intent::BuyingGuide, bool)>> = vec![Vec::new(); products.len()];
    for (guide, members) in BUYING_GUIDES.iter().zip(guides) {
        for &i in &members.products {
            if let (Some(list), Some(product)) =
                (wanted.get_mut(i as usize), products.get(i as usize))
            {
                list.push((guide, guide.chosen.contains(&product.slug.as_ref())));
            }
        }
    }
    for ((i, product), attributes) in (0_u32..).zip(products).zip(attributes) {
        builder.add(i, &product.name, 8);
        builder.add(i, &product.brand, 5);
        for variant in &product.variants {
            builder.add(i, &variant.sku, 9);
            if let Some(label) = labels.get(&variant.sku) {
                builder.add_prose(i, label, 1);
            }
        }
        let mut at = categories.get(product.category);
        while let Some(category) = at {
            builder.add(i, &category.name, 5);
            at = category.parent.and_then(|p| categories.get(p));
        }
        builder.add_prose(i, &product.summary, 2);
        for (guide, chosen) in wanted.get(i as usize).into_iter().flatten() {
            for word in guide.words {
                builder.add(i, word, if *chosen { 9 } else { 2 });
            }
        }
        for definition in definitions {
            let Some(value) = attributes.get(&definition.key).filter(|_| definition.search) else {
                continue;
            };
            builder.add(i, &definition.show(value), 2);
            if let (Value::Number(mm), "aperture" | "objective") = (value, definition.key.as_str())
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
