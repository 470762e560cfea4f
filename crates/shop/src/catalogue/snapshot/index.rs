//! The facets and the word index.

use super::{
    entry::{Category, Described, Entry},
    guides::GuideMembers,
};
use domain::{
    catalogue::{AttributeDefinition, Attributes, Value},
    search::ChoiceLabel,
};
use search::{Builder, FacetChoice, FacetIndex, QuantityBuilder, QuantityIndex, WordIndex};
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

/// The quantities of all products and their variants.
pub fn quantities(
    definitions: &[AttributeDefinition],
    products: &[Described],
) -> Vec<QuantityIndex> {
    let mut builder = QuantityBuilder::new(definitions);
    for product in products {
        let i = product.entry.number;
        builder.add(i, &product.attributes);
        for (place, variant) in product.variants.iter().enumerate() {
            builder.add_label(i, &variant.label);
            if let Some(attributes) = product.differing(place) {
                builder.add(i, &attributes);
            }
        }
    }
    builder.build()
}

/// The quantities of one product of a finished copy.
pub fn quantities_of(
    definitions: &[AttributeDefinition],
    product: &Described,
) -> Vec<QuantityIndex> {
    quantities(definitions, std::slice::from_ref(product))
}

/// The words of all products, with their weights.
pub fn text_index(
    products: &[Described],
    categories: &[Category],
    definitions: &[AttributeDefinition],
    guides: &[GuideMembers],
) -> WordIndex {
    let mut builder = Builder::default();
    // Each product with its categories, by their index, sorted by product.
    let mut placed: Vec<(u32, usize)> = categories
        .iter()
        .enumerate()
        .flat_map(|(at, category)| category.members.iter().map(move |&product| (product, at)))
        .collect();
    placed.sort_unstable();
    let mut guides_of: HashMap<u32, Vec<&GuideMembers>> = HashMap::new();
    for members in guides {
        for &i in members.products() {
            guides_of.entry(i).or_default().push(members);
        }
    }
    let context = WordContext { categories, definitions };
    for (i, product) in (0_u32..).zip(products) {
        let first = placed.partition_point(|(product, _)| *product < i);
        let own = placed.iter().skip(first).take_while(|(product, _)| *product == i);
        let guides = guides_of.get(&i).map(Vec::as_slice).unwrap_or_default();
        context.add(&mut builder, product, own.map(|(_, place)| *place), guides);
    }
    builder.build()
}

/// The words of one product of a finished copy.
pub fn words_of(
    product: &Described,
    categories: &[Category],
    definitions: &[AttributeDefinition],
    guides: &[GuideMembers],
) -> Builder {
    let mut builder = Builder::default();
    let i = product.entry.number;
    let is_in = |category: &Category| category.members.contains(&i);
    let placed = categories.iter().enumerate().filter(|(_, category)| is_in(category));
    let guides: Vec<&GuideMembers> =
        guides.iter().filter(|members| members.products().contains(&i)).collect();
    let context = WordContext { categories, definitions };
    context.add(&mut builder, product, placed.map(|(place, _)| place), &guides);
    builder
}

/// What the words of a product are made from beside it.
#[derive(Clone, Copy)]
struct WordContext<'a> {
    categories: &'a [Category],
    definitions: &'a [AttributeDefinition],
}

impl WordContext<'_> {
    /// Adds the words of a product that is in these categories and guides.
    fn add(
        self,
        builder: &mut Builder,
        product: &Described,
        placed: impl Iterator<Item = usize>,
        guides: &[&GuideMembers],
    ) {
        let Self { categories, definitions } = self;
        let Described { entry: product, attributes, variants } = product;
        let i = product.number;
        builder.add(i, &product.name, 8);
        builder.add(i, &product.brand, 5);
        for variant in &product.variants {
            builder.add(i, &variant.sku, 9);
        }
        for variant in variants {
            builder.add_prose(i, &variant.label, 1);
        }
        let mut main = Vec::new();
        let mut at = Some(product.category);
        while let Some((place, category)) = at.and_then(|at| Some((at, categories.get(at)?))) {
            builder.add(i, &category.name, 5);
            main.push(place);
            at = category.parent;
        }
        for place in placed {
            if let Some(category) = categories.get(place).filter(|_| !main.contains(&place)) {
                builder.add(i, &category.name, 2);
            }
        }
        builder.add_prose(i, &product.summary, 2);
        for GuideMembers { guide, .. } in guides {
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
            match value {
                Value::Flag(true) => builder.add(i, &definition.name, 2),
                // "Roof prism", "M42 thread": what can be filtered is also asked for by its name.
                Value::Number(_) | Value::Text(_) | Value::List(_)
                    if definition.facet.is_some() =>
                {
                    builder.add_prose(i, &definition.name, 1);
                }
                _ => {}
            }
        }
    }
}
