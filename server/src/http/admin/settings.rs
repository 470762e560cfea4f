//! Settings by section, currencies and rates, tables of shipping and tax, and the trial of what a
//! cart would pay.

use super::{
    Desk, DeskForm, Flash,
    parts::{
        area, choice, key, line, named, number, numbers, problem, refuse, row, select, status,
        text, texts,
    },
};
use crate::{State, http::HttpError};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{
    Currency, Money,
    pricing::rates::{CurrencyRules, decimal, millionths},
    shipping::{Carriage, ShippingMethod, Tariff, Tariffs, Zones},
    staff::Permission,
    tax::TaxRates,
};
use shop::{
    cart::{self, Trial, TrialError, TriedLine, TriedStock, TryCart},
    pricing::{
        self, ChangeRatesError, ImportRates, OfferCurrencies, ReplaceRounding, SetRates,
        StoredRates,
    },
    rules::{self, DeliveryTables, ReplaceError, ReplaceTables},
    settings::{self, ChangeError, ChangeSettings, Setting},
    staff::Actor,
    text::clean_code,
};
use std::collections::BTreeMap;
use views::{
    admin::{
        form::{Control, FormError, FormField, LineKind},
        list::{Cell, Choice, Label, ListView, Tone},
        shell::MenuItem,
        work::{Act, Part, WorkView},
    },
    catalogue::Link,
    routes,
};

/// The sections, in order.
const SECTIONS: [&str; 6] = ["shop", "seller", "dispatch", "currencies", "shipping", "tax"];

const SHOP: &[Setting] = &[
    Setting::ShopName,
    Setting::Currency,
    Setting::Country,
    Setting::ReturnDays,
    Setting::WithdrawalDays,
    Setting::OrderYears,
    Setting::LowStock,
];
const SELLER: &[Setting] = &[
    Setting::Seller,
    Setting::SellerAddress,
    Setting::SellerVat,
    Setting::SellerRepresentative,
    Setting::SellerRegister,
    Setting::SellerPhone,
    Setting::SellerEmail,
    Setting::SellerSupervisor,
    Setting::SellerDisputes,
];
const DISPATCH: &[Setting] =
    &[Setting::TimeZone, Setting::DispatchFrom, Setting::ClosedDays, Setting::CutOff];

/// The settings of a section; none if it has tables instead.
fn of_section(section: &str) -> Option<&'static [Setting]> {
    match section {
        "shop" => Some(SHOP),
        "seller" => Some(SELLER),
        "dispatch" => Some(DISPATCH),
        _ => None,
    }
}

fn section_title(section: &str) -> Label {
    key(&format!("settings-{section}"))
}

/// The sections, and what is missing or wrong.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    desk.actor()?.require(Permission::SettingsRead)?;
    let checked = settings::check(&state.shop).await?;
    let links = SECTIONS.iter().map(|section| Link {
        href: routes::admin_settings_section(section),
        text: app::word(&format!("admin-title-settings-{section}")),
    });
    let trial = Link { href: routes::ADMIN_TRIAL.to_owned(), text: t!("admin-trial").to_owned() };
    let mut page = WorkView::new(MenuItem::Settings, key("settings"))
        .with(Part::Links(links.chain([trial]).collect()));
    let lists = [
        (t!("admin-settings-missing"), &checked.missing),
        (t!("admin-settings-invented"), &checked.invented),
    ];
    for (title, settings) in lists {
        if !settings.is_empty() {
            let names: Vec<String> = settings
                .iter()
                .map(|one| app::word(&format!("admin-label-setting-{}", one.key())))
                .collect();
            let text = format!("{title} {}", names.join(", "));
            page = page.with(Part::Notice(Tone::Attention, text));
        }
    }
    for (setting, why) in &checked.invalid.0 {
        let name = app::word(&format!("admin-label-setting-{}", setting.key()));
        page = page.with(Part::Notice(Tone::Bad, format!("{name}: {why}")));
    }
    for fault in &checked.faults {
        page = page.with(Part::Notice(Tone::Bad, fault.to_string()));
    }
    Ok(desk.page(&state, &page))
}

