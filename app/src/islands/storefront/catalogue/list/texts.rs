//! A list with the texts of the message files.

use super::api::{
    Filters, Hidden, ListTexts, Nothing, Pager, PriceRange, Shortcuts, ShownFacet, ShownList,
    Sorting,
};
use crate::{
    i18n,
    ui::{card::ShownCard, titles},
};
use domain::search::intent;
use std::sync::Arc;
use views::{
    catalogue::{Facet, Listing, PriceError, Sort},
    content::BuyingGuideView,
};

/// Number of facets that are initially open.
const OPEN: usize = 4;
/// Number of visible facets; the others are behind "more filters", which costs the browser nothing
/// until it is opened.
const FIRST: usize = 6;
/// Number of values of a facet before "more".
const SHORT: usize = 8;
/// Maximum number of shortcuts above the list.
const SHORTCUTS: usize = 6;
/// Facets that make good shortcuts, best first.
const PROMOTED: [&str; 6] =
    ["good_for", "level", "design", "magnification", "filter_kind", "aperture"];

impl ShownList {
    /// A category or search results. `address` is the part that all URLs of this list share.
    #[must_use]
    pub fn new(list: &Listing, address: String) -> Self {
        Self::titled(list, address, titles::of_list(list))
    }

    /// The list of a buying guide.
    #[must_use]
    pub fn of_guide(guide: &BuyingGuideView, address: String) -> Self {
        Self::titled(&guide.list, address, titles::of_guide(guide))
    }

    fn titled(list: &Listing, address: String, title: &str) -> Self {
        Self {
            title: t!("title", page = &*titles::with_page(list, title)),
            address,
            path: list.path.clone(),
            count: t!("products-count", count = list.total),
            cards: list.cards.iter().map(|card| Arc::new(ShownCard::new(card))).collect(),
            filters: filters(list),
            sorting: sorting(list),
            applied: list.applied.clone(),
            clear: list.clear.clone(),
            shortcuts: shortcut(list).map(shortcuts),
            pager: pager(list),
            nothing: list.cards.is_empty().then(|| nothing(list)),
            texts: Arc::new(texts()),
        }
    }
}

fn filters(list: &Listing) -> Option<Filters> {
    if list.facets.is_empty() && !list.price.is_set() {
        return None;
    }
    // The shortcuts above the list are not repeated.
    let above = shortcut(list).map(|facet| facet.key.as_str());
    let facets = list.facets.iter().filter(|facet| Some(facet.key.as_str()) != above);
    // Selected values stay visible wherever they are in the order.
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (index, facet) in facets.enumerate() {
        if index < FIRST || is_chosen(facet) {
            first.push(shown_facet(facet, index < OPEN));
        } else {
            rest.push(shown_facet(facet, false));
        }
    }
    Some(Filters {
        hidden: hidden(list),
        applied: list.applied.len(),
        price: price(list),
        first,
        rest_label: t!("filters-rest", count = rest.len()),
        rest,
        show: t!("filters-show", count = list.total),
    })
}

fn is_chosen(facet: &Facet) -> bool {
    facet.values.iter().any(|value| value.chosen)
}

fn shown_facet(facet: &Facet, open: bool) -> ShownFacet {
    let (values, more) = facet
        .values
        .split_at_checked(SHORT)
        .filter(|(_, rest)| rest.len() > 2)
        .unwrap_or((&facet.values, &[]));
    ShownFacet {
        key: facet.key.clone(),
        label: facet.label.clone(),
        explanation: facet.explanation.clone(),
        open: open || is_chosen(facet),
        values: values.to_vec(),
        more: more.to_vec(),
        more_label: t!("filters-more", count = more.len()),
    }
}

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The hidden fields of the filter form: the search, and the sort order unless it is the default.
fn hidden(list: &Listing) -> Hidden {
    let query = list.query.as_deref().map(|query| field("q", query));
    let sort = (list.sort != Sort::default()).then(|| field("sort", list.sort.key()));
    query.into_iter().chain(sort).collect()
}

