//! Prices: the sales that run or will run, a new sale with its preview, and the prices of one
//! variant.

use super::{
    Desk, DeskForm, Flash,
    parts::{
        address, area, choice, key, line, local, named, number, numbers, problem, refuse, row,
        select, status, text, texts,
    },
};
use crate::{
    State,
    http::{HttpError, extract::Query, redirect::see_other},
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{
    Currency, Money,
    audit::Entity,
    money::{AmountError, NumberFormat},
    pricing::{Adjustment, PriceRounding},
    staff::Permission,
};
use shop::{
    catalogue::{desk, edit::typed_time},
    pricing::{
        self, MAX_VARIANTS, Preview, PreviewRow, PriceError, PriceHistory, RowError, Selection,
        SetPrice, SetSale,
    },
    staff::Actor,
    text::clean_code,
};
use std::collections::HashMap;
use store::{
    Uuid,
    pricing::{ListedSaleRow, PricedRow, SaleRow},
};
use views::{
    admin::{
        form::{Control, FormError, FormField},
        list::{Bulk, Cell, Label, ListView, Paging, Tone},
        shell::MenuItem,
        work::{Act, Part, WorkView},
    },
    catalogue::Link,
    routes,
};

/// Sales on a page.
const PAGE: usize = 100;
/// The most rows of a preview.
const SHOWN: usize = 200;
/// The fields of a sale.
const FIELDS: [&str; 9] =
    ["category", "brand", "skus", "percent", "rounding", "currency", "starts", "ends", "campaign"];

/// What is not at a field of a form.
fn other(error: PriceError) -> HttpError {
    let because = |status: StatusCode, text: String| HttpError::of(status).because(text);
    match error {
        PriceError::Forbidden(forbidden) => forbidden.into(),
        PriceError::NoSuchSku | PriceError::NoSuchChange => HttpError::not_found(),
        PriceError::Internal(error) => error.into(),
        error => because(StatusCode::CONFLICT, error.to_string()),
    }
}

fn of_desk(error: desk::DeskError) -> HttpError {
    match error {
        desk::DeskError::Forbidden(forbidden) => forbidden.into(),
        desk::DeskError::NotFound | desk::DeskError::NoSuchPage => HttpError::not_found(),
        desk::DeskError::Internal(error) => error.into(),
    }
}

/// The sales, and the form for a new one.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let sku = query.get("q").unwrap_or_default();
    if !sku.is_empty() {
        return Ok(see_other(&routes::admin_price(sku)));
    }
    let actor = desk.actor()?;
    let after = query.get("after").and_then(|id| id.parse().ok());
    let sales = pricing::sales(&state.shop, actor, after).await.map_err(other)?;
    let mut page = WorkView::new(MenuItem::Prices, key("prices"))
        .with(Part::List(Box::new(sales_list(&state, &sales))));
    if actor.may(Permission::PricesWrite) {
        let mut act = sale_form(&state, actor).await?;
        // Ticked products come with their SKUs.
        let skus: Vec<&str> =
            query.0.iter().filter(|(name, _)| name == "sku").map(|(_, sku)| sku.as_str()).collect();
        fill(&mut act, |name| if name == "skus" { skus.join("\n") } else { String::new() });
        page = page.with(Part::Form(Box::new(act)));
        if let Some(act) = end_form(&sales) {
            page = page.with(Part::Form(Box::new(act)));
        }
    }
    Ok(desk.page(&state, &page))
}

fn sale_status(state: &State, starts: i64) -> Cell {
    if starts <= state.shop.clock().now() {
        status("running", Tone::Good)
    } else {
        status("scheduled", Tone::Attention)
    }
}

fn sales_list(state: &State, sales: &[ListedSaleRow]) -> ListView {
    let rows = sales.iter().map(|sale| {
        let name = Cell::Name {
            href: routes::admin_price(&sale.sku),
            text: full_name(&sale.name, &sale.label),
            detail: sale.sku.clone(),
        };
        let cells = vec![
            name,
            Cell::Money(Money::new(sale.price_minor, sale.currency)),
            Cell::Money(Money::new(sale.amount_minor, sale.currency)),
            sale_status(state, sale.starts_at),
            Cell::Time(local(state, sale.starts_at)),
            Cell::Time(local(state, sale.ends_at)),
            text(&sale.campaign),
        ];
        row(&sale.id.to_string(), cells)
    });
    let columns = vec![
        texts("name"),
        numbers("price"),
        numbers("sale-price"),
        texts("status"),
        texts("starts"),
        texts("ends"),
        texts("campaign"),
    ];
    let mut list = ListView::plain("prices", routes::ADMIN_PRICES, columns, rows.collect());
    list.searchable = true;
    if sales.len() == PAGE
        && let Some(last) = sales.last()
    {
        let next = address(routes::ADMIN_PRICES, &[("after", &last.id.to_string())]);
        list.paging = Paging { previous: None, next: Some(next) };
    }
    list
}

