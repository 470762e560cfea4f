//! Stock: the list, movements of one variant with their causes, and pasted lists.

use super::{
    Desk, DeskForm, Flash,
    parts::{
        address, area, choice, filter, key, line, local, number, numbers, problem, refuse, row,
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
    staff::Permission,
    stock::{BadLine, LineError, MAX_LINES},
};
use shop::{
    stock::{
        self, BookError, BookList, BookListError, CheckedList, CountStock, GridLine, HistoryError,
        ListCause, ListMode, LowError, MoveUnits, Moved, MovementRow, SetLow, ShowGrid, StockItem,
        StockRange,
    },
    text::clean_code,
};
use store::Uuid;
use views::{
    admin::{
        form::{FormError, FormField},
        list::{ActiveFilter, Cell, Choice, Label, ListView, Paging, Tone},
        shell::MenuItem,
        work::{Act, Part, WorkView},
    },
    routes,
};

/// The causes of a pasted list.
const CAUSES: [&str; 4] = ["received", "counted", "damaged", "correction"];

impl From<HistoryError> for HttpError {
    fn from(error: HistoryError) -> Self {
        match error {
            HistoryError::Forbidden(forbidden) => forbidden.into(),
            HistoryError::NoSuchSku => Self::not_found(),
            HistoryError::Internal(error) => error.into(),
        }
    }
}

fn range_of(level: &str) -> StockRange {
    match level {
        "low" => StockRange::Low,
        "out" => StockRange::Out,
        _ => StockRange::All,
    }
}

fn level_status(line: &GridLine) -> Cell {
    match line.row.stock {
        ..=0 => status("sold-out", Tone::Bad),
        _ if line.is_low() => status("low", Tone::Attention),
        _ => status("in-stock", Tone::Good),
    }
}

/// The name of a variant: its product's, with its label.
fn named(line: &GridLine) -> String {
    let row = &line.row;
    if row.label.is_empty() { row.name.clone() } else { format!("{}, {}", row.name, row.label) }
}

/// The list of variants. A whole SKU leads to its page, as a scanner types it.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let (sku, level) = (query.get("q").unwrap_or_default(), query.get("level").unwrap_or_default());
    let command = ShowGrid { sku, range: range_of(level), after: query.get("after") };
    let grid = stock::grid(&state.shop, actor, command).await?;
    // Others may begin with the same SKU.
    if let Some(whole) = grid.lines.iter().find(|line| line.row.sku.eq_ignore_ascii_case(sku)) {
        return Ok(see_other(&routes::admin_stock_item(&whole.row.sku)));
    }
    let rows = grid.lines.iter().map(|line| {
        let name = Cell::Name {
            href: routes::admin_stock_item(&line.row.sku),
            text: named(line),
            detail: line.row.sku.clone(),
        };
        let cells =
            vec![name, Cell::Number(line.row.stock), level_status(line), Cell::Number(line.low)];
        row(&line.row.sku, cells)
    });
    let columns = vec![texts("name"), numbers("on-hand"), texts("status"), numbers("low-from")];
    let mut list = ListView::plain("stock", routes::ADMIN_STOCK, columns, rows.collect());
    list.query = sku.to_owned();
    list.searchable = true;
    list.filters =
        vec![filter("level", level, vec![choice("low", "low-stock"), choice("out", "sold-out")])];
    if matches!(level, "low" | "out") {
        let label = if level == "low" { "low-stock" } else { "sold-out" };
        list.active = vec![ActiveFilter {
            key: "level".to_owned(),
            text: key(label),
            remove: address(routes::ADMIN_STOCK, &[("q", sku)]),
        }];
    }
    let next = grid.next.as_deref().map(|after| {
        address(routes::ADMIN_STOCK, &[("q", sku), ("level", level), ("after", after)])
    });
    list.paging = Paging { previous: None, next };
    let mut page = WorkView::new(MenuItem::Stock, key("stock")).with(Part::List(Box::new(list)));
    if actor.may(Permission::StockWrite) {
        page = page.with(Part::Form(Box::new(pasted("received"))));
    }
    Ok(desk.page(&state, &page))
}

