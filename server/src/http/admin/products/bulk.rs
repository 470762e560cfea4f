//! Changes of many products: chosen by ticks or by the filter of the list, previewed, then made in
//! one step that can be taken back.

use super::{
    list::{Address, indented},
    posted::said,
};
use crate::{
    State,
    http::{
        HttpError,
        admin::{Desk, DeskForm, Flash},
        extract::Query,
    },
};
use app::t;
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use domain::{
    Currency,
    catalogue::ProductStatus,
    pricing::{Adjustment, PriceRounding},
};
use shop::{
    catalogue::{
        desk,
        edit::{
            BulkChange, BulkError, ChangeProducts, MAX_PRODUCTS, Problem, SelectProducts,
            change_products, preview_products, selected_skus,
        },
    },
    pricing::{
        ChangePrices, MAX_VARIANTS, PriceError, RowError, Selection, change_prices, preview_prices,
    },
};
use store::Uuid;
use views::{
    admin::{
        form::{Control, FormError, FormField, FormSection, FormView},
        list::{Choice, Label},
        products::{BulkPreviewView, BulkRow, BulkView},
    },
    routes,
};

/// How many rows of a preview are shown.
const SHOWN: usize = 100;
/// More products than this are archived only after their number was typed.
const UNTYPED: usize = 20;

/// What was asked for.
struct Asked<'a> {
    state: &'a State,
    desk: &'a Desk,
    form: &'a DeskForm,
    action: String,
    list: Address,
    select: SelectProducts,
}

/// What a step would do, or did.
enum Step {
    /// It would do this; the digest identifies it.
    Previewed(Vec<BulkRow>, String),
    /// It is done, with this message and this entry of the audit log.
    Done(String, Uuid),
    /// It is not what was shown before.
    MovedOn,
    /// It cannot be done, for this reason.
    Not(String),
    /// A field of the form is wrong.
    Wrong(FormError),
}