fn price(list: &Listing) -> PriceRange {
    let filter = &list.price;
    let unit = filter.currency.map(|currency| match currency.symbol() {
        "" => currency.code().to_owned(),
        sign => sign.to_owned(),
    });
    let wrong = |own: PriceError| {
        filter.problem.is_some_and(|problem| problem == own || problem == PriceError::Crossed)
    };
    PriceRange {
        title: t!("price-range-title", currency = unit.unwrap_or_default()),
        from: filter.from.clone(),
        to: filter.to.clone(),
        error: filter.problem.map(|problem| {
            let text = match problem {
                PriceError::From | PriceError::To => t!("price-range-no-amount"),
                PriceError::Crossed => t!("price-range-crossed"),
            };
            text.to_owned()
        }),
        from_wrong: wrong(PriceError::From),
        to_wrong: wrong(PriceError::To),
    }
}

/// The sort orders; their form contains the search and the filters.
fn sorting(list: &Listing) -> Sorting {
    let query = list.query.as_deref().map(|query| field("q", query));
    let chosen = list.facets.iter().flat_map(|facet| {
        let chosen = facet.values.iter().filter(|value| value.chosen);
        chosen.map(|value| field(&facet.key, &value.key))
    });
    let prices = [("price-from", &list.price.from), ("price-to", &list.price.to)];
    let prices = prices.into_iter().filter(|(_, value)| !value.is_empty());
    let searched = list.query.as_deref().is_some_and(|query| !query.is_empty());
    let order = |sort: Sort| {
        let key = if sort == Sort::Relevance && !searched { "shop" } else { sort.key() };
        (sort.key().to_owned(), i18n::word(&format!("sort-{key}")))
    };
    Sorting {
        hidden: query
            .into_iter()
            .chain(chosen)
            .chain(prices.map(|(name, value)| field(name, value)))
            .collect(),
        orders: Sort::ALL.map(order).to_vec(),
        chosen: list.sort.key().to_owned(),
    }
}

/// The most useful facet, unless a value of it is selected.
fn shortcut(list: &Listing) -> Option<&Facet> {
    let facet = PROMOTED.iter().find_map(|key| list.facets.iter().find(|facet| facet.key == *key));
    facet.filter(|facet| list.total > 3 && !is_chosen(facet))
}

fn shortcuts(facet: &Facet) -> Shortcuts {
    let values = facet.values.iter().filter(|value| value.count > 0).take(SHORTCUTS);
    Shortcuts { label: facet.label.clone(), values: values.cloned().collect() }
}

fn pager(list: &Listing) -> Option<Pager> {
    (list.pages > 1).then(|| Pager {
        previous: list.previous.clone(),
        next: list.next.clone(),
        position: t!("pager-position", page = list.page, pages = list.pages),
    })
}

fn nothing(list: &Listing) -> Nothing {
    let filtered = !list.applied.is_empty();
    let asks_for_a_page = list
        .corrected
        .as_deref()
        .or(list.query.as_deref())
        .is_some_and(|query| !intent::pages(query).is_empty());
    let title = match (&list.query, filtered) {
        (_, true) => t!("nothing-filtered").to_owned(),
        (Some(query), false) if asks_for_a_page => t!("nothing-product", query = query.as_str()),
        (Some(query), false) if !query.is_empty() => t!("nothing-search", query = query.as_str()),
        _ => t!("nothing-category").to_owned(),
    };
    let tips = (!filtered && list.query.is_some() && !asks_for_a_page).then(|| {
        [t!("nothing-tip-number"), t!("nothing-tip-word"), t!("nothing-tip-spelling")]
            .map(ToOwned::to_owned)
            .to_vec()
    });
    Nothing {
        title,
        tips: tips.unwrap_or_default(),
        contact: t!("nothing-contact").to_owned(),
        contact_link: t!("nothing-contact-link").to_owned(),
    }
}

fn texts() -> ListTexts {
    ListTexts {
        filters: t!("filters-title").to_owned(),
        filters_apply: t!("filters-apply").to_owned(),
        filters_applied: t!("filters-applied").to_owned(),
        filters_remove: t!("filters-remove").to_owned(),
        filters_clear: t!("filters-clear").to_owned(),
        price_from: t!("price-range-from").to_owned(),
        price_to: t!("price-range-to").to_owned(),
        sort: t!("sort-label").to_owned(),
        sort_apply: t!("sort-apply").to_owned(),
        products: t!("listing-products").to_owned(),
        pager: t!("pager-label").to_owned(),
        previous: t!("pager-previous").to_owned(),
        next: t!("pager-next").to_owned(),
    }
}
