//! A page of a category or of a search.

use super::{
    facets::Column,
    moved, prices,
    prices::{price_index, prices},
    snapshot::{Entry, Snapshot},
};
use crate::{Context, Error};
use domain::{Currency, Money, search::intent, text::tidy};
use std::fmt::Write;
use views::{
    catalogue::{CategoryCard, Facet, FacetValue, Link, Listing, PAGE_SIZE, ProductCard, Sort},
    routes,
    search::Suggestions,
};

/// What a URL asks of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListQuery {
    /// What is searched for.
    pub text: String,
    /// The order.
    pub sort: Sort,
    /// Page from 1.
    pub page: usize,
    /// Facet key and choice key, as in the URL, in a fixed order.
    pub filters: Vec<(String, String)>,
    /// The lowest and the highest price as typed, in the shopper's currency; may be empty.
    pub price: (String, String),
}

impl ListQuery {
    /// Reads the pairs of a query string. Keys that are no facet are left out; a page that is no
    /// number from 1 on is not found.
    ///
    /// # Errors
    /// [`Error::NotFound`] for such a page.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, Error> {
        let mut query = Self { page: 1, ..Self::default() };
        for (key, value) in pairs {
            match key.as_str() {
                "q" => query.text = tidy(value).chars().take(200).collect(),
                "price-from" => query.price.0 = tidy(value).chars().take(20).collect(),
                "price-to" => query.price.1 = tidy(value).chars().take(20).collect(),
                "sort" => query.sort = Sort::from_key(value).unwrap_or_default(),
                "page" => {
                    query.page = value
                        .parse()
                        .ok()
                        .filter(|page| *page >= 1)
                        .ok_or(Error::NotFound("page"))?
                }
                _ if !value.is_empty() && query.filters.len() < 40 => {
                    query.filters.push((key.clone(), value.clone()))
                }
                _ => {}
            }
        }
        query.filters.sort();
        query.filters.dedup();
        Ok(query)
    }

    /// The address of this list.
    fn href(&self, path: &str) -> String {
        let mut out = path.to_owned();
        let mut mark = '?';
        let mut put = |key: &str, value: &str| {
            let _ = write!(out, "{mark}{}={}", encode(key), encode(value));
            mark = '&';
        };
        if !self.text.is_empty() {
            put("q", &self.text);
        }
        for (key, value) in &self.filters {
            put(key, value);
        }
        for (key, value) in [("price-from", &self.price.0), ("price-to", &self.price.1)] {
            if !value.is_empty() {
                put(key, value);
            }
        }
        if self.sort != Sort::default() {
            put("sort", self.sort.key());
        }
        if self.page > 1 {
            put("page", &self.page.to_string());
        }
        out
    }

    fn with_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    fn toggled(&self, key: &str, value: &str) -> Self {
        let mut query = self.with_page(1);
        let before = query.filters.len();
        query.filters.retain(|(k, v)| k != key || v != value);
        if query.filters.len() == before {
            query.filters.push((key.to_owned(), value.to_owned()));
            query.filters.sort();
        }
        query
    }
}

/// Percent-encodes a part of a query (RFC 3986), blanks as `+`.
pub(super) fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte))
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

/// A facet stands beside a list when one in so many of its products has it.
const COMMON: usize = 12;

/// An applied facet: its column and the choices in force.
type Applied<'a> = (&'a Column, Vec<u16>);

/// A card in a currency.
pub(crate) fn card(ctx: &Context, entry: &Entry, currency: Currency) -> ProductCard {
    let (least, most) = prices(ctx, entry, currency);
    ProductCard {
        slug: entry.slug.to_string(),
        name: entry.name.to_string(),
        brand: entry.brand.to_string(),
        picture: entry.picture.clone(),
        specs: entry.specs.clone(),
        price: Money::new(least, currency),
        from: most > least,
        stock: entry.stock(),
    }
}