/// Shows how a change is made, what it would do, or makes it.
pub(in crate::http::admin) async fn bulk(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let action = form.fields().get("action").to_owned();
    if !["prices", "status", "add-category", "remove-category", "attribute"]
        .contains(&action.as_str())
    {
        return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let list = Address::read(&Query::read(form.fields().get("query")));
    let select = if form.fields().get("all") == "on" {
        SelectProducts::Listed(list.command())
    } else {
        let ids = form.fields().all("id").filter_map(|id| id.parse().ok());
        SelectProducts::Ids(ids.collect())
    };
    if matches!(&select, SelectProducts::Ids(ids) if ids.is_empty()) {
        let flash = Flash::failed(t!("admin-bulk-none"));
        return Ok(desk.done(&state, &list.here(), &flash));
    }
    let asked = Asked { state: &state, desk: &desk, form: &form, action, list, select };
    asked.answer().await
}

impl Asked<'_> {
    async fn answer(&self) -> Result<Response, HttpError> {
        let mut view = self.view().await?;
        self.form.keep(&mut view.form);
        let asked = self.form.fields().get("do");
        if asked.is_empty() {
            return Ok(self.desk.page(self.state, &view));
        }
        let preview = self.step("").await?;
        if let Step::Previewed(rows, digest) = &preview
            && asked == "apply"
        {
            let shown = self.form.fields().get("digest");
            let needed = self.typed(rows);
            let typed = self.form.fields().get("typed");
            if needed.as_deref().is_some_and(|needed| needed != typed) && shown == digest.as_str() {
                let problem = FormError {
                    field: "typed".to_owned(),
                    problem: "said".to_owned(),
                    detail: app::word("admin-confirm-mistyped"),
                };
                view.preview = Some(self.previewed(rows, digest));
                if let Some(preview) = &mut view.preview {
                    preview.problem = Some(problem);
                }
                return Ok(self.refused(&view));
            }
            match self.step(shown).await? {
                Step::Done(text, entry) => {
                    let flash = Flash::done(text).with_undo(&entry.to_string());
                    return Ok(self.desk.done(self.state, &self.list.here(), &flash));
                }
                _ => view.notice = t!("admin-bulk-moved-on").to_owned(),
            }
            view.preview = Some(self.previewed(rows, digest));
            return Ok(self.desk.page_with(self.state, &view, StatusCode::CONFLICT));
        }
        match preview {
            Step::Previewed(rows, digest) => view.preview = Some(self.previewed(&rows, &digest)),
            Step::Not(why) => {
                view.notice = why;
                return Ok(self.refused(&view));
            }
            Step::Wrong(problem) => {
                view.form.problems = vec![problem];
                return Ok(self.refused(&view));
            }
            Step::Done(..) | Step::MovedOn => {}
        }
        Ok(self.desk.page(self.state, &view))
    }

    fn refused(&self, view: &BulkView) -> Response {
        self.desk.page_with(self.state, view, StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// What is posted along: which products, and what is done with them.
    fn kept(&self) -> Vec<(String, String)> {
        let fields = self.form.fields();
        let mut kept: Vec<(String, String)> = ["action", "query", "all"]
            .into_iter()
            .filter(|name| fields.has(name))
            .map(|name| (name.to_owned(), fields.get(name).to_owned()))
            .collect();
        if let SelectProducts::Ids(ids) = &self.select {
            kept.extend(ids.iter().map(|id| ("id".to_owned(), id.to_string())));
        }
        kept
    }

    async fn view(&self) -> Result<BulkView, HttpError> {
        let actor = self.desk.actor()?;
        let chosen = match &self.select {
            SelectProducts::Ids(ids) => u32::try_from(ids.len()).unwrap_or(u32::MAX),
            SelectProducts::Listed(list) => desk::count(&self.state.shop, actor, list).await?,
        };
        let fields = self.fields().await?;
        let section = FormSection { key: String::new(), version: None, save: None, fields };
        Ok(BulkView {
            key: self.action.clone(),
            chosen,
            form: FormView {
                action: routes::ADMIN_PRODUCTS_BULK.to_owned(),
                button: "save".to_owned(),
                cancel: None,
                sections: vec![section],
                problems: Vec::new(),
            },
            kept: self.kept(),
            preview: None,
            notice: String::new(),
            back: self.list.here(),
        })
    }

    /// How the change is made.
    async fn fields(&self) -> Result<Vec<FormField>, HttpError> {
        let (shop, actor) = (&self.state.shop, self.desk.actor()?);
        let keys = |keys: &[&str]| {
            let choice = |key: &&str| Choice {
                value: (*key).to_owned(),
                label: Label::Key((*key).to_owned()),
            };
            Control::Choice(keys.iter().map(choice).collect())
        };
        Ok(match self.action.as_str() {
            "prices" => {
                let own = shop.settings().currency;
                let rates = shop.rates();
                let codes = rates.currencies().map(|currency| Choice {
                    value: currency.code().to_owned(),
                    label: Label::Text(currency.code().to_owned()),
                });
                let roundings = ["round-none", "round-99", "round-95", "round-whole"];
                vec![
                    FormField::line("change", "percent").with(keys(&["percent", "add", "set"])),
                    FormField::line("amount", "")
                        .with(Control::Number { unit: String::new() })
                        .helped("amount"),
                    FormField::line("rounding", "round-none").with(keys(&roundings)),
                    FormField::line("currency", own.code()).with(Control::Choice(codes.collect())),
                ]
            }
            "status" => {
                let statuses = ["draft", "published", "archived"];
                vec![FormField::line("status", "published").with(keys(&statuses))]
            }
            "attribute" => {
                let known = desk::blank(shop, actor).await?.attributes;
                let choices = known.into_iter().map(|one| {
                    let unit = one.definition.unit.as_str();
                    let name = match unit {
                        "" => one.definition.name.clone(),
                        unit => format!("{} ({unit})", one.definition.name),
                    };
                    Choice { value: one.definition.key.clone(), label: Label::Text(name) }
                });
                vec![
                    FormField::line("attribute", "").with(Control::Choice(choices.collect())),
                    FormField::line("value", "").helped("attribute-value").optional(),
                ]
            }
            _ => {
                let categories = desk::categories(shop, actor).await?;
                let open = categories.iter().filter(|node| node.row.archived_at.is_none());
                let choices =
                    open.map(|node| Choice { value: node.row.slug.clone(), label: indented(node) });
                vec![FormField::line("category", "").with(Control::Choice(choices.collect()))]
            }
        })
    }

    /// Previews the change, or makes the one with this digest.
    async fn step(&self, digest: &str) -> Result<Step, HttpError> {
        if self.action == "prices" {
            self.prices(digest).await
        } else {
            self.products(digest).await
        }
    }

    async fn products(&self, digest: &str) -> Result<Step, HttpError> {
        let fields = self.form.fields();
        let change = match self.action.as_str() {
            "status" => match ProductStatus::from_key(fields.get("status")) {
                Some(status) => BulkChange::Status(status),
                None => return Ok(Step::Wrong(said("status", &Problem::Required))),
            },
            "add-category" => BulkChange::AddCategory(fields.get("category").to_owned()),
            "remove-category" => BulkChange::RemoveCategory(fields.get("category").to_owned()),
            _ => BulkChange::Attribute {
                key: fields.get("attribute").to_owned(),
                value: fields.get("value").to_owned(),
            },
        };
        let (shop, actor) = (&self.state.shop, self.desk.actor()?);
        let command = ChangeProducts { select: self.select.clone(), change };
        if !digest.is_empty() {
            return match change_products(shop, actor, &command, digest).await {
                Ok(done) => Ok(Step::Done(t!("admin-bulk-done", count = done.changed), done.entry)),
                Err(error) => self.not(error),
            };
        }
        let preview = match preview_products(shop, actor, &command).await {
            Ok(preview) => preview,
            Err(error) => return self.not(error),
        };
        let shown = |value: &str| match &command.change {
            BulkChange::Status(_) => app::word(&format!("admin-status-{value}")),
            _ => value.replace('|', ", "),
        };
        let row = |product: &shop::catalogue::edit::PreviewedProduct| BulkRow {
            name: product.name.clone(),
            before: shown(&product.before),
            after: match &product.after {
                Ok(after) if *after != product.before => shown(after),
                _ => String::new(),
            },
            why: match &product.after {
                Ok(after) if *after != product.before => String::new(),
                Ok(_) => t!("admin-product-unchanged").to_owned(),
                Err(Problem::Required) => t!("admin-bulk-only-category").to_owned(),
                Err(problem) => problem.to_string(),
            },
        };
        let rows = preview.products.iter().map(row).collect();
        Ok(Step::Previewed(rows, preview.digest))
    }

    fn not(&self, error: BulkError) -> Result<Step, HttpError> {
        let field = if self.action == "attribute" { "attribute" } else { "category" };
        Ok(match error {
            BulkError::Forbidden(error) => return Err(error.into()),
            BulkError::Internal(error) => return Err(error.into()),
            BulkError::Unknown => Step::Wrong(said(field, &Problem::Required)),
            BulkError::NoSuchList | BulkError::Nothing => {
                Step::Not(t!("admin-bulk-would", count = 0))
            }
            BulkError::TooMany => Step::Not(t!("admin-bulk-too-many", count = MAX_PRODUCTS)),
            BulkError::Changed => Step::MovedOn,
        })
    }

    async fn prices(&self, digest: &str) -> Result<Step, HttpError> {
        let (shop, actor) = (&self.state.shop, self.desk.actor()?);
        let fields = self.form.fields();
        let Ok(currency) = fields.get("currency").parse::<Currency>() else {
            return Ok(Step::Wrong(said("currency", &Problem::Required)));
        };
        let Some(adjustment) = adjustment(fields.get("change"), fields.get("amount"), currency)
        else {
            return Ok(Step::Wrong(said("amount", &Problem::NotANumber)));
        };
        let Some(rounding) = rounding(fields.get("rounding"), currency) else {
            return Ok(Step::Wrong(FormError {
                field: "rounding".to_owned(),
                problem: "invalid".to_owned(),
                detail: String::new(),
            }));
        };
        let skus = match selected_skus(shop, actor, &self.select).await {
            Ok(skus) => skus,
            Err(error) => return self.not(error),
        };
        let command =
            ChangePrices { select: Selection::Skus(skus), adjustment, rounding, currency };
        if !digest.is_empty() {
            return match change_prices(shop, actor, &command, digest).await {
                Ok(done) => {
                    let text = t!("admin-bulk-prices-done", count = done.changed);
                    Ok(Step::Done(text, done.entry))
                }
                Err(error) => not_priced(error),
            };
        }
        let preview = match preview_prices(shop, actor, &command).await {
            Ok(preview) => preview,
            Err(error) => return not_priced(error),
        };
        let row = |one: &shop::pricing::PreviewRow| {
            let before = one.before();
            let name = match one.row.label.as_str() {
                "" => format!("{} · {}", one.row.name, one.row.sku),
                label => format!("{} · {label} · {}", one.row.name, one.row.sku),
            };
            let (after, why) = match one.after {
                Ok(after) if after == before => {
                    (String::new(), t!("admin-product-unchanged").to_owned())
                }
                Ok(after) => (after.to_string(), String::new()),
                Err(RowError::OtherCurrency) => {
                    (String::new(), t!("admin-bulk-other-currency").to_owned())
                }
                Err(RowError::OutOfRange | RowError::NotLower) => {
                    (String::new(), t!("admin-bulk-out-of-range").to_owned())
                }
            };
            BulkRow { name, before: before.to_string(), after, why }
        };
        let rows = preview.rows.iter().map(row).collect();
        Ok(Step::Previewed(rows, preview.digest))
    }

    /// The number to type before many products are taken out of the shop.
    fn typed(&self, rows: &[BulkRow]) -> Option<String> {
        let archives = self.action == "status" && self.form.fields().get("status") == "archived";
        let changed = rows.iter().filter(|row| row.why.is_empty()).count();
        (archives && changed > UNTYPED).then(|| changed.to_string())
    }

    /// The first rows of a preview, those that change before those that stay.
    fn previewed(&self, rows: &[BulkRow], digest: &str) -> BulkPreviewView {
        let (changed, unchanged): (Vec<&BulkRow>, Vec<&BulkRow>) =
            rows.iter().partition(|row| row.why.is_empty());
        let mut kept = self.kept();
        let own = ["change", "amount", "rounding", "currency", "status", "category", "attribute"];
        let fields = self.form.fields();
        for name in own.into_iter().chain(["value"]).filter(|name| fields.has(name)) {
            kept.push((name.to_owned(), fields.get(name).to_owned()));
        }
        kept.push(("digest".to_owned(), digest.to_owned()));
        BulkPreviewView {
            changed: changed.len(),
            unchanged: unchanged.len(),
            rows: changed.into_iter().chain(unchanged).take(SHOWN).cloned().collect(),
            kept,
            typed: self.typed(rows),
            problem: None,
        }
    }
}

fn not_priced(error: PriceError) -> Result<Step, HttpError> {
    Ok(match error {
        PriceError::Forbidden(error) => return Err(error.into()),
        PriceError::Internal(error) => return Err(error.into()),
        PriceError::TooMany => Step::Not(t!("admin-bulk-too-many", count = MAX_VARIANTS)),
        PriceError::Changed | PriceError::ChangedTo(_) => Step::MovedOn,
        // The others belong to single prices and to sales.
        _ => Step::Not(t!("admin-bulk-would", count = 0)),
    })
}

/// A number with up to two decimals, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || fraction.len() > 2 {
        return None;
    }
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let number: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
    Some(sign * number)
}

