//! The list of products. Everything that is chosen is in the address.

use crate::{
    State,
    http::{HttpError, admin::Desk, extract::Query, redirect::see_other},
};
use app::t;
use axum::{extract::State as Extract, response::Response};
use domain::{
    Money,
    catalogue::{ProductStatus, readiness::Lack},
    staff::Permission,
};
use shop::catalogue::desk::{
    self, CategoryNode, ListProducts, ListedProduct, ListedVariants, MAX_COUNTED, SortProducts,
};
use views::{
    admin::{
        list::{
            ActiveFilter, Align, Bulk, Cell, Choice, Column, ColumnSort, Count, Direction, Filter,
            FilterControl, Label, ListView, Paging, Row, Status, Tone,
        },
        products::ProductsView,
    },
    catalogue::Picture,
    routes,
    withdrawal::LocalTime,
};

/// How many products a page has.
const PAGE: u32 = 30;
/// The parameters of the list, in the order in which its addresses have them.
const PARAMETERS: [&str; 6] = ["q", "status", "category", "missing", "sort", "after"];

/// What the address of a list says.
#[derive(Clone, Debug)]
pub(super) struct Address(Vec<(&'static str, String)>);

impl Address {
    /// The parameters that the list knows.
    pub fn read(query: &Query) -> Self {
        let given = |name: &'static str| {
            query.get(name).filter(|value| !value.is_empty()).map(|value| (name, value.to_owned()))
        };
        Self(PARAMETERS.into_iter().filter_map(given).collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
    }

    /// The address with other values of some parameters; an empty one takes a parameter out. Other
    /// choices begin at the first page.
    fn with(&self, set: &[(&'static str, &str)]) -> String {
        let value = |name: &'static str| {
            let set = set.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            (name, set.unwrap_or(if name == "after" { "" } else { self.get(name) }))
        };
        let kept: Vec<_> =
            PARAMETERS.into_iter().map(value).filter(|(_, value)| !value.is_empty()).collect();
        routes::with_query(routes::ADMIN_PRODUCTS, &kept)
    }

    /// The address of this page of the list.
    pub fn here(&self) -> String {
        self.with(&[("after", self.get("after"))])
    }

    /// Its query without the page.
    fn query(&self) -> String {
        self.with(&[]).split_once('?').map_or("", |(_, query)| query).to_owned()
    }

    /// Which products it lists. What it cannot read it leaves out.
    pub fn command(&self) -> ListProducts {
        let after = Some(self.get("after")).filter(|after| !after.is_empty());
        ListProducts {
            text: self.get("q").to_owned(),
            statuses: ProductStatus::from_key(self.get("status")).into_iter().collect(),
            category: self.get("category").parse().ok(),
            missing: Lack::from_key(self.get("missing")).into_iter().collect(),
            sort: SortProducts::from_key(self.get("sort")).unwrap_or_default(),
            after: after.map(ToOwned::to_owned),
            limit: PAGE,
        }
    }
}

/// The address of a list as a link back carries it, at the row of a product.
pub(super) fn back(query: &Query, product: &str) -> String {
    let list = query.get("list").unwrap_or_default();
    let list = Address::read(&Query::read(list)).here();
    if product.is_empty() { list } else { format!("{list}#row-{product}") }
}

/// The list.
pub(in crate::http::admin) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let (address, actor) = (Address::read(&query), desk.actor()?);
    let command = address.command();
    let count = desk::count(&state.shop, actor, &command).await?;
    let found = desk::list(&state.shop, actor, command).await?;
    let categories = desk::categories(&state.shop, actor).await?;
    let may_write = actor.may(Permission::CatalogueWrite);
    let may_price = actor.may(Permission::PricesWrite);
    let actions = [
        ("prices", may_write && may_price),
        ("status", may_write),
        ("add-category", may_write),
        ("remove-category", may_write),
        ("attribute", may_write),
    ];
    let actions: Vec<String> = actions
        .into_iter()
        .filter(|(_, allowed)| *allowed)
        .map(|(key, _)| key.to_owned())
        .collect();
    let shown = u32::try_from(found.products.len()).unwrap_or(u32::MAX);
    let list = ListView {
        key: "products".to_owned(),
        href: routes::ADMIN_PRODUCTS.to_owned(),
        query: address.get("q").to_owned(),
        searchable: true,
        filters: filters(&address, &categories),
        active: active(&address, &categories),
        views: Vec::new(),
        save_view: None,
        kept: Some(address.get("sort"))
            .filter(|sort| !sort.is_empty())
            .map(|sort| ("sort".to_owned(), sort.to_owned()))
            .into_iter()
            .collect(),
        columns: columns(&address),
        column_choices: Vec::new(),
        rows: found.products.iter().map(|product| row(&state, &address, product)).collect(),
        count: if count >= MAX_COUNTED {
            Count::AtLeast(count.into())
        } else {
            // One that is found by its old SKU has none of the words that are counted.
            Count::Exactly(count.max(shown).into())
        },
        paging: Paging {
            previous: (!address.get("after").is_empty()).then(|| address.with(&[])),
            next: found.next.as_deref().map(|after| address.with(&[("after", after)])),
        },
        bulk: (!actions.is_empty()).then(|| Bulk {
            action: routes::ADMIN_PRODUCTS_BULK.to_owned(),
            actions,
            query: address.query(),
        }),
        new: may_write.then(|| routes::ADMIN_PRODUCT_NEW.to_owned()),
        export: None,
    };
    Ok(desk.page(&state, &ProductsView { list }))
}

/// The search in the top bar: the product itself if there is one, otherwise the list.
pub(in crate::http::admin) async fn search(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let text = query.get("q").unwrap_or_default().to_owned();
    let list = routes::with_query(routes::ADMIN_PRODUCTS, &[("q", &text)]);
    let command = ListProducts { text, limit: 2, ..ListProducts::default() };
    let found = desk::list(&state.shop, desk.actor()?, command).await?;
    Ok(match found.products.as_slice() {
        [only] => see_other(&routes::admin_product(&only.row.id.to_string())),
        _ => see_other(&list),
    })
}

fn choice(value: &str, label: Label) -> Choice {
    Choice { value: value.to_owned(), label }
}

/// The name of a category, further in the deeper it is in the tree.
pub(super) fn indented(node: &CategoryNode) -> Label {
    Label::Text(format!("{}{}", "\u{2003}".repeat(node.depth), node.row.name))
}

fn filters(address: &Address, categories: &[CategoryNode]) -> Vec<Filter> {
    let filter = |key: &str, choices: Vec<Choice>| Filter {
        key: key.to_owned(),
        value: address.get(key).to_owned(),
        control: FilterControl::Choice(choices),
    };
    let statuses = [ProductStatus::Draft, ProductStatus::Published, ProductStatus::Archived];
    let statuses = statuses.map(|status| choice(status.key(), Label::Key(status.key().to_owned())));
    let open = categories.iter().filter(|node| node.row.archived_at.is_none());
    let open = open.map(|node| choice(&node.row.id.to_string(), indented(node)));
    let lacks = Lack::ALL.into_iter().filter(|lack| lack.bit().is_some());
    let lacks = lacks.map(|lack| choice(lack.key(), missing(lack)));
    vec![
        filter("status", statuses.to_vec()),
        filter("category", open.collect()),
        filter("missing", lacks.collect()),
    ]
}

fn missing(lack: Lack) -> Label {
    Label::Key(format!("missing-{}", lack.key()))
}

fn active(address: &Address, categories: &[CategoryNode]) -> Vec<ActiveFilter> {
    let text = |name: &str, value: &str| match name {
        "status" => ProductStatus::from_key(value).map(|one| Label::Key(one.key().to_owned())),
        "missing" => Lack::from_key(value).map(missing),
        _ => categories
            .iter()
            .find(|node| node.row.id.to_string() == value)
            .map(|node| Label::Text(node.row.name.clone())),
    };
    ["status", "category", "missing"]
        .into_iter()
        .filter_map(|name| {
            let text = text(name, address.get(name))?;
            Some(ActiveFilter { key: name.to_owned(), text, remove: address.with(&[(name, "")]) })
        })
        .collect()
}

fn columns(address: &Address) -> Vec<Column> {
    let sort = address.command().sort;
    let sorted = |by: SortProducts, direction: Direction| ColumnSort {
        href: address.with(&[("sort", by.key())]),
        current: (sort == by).then_some(direction),
    };
    let column = |key: &str, align: Align, sort: Option<ColumnSort>| Column {
        key: key.to_owned(),
        align,
        sort,
    };
    vec![
        column("picture", Align::Start, None),
        column("name", Align::Start, Some(sorted(SortProducts::Name, Direction::Ascending))),
        column("status", Align::Start, None),
        column("price", Align::End, None),
        column("stock", Align::End, None),
        column("changed", Align::Start, Some(sorted(SortProducts::Updated, Direction::Descending))),
    ]
}

/// What a status means at a time, with its dates.
pub(super) fn status(
    status: ProductStatus,
    (published_at, unpublish_at): (Option<i64>, Option<i64>),
    now: i64,
) -> Status {
    let (key, tone) = match status {
        ProductStatus::Draft => ("draft", Tone::Attention),
        ProductStatus::Archived => ("archived", Tone::Quiet),
        ProductStatus::Published if published_at.is_none_or(|at| at > now) => {
            ("scheduled", Tone::Attention)
        }
        ProductStatus::Published if unpublish_at.is_some_and(|at| at <= now) => {
            ("hidden", Tone::Quiet)
        }
        ProductStatus::Published => ("published", Tone::Good),
    };
    Status { key: key.to_owned(), tone }
}

fn row(state: &State, address: &Address, product: &ListedProduct) -> Row {
    let row = &product.row;
    let id = row.id.to_string();
    let here = address.here();
    let list = here.split_once('?').map_or("", |(_, query)| query);
    let href = routes::admin_product(&id);
    let href = if list.is_empty() { href } else { routes::with_query(&href, &[("list", list)]) };
    let picture = row.hash.clone().map(|hash| Picture {
        hash,
        alt: String::new(),
        width: row.width,
        height: row.height,
        placeholder: String::new(),
        drawing: row.drawing,
    });
    let stock = product.variants.iter().map(|variants| variants.stock).sum();
    let dates = (row.published_at, row.unpublish_at);
    Row {
        name: row.name.clone(),
        cells: vec![
            Cell::Picture(picture),
            Cell::Name {
                href,
                text: row.name.clone(),
                detail: format!("{} · {}", row.brand, row.category),
            },
            Cell::Status(status(row.status, dates, state.shop.clock().now())),
            price(&product.variants),
            if product.variants.is_empty() { Cell::Empty } else { Cell::Number(stock) },
            Cell::Time(local(state, row.updated_at)),
        ],
        id,
    }
}

/// A time in the shop's zone.
pub(super) fn local(state: &State, at: i64) -> LocalTime {
    let zone = state.shop.zone();
    LocalTime { time: zone.date_time(at), zone: zone.label().to_owned() }
}

fn price(variants: &[ListedVariants]) -> Cell {
    let range = |one: &ListedVariants| {
        let (low, high) =
            (Money::new(one.lowest, one.currency), Money::new(one.highest, one.currency));
        if low == high {
            low.to_string()
        } else {
            t!("admin-price-range", low = low.to_string(), high = high.to_string())
        }
    };
    match variants {
        [] => Cell::Empty,
        [one] if one.lowest == one.highest => Cell::Money(Money::new(one.lowest, one.currency)),
        many => Cell::Text(many.iter().map(range).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_what_is_chosen_and_nothing_else() {
        let address = Address::read(&Query::read("q=a+b&status=draft&after=7.x&evil=1&missing="));
        let list = |query: &str| format!("{}{query}", routes::ADMIN_PRODUCTS);
        assert_eq!(address.here(), list("?q=a%20b&status=draft&after=7.x"));
        assert_eq!(address.with(&[("status", "")]), list("?q=a%20b"));
        let sorted = address.with(&[("sort", "updated")]);
        assert_eq!(sorted, list("?q=a%20b&status=draft&sort=updated"));
        assert_eq!(address.query(), "q=a%20b&status=draft");
        let carried = Query::read("list=q%3Da%2Bb%26status%3Ddraft");
        assert_eq!(back(&carried, "7"), list("?q=a%20b&status=draft#row-7"));
        assert_eq!(back(&Query::read("list=%2F%2Fexample.com"), ""), list(""));
    }

    #[test]
    fn a_status_follows_its_dates() {
        let key = |of: ProductStatus, dates: (Option<i64>, Option<i64>)| status(of, dates, 10).key;
        for (of, dates, expected) in [
            (ProductStatus::Draft, (Some(1), None), "draft"),
            (ProductStatus::Published, (Some(10), None), "published"),
            (ProductStatus::Published, (Some(11), None), "scheduled"),
            (ProductStatus::Published, (Some(1), Some(10)), "hidden"),
            (ProductStatus::Archived, (None, None), "archived"),
        ] {
            assert_eq!(key(of, dates), expected);
        }
    }
}