fn full_name(name: &str, label: &str) -> String {
    if label.is_empty() { name.to_owned() } else { format!("{name}, {label}") }
}

/// The form that ends the sales of a campaign; none if there is no campaign.
fn end_form(sales: &[ListedSaleRow]) -> Option<Act> {
    let mut campaigns: Vec<&str> =
        sales.iter().map(|sale| sale.campaign.as_str()).filter(|name| !name.is_empty()).collect();
    campaigns.sort_unstable();
    campaigns.dedup();
    if campaigns.is_empty() {
        return None;
    }
    let choices = campaigns.iter().map(|name| named(name, name)).collect();
    let field = FormField { label: key("campaign"), ..select("ended-campaign", "", choices) };
    Some(Act::new(routes::ADMIN_SALES, "end-sales", vec![field]))
}

/// An empty form for a sale.
async fn sale_form(state: &State, actor: &Actor) -> Result<Act, HttpError> {
    let tree = desk::categories(&state.shop, actor).await.map_err(of_desk)?;
    let open = tree.into_iter().filter(|node| node.row.archived_at.is_none());
    let categories = open.map(|node| {
        let name = format!("{}{}", "– ".repeat(node.depth), node.row.name);
        named(&node.row.slug, &name)
    });
    let brands = desk::pick_brands(&state.shop, actor, "").await.map_err(of_desk)?;
    let brands = brands.iter().map(|brand| named(&brand.slug, &brand.name)).collect();
    let rounding = ["none", "99", "95", "whole"];
    let rounding = rounding.map(|one| choice(one, &format!("rounding-{one}"))).to_vec();
    let zone = state.shop.zone().label().to_owned();
    let moment = |name: &str| line(name).with(Control::Moment { zone: zone.clone() });
    let currency = state.shop.settings().currency;
    let currencies: Vec<_> =
        state.shop.rates().currencies().map(|one| named(one.code(), one.code())).collect();
    let fields = vec![
        select("category", "", categories.collect()).optional(),
        select("brand", "", brands).optional(),
        area("skus", 3).optional().helped("skus"),
        number("percent", "%").helped("percent"),
        select("rounding", "none", rounding),
        select("currency", currency.code(), currencies),
        moment("starts").optional().helped("starts"),
        moment("ends"),
        line("campaign").optional().helped("campaign"),
    ];
    Ok(Act::new(routes::ADMIN_SALE_PREVIEW, "preview-sale", fields))
}

/// Fills in what was typed; an empty text leaves a field as it is.
fn fill(act: &mut Act, typed: impl Fn(&str) -> String) {
    for field in act.form.sections.iter_mut().flat_map(|section| &mut section.fields) {
        let value = typed(&field.name);
        if !value.is_empty() {
            field.value = value;
        }
    }
}