fn causes() -> Vec<Choice> {
    CAUSES.iter().map(|cause| choice(cause, &format!("cause-{cause}"))).collect()
}

fn list_cause(text: &str) -> Option<ListCause> {
    match text {
        "received" => Some(ListCause::Received),
        "counted" => Some(ListCause::Counted),
        "damaged" => Some(ListCause::Damaged),
        "correction" => Some(ListCause::Correction),
        _ => None,
    }
}

/// The form for a pasted list.
fn pasted(cause: &str) -> Act {
    let fields = vec![
        select("cause", cause, causes()),
        area("list", 8).helped("stock-list"),
        line("document").optional(),
        line("note").optional(),
    ];
    Act::new(routes::ADMIN_STOCK_LIST, "check-list", fields)
}

/// Why a line of a list cannot be booked, in words.
fn line_error(error: &LineError) -> String {
    match error {
        LineError::NoSku => t!("admin-line-no-sku").to_owned(),
        LineError::NoQuantity => t!("admin-line-no-quantity").to_owned(),
        LineError::NotWhole(typed) => t!("admin-line-not-whole", typed = typed.as_str()),
        LineError::NotPositive => t!("admin-line-not-positive").to_owned(),
        LineError::Negative => t!("admin-line-negative").to_owned(),
        LineError::TooLarge => t!("admin-line-too-large").to_owned(),
        LineError::Twice(first) => t!("admin-line-twice", line = *first),
        LineError::TooManyColumns => t!("admin-line-columns").to_owned(),
        LineError::NoSuchSku => t!("admin-line-no-such-sku").to_owned(),
        LineError::BelowZero(level) => t!("admin-line-below-zero", level = *level),
        LineError::Changed => t!("admin-line-changed").to_owned(),
        LineError::NotSeen => t!("admin-line-not-seen").to_owned(),
    }
}

fn bad_lines(bad: &[BadLine]) -> ListView {
    let rows = bad.iter().map(|bad| {
        let number = i64::try_from(bad.line).unwrap_or(i64::MAX); // Lists have few lines.
        let cells = vec![
            Cell::Number(number),
            text(&bad.text.replace('\t', " ")),
            Cell::Text(line_error(&bad.error)),
        ];
        row(&bad.line.to_string(), cells)
    });
    let columns = vec![numbers("line"), texts("typed"), texts("reason")];
    ListView::plain("bad-lines", routes::ADMIN_STOCK, columns, rows.collect())
}

/// Units that come or go, with their sign.
fn signed(delta: i64) -> Cell {
    let sign = if delta < 0 { "−" } else { "+" };
    Cell::Text(format!("{sign}{}", delta.unsigned_abs()))
}

fn good_lines(checked: &CheckedList) -> ListView {
    let rows = checked.lines.iter().map(|line| {
        let Moved { sku, before, after } = &line.moved;
        let href = routes::admin_stock_item(sku);
        let cells = vec![
            Cell::Link { href, text: sku.clone() },
            Cell::Number(*before),
            signed(after.saturating_sub(*before)),
            Cell::Number(*after),
        ];
        row(sku, cells)
    });
    let columns = vec![texts("sku"), numbers("before"), numbers("movement"), numbers("after")];
    ListView::plain("good-lines", routes::ADMIN_STOCK, columns, rows.collect())
}