/// A field of a setting, with what is stored.
fn setting_field(state: &State, setting: Setting, stored: &str) -> FormField {
    let name = setting.key();
    let field = FormField::line(name, stored).tracked(stored);
    let field = FormField { label: key(&format!("setting-{name}")), ..field };
    let field = field.helped(&format!("setting-{name}"));
    let number = |unit: &str| Control::Number { unit: unit.to_owned() };
    match setting {
        Setting::Currency => field.with(Control::Choice(currencies(state))),
        Setting::Country | Setting::TimeZone | Setting::DispatchFrom => {
            field.with(Control::Line(LineKind::Code))
        }
        Setting::OrderYears => field.with(number(t!("admin-unit-years"))),
        Setting::ReturnDays | Setting::WithdrawalDays => field.with(number(t!("admin-unit-days"))),
        Setting::LowStock => field.with(number("")),
        Setting::SellerAddress => field.with(Control::LongText { rows: 3 }),
        Setting::ClosedDays => field.with(Control::LongText { rows: 3 }).optional(),
        Setting::ShopName | Setting::CutOff | Setting::Seller => field,
        Setting::SellerVat
        | Setting::SellerRepresentative
        | Setting::SellerRegister
        | Setting::SellerPhone
        | Setting::SellerEmail
        | Setting::SellerSupervisor
        | Setting::SellerDisputes => field.optional(),
    }
}

/// The currencies to choose from.
fn currencies(state: &State) -> Vec<Choice> {
    state.shop.rates().currencies().map(|one| named(one.code(), one.code())).collect()
}

/// A section.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(section): Path<String>,
) -> Result<Response, HttpError> {
    let page = section_page(&state, &desk, &section).await?;
    Ok(desk.page(&state, &page))
}

async fn section_page(state: &State, desk: &Desk, section: &str) -> Result<WorkView, HttpError> {
    let actor = desk.actor()?;
    actor.require(Permission::SettingsRead)?;
    let page = WorkView::new(MenuItem::Settings, section_title(section));
    if let Some(settings) = of_section(section) {
        return settings_page(state, actor, (section, settings), page).await;
    }
    match section {
        "currencies" => currencies_page(state, actor, page).await,
        "shipping" | "tax" => tables_page(state, actor, section, page).await,
        _ => Err(HttpError::not_found()),
    }
}

async fn settings_page(
    state: &State,
    actor: &Actor,
    (section, settings): (&str, &[Setting]),
    page: WorkView,
) -> Result<WorkView, HttpError> {
    let stored = settings::stored(&state.shop).await?;
    if !actor.may(Permission::SettingsWrite) {
        let fact =
            |one: &Setting| (key(&format!("setting-{}", one.key())), text(&one.text(&stored)));
        return Ok(page.with(Part::Facts(settings.iter().map(fact).collect())));
    }
    let field = |one: &Setting| setting_field(state, *one, &one.text(&stored));
    let action = routes::admin_settings_section(section);
    let mut act = Act::new(&action, "save", settings.iter().map(field).collect());
    for part in &mut act.form.sections {
        part.key = format!("settings-{section}-form");
        part.version = Some(stored.version);
    }
    Ok(page.with(Part::Form(Box::new(act))))
}

/// How old a rate is.
fn age(state: &State, day: Option<time::Date>) -> Cell {
    day.map_or(Cell::Empty, |day| Cell::Number((state.shop.local().0 - day).whole_days()))
}

async fn currencies_page(
    state: &State,
    actor: &Actor,
    page: WorkView,
) -> Result<WorkView, HttpError> {
    let stored = pricing::stored(&state.shop).await?;
    let rows = stored.tables.currencies.iter().map(|currency| {
        let rate = stored.tables.rates.iter().find(|rate| rate.code == currency.code);
        let offered = match (currency.enabled, currency.ended) {
            (true, false) => status("offered", Tone::Good),
            (true, true) => status("discontinued", Tone::Attention),
            (false, _) => status("not-offered", Tone::Quiet),
        };
        let source = |rate: &store::pricing::ExchangeRateRow| {
            status(&format!("rate-{}", rate.source.key()), Tone::Quiet)
        };
        let cells = vec![
            Cell::Text(currency.code.code().to_owned()),
            offered,
            rate.map_or(Cell::Empty, |rate| Cell::Text(decimal(rate.rate))),
            rate.map_or(Cell::Empty, source),
            rate.and_then(|rate| rate.as_of).map_or(Cell::Empty, Cell::Date),
            age(state, rate.and_then(|rate| rate.as_of)),
        ];
        row(currency.code.code(), cells)
    });
    let columns = vec![
        texts("currency"),
        texts("offered"),
        numbers("rate"),
        texts("source"),
        texts("rate-day"),
        numbers("rate-age"),
    ];
    let href = routes::admin_settings_section("currencies");
    let list = ListView::plain("rates", &href, columns, rows.collect());
    let mut page = page.with(Part::Section(Box::new(list)));
    if actor.may(Permission::SettingsWrite) {
        for act in rate_forms(&stored, &href) {
            page = page.with(Part::Form(Box::new(act)));
        }
    }
    Ok(page)
}