/// How prices change: by a percentage, by an amount, or to one.
fn adjustment(change: &str, typed: &str, currency: Currency) -> Option<Adjustment> {
    let typed = typed.replace('−', "-");
    let typed = typed.trim();
    if change == "percent" {
        let percent = i32::try_from(hundredths(typed)?).ok()?;
        let is_sensible = (-9_999..=100_000).contains(&percent) && percent != 0;
        return is_sensible.then_some(Adjustment::Percent(percent));
    }
    let typed = typed.strip_prefix('+').unwrap_or(typed);
    let amount = domain::Money::parse(typed, currency)?.minor;
    match change {
        "add" if amount != 0 => Some(Adjustment::Add(amount)),
        "set" if amount > 0 => Some(Adjustment::Set(amount)),
        _ => None,
    }
}

/// To which amounts prices are rounded; none if the currency has no such amounts.
fn rounding(key: &str, currency: Currency) -> Option<PriceRounding> {
    let major = currency.minor_per_major();
    match key {
        "round-none" => Some(PriceRounding::NONE),
        "round-whole" => PriceRounding::new(major, 0),
        "round-99" if major == 100 => PriceRounding::new(major, 1),
        "round-95" if major == 100 => PriceRounding::new(major, 5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_an_adjustment() {
        let eur = Currency::EUR;
        for (change, typed, expected) in [
            ("percent", "5", Some(Adjustment::Percent(500))),
            ("percent", " +12.5 % ", Some(Adjustment::Percent(1_250))),
            ("percent", "−10", Some(Adjustment::Percent(-1_000))),
            ("percent", "0", None),
            ("percent", "-100", None),
            ("percent", "5,5", None),
            ("percent", "1e3", None),
            ("add", "-19.50", Some(Adjustment::Add(-1_950))),
            ("add", "19.505", None),
            ("set", "19", Some(Adjustment::Set(1_900))),
            ("set", "0", None),
            ("set", "19,50", None),
            ("other", "5", None),
        ] {
            assert_eq!(adjustment(change, typed, eur), expected, "{change} {typed}");
        }
        assert_eq!(rounding("round-99", eur), PriceRounding::new(100, 1));
        assert_eq!(rounding("", eur), None);
    }
}