pub(crate) fn cards<'a>(
    ctx: &Context,
    entries: impl IntoIterator<Item = &'a Entry>,
    currency: Currency,
) -> Vec<ProductCard> {
    entries.into_iter().map(|entry| card(ctx, entry, currency)).collect()
}

/// The cards of products by slug, in that order; what is not there is left out.
#[must_use]
pub fn cards_by_slug(ctx: &Context, slugs: &[&str], currency: Currency) -> Vec<ProductCard> {
    let snapshot = ctx.snapshot();
    slugs
        .iter()
        .filter_map(|slug| snapshot.by_slug(slug))
        .map(|entry| card(ctx, entry, currency))
        .collect()
}

/// The root categories, for the menu.
#[must_use]
pub fn menu(ctx: &Context) -> Vec<CategoryCard> {
    let snapshot = ctx.snapshot();
    let roots = snapshot.categories.iter().filter(|c| c.parent.is_none() && !c.members.is_empty());
    roots.map(|c| category_card(&snapshot, c)).collect()
}

/// The address of a list with what counts in a query and nothing else, in a fixed order:
/// filters that the catalogue has, words, sorting and page. Two addresses of one page have this
/// address in common.
#[must_use]
pub fn list_address(ctx: &Context, path: &str, query: &ListQuery, currency: Currency) -> String {
    let snapshot = ctx.snapshot();
    let priced = price_index(ctx, &snapshot, currency);
    let columns =
        || std::iter::once(&priced.column).chain(snapshot.columns.iter().map(AsRef::as_ref));
    let known =
        |key: &str, value: &str| columns().any(|c| c.key == key && c.choice(value).is_some());
    let filters = query.filters.iter().filter(|(key, value)| known(key, value)).cloned().collect();
    ListQuery { filters, ..query.clone() }.href(path)
}

/// A page of a category.
///
/// # Errors
/// [`Error::NotFound`] for a category that is not there, [`Error::PastEnd`] for a page,
/// [`Error::Moved`] for an old slug.
pub async fn category(
    ctx: &Context,
    slug: &str,
    query: &ListQuery,
    currency: Currency,
) -> Result<Listing, Error> {
    let snapshot = ctx.snapshot();
    let Some(category) = snapshot.category(slug) else {
        let mut conn = ctx.db().read().await?;
        return Err(
            moved(&mut conn, "category", slug, |slug| snapshot.category(slug).is_some()).await?
        );
    };
    let place = snapshot.categories.iter().position(|c| c.id == category.id).unwrap_or(0);
    let query = ListQuery { text: String::new(), ..query.clone() };
    let mut listing =
        list(ctx, &snapshot, &category.members, &query, &routes::category(slug), currency)?;
    listing.title.clone_from(&category.name);
    listing.intro.clone_from(&category.intro);
    listing.guide.clone_from(&category.guide);
    listing.trail = snapshot.trail(place);
    let children = category
        .children
        .iter()
        .filter_map(|&i| snapshot.categories.get(i))
        .filter(|c| !c.members.is_empty());
    listing.children = children.map(|c| category_card(&snapshot, c)).collect();
    Ok(listing)
}