fn rate_forms(stored: &StoredRates, href: &str) -> Vec<Act> {
    let codes = |wanted: fn(&store::pricing::CurrencyRow) -> bool| {
        let rows = stored.tables.currencies.iter().filter(|row| wanted(row));
        rows.map(|row| row.code.code().to_owned()).collect::<Vec<_>>()
    };
    let all = codes(|row| row.code != Currency::EUR);
    let all = all.iter().map(|code| named(code, code)).collect();
    let offered = codes(|row| row.enabled && !row.ended).join(", ");
    let version = stored.version.to_string();
    let forms = vec![
        Act::new(
            href,
            "set-rate",
            vec![select("rate-currency", "", all), number("rate", "").optional().helped("rate")],
        ),
        Act::new(href, "offer", vec![FormField::line("offered", &offered).helped("offered")]),
        Act::new(href, "import-rates", vec![area("rates-file", 6).helped("rates-file")]),
        Act::new(href, "replace-rounding", vec![area("rounding-file", 6).helped("rounding-file")]),
    ];
    forms.into_iter().map(|act| act.keeping("read-version", &version)).collect()
}

fn method_key(method: ShippingMethod) -> String {
    format!("method-{}", method.key())
}

fn grams(limit: Option<i64>) -> Cell {
    limit.map_or(Cell::Empty, |grams| Cell::Text(format!("{grams} g")))
}

fn tariff_cells(tariff: &Tariff) -> Vec<Cell> {
    let (from, to) = tariff.days;
    let free = tariff.free_from.map(|minor| Money::new(minor, Currency::EUR));
    vec![
        Cell::Text(tariff.zone.key().to_owned()),
        status(&method_key(tariff.method), Tone::Quiet),
        status(carriage_key(tariff.carriage), Tone::Quiet),
        grams(tariff.piece),
        grams(tariff.total),
        Cell::Money(Money::new(tariff.price, Currency::EUR)),
        free.map_or(Cell::Empty, Cell::Money),
        Cell::Text(format!("{from}–{to}")),
    ]
}

fn carriage_key(carriage: Carriage) -> &'static str {
    match carriage {
        Carriage::Parcel => "parcel",
        Carriage::Freight => "freight",
    }
}

fn tariffs_list(tariffs: &Tariffs, href: &str) -> ListView {
    let rows = tariffs.iter().map(|tariff| row(&tariff.line.to_string(), tariff_cells(tariff)));
    let columns = vec![
        texts("zone"),
        texts("method"),
        texts("carriage"),
        numbers("heaviest"),
        numbers("weight-up-to"),
        numbers("price"),
        numbers("free-from"),
        texts("transit-days"),
    ];
    ListView::plain("tariffs", href, columns, rows.collect())
}

/// The form of the tables of a section.
fn tables_form(tables: &DeliveryTables, section: &str) -> Act {
    let file = |name: &str, text: Option<String>| {
        let text = text.unwrap_or_default(); // One that cannot be used is typed anew.
        let value = text.trim_end().to_owned();
        FormField { value, ..area(name, 14).helped(name) }
    };
    let fields = if section == "shipping" {
        let zones = tables.zones.as_ref().map(ToString::to_string);
        let tariffs = tables.tariffs.as_ref().map(ToString::to_string);
        vec![file("zones", zones), file("tariffs", tariffs)]
    } else {
        vec![file("tax-rates", tables.tax_rates.as_ref().map(ToString::to_string))]
    };
    Act::new(&routes::admin_settings_section(section), "replace-tables", fields)
        .or("check-tables")
        .keeping("read-version", &tables.version.to_string())
}

