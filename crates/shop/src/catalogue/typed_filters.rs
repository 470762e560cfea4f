//! What a query filters by, with the same query without it: prices and quantities in its words.

use super::{narrow::QuantityFilter, price_filter, query::ListQuery};
use domain::{
    Money,
    search::intent::{self, Limits, Quantity},
};
use views::{
    catalogue::{Applied, AppliedFilter, QuantityRange},
    routes,
};

/// The price range of a query.
type Prices = (Option<Money>, Option<Money>);

/// A quantity as catalogues write it.
fn shown(quantity: &Quantity) -> QuantityRange {
    let show = |number| quantity.unit.show(number);
    match quantity.limits {
        Limits::Exactly(number) => QuantityRange::Exactly(show(number)),
        Limits::UpTo(number) => QuantityRange::UpTo(show(number)),
        Limits::From(number) => QuantityRange::From(show(number)),
        Limits::Between(low, high) => QuantityRange::Between(show(low), show(high)),
    }
}

/// A query without a quantity. It may have been read from a corrected spelling; then its words are
/// not those of the query, which stays.
fn without(text: &str, quantity: &Quantity) -> String {
    let typed = intent::quantities(text);
    let same = typed.iter().find(|one| one.unit == quantity.unit && one.limits == quantity.limits);
    same.map_or_else(|| text.to_owned(), |one| one.removed_from(text))
}

/// A query without its price range.
fn without_price(text: &str) -> String {
    intent::budget(text).map_or_else(|| text.to_owned(), |(_, rest)| rest)
}

/// The search for another text, with the same filters.
fn href(query: &ListQuery, text: String) -> String {
    ListQuery { text, ..query.with_page(1) }.href(routes::SEARCH)
}

/// The filters in the words of a query, each with a link that removes it.
pub(super) fn typed_filters(
    query: &ListQuery,
    quantities: &[QuantityFilter],
    prices: Option<Prices>,
) -> Vec<Applied> {
    let text = query.text.as_str();
    let of_quantities = quantities.iter().map(|QuantityFilter { quantity, name }| Applied {
        filter: AppliedFilter::Quantity { name: name.clone(), value: shown(quantity) },
        href: href(query, without(text, quantity)),
    });
    let price = prices.and_then(|(from, to)| price_filter::applied(from, to));
    let price = price.map(|filter| Applied { filter, href: href(query, without_price(text)) });
    of_quantities.chain(price).collect()
}

/// The URL of a search without any filters, also those in its words.
pub(super) fn without_typed_filters(
    query: &ListQuery,
    quantities: &[QuantityFilter],
    prices: Option<Prices>,
) -> String {
    let text = if prices.is_some() { without_price(&query.text) } else { query.text.clone() };
    let text = quantities.iter().fold(text, |text, one| without(&text, &one.quantity));
    let plain = ListQuery { text, sort: query.sort, page: 1, ..ListQuery::default() };
    plain.href(routes::SEARCH)
}
