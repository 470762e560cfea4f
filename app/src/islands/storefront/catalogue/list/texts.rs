//! A list with the texts of the message files.

use super::api::{
    Filters, Hidden, ListTexts, Nothing, Pager, PriceRange, Shortcuts, ShownFacet, ShownList,
    ShownValue, Sorting,
};
use crate::{
    i18n,
    ui::{card::ShownCard, titles},
};
use domain::search::{Band, ChoiceLabel};
use std::sync::Arc;
use views::{
    catalogue::{
        Applied, AppliedFilter, Facet, FacetValue, Link, Listing, PriceError, ProductCard,
        QuantityRange, Sort,
    },
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

impl ShownList {
    /// A category or search results. `address` is the part that all URLs of this list share; the
    /// document's title ends with the shop's name.
    #[must_use]
    pub fn new(list: &Listing, address: String, shop_name: &str) -> Self {
        Self::titled(list, address, (titles::of_list(list), shop_name))
    }

    /// The list of a buying guide.
    #[must_use]
    pub fn of_guide(guide: &BuyingGuideView, address: String, shop_name: &str) -> Self {
        Self::titled(&guide.list, address, (guide.title.as_str(), shop_name))
    }

    fn titled(list: &Listing, address: String, (title, shop): (&str, &str)) -> Self {
        Self {
            title: t!("title", page = &*titles::with_page(list, title), shop = shop),
            address,
            path: list.path.clone(),
            count: t!("products-count", count = list.total),
            cards: list.cards.iter().map(shown_card).collect(),
            filters: filters(list),
            sorting: sorting(list),
            applied: list.applied.iter().map(applied).collect(),
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
            let shown = shown_facet(facet);
            first.push(ShownFacet { open: shown.open || index < OPEN, ..shown });
        } else {
            rest.push(shown_facet(facet));
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

/// The name of an attribute, or of one of the shop's own facets.
fn facet_name(key: &str, name: &str) -> String {
    match (name, key) {
        ("", "brand") => t!("facet-brand").to_owned(),
        ("", "price") => t!("facet-price").to_owned(),
        ("", "stock") => t!("facet-stock").to_owned(),
        // An attribute without a name, which seeding rejects.
        ("", key) => key.to_owned(),
        (name, _) => name.to_owned(),
    }
}

fn choice(label: &ChoiceLabel) -> Arc<str> {
    let text: String = match label {
        ChoiceLabel::Text(text) => return Arc::clone(text),
        ChoiceLabel::Flag(true) => t!("spec-yes").to_owned(),
        ChoiceLabel::Flag(false) => t!("spec-no").to_owned(),
        ChoiceLabel::InStock(true) => t!("facet-in-stock").to_owned(),
        ChoiceLabel::InStock(false) => t!("facet-sold-out").to_owned(),
        ChoiceLabel::Numbers(Band::Under(to)) => t!("facet-under", to = to.as_str()),
        ChoiceLabel::Numbers(Band::From(from)) => t!("facet-from", from = from.as_str()),
        ChoiceLabel::Numbers(Band::Between(first, last)) => {
            t!("facet-between", first = first.as_str(), last = last.as_str())
        }
        ChoiceLabel::Prices(Band::Under(to)) => t!("facet-under", to = to.short()),
        ChoiceLabel::Prices(Band::From(from)) => t!("facet-from", from = from.short()),
        ChoiceLabel::Prices(Band::Between(first, last)) => {
            t!("facet-between-prices", first = first.short(), last = last.short())
        }
        ChoiceLabel::Numbers(Band::All) | ChoiceLabel::Prices(Band::All) => {
            t!("facet-all").to_owned()
        }
    };
    text.into()
}

fn shown_card(card: &Arc<ProductCard>) -> Arc<ShownCard> {
    Arc::new(ShownCard::new(Arc::clone(card)))
}

fn shown_value(value: &FacetValue) -> ShownValue {
    ShownValue {
        key: Arc::clone(&value.key),
        label: choice(&value.label),
        count: value.count,
        chosen: value.chosen,
        href: value.href.clone(),
    }
}

/// "Aperture: 100 mm – 149 mm", with the link that removes it.
fn applied(applied: &Applied) -> Link {
    let text = match &applied.filter {
        AppliedFilter::Choice { facet, name, value } => {
            t!("filter-choice", facet = facet_name(facet, name), value = &*choice(value))
        }
        AppliedFilter::Quantity { name, value } => quantity(name, value),
        AppliedFilter::PriceBetween(from, to) => {
            t!("filter-price-between", from = from.short(), to = to.short())
        }
        AppliedFilter::PriceFrom(from) => t!("filter-price-from", from = from.short()),
        AppliedFilter::PriceTo(to) => t!("filter-price-to", to = to.short()),
    };
    Link { href: applied.href.clone(), text }
}

/// "Weight: up to 5 kg"; without the attribute's name if it is not known.
fn quantity(name: &str, value: &QuantityRange) -> String {
    match (value, name) {
        (QuantityRange::Exactly(value), "") => value.clone(),
        (QuantityRange::UpTo(value), "") => t!("filter-alone-up-to", value = value.as_str()),
        (QuantityRange::From(value), "") => t!("filter-alone-from", value = value.as_str()),
        (QuantityRange::Between(low, high), "") => {
            t!("filter-alone-between", low = low.as_str(), high = high.as_str())
        }
        (QuantityRange::Exactly(value), name) => {
            t!("filter-choice", facet = name, value = value.as_str())
        }
        (QuantityRange::UpTo(value), name) => {
            t!("filter-up-to", facet = name, value = value.as_str())
        }
        (QuantityRange::From(value), name) => {
            t!("filter-from", facet = name, value = value.as_str())
        }
        (QuantityRange::Between(low, high), name) => {
            t!("filter-between", facet = name, low = low.as_str(), high = high.as_str())
        }
    }
}

/// A facet, open if one of its values is selected.
fn shown_facet(facet: &Facet) -> ShownFacet {
    let (values, more) = facet
        .values
        .split_at_checked(SHORT)
        .filter(|(_, rest)| rest.len() > 2)
        .unwrap_or((&facet.values, &[]));
    ShownFacet {
        key: facet.key.as_str().into(),
        label: facet_name(&facet.key, &facet.label),
        explanation: facet.explanation.clone(),
        open: is_chosen(facet),
        values: values.iter().map(shown_value).collect(),
        more: more.iter().map(shown_value).collect(),
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

/// The promoted facet, unless a value of it is selected.
fn shortcut(list: &Listing) -> Option<&Facet> {
    let key = list.shortcut.as_ref()?;
    let facet = list.facets.iter().find(|facet| facet.key == *key);
    facet.filter(|facet| list.total > 3 && !is_chosen(facet))
}

fn shortcuts(facet: &Facet) -> Shortcuts {
    let values = facet.values.iter().filter(|value| value.count > 0).take(SHORTCUTS);
    Shortcuts {
        label: facet_name(&facet.key, &facet.label),
        values: values.map(shown_value).collect(),
    }
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
    let asks_for_a_page = !list.shop_pages.is_empty();
    let title = match (&list.query, filtered) {
        (_, true) => t!("nothing-filtered").to_owned(),
        (Some(query), false) if asks_for_a_page => t!("nothing-product", query = query.as_str()),
        (Some(query), false) if !query.is_empty() => t!("nothing-search", query = query.as_str()),
        _ => t!("nothing-category").to_owned(),
    };
    let tips = (!filtered && list.query.is_some() && !asks_for_a_page).then(|| {
        let general =
            [t!("nothing-tip-number"), t!("nothing-tip-word"), t!("nothing-tip-spelling")];
        match &list.tips {
            Some(own) => own.split('|').map(|tip| tip.trim().to_owned()).collect(),
            None => general.map(ToOwned::to_owned).to_vec(),
        }
    });
    Nothing {
        title,
        tips: tips.unwrap_or_default(),
        contact: t!("nothing-contact").to_owned(),
        contact_link: list
            .contact
            .clone()
            .map(|href| Link { href, text: t!("nothing-contact-link").to_owned() }),
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Money};

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn choices_have_their_words() {
        let euro = |cents| Money::new(cents, Currency::EUR);
        for (label, shown) in [
            (ChoiceLabel::Text("M48".into()), "M48"),
            (ChoiceLabel::Flag(true), "Yes"),
            (ChoiceLabel::Flag(false), "No"),
            (ChoiceLabel::InStock(true), "In stock"),
            (ChoiceLabel::InStock(false), "Sold out"),
            (ChoiceLabel::Numbers(Band::Under(text("75\u{a0}mm"))), "under 75\u{a0}mm"),
            (
                ChoiceLabel::Numbers(Band::Between(text("75\u{a0}mm"), text("99\u{a0}mm"))),
                "75\u{a0}mm – 99\u{a0}mm",
            ),
            (ChoiceLabel::Numbers(Band::From(text("200\u{a0}mm"))), "200\u{a0}mm and more"),
            (ChoiceLabel::Numbers(Band::All), "all"),
            (ChoiceLabel::Prices(Band::Under(euro(5_000))), "under €50"),
            (ChoiceLabel::Prices(Band::Between(euro(25_000), euro(49_999))), "€250 to €499.99"),
            (ChoiceLabel::Prices(Band::From(euro(250_000))), "€2,500 and more"),
        ] {
            assert_eq!(&*choice(&label), shown);
        }
    }

    #[test]
    fn applied_filters_name_their_facet() {
        let euro = |cents| Money::new(cents, Currency::EUR);
        let value = |facet: &str, name: &str, value| AppliedFilter::Choice {
            facet: text(facet),
            name: text(name),
            value,
        };
        let quantity = |name: &str, value| AppliedFilter::Quantity { name: text(name), value };
        let between = QuantityRange::Between(text("60 mm"), text("80 mm"));
        for (filter, shown) in [
            (quantity("Aperture", QuantityRange::Exactly(text("8″"))), "Aperture: 8″"),
            (quantity("Weight", QuantityRange::UpTo(text("5 kg"))), "Weight: up to 5 kg"),
            (quantity("Payload", QuantityRange::From(text("9 kg"))), "Payload: from 9 kg"),
            (quantity("Aperture", between.clone()), "Aperture: 60 mm to 80 mm"),
            (quantity("", QuantityRange::Exactly(text("13 mm"))), "13 mm"),
            (quantity("", QuantityRange::UpTo(text("5 kg"))), "Up to 5 kg"),
            (quantity("", QuantityRange::From(text("5 kg"))), "From 5 kg"),
            (quantity("", between), "60 mm to 80 mm"),
            (
                value("thread", "Camera thread", ChoiceLabel::Text("M48".into())),
                "Camera thread: M48",
            ),
            (value("brand", "", ChoiceLabel::Text("Skerry".into())), "Brand: Skerry"),
            (value("stock", "", ChoiceLabel::InStock(true)), "Availability: In stock"),
            (value("price", "", ChoiceLabel::Prices(Band::All)), "Price: all"),
            (AppliedFilter::PriceBetween(euro(10_000), euro(20_050)), "Price: €100 to €200.50"),
            (AppliedFilter::PriceFrom(euro(10_000)), "Price: from €100"),
            (AppliedFilter::PriceTo(euro(20_000)), "Price: up to €200"),
        ] {
            let link = applied(&Applied { filter, href: text("/search") });
            assert_eq!((link.text.as_str(), link.href.as_str()), (shown, "/search"));
        }
    }
}