/// Checks a pasted list, or books it.
pub(super) async fn book_list(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let fields = form.fields();
    let books = fields.get("do") == "book-list";
    let refused = |problem: FormError| {
        let page = WorkView::new(MenuItem::Stock, key("stock-list"));
        let page = page.with(typed_again(&form, &[problem]));
        Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
    };
    let Some(cause) = list_cause(fields.get("cause")) else {
        return refused(problem("cause", "missing", ""));
    };
    let command = BookList {
        text: fields.get("list"),
        cause,
        document: fields.get("document"),
        note: fields.get("note"),
        mode: if books { ListMode::Book } else { ListMode::Check },
        key: booking_key(&form),
    };
    let checked = match stock::book_list(&state.shop, actor, command).await {
        Ok(checked) if books => {
            let flash = Flash::done(t!("admin-stock-booked", count = checked.lines.len()));
            return Ok(desk.done(&state, routes::ADMIN_STOCK, &flash));
        }
        Ok(checked) => checked,
        Err(BookListError::Bad(checked)) => *checked,
        Err(BookListError::Forbidden(forbidden)) => return Err(forbidden.into()),
        Err(BookListError::TooLong) => return refused(problem("note", "too-long", "")),
        Err(BookListError::TooManyLines) => {
            return refused(problem("list", "too-many-lines", MAX_LINES));
        }
        Err(BookListError::Empty) => return refused(problem("list", "missing", "")),
        Err(BookListError::Internal(error)) => return Err(error.into()),
    };
    let mut page = WorkView::new(MenuItem::Stock, key("stock-list"));
    if checked.bad.is_empty() {
        page = page
            .with(Part::Text(t!("admin-stock-checked", count = checked.lines.len())))
            .with(Part::Form(Box::new(confirmed(&form, &checked))))
            .with(Part::Section(Box::new(good_lines(&checked))));
        return Ok(desk.page(&state, &page));
    }
    page = page
        .with(Part::Notice(Tone::Bad, t!("admin-stock-bad", count = checked.bad.len())))
        .with(Part::Section(Box::new(bad_lines(&checked.bad))))
        .with(typed_again(&form, &[]));
    if !checked.lines.is_empty() {
        page = page.with(Part::Section(Box::new(good_lines(&checked))));
    }
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The form with the list as it was typed.
fn typed_again(form: &DeskForm, problems: &[FormError]) -> Part {
    let mut act = pasted(form.fields().get("cause"));
    form.keep(&mut act.form);
    refuse(&mut act.form, problems);
    Part::Form(Box::new(act))
}

/// The button that books a list which was checked.
fn confirmed(form: &DeskForm, checked: &CheckedList) -> Act {
    let mut act = Act::new(routes::ADMIN_STOCK_LIST, "book-list", Vec::new());
    for name in ["cause", "document", "note"] {
        act = act.keeping(name, form.fields().get(name));
    }
    act.form.cancel = Some(routes::ADMIN_STOCK.to_owned());
    act.keeping("list", &checked.confirm)
}

/// A variant with its movements and the forms that book some.
pub(super) async fn show_item(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(sku): Path<String>,
    query: Query,
) -> Result<Response, HttpError> {
    let before = query.get("before").and_then(|id| id.parse::<Uuid>().ok());
    let item = stock::item(&state.shop, desk.actor()?, &sku, before).await?;
    Ok(desk.page(&state, &item_page(&state, &desk, &item, Vec::new())?))
}

fn movements(state: &State, item: &StockItem) -> ListView {
    let rows = item.movements.iter().map(|movement: &MovementRow| {
        let cells = vec![
            Cell::Time(local(state, movement.at)),
            status(&format!("cause-{}", movement.cause.key()), Tone::Quiet),
            signed(movement.delta),
            Cell::Number(movement.level),
            text(&movement.document),
            text(&movement.note),
            text(&movement.actor_name),
        ];
        row(&movement.id.to_string(), cells)
    });
    let columns = vec![
        texts("time"),
        texts("cause"),
        numbers("movement"),
        numbers("after"),
        texts("document"),
        texts("note"),
        texts("person"),
    ];
    let href = routes::admin_stock_item(&item.line.row.sku);
    let mut list = ListView::plain("movements", &href, columns, rows.collect());
    let next =
        item.next.map(|before| routes::with_query(&href, &[("before", &before.to_string())]));
    list.paging = Paging { previous: None, next };
    list
}

/// The forms of a variant, each with a prefix for the names of its fields.
fn forms_of(item: &StockItem) -> Vec<Act> {
    let href = routes::admin_stock_item(&item.line.row.sku);
    let units = |of: &str| labelled(number(&format!("{of}-units"), ""), "units");
    let document = |of: &str| labelled(line(&format!("{of}-document")), "document").optional();
    let note = |of: &str| labelled(line(&format!("{of}-note")), "note").optional();
    let (shown, version) = (item.line.row.stock, item.line.row.stock_version);
    let counted = labelled(number("count-units", ""), "counted").helped("counted");
    let set = item.line.row.low_stock.map(|low| low.to_string()).unwrap_or_default(); // None set.
    let low = FormField { value: set.clone(), ..number("low-units", "") };
    let low = labelled(low, "low-from").optional().helped("low-units");
    vec![
        Act::new(&href, "receive", vec![units("receive"), document("receive"), note("receive")]),
        Act::new(&href, "write-off", vec![units("write-off"), reason("write-off")]),
        Act::new(&href, "count", vec![counted, note("count")])
            .keeping("shown", &shown.to_string())
            .keeping("read-version", &version.to_string()),
        Act::new(
            &href,
            "correct",
            vec![units("correct").helped("correct-units"), document("correct"), reason("correct")],
        ),
        Act::new(&href, "set-low", vec![low]).keeping("low-shown", &set),
    ]
}

/// The key that a form was made with, so that a booking that is sent twice is made once.
fn booking_key(form: &DeskForm) -> Option<Uuid> {
    form.fields().get("key").parse().ok()
}

/// The field with the reason of a booking.
fn reason(of: &str) -> FormField {
    labelled(line(&format!("{of}-note")), "reason")
}

/// A field with the label of another key than its name.
fn labelled(field: FormField, label: &str) -> FormField {
    FormField { label: key(label), ..field }
}

fn item_page(
    state: &State,
    desk: &Desk,
    item: &StockItem,
    acts: Vec<Act>,
) -> Result<WorkView, HttpError> {
    let row = &item.line.row;
    let facts = vec![
        (key("sku"), Cell::Text(row.sku.clone())),
        (key("on-hand"), Cell::Number(row.stock)),
        (key("status"), level_status(&item.line)),
        (key("low-from"), Cell::Number(item.line.low)),
    ];
    let mut page =
        WorkView::new(MenuItem::Stock, Label::Text(named(&item.line))).with(Part::Facts(facts));
    if desk.actor()?.may(Permission::StockWrite) {
        let acts = if acts.is_empty() { forms_of(item) } else { acts };
        for act in acts {
            page = page.with(Part::Form(Box::new(act)));
        }
    }
    Ok(page.with(Part::Section(Box::new(movements(state, item)))))
}

/// A typed number of units.
fn typed_units(form: &DeskForm, name: &str) -> Result<i64, FormError> {
    let typed = clean_code(form.fields().get(name));
    if typed.is_empty() {
        return Err(problem(name, "missing", ""));
    }
    // A full stop or a comma could mean thousands or decimals.
    let digits = typed.strip_prefix('+').unwrap_or(&typed).replace('−', "-");
    digits.parse().map_err(|_| problem(name, "not-whole", typed.as_str()))
}

/// What a booking of one variant did, in words.
fn booked(moved: &Moved) -> String {
    t!("admin-stock-moved", sku = moved.sku.as_str(), before = moved.before, after = moved.after)
}

/// Why a booking is refused, at the field of the form.
fn refusal(error: BookError, of: &str) -> Result<FormError, HttpError> {
    let units = format!("{of}-units");
    Ok(match error {
        BookError::Forbidden(forbidden) => return Err(forbidden.into()),
        BookError::NoSuchSku => return Err(HttpError::not_found()),
        BookError::Internal(error) => return Err(error.into()),
        BookError::Quantity => problem(&units, "units", ""),
        BookError::TooLong => problem(&format!("{of}-note"), "too-long", ""),
        BookError::BelowZero(level) => problem(&units, "below-zero", level),
        BookError::Changed { level, .. } => problem(&units, "stock-changed", level),
    })
}

/// Books a movement of one variant, or sets from which number it is low.
pub(super) async fn book(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(sku): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let of = form.fields().get("do").to_owned();
    let problem = match done(&state, &desk, (&sku, &of), &form).await? {
        Ok(text) => {
            return Ok(desk.done(&state, &routes::admin_stock_item(&sku), &Flash::done(text)));
        }
        Err(problem) => problem,
    };
    let item = stock::item(&state.shop, desk.actor()?, &sku, None).await?;
    let mut acts = forms_of(&item);
    for act in &mut acts {
        form.keep(&mut act.form);
        refuse(&mut act.form, std::slice::from_ref(&problem));
    }
    let page = item_page(&state, &desk, &item, acts)?;
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Does what a form of a variant asks for, and says what was done.
async fn done(
    state: &State,
    desk: &Desk,
    (sku, of): (&str, &str),
    form: &DeskForm,
) -> Result<Result<String, FormError>, HttpError> {
    let (actor, shop, fields) = (desk.actor()?, &state.shop, form.fields());
    if of == "set-low" {
        return set_low(state, desk, sku, form).await;
    }
    if !matches!(of, "receive" | "write-off" | "count" | "correct") {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let units = match typed_units(form, &format!("{of}-units")) {
        Ok(units) => units,
        Err(problem) => return Ok(Err(problem)),
    };
    let (document, note) = (format!("{of}-document"), format!("{of}-note"));
    let (document, note) = (fields.get(&document), fields.get(&note));
    if note.is_empty() && matches!(of, "write-off" | "correct") {
        return Ok(Err(problem(&format!("{of}-note"), "missing", "")));
    }
    let command = MoveUnits { sku, units, document, note, key: booking_key(form) };
    let moved = match of {
        "receive" => stock::receive(shop, actor, command).await,
        "write-off" => stock::write_off(shop, actor, command).await,
        "correct" => stock::correct(shop, actor, command).await,
        _ => {
            let read = |name: &str| {
                let number = fields.get(name).parse::<i64>();
                number.map_err(|_| HttpError::of(StatusCode::UNPROCESSABLE_ENTITY))
            };
            let (shown, version) = (read("shown")?, read("read-version")?);
            let key = booking_key(form);
            let command = CountStock { sku, counted: units, shown, version, note, key };
            stock::count(shop, actor, command).await
        }
    };
    match moved {
        Ok(moved) => Ok(Ok(booked(&moved))),
        Err(error) => refusal(error, of).map(Err),
    }
}

async fn set_low(
    state: &State,
    desk: &Desk,
    sku: &str,
    form: &DeskForm,
) -> Result<Result<String, FormError>, HttpError> {
    let units = if form.fields().get("low-units").is_empty() {
        None
    } else {
        match typed_units(form, "low-units") {
            Ok(units) => Some(units),
            Err(problem) => return Ok(Err(problem)),
        }
    };
    let shown = form.fields().get("low-shown").parse().ok();
    let command = SetLow { sku, units, shown };
    match stock::set_low(&state.shop, desk.actor()?, command).await {
        Ok(()) => Ok(Ok(t!("admin-stock-low-set").to_owned())),
        Err(LowError::Forbidden(forbidden)) => Err(forbidden.into()),
        Err(LowError::NoSuchSku) => Err(HttpError::not_found()),
        Err(LowError::Quantity) => Ok(Err(problem("low-units", "units", ""))),
        Err(LowError::Changed(now)) => {
            let now = now.map(|units| units.to_string()).unwrap_or_default(); // None set.
            Ok(Err(problem("low-units", "low-changed", now)))
        }
        Err(LowError::Internal(error)) => Err(error.into()),
    }
}