/// A page of a search; without words, of everything there is.
///
/// # Errors
/// [`Error::PastEnd`] for a page that is not there.
pub fn search(ctx: &Context, query: &ListQuery, currency: Currency) -> Result<Listing, Error> {
    let snapshot = ctx.snapshot();
    if query.text.is_empty() {
        let mut listing = list(ctx, &snapshot, &snapshot.order, query, routes::SEARCH, currency)?;
        listing.query = Some(String::new());
        return Ok(listing);
    }
    if let Some(meant) = snapshot.respelt(&query.text) {
        return search_instead(ctx, query, meant, currency);
    }
    let budget = intent::budget(&query.text);
    let asked = intent::ages_read(budget.as_ref().map_or(query.text.as_str(), |(_, rest)| rest));
    let asked = asked.as_str();
    let carried = |name: &str| snapshot.products.iter().any(|p| p.brand.eq_ignore_ascii_case(name));
    let maker = snapshot.trade.maker(asked).filter(|(name, ..)| !carried(name));
    let text = maker.as_ref().map_or(asked, |(.., rest)| rest.as_str());
    let names = snapshot.trade.names_in(text);
    let (text, cheap) = intent::plainly(text, |word| names.iter().any(|name| name == word));
    let text = text.as_str();
    let mut hits = snapshot.find(text);
    // "Unter 200": what was meant may be a limit.
    if let Some(meant) =
        hits.corrected.clone().filter(|meant| budget.is_none() && intent::budget(meant).is_some())
    {
        return search_instead(ctx, query, meant, currency);
    }
    // Who asks for the shop's own pages does not want what has the word somewhere, or one that
    // is spelt like it.
    if !intent::pages(text).is_empty() {
        let asked: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let named =
            |name: &str| asked.iter().any(|word| name.to_lowercase().contains(word.as_str()));
        hits.found.retain(|hit| snapshot.at(hit.0).is_some_and(|p| named(&p.name)));
        hits.corrected = None;
    }
    let best = hits.found.first().map_or(0.0, |hit| hit.1);
    let mut members: Vec<u32> =
        hits.found.iter().filter(|hit| hit.1 * 12.0 >= best).map(|hit| hit.0).collect();
    if let Some((_, category, _)) = maker.as_ref().filter(|_| members.is_empty()) {
        members = snapshot.category(category).map(|c| c.members.clone()).unwrap_or_default();
    }
    if cheap && text.is_empty() {
        members.clone_from(&snapshot.order);
    }
    if cheap {
        // "Cheap telescopes" are telescopes, not what has the word in its text; the dearest
        // last.
        if let Some(category) = snapshot.category_named(text) {
            members.clone_from(&category.members);
        }
        members.sort_by_key(|product| {
            snapshot.at(*product).map_or(i64::MAX, |entry| prices(ctx, entry, currency).0)
        });
    }
    let limits = budget.as_ref().map(|(budget, _)| limits(ctx, *budget, currency));
    let mut missed = false;
    if let Some((from, to)) = limits {
        if text.is_empty() {
            members.clone_from(&snapshot.order);
        }
        let affordable = |product: &u32| {
            snapshot.at(*product).is_some_and(|entry| {
                let price = prices(ctx, entry, currency).0;
                from.is_none_or(|from| price >= from.minor) && to.is_none_or(|to| price <= to.minor)
            })
        };
        let all = members.clone();
        super::compute(&snapshot, || members.retain(affordable));
        if members.is_empty() && !text.is_empty() {
            // What comes nearest to the price, rather than nothing.
            let price = |product: &u32| {
                snapshot.at(*product).map_or(i64::MAX, |entry| prices(ctx, entry, currency).0)
            };
            let off = |product: &u32| {
                let price = price(product);
                let below = from.map_or(0, |from| from.minor.saturating_sub(price));
                let above = to.map_or(0, |to| price.saturating_sub(to.minor));
                below.max(above)
            };
            members = all;
            members.sort_by_key(off);
            members.truncate(6);
            missed = !members.is_empty();
        }
    }
    let mut listing = list(ctx, &snapshot, &members, query, routes::SEARCH, currency)?;
    listing.query = Some(query.text.clone());
    listing.title.clone_from(&query.text);
    listing.corrected = hits.corrected.filter(|_| maker.is_none() && listing.total > 0);
    listing.not_carried = maker.map(|(name, ..)| name.to_owned());
    listing.budget = limits;
    listing.budget_missed = missed;
    listing.note = Some(hits.note).filter(|note| !note.is_empty());
    listing.cheapest_first = cheap && query.sort == Sort::Relevance;
    if listing.total == 0 {
        listing.children = menu(ctx);
    }
    Ok(listing)
}

