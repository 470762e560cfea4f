//! Suggestions with the texts of the message files.

use super::api::{ShownSuggestions, Suggestion, SuggestionKind};
use crate::ui::titles;
use views::{
    catalogue::{Link, ProductCard},
    routes,
    search::Suggestions,
};

impl ShownSuggestions {
    /// The options: an answer, categories, guides and the shop's own pages first, then products.
    #[must_use]
    pub fn new(found: Suggestions) -> Self {
        let pages = pages(&found);
        let answer = answer(&found);
        let products = found.products.into_iter().map(product);
        Self {
            options: answer.into_iter().chain(pages).chain(products).collect(),
            none: t!("suggestions-none").to_owned(),
        }
    }
}

/// The merchant's note on the query, if any; it leads to the search page.
fn answer(found: &Suggestions) -> Option<Suggestion> {
    let brand = found.not_carried.as_deref();
    let text =
        brand.map_or_else(|| found.note.clone(), |brand| t!("search-not-carried", brand = brand));
    let href = found.search.clone();
    (!text.is_empty()).then_some(Suggestion { href, text, kind: SuggestionKind::Answer })
}

fn pages(found: &Suggestions) -> Vec<Suggestion> {
    let option = |href: String, text: &str, kind: &str| Suggestion {
        href,
        text: text.to_owned(),
        kind: SuggestionKind::Page(kind.to_owned()),
    };
    let categories = found
        .categories
        .iter()
        .map(|link| option(link.href.clone(), &link.text, t!("suggestions-category")));
    let guides = found
        .guides
        .iter()
        .map(|link| option(link.href.clone(), &link.text, t!("suggestions-guide")));
    let own = found.pages.iter().map(|page| {
        let Link { href, text } = titles::of_shop_page(page);
        option(href, &text, t!("suggestions-page"))
    });
    categories.chain(guides).chain(own).collect()
}

fn product(card: ProductCard) -> Suggestion {
    Suggestion {
        href: routes::product(&card.slug),
        text: card.name,
        kind: SuggestionKind::Product {
            picture: card.picture,
            brand: card.brand,
            price: card.price,
        },
    }
}
