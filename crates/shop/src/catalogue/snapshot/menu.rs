//! The root categories, which every page shows as its menu.

use super::entry::Category;
use views::{
    catalogue::{CategoryCard, Link},
    routes,
};

/// The card of a category, without a picture.
pub fn plain_card(categories: &[Category], category: &Category) -> CategoryCard {
    let children = category
        .children
        .iter()
        .filter_map(|&i| categories.get(i))
        .filter(|child| !child.members.is_empty());
    CategoryCard {
        slug: category.slug.clone(),
        name: category.name.clone(),
        intro: category.intro.clone(),
        count: category.members.len(),
        picture: None,
        children: children
            .map(|child| Link { href: routes::category(&child.slug), text: child.name.clone() })
            .collect(),
    }
}

/// The root categories that have products.
pub fn roots(categories: &[Category]) -> impl Iterator<Item = &Category> {
    categories.iter().filter(|one| one.parent.is_none() && !one.members.is_empty())
}