async fn tables_page(
    state: &State,
    actor: &Actor,
    section: &str,
    page: WorkView,
) -> Result<WorkView, HttpError> {
    let tables = rules::delivery_tables(&state.shop).await?;
    let mut page = page;
    for fault in &tables.faults {
        page = page.with(Part::Notice(Tone::Bad, fault.to_string()));
    }
    let href = routes::admin_settings_section(section);
    if section == "shipping"
        && let Some(tariffs) = &tables.tariffs
    {
        page = page.with(Part::Section(Box::new(tariffs_list(tariffs, &href))));
    }
    if actor.may(Permission::SettingsWrite) {
        page = page.with(Part::Form(Box::new(tables_form(&tables, section))));
    }
    Ok(page)
}

/// The section again, with what was typed and what is wrong.
async fn refused(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
    problems: &[FormError],
) -> Result<Response, HttpError> {
    let mut page = section_page(state, desk, section).await?;
    for part in &mut page.parts {
        if let Part::Form(act) = part {
            form.keep(&mut act.form);
            refuse(&mut act.form, problems);
        }
    }
    Ok(desk.page_with(state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Saves a section.
pub(super) async fn save(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(section): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    if of_section(&section).is_some() {
        return save_settings(&state, &desk, (&section, &form)).await;
    }
    match section.as_str() {
        "currencies" => save_rates(&state, &desk, (&section, &form)).await,
        "shipping" | "tax" => save_tables(&state, &desk, (&section, &form)).await,
        _ => Err(HttpError::not_found()),
    }
}

/// Saves the settings that were changed. What somebody else has changed meanwhile stays, unless it
/// is the same setting: then it is shown, and saving again replaces it.
async fn save_settings(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
) -> Result<Response, HttpError> {
    let stored = settings::stored(&state.shop).await?;
    let own = of_section(section).unwrap_or_default(); // The caller has checked that it has some.
    let (mut values, mut conflicts) = (BTreeMap::new(), Vec::new());
    for change in form.changes() {
        let setting = Setting::from_key(&change.name).filter(|one| own.contains(one));
        let Some(setting) = setting else { continue };
        let now = setting.text(&stored);
        if now != change.base && now != change.value {
            conflicts.push((setting, now));
        }
        values.insert(setting, change.value);
    }
    if !conflicts.is_empty() {
        return changed_since(state, desk, (section, form), &conflicts).await;
    }
    let command = ChangeSettings { version: stored.version, values };
    match settings::change(&state.shop, desk.actor()?, command).await {
        Ok(done) => {
            let mut flash = Flash::done(t!("admin-settings-saved", count = done.changes.len()));
            if let Some(entry) = done.entry {
                flash = flash.with_undo(&entry.to_string());
            }
            Ok(desk.done(state, &routes::admin_settings_section(section), &flash))
        }
        Err(ChangeError::Forbidden(forbidden)) => Err(forbidden.into()),
        Err(ChangeError::Stale) => Err(HttpError::of(StatusCode::CONFLICT)),
        Err(ChangeError::Internal(error)) => Err(error.into()),
        Err(ChangeError::Invalid(invalid)) => {
            let found = invalid.0.iter();
            let problems: Vec<FormError> =
                found.map(|(setting, why)| problem(setting.key(), "refused", why)).collect();
            refused(state, desk, (section, form), &problems).await
        }
    }
}

/// The section with what somebody else has saved meanwhile. What was typed replaces it if it is
/// saved again.
async fn changed_since(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
    conflicts: &[(Setting, String)],
) -> Result<Response, HttpError> {
    let problems: Vec<FormError> = conflicts
        .iter()
        .map(|(setting, now)| problem(setting.key(), "changed-since", now))
        .collect();
    let mut page = section_page(state, desk, section).await?;
    for part in &mut page.parts {
        let Part::Form(act) = part else { continue };
        form.keep(&mut act.form);
        refuse(&mut act.form, &problems);
        for field in act.form.sections.iter_mut().flat_map(|section| &mut section.fields) {
            let now = conflicts.iter().find(|(setting, _)| setting.key() == field.name);
            if let Some((_, now)) = now {
                field.base = Some(now.clone());
            }
        }
    }
    Ok(desk.page_with(state, &page, StatusCode::CONFLICT))
}

/// The version that a form was read from.
fn read_version(form: &DeskForm) -> Result<i64, HttpError> {
    let version = form.fields().get("read-version").parse();
    version.map_err(|_| HttpError::of(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Why a form of currencies is not taken to the use case.
enum Wrong {
    Field(FormError),
    Request(HttpError),
}

/// What a form of currencies asks for.
async fn change_rates(
    state: &State,
    actor: &Actor,
    form: &DeskForm,
) -> Result<Result<i64, ChangeRatesError>, Wrong> {
    let (shop, fields) = (&state.shop, form.fields());
    let version = read_version(form).map_err(Wrong::Request)?;
    Ok(match fields.get("do") {
        "set-rate" => {
            let code = fields.get("rate-currency").parse::<Currency>();
            let code = code.map_err(|_| Wrong::Field(problem("rate-currency", "missing", "")))?;
            let typed = clean_code(fields.get("rate"));
            let rate = if typed.is_empty() {
                None
            } else {
                Some(
                    millionths(&typed)
                        .ok_or_else(|| Wrong::Field(problem("rate", "not-a-rate", "")))?,
                )
            };
            pricing::set(shop, actor, SetRates { version, rates: vec![(code, rate)] }).await
        }
        "offer" => {
            let codes = fields.get("offered").split([',', ' ', ';', '\n']);
            let codes = codes.filter(|code| !code.is_empty());
            let read: Result<Vec<Currency>, _> = codes.map(str::parse).collect();
            let currencies =
                read.map_err(|error| Wrong::Field(problem("offered", "refused", error)))?;
            pricing::offer(shop, actor, OfferCurrencies { version, currencies }).await
        }
        "import-rates" => {
            let command = ImportRates { version, text: fields.get("rates-file") };
            pricing::import(shop, actor, command).await
        }
        "replace-rounding" => {
            let rules = CurrencyRules::read(fields.get("rounding-file"));
            let rules =
                rules.map_err(|line| Wrong::Field(problem("rounding-file", "line", line)))?;
            pricing::round(shop, actor, ReplaceRounding { version, rules }).await
        }
        _ => return Err(Wrong::Request(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY))),
    })
}

/// The field of a form of currencies, by its button.
fn rates_field(of: &str) -> &'static str {
    match of {
        "set-rate" => "rate",
        "offer" => "offered",
        "import-rates" => "rates-file",
        _ => "rounding-file",
    }
}

async fn save_rates(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
) -> Result<Response, HttpError> {
    let field = rates_field(form.fields().get("do"));
    let found = match change_rates(state, desk.actor()?, form).await {
        Ok(Ok(_)) => {
            let flash = Flash::done(t!("admin-rates-saved"));
            return Ok(desk.done(state, &routes::admin_settings_section(section), &flash));
        }
        Ok(Err(error)) => match error {
            ChangeRatesError::Forbidden(forbidden) => return Err(forbidden.into()),
            ChangeRatesError::Internal(error) => return Err(error.into()),
            ChangeRatesError::Stale => problem(field, "stale", ""),
            ChangeRatesError::NotStored => problem(field, "not-stored", ""),
            ChangeRatesError::Invalid(why) => problem(field, "refused", why),
            ChangeRatesError::Document(why) => problem(field, "refused", why),
        },
        Err(Wrong::Field(found)) => found,
        Err(Wrong::Request(error)) => return Err(error),
    };
    refused(state, desk, (section, form), &[found]).await
}

/// The tables of a form, or what is wrong with them.
fn typed_tables(section: &str, form: &DeskForm) -> Result<ReplaceTables, Vec<FormError>> {
    let fields = form.fields();
    let mut problems = Vec::new();
    let mut command = ReplaceTables::default();
    if section == "shipping" {
        match Zones::read(fields.get("zones")) {
            Ok(zones) => command.zones = Some(zones),
            Err(why) => problems.push(problem("zones", "refused", why)),
        }
        match Tariffs::read(fields.get("tariffs")) {
            Ok(tariffs) => command.tariffs = Some(tariffs),
            Err(why) => problems.push(problem("tariffs", "refused", why)),
        }
    } else {
        match TaxRates::read(fields.get("tax-rates")) {
            Ok(rates) => command.tax_rates = Some(rates),
            Err(why) => problems.push(problem("tax-rates", "refused", why)),
        }
    }
    if problems.is_empty() { Ok(command) } else { Err(problems) }
}

async fn save_tables(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let field = if section == "shipping" { "tariffs" } else { "tax-rates" };
    let version = read_version(form)?;
    let mut command = match typed_tables(section, form) {
        Ok(command) => ReplaceTables { version, ..command },
        Err(problems) => return refused(state, desk, (section, form), &problems).await,
    };
    let now = rules::delivery_tables(&state.shop).await?;
    // The first tables are stored together.
    if !rules::are_stored(&state.shop).await? {
        command.zones = command.zones.or(now.zones);
        command.tariffs = command.tariffs.or(now.tariffs);
        command.tax_rates = command.tax_rates.or(now.tax_rates);
    }
    let checks = form.fields().get("do") == "check-tables";
    let done = if checks {
        rules::check_tables(&state.shop, command).await
    } else {
        rules::replace(&state.shop, actor, command).await.map(drop)
    };
    let found = match done {
        Ok(()) if checks => return fitting(state, desk, (section, form)).await,
        Ok(()) => {
            let flash = Flash::done(t!("admin-tables-saved"));
            return Ok(desk.done(state, &routes::admin_settings_section(section), &flash));
        }
        Err(ReplaceError::Forbidden(forbidden)) => return Err(forbidden.into()),
        Err(ReplaceError::Internal(error)) => return Err(error.into()),
        Err(ReplaceError::Stale) => problem(field, "stale", ""),
        Err(ReplaceError::Partial) => problem(field, "not-stored", ""),
        Err(ReplaceError::Misfit(why)) => problem(field, "refused", why),
    };
    refused(state, desk, (section, form), &[found]).await
}

/// The section after a check that found nothing.
async fn fitting(
    state: &State,
    desk: &Desk,
    (section, form): (&str, &DeskForm),
) -> Result<Response, HttpError> {
    let mut page = section_page(state, desk, section).await?;
    for part in &mut page.parts {
        if let Part::Form(act) = part {
            form.keep(&mut act.form);
        }
    }
    page.parts.insert(0, Part::Notice(Tone::Good, t!("admin-tables-fit").to_owned()));
    Ok(desk.page(state, &page))
}

/// The form of the trial.
fn trial_form(state: &State) -> Act {
    let settings = state.shop.settings();
    let methods = ShippingMethod::ALL;
    let methods = methods.iter().map(|one| choice(one.key(), &method_key(*one))).collect();
    let fields = vec![
        area("cart", 4).helped("trial-cart"),
        FormField::line("country", &settings.country)
            .with(Control::Line(LineKind::Code))
            .helped("trial-country"),
        line("postcode").optional(),
        line("town").optional(),
        select("currency", settings.currency.code(), currencies(state)),
        select("shipping-method", ShippingMethod::Standard.key(), methods),
    ];
    Act::new(routes::ADMIN_TRIAL, "try", fields)
}

fn trial_page(act: Act) -> WorkView {
    WorkView::new(MenuItem::Settings, key("trial")).with(Part::Form(Box::new(act)))
}

/// The form of a trial.
pub(super) async fn show_trial(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    desk.actor()?.require(Permission::SettingsRead)?;
    Ok(desk.page(&state, &trial_page(trial_form(&state))))
}

/// The lines of a typed cart: a SKU and a quantity each, which is 1 if it is left out.
fn typed_cart(typed: &str) -> Option<Vec<(String, u32)>> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let split = line.rsplit_once(['\t', ' ', ',', ';', '×']);
        let quantity = |text: &str| text.trim().parse::<u32>().ok().filter(|units| *units > 0);
        match split.and_then(|(sku, units)| Some((sku, quantity(units)?))) {
            Some((sku, units)) => {
                let sku = sku.trim_end_matches(['\t', ' ', ',', ';', '×']);
                (units <= domain::cart::MAX_QUANTITY).then(|| (sku.to_owned(), units))
            }
            None => Some((line.to_owned(), 1)),
        }
    };
    lines.map(read).collect()
}

/// What a cart would pay, and why.
pub(super) async fn try_cart(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let fields = form.fields();
    let mut act = trial_form(&state);
    form.keep(&mut act.form);
    let lines = typed_cart(fields.get("cart"));
    let currency = fields.get("currency").parse::<Currency>();
    let method = ShippingMethod::from_key(fields.get("shipping-method"));
    let country = fields.get("country").to_ascii_uppercase();
    let found = match (lines, currency, method) {
        (None, ..) => problem("cart", "quantity", ""),
        (_, Err(_), _) => problem("currency", "missing", ""),
        (.., None) => problem("shipping-method", "missing", ""),
        (Some(lines), Ok(currency), Some(method)) => {
            let command = TryCart {
                lines: &lines,
                currency,
                country: &country,
                postcode: fields.get("postcode"),
                town: fields.get("town"),
                method,
            };
            match cart::trial(&state.shop, desk.actor()?, command).await {
                Ok(trial) => return Ok(desk.page(&state, &tried(trial_page(act), &trial))),
                Err(TrialError::Forbidden(forbidden)) => return Err(forbidden.into()),
                Err(TrialError::Internal(error)) => return Err(error.into()),
                Err(TrialError::Lines) => problem("cart", "cart-lines", domain::cart::MAX_LINES),
                Err(TrialError::NoSuchSku(sku)) => problem("cart", "unknown-sku", sku),
                Err(TrialError::Country) => problem("country", "not-served", ""),
            }
        }
    };
    refuse(&mut act.form, &[found]);
    Ok(desk.page_with(&state, &trial_page(act), StatusCode::UNPROCESSABLE_ENTITY))
}

fn tried(page: WorkView, trial: &Trial) -> WorkView {
    let totals = &trial.totals;
    let tax_key = if totals.tax_included { "tax-included" } else { "tax-added" };
    let mut facts = vec![
        (key("subtotal"), Cell::Money(totals.subtotal)),
        (key("delivery"), Cell::Money(totals.delivery)),
        (key(tax_key), Cell::Money(totals.tax)),
        (key("total"), Cell::Money(totals.total)),
        (key("zone"), Cell::Text(trial.zone.key().to_owned())),
        (key("weight"), Cell::Text(format!("{} g", trial.load.total))),
    ];
    let number = i64::try_from(trial.tariff.line).unwrap_or(i64::MAX); // Tables have few lines.
    facts.push((key("tariff-line"), Cell::Number(number)));
    let taxes = trial.taxes.iter().map(|tax| {
        let cells = vec![Cell::Text(tax.percent()), Cell::Money(tax.net), Cell::Money(tax.tax)];
        row(&tax.rate.to_string(), cells)
    });
    let columns = vec![numbers("tax-rate"), numbers("net"), numbers("tax")];
    let taxes = ListView::plain("trial-taxes", routes::ADMIN_TRIAL, columns, taxes.collect());
    page.with(Part::Facts(facts))
        .with(Part::Section(Box::new(tried_lines(&trial.lines))))
        .with(Part::Section(Box::new(taxes)))
        .with(Part::Section(Box::new(options(trial))))
}

fn tried_lines(lines: &[TriedLine]) -> ListView {
    let rows = lines.iter().map(|line| {
        let stock = match line.stock {
            TriedStock::Withdrawn => status("withdrawn", Tone::Bad),
            TriedStock::SoldOut => status("sold-out", Tone::Bad),
            TriedStock::OnlyLeft(left) => Cell::Text(t!("admin-trial-left", count = left)),
            TriedStock::Available => status("in-stock", Tone::Good),
        };
        let name = Cell::Name {
            href: routes::admin_price(&line.sku),
            text: line.name.clone(),
            detail: line.sku.clone(),
        };
        let cells = vec![
            name,
            Cell::Number(line.quantity.into()),
            Cell::Money(line.base),
            Cell::Money(line.charged),
            line.unit.map_or(Cell::Empty, Cell::Money),
            line.total.map_or(Cell::Empty, Cell::Money),
            Cell::Text(format!("{}%", f64::from(line.rate.basis_points) / 100.0)),
            stock,
        ];
        row(&line.sku, cells)
    });
    let columns = vec![
        texts("name"),
        numbers("quantity"),
        numbers("price"),
        numbers("charged"),
        numbers("unit-price"),
        numbers("total"),
        numbers("tax-rate"),
        texts("status"),
    ];
    ListView::plain("trial-lines", routes::ADMIN_TRIAL, columns, rows.collect())
}

fn options(trial: &Trial) -> ListView {
    let rows = trial.options.iter().map(|option| {
        let cells = vec![
            status(&method_key(option.method), Tone::Quiet),
            status(carriage_key(option.carriage), Tone::Quiet),
            Cell::Money(option.price),
            Cell::Date(option.earliest),
            Cell::Date(option.latest),
        ];
        row(option.method.key(), cells)
    });
    let columns = vec![
        texts("method"),
        texts("carriage"),
        numbers("price"),
        texts("earliest"),
        texts("latest"),
    ];
    ListView::plain("trial-options", routes::ADMIN_TRIAL, columns, rows.collect())
}