/// What is found for a query as it was meant, under what was typed.
fn search_instead(
    ctx: &Context,
    query: &ListQuery,
    meant: String,
    currency: Currency,
) -> Result<Listing, Error> {
    let listing = search(ctx, &ListQuery { text: meant.clone(), ..query.clone() }, currency)?;
    let typed = query.text.clone();
    Ok(Listing { query: Some(typed.clone()), title: typed, corrected: Some(meant), ..listing })
}

/// The prices of a budget in the currency that is shown.
fn limits(
    ctx: &Context,
    budget: intent::Budget,
    currency: Currency,
) -> (Option<Money>, Option<Money>) {
    let named = budget.currency.map_or(currency, |named| named.currency(currency));
    let money = |units: u32, of: Currency| {
        Money::new(i64::from(units).saturating_mul(of.minor_per_major()), of)
    };
    let limit = |units: u32| {
        ctx.exact_rates()
            .convert(money(units, named), currency)
            .unwrap_or_else(|| money(units, currency))
    };
    (budget.from.map(limit), budget.to.map(limit))
}

/// What to offer while somebody types.
#[must_use]
pub fn suggest(ctx: &Context, text: &str, currency: Currency) -> Suggestions {
    let snapshot = ctx.snapshot();
    let query: String = tidy(text).chars().take(100).collect();
    let search =
        ListQuery { text: query.clone(), page: 1, ..ListQuery::default() }.href(routes::SEARCH);
    let meant = snapshot.respelt(&query).unwrap_or_else(|| query.clone());
    let budget = intent::budget(&meant);
    let asked = intent::ages_read(budget.as_ref().map_or(meant.as_str(), |(_, rest)| rest));
    let names = snapshot.trade.names_in(&asked);
    let (plain, cheap) = intent::plainly(&asked, |word| names.iter().any(|name| name == word));
    let lower = plain.trim().to_lowercase();
    let matching = |name: &str| {
        name.to_lowercase().split([' ', '-', '–']).any(|word| word.starts_with(&lower))
            || name.to_lowercase().starts_with(&lower)
    };
    let categories = if lower.chars().count() < 2 {
        Vec::new()
    } else {
        let found =
            snapshot.categories.iter().filter(|c| !c.members.is_empty() && matching(&c.name));
        found
            .take(3)
            .map(|c| Link { href: routes::category(&c.slug), text: c.name.clone() })
            .collect()
    };
    let wishes =
        intent::begun_wishes(&meant).into_iter().take(2).map(|wish| wish.slug.to_owned()).collect();
    let pages =
        intent::begun_pages(&meant).into_iter().take(2).map(ToOwned::to_owned).collect::<Vec<_>>();
    let mut hits = snapshot.find(&plain);
    if hits.found.is_empty() && hits.note.is_empty() && pages.is_empty() {
        hits = snapshot.find_begun(&plain).unwrap_or(hits);
    }
    if cheap {
        // Also of a category that is only begun: "cheap tel" asks for telescopes, not for books
        // about them.
        if let Some(category) =
            snapshot.category_named(&plain).or_else(|| snapshot.category_begun(&plain))
        {
            hits.found = category.members.iter().map(|&product| (product, 1.0)).collect();
        }
        if plain.is_empty() {
            hits.found = snapshot.order.iter().map(|&product| (product, 1.0)).collect();
        }
        hits.found.sort_by_key(|hit| {
            snapshot.at(hit.0).map_or(i64::MAX, |entry| prices(ctx, entry, currency).0)
        });
    }
    if let Some((from, to)) = budget.map(|(budget, _)| limits(ctx, budget, currency)) {
        let price = |hit: &(u32, f32)| {
            snapshot.at(hit.0).map_or(i64::MAX, |entry| prices(ctx, entry, currency).0)
        };
        let fits = |price: i64| {
            from.is_none_or(|from| price >= from.minor) && to.is_none_or(|to| price <= to.minor)
        };
        hits.found.retain(|hit| fits(price(hit)));
    }
    let carried = |name: &str| snapshot.products.iter().any(|p| p.brand.eq_ignore_ascii_case(name));
    let maker = snapshot
        .trade
        .maker(&plain)
        .filter(|(name, ..)| !carried(name))
        .map(|(name, ..)| name.to_owned());
    let products = hits.found.iter().take(6).filter_map(|hit| snapshot.at(hit.0));
    Suggestions {
        categories,
        wishes,
        pages,
        products: cards(ctx, products, currency),
        note: hits.note,
        not_carried: maker,
        search,
        query,
    }
}