/// What was typed for a sale, by field.
struct Typed(HashMap<&'static str, String>);

impl Typed {
    fn of(form: &DeskForm) -> Self {
        let fields = form.fields();
        let mut typed: HashMap<&'static str, String> =
            FIELDS.into_iter().map(|name| (name, fields.get(name).to_owned())).collect();
        if fields.get("action") == "only-ticked" {
            // What was typed comes with the ticks as a query.
            let query = Query::read(fields.get("query"));
            let value = |name: &str| query.get(name).unwrap_or_default().to_owned();
            typed = FIELDS.into_iter().map(|name| (name, value(name))).collect();
            if fields.get("all").is_empty() {
                let ticked: Vec<&str> = fields.all("id").collect();
                typed.insert("skus", ticked.join(","));
                typed.insert("category", String::new());
                typed.insert("brand", String::new());
            }
        }
        // In an address, line breaks would become spaces, which SKUs may have.
        let skus = typed.get("skus").map(|skus| skus.replace(['\n', '\t', ';'], ","));
        typed.insert("skus", skus.unwrap_or_default()); // All fields are there.
        Self(typed)
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn select(&self) -> Option<Selection> {
        let skus: Vec<String> = self
            .get("skus")
            .split(',')
            .map(str::trim)
            .filter(|sku| !sku.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        if !skus.is_empty() {
            return Some(Selection::Skus(skus));
        }
        let (category, brand) = (self.get("category"), self.get("brand"));
        // Not everything: that would be said by choosing it.
        (!category.is_empty() || !brand.is_empty())
            .then(|| Selection::Products { category: category.to_owned(), brand: brand.to_owned() })
    }

    /// The time of a field; none if it is empty.
    fn time(&self, state: &State, name: &str) -> Result<Option<i64>, FormError> {
        let read = typed_time(self.get(name), &state.shop.zone());
        read.map_err(|error| problem(name, "refused", error))
    }

    /// The command, or everything that is wrong.
    fn command(&self, state: &State) -> Result<SetSale, Vec<FormError>> {
        let mut problems = Vec::new();
        let mut noted = |found: FormError| problems.push(found);
        let select = self.select();
        if select.is_none() {
            noted(problem("category", "nothing-chosen", ""));
        }
        let percent = percent(self.get("percent"));
        if percent.is_none() {
            noted(problem("percent", "percent", ""));
        }
        let currency = self.get("currency").parse::<Currency>().ok();
        if currency.is_none() {
            noted(problem("currency", "missing", ""));
        }
        let starts = match self.time(state, "starts") {
            Ok(starts) => starts,
            Err(found) => {
                noted(found);
                None
            }
        };
        let ends = match self.time(state, "ends") {
            Ok(Some(ends)) => Some(ends),
            Ok(None) => {
                noted(problem("ends", "missing", ""));
                None
            }
            Err(found) => {
                noted(found);
                None
            }
        };
        match (select, percent, currency, ends) {
            (Some(select), Some(percent), Some(currency), Some(ends)) if problems.is_empty() => {
                Ok(SetSale {
                    select,
                    adjustment: Adjustment::Percent(-percent),
                    rounding: rounding(self.get("rounding"), currency),
                    currency,
                    // Without a time it begins now.
                    starts: starts.unwrap_or(0),
                    ends,
                    campaign: self.get("campaign").to_owned(),
                })
            }
            _ => Err(problems),
        }
    }

    fn query(&self) -> String {
        let pairs: Vec<(&str, &str)> = FIELDS.map(|name| (name, self.get(name))).to_vec();
        let address = routes::with_query("", &pairs);
        address.strip_prefix('?').unwrap_or(&address).to_owned()
    }
}

/// A reduction in hundredths of a percent: above 0 and below 100 percent.
fn percent(text: &str) -> Option<i32> {
    let text = clean_code(text).replace(',', ".");
    let text = text.trim_start_matches(['-', '−']).trim_end_matches('%').trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 2 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let whole: i32 = whole.parse().ok().filter(|whole| (0..100).contains(whole))?;
    let decimals: i32 = format!("{decimals:0<2}").parse().ok()?;
    Some(whole * 100 + decimals).filter(|percent| *percent > 0)
}

/// The amounts to which sale prices are rounded.
fn rounding(name: &str, currency: Currency) -> PriceRounding {
    let major = currency.minor_per_major();
    let rule = match name {
        "99" => PriceRounding::new(major, major / 100),
        "95" => PriceRounding::new(major, major / 20),
        "whole" => PriceRounding::new(major, 0),
        _ => None,
    };
    rule.unwrap_or(PriceRounding::NONE)
}

/// Where an error of a sale belongs in its form; what belongs nowhere is an error page.
fn sale_problem(error: PriceError) -> Result<FormError, HttpError> {
    Ok(match error {
        PriceError::Nothing => problem("percent", "nothing-reduced", ""),
        PriceError::TooMany => problem("category", "too-many-variants", MAX_VARIANTS),
        PriceError::Times => problem("ends", "sale-times", ""),
        PriceError::TooLong => problem("campaign", "too-long", ""),
        PriceError::Overlap(skus) => problem("starts", "overlap", skus.join(", ")),
        PriceError::NoSuchSku => problem("skus", "invalid", ""),
        error => return Err(other(error)),
    })
}

/// The form again, with what was typed and what is wrong.
async fn refused(
    state: &State,
    desk: &Desk,
    typed: &Typed,
    problems: &[FormError],
) -> Result<Response, HttpError> {
    let mut act = sale_form(state, desk.actor()?).await?;
    fill(&mut act, |name| typed.get(name).to_owned());
    refuse(&mut act.form, problems);
    let page = WorkView::new(MenuItem::Prices, key("sale")).with(Part::Form(Box::new(act)));
    Ok(desk.page_with(state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What a sale would do.
pub(super) async fn preview(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let typed = Typed::of(&form);
    let command = match typed.command(&state) {
        Ok(command) => command,
        Err(problems) => return refused(&state, &desk, &typed, &problems).await,
    };
    let actor = desk.actor()?;
    let shown = match pricing::preview_sale(&state.shop, actor, &command).await {
        Ok(shown) => shown,
        Err(error) => {
            return refused(&state, &desk, &typed, &[sale_problem(error)?]).await;
        }
    };
    if command.ends <= command.starts.max(state.shop.clock().now()) {
        return refused(&state, &desk, &typed, &[problem("ends", "sale-times", "")]).await;
    }
    if shown.rows.iter().all(|row| row.after.is_err()) {
        return refused(&state, &desk, &typed, &[problem("percent", "nothing-reduced", "")]).await;
    }
    let rows: Vec<PricedRow> = shown.rows.iter().take(SHOWN).map(|one| one.row.clone()).collect();
    let prior = pricing::prior_prices(&state.shop, actor, &rows, command.starts).await;
    let prior = prior.map_err(other)?;
    Ok(desk.page(&state, &preview_page(&state, &typed, &command, (&shown, &prior))))
}

fn preview_page(
    state: &State,
    typed: &Typed,
    command: &SetSale,
    (shown, prior): (&Preview, &HashMap<Uuid, Money>),
) -> WorkView {
    let reduced = shown.rows.iter().filter(|row| row.after.is_ok()).count();
    let mut act = Act::new(routes::ADMIN_SALES, "set-sale", Vec::new());
    for name in FIELDS {
        act = act.keeping(name, typed.get(name));
    }
    act = act.keeping("digest", &shown.digest);
    act.form.cancel = Some(routes::ADMIN_PRICES.to_owned());
    let now = state.shop.clock().now();
    let facts = vec![
        (key("starts"), Cell::Time(local(state, command.starts.max(now)))),
        (key("ends"), Cell::Time(local(state, command.ends))),
        (key("campaign"), text(&command.campaign)),
    ];
    let left = shown.rows.len() - reduced;
    let mut page = WorkView::new(MenuItem::Prices, key("sale-preview"))
        .with(Part::Text(t!("admin-sale-reduced", count = reduced)));
    if left > 0 {
        page = page.with(Part::Notice(Tone::Attention, t!("admin-sale-left", count = left)));
    }
    page.with(Part::Facts(facts))
        .with(Part::Form(Box::new(act)))
        .with(Part::Section(Box::new(preview_list(typed, shown, prior))))
}

/// Why a price stays as it is.
fn row_error(error: RowError) -> Cell {
    match error {
        RowError::OtherCurrency => status("other-currency", Tone::Attention),
        RowError::OutOfRange => status("out-of-range", Tone::Bad),
        RowError::NotLower => status("not-lower", Tone::Attention),
    }
}

fn preview_list(typed: &Typed, shown: &Preview, prior: &HashMap<Uuid, Money>) -> ListView {
    let rows = shown.rows.iter().take(SHOWN).map(|one: &PreviewRow| {
        let name = Cell::Name {
            href: routes::admin_price(&one.row.sku),
            text: full_name(&one.row.name, &one.row.label),
            detail: one.row.sku.clone(),
        };
        let after = match one.after {
            Ok(price) => Cell::Money(price),
            Err(error) => row_error(error),
        };
        let prior = prior.get(&one.row.id).map_or(Cell::Empty, |prior| Cell::Money(*prior));
        row(&one.row.sku, vec![name, Cell::Money(one.before()), after, prior])
    });
    let columns =
        vec![texts("name"), numbers("price"), numbers("sale-price"), numbers("prior-price")];
    let mut list = ListView::plain("sale-rows", routes::ADMIN_PRICES, columns, rows.collect());
    list.bulk = Some(Bulk {
        action: routes::ADMIN_SALE_PREVIEW.to_owned(),
        actions: vec!["only-ticked".to_owned()],
        query: typed.query(),
    });
    list
}

/// Sets a sale that was previewed, or ends the sales of a campaign.
pub(super) async fn set(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    if form.fields().get("do") == "end-sales" {
        return end(&state, &desk, form.fields().get("ended-campaign")).await;
    }
    let typed = Typed::of(&form);
    let command = match typed.command(&state) {
        Ok(command) => command,
        Err(problems) => return refused(&state, &desk, &typed, &problems).await,
    };
    let digest = form.fields().get("digest");
    match pricing::set_sale(&state.shop, desk.actor()?, &command, digest).await {
        Ok(_) => Ok(desk.done(&state, routes::ADMIN_PRICES, &Flash::done(t!("admin-sale-set")))),
        Err(PriceError::Changed) => {
            let changed = problem("percent", "prices-changed", "");
            refused(&state, &desk, &typed, &[changed]).await
        }
        Err(error) => refused(&state, &desk, &typed, &[sale_problem(error)?]).await,
    }
}

/// Ends all sales of a campaign.
async fn end(state: &State, desk: &Desk, campaign: &str) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let (mut ids, mut after): (Vec<Uuid>, Option<Uuid>) = (Vec::new(), None);
    loop {
        let sales = pricing::sales(&state.shop, actor, after).await.map_err(other)?;
        let Some(last) = sales.last() else { break };
        after = Some(last.id);
        ids.extend(sales.iter().filter(|sale| sale.campaign == campaign).map(|sale| sale.id));
    }
    let flash = match pricing::end_sales(&state.shop, actor, &ids).await {
        Ok(_) => Flash::done(t!("admin-sales-ended", count = ids.len())),
        Err(PriceError::Nothing) => Flash::failed(t!("admin-sales-over")),
        Err(error) => return Err(other(error)),
    };
    Ok(desk.done(state, routes::ADMIN_PRICES, &flash))
}

/// The prices of a variant.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(sku): Path<String>,
) -> Result<Response, HttpError> {
    let history = pricing::price_history(&state.shop, desk.actor()?, &sku).await;
    let page = price_page(&state, &desk, &history.map_err(other)?)?;
    Ok(desk.page(&state, &page))
}

/// The form for a new base price.
fn price_form(history: &PriceHistory) -> Act {
    let shown = Money::new(history.row.price_minor, history.row.currency);
    let currency = shown.currency;
    let field = FormField::line("price", &shown.decimal()).with(Control::Money { currency });
    Act::new(&routes::admin_price(&history.row.sku), "set-price", vec![field])
        .keeping("shown", &shown.decimal())
}

/// The sales of a variant that are not over.
fn open_sales<'a>(state: &State, history: &'a PriceHistory) -> Vec<&'a SaleRow> {
    let now = state.shop.clock().now();
    history.sales.iter().filter(|sale| sale.ends_at > now).collect()
}

fn price_page(state: &State, desk: &Desk, history: &PriceHistory) -> Result<WorkView, HttpError> {
    let row = &history.row;
    let facts = vec![
        (key("sku"), Cell::Text(row.sku.clone())),
        (key("price"), Cell::Money(Money::new(row.price_minor, row.currency))),
        (key("charged"), Cell::Money(history.charged)),
    ];
    let title = Label::Text(full_name(&row.name, &row.label));
    let mut page = WorkView::new(MenuItem::Prices, title).with(Part::Facts(facts));
    let actor = desk.actor()?;
    if actor.may(Permission::AuditRead) {
        let query = [("kind", Entity::Price.key()), ("q", row.sku.as_str())];
        let href = routes::with_query(routes::ADMIN_AUDIT, &query);
        let link = Link { href, text: t!("admin-price-who").to_owned() };
        page = page.with(Part::Links(vec![link]));
    }
    if actor.may(Permission::PricesWrite) {
        page = page.with(Part::Form(Box::new(price_form(history))));
        let open = open_sales(state, history);
        if !open.is_empty() {
            let choices = open.iter().map(|sale| {
                let price = Money::new(sale.amount_minor, sale.currency);
                let ends = app::local_time(&local(state, sale.ends_at));
                named(&sale.id.to_string(), &format!("{price} – {ends}"))
            });
            let field = select("sale", "", choices.collect());
            let act = Act::new(&routes::admin_price(&row.sku), "end-sale", vec![field]);
            page = page.with(Part::Form(Box::new(act)));
        }
    }
    Ok(page
        .with(Part::Section(Box::new(sales_of(state, history))))
        .with(Part::Section(Box::new(bases(state, history)))))
}

fn sales_of(state: &State, history: &PriceHistory) -> ListView {
    let now = state.shop.clock().now();
    let rows = history.sales.iter().map(|sale| {
        let state_of = if sale.ends_at <= now {
            status("over", Tone::Quiet)
        } else {
            sale_status(state, sale.starts_at)
        };
        let cells = vec![
            Cell::Money(Money::new(sale.amount_minor, sale.currency)),
            state_of,
            Cell::Time(local(state, sale.starts_at)),
            Cell::Time(local(state, sale.ends_at)),
            text(&sale.campaign),
        ];
        row(&sale.id.to_string(), cells)
    });
    let columns = vec![
        numbers("sale-price"),
        texts("status"),
        texts("starts"),
        texts("ends"),
        texts("campaign"),
    ];
    ListView::plain("sales", routes::ADMIN_PRICES, columns, rows.collect())
}

fn bases(state: &State, history: &PriceHistory) -> ListView {
    let rows = history.bases.iter().map(|base| {
        let until = base.until_at.map_or(Cell::Empty, |until| Cell::Time(local(state, until)));
        let cells = vec![
            Cell::Money(Money::new(base.amount_minor, base.currency)),
            Cell::Time(local(state, base.from_at)),
            until,
        ];
        row(&base.from_at.to_string(), cells)
    });
    let columns = vec![numbers("price"), texts("starts"), texts("ends")];
    ListView::plain("base-prices", routes::ADMIN_PRICES, columns, rows.collect())
}

/// Why an amount is refused.
fn amount_problem(error: AmountError) -> FormError {
    let why = match error {
        AmountError::NotANumber => "not-an-amount",
        AmountError::Ambiguous => "ambiguous-amount",
        AmountError::TooManyDecimals => "too-many-decimals",
        AmountError::TooLarge => "not-a-price",
    };
    problem("price", why, "")
}

/// Sets the base price of a variant, or ends one of its sales.
pub(super) async fn change(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(sku): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (actor, fields) = (desk.actor()?, form.fields());
    let back = routes::admin_price(&sku);
    if fields.get("do") == "end-sale" {
        let sale = fields.get("sale").parse().map_err(|_| HttpError::not_found())?;
        let flash = match pricing::end_sales(&state.shop, actor, &[sale]).await {
            Ok(_) => Flash::done(t!("admin-sales-ended", count = 1)),
            Err(PriceError::Nothing) => Flash::failed(t!("admin-sales-over")),
            Err(error) => return Err(other(error)),
        };
        return Ok(desk.done(&state, &back, &flash));
    }
    let history = pricing::price_history(&state.shop, actor, &sku).await.map_err(other)?;
    let currency = history.row.currency;
    let typed = Money::typed(fields.get("price"), currency, NumberFormat::Point);
    let problem = match (typed, Money::parse(fields.get("shown"), currency)) {
        (Ok(price), Some(shown)) => {
            let command = SetPrice { sku: sku.clone(), shown, price };
            match pricing::set_price(&state.shop, actor, command).await {
                Ok(entry) => return Ok(desk.done(&state, &back, &price_set(entry))),
                Err(PriceError::Price) => problem("price", "not-a-price", ""),
                Err(PriceError::ChangedTo(now)) => problem("price", "price-changed", now),
                Err(PriceError::Changed) => problem("price", "prices-changed", ""),
                Err(error) => return Err(other(error)),
            }
        }
        (Err(error), _) => amount_problem(error),
        (Ok(_), None) => return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let mut page = price_page(&state, &desk, &history)?;
    for part in &mut page.parts {
        if let Part::Form(act) = part {
            form.keep(&mut act.form);
            refuse(&mut act.form, std::slice::from_ref(&problem));
        }
    }
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What setting a price did.
fn price_set(entry: Option<Uuid>) -> Flash {
    match entry {
        Some(entry) => Flash::done(t!("admin-price-set")).with_undo(&entry.to_string()),
        None => Flash::done(t!("admin-price-same")),
    }
}