/// A page of those products that the query leaves of `members`.
pub(super) fn list(
    ctx: &Context,
    snapshot: &Snapshot,
    members: &[u32],
    query: &ListQuery,
    path: &str,
    currency: Currency,
) -> Result<Listing, Error> {
    super::compute(snapshot, || count_and_list(ctx, snapshot, members, query, path, currency))
}

fn count_and_list(
    ctx: &Context,
    snapshot: &Snapshot,
    members: &[u32],
    query: &ListQuery,
    path: &str,
    currency: Currency,
) -> Result<Listing, Error> {
    let priced = price_index(ctx, snapshot, currency);
    let least = |product: u32| priced.least.get(product as usize).copied().unwrap_or(i64::MAX);
    let columns: Vec<&Column> =
        std::iter::once(&priced.column).chain(snapshot.columns.iter().map(AsRef::as_ref)).collect();
    let (price, low, high) = prices::read(&query.price.0, &query.price.1, currency);
    let within = |product: &u32| {
        low.is_none_or(|low| least(*product) >= low.minor)
            && high.is_none_or(|high| least(*product) <= high.minor)
    };
    let members: Vec<u32> = members.iter().copied().filter(within).collect();
    let mut applied: Vec<Applied<'_>> = Vec::new();
    for (key, value) in &query.filters {
        let Some(column) = columns.iter().copied().find(|c| c.key == *key) else { continue };
        let Some(choice) = column.choice(value) else { continue };
        match applied.iter_mut().find(|(c, _)| c.key == *key) {
            Some((_, choices)) => choices.push(choice),
            None => applied.push((column, vec![choice])),
        }
    }
    // Only what is really applied stays in the links.
    let query = ListQuery {
        filters: query
            .filters
            .iter()
            .filter(|(key, value)| {
                applied.iter().any(|(c, _)| c.key == *key && c.choice(value).is_some())
            })
            .cloned()
            .collect(),
        ..query.clone()
    };

    // How many of the list have a facet at all, whatever is chosen.
    let mut having: Vec<usize> = vec![0; columns.len()];
    for (column, having) in columns.iter().zip(&mut having) {
        *having = members.iter().filter(|&&product| !column.of(product).is_empty()).count();
    }
    let mut counts: Vec<Vec<u32>> = columns.iter().map(|c| vec![0; c.choices.len()]).collect();
    let mut found: Vec<u32> = Vec::new();
    for &product in &members {
        let mut missing = None;
        let mut misses = 0;
        for (column, choices) in &applied {
            if !column.of(product).iter().any(|choice| choices.contains(choice)) {
                missing = Some(&column.key);
                misses += 1;
            }
        }
        if misses > 1 {
            continue;
        }
        if misses == 0 {
            found.push(product);
        }
        for (column, counts) in columns.iter().zip(&mut counts) {
            // A facet counts what all the others leave.
            if misses == 0 || missing == Some(&column.key) {
                for &choice in column.of(product) {
                    if let Some(count) = counts.get_mut(usize::from(choice)) {
                        *count += 1;
                    }
                }
            }
        }
    }

    let entry = |i: &u32| snapshot.at(*i);
    match query.sort {
        Sort::Relevance => {}
        Sort::PriceUp => found.sort_by_key(|i| least(*i)),
        Sort::PriceDown => found.sort_by_key(|i| std::cmp::Reverse(least(*i))),
        Sort::Newest => found.sort_by_key(|i| entry(i).map(|p| std::cmp::Reverse(p.published_at))),
        Sort::Name => {
            found.sort_by(|a, b| entry(a).map(|p| &p.name).cmp(&entry(b).map(|p| &p.name)))
        }
    }
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    if query.page > pages {
        return Err(Error::PastEnd(query.with_page(pages).href(path)));
    }
    let shown = found.iter().skip((query.page - 1) * PAGE_SIZE).take(PAGE_SIZE).filter_map(entry);

    let mut facets = Vec::new();
    let mut chips = Vec::new();
    for ((column, counts), having) in columns.iter().zip(&counts).zip(having) {
        let chosen = applied
            .iter()
            .find(|(c, _)| c.key == column.key)
            .map(|(_, choices)| choices.as_slice())
            .unwrap_or_default();
        let mut values = Vec::new();
        for ((place, choice), &count) in (0_u16..).zip(&column.choices).zip(counts) {
            let is_chosen = chosen.contains(&place);
            if count == 0 && !is_chosen {
                continue;
            }
            let label = choice.label.clone();
            let href = query.toggled(&column.key, &choice.key).href(path);
            if is_chosen {
                chips.push(Link { href: href.clone(), text: format!("{}: {label}", column.label) });
            }
            values.push(FacetValue {
                key: choice.key.clone(),
                label,
                count: count as usize,
                chosen: is_chosen,
                href,
            });
        }
        if values.len() > 1 && having * COMMON >= members.len() || !chosen.is_empty() {
            facets.push(Facet {
                key: column.key.clone(),
                label: column.label.clone(),
                explanation: column.explanation.clone(),
                values,
            });
        }
    }
    if let Some(text) = prices::chip(low, high) {
        chips.push(Link {
            href: ListQuery { price: <(String, String)>::default(), ..query.with_page(1) }
                .href(path),
            text,
        });
    }
    Ok(Listing {
        path: path.to_owned(),
        price,
        query: None,
        title: String::new(),
        intro: String::new(),
        guide: String::new(),
        trail: Vec::new(),
        children: Vec::new(),
        total: found.len(),
        cards: cards(ctx, shown, currency),
        facets,
        applied: chips,
        clear: ListQuery {
            filters: Vec::new(),
            price: <(String, String)>::default(),
            page: 1,
            ..query.clone()
        }
        .href(path),
        sort: query.sort,
        page: query.page,
        pages,
        previous: (query.page > 1).then(|| query.with_page(query.page - 1).href(path)),
        next: (query.page < pages).then(|| query.with_page(query.page + 1).href(path)),
        corrected: None,
        not_carried: None,
        note: None,
        cheapest_first: false,
        budget_missed: false,
        budget: None,
    })
}

fn category_card(snapshot: &Snapshot, category: &super::Category) -> CategoryCard {
    // Of a product at home here, rather than of a guest that its own category shows too.
    let at_home = |product: &&Entry| {
        snapshot
            .trail(product.category)
            .iter()
            .any(|link| link.href.rsplit('/').next() == Some(&category.slug))
    };
    let members =
        || category.members.iter().filter_map(|&i| snapshot.at(i)).filter(|p| p.picture.is_some());
    let picture = members()
        .take(100)
        .find(at_home)
        .or_else(|| members().next())
        .and_then(|p| p.picture.clone());
    let children = category
        .children
        .iter()
        .filter_map(|&i| snapshot.categories.get(i))
        .filter(|c| !c.members.is_empty());
    CategoryCard {
        slug: category.slug.clone(),
        name: category.name.clone(),
        intro: category.intro.clone(),
        count: category.members.len(),
        picture,
        children: children
            .map(|child| Link { href: routes::category(&child.slug), text: child.name.clone() })
            .collect(),
    }
}
