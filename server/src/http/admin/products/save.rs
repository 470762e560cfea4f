//! Saves the form of a product, or adds one.

use super::{
    editor::{Editing, currency},
    id,
    list::local,
    posted::{DECIDED, Posted, show_decided},
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
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use shop::{
    catalogue::{
        desk::{self, DeskProduct},
        edit::{
            Conflict, EditError, FieldConflict,
            product::{self, CreateProduct, SaveProduct},
        },
    },
    pricing::{PriceError, SetPrice, set_price},
};
use store::Uuid;
use views::{
    admin::{
        conflict::{ConflictField, ConflictView},
        form::{BASE_PREFIX, Control, FormError, FormField, FormView, LineKind, VERSION_PREFIX},
        list::Label,
    },
    routes,
};

/// Where a product is edited, with the way back to the list.
fn address(id: Uuid, query: &Query) -> String {
    let own = routes::admin_product(&id.to_string());
    let kept = [("list", query.get("list")), ("variants", query.get("variants"))];
    let kept = kept.into_iter().filter_map(|(name, value)| Some((name, value?)));
    routes::with_query(&own, &kept.collect::<Vec<_>>())
}

/// Saves what was changed.
pub(in crate::http::admin) async fn save(
    Extract(state): Extract<State>,
    Path(product): Path<String>,
    (desk, query): (Desk, Query),
    form: DeskForm,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let product = desk::product(&state.shop, actor, id(&product)?).await?;
    let editing = Editing { state: &state, desk: &desk, query: &query, product: &product };
    if form.fields().has("preview") {
        return shown_again(&editing, &form, (Vec::new(), StatusCode::OK)).await;
    }
    let version = form.version("texts")?;
    let posted = Posted::read(&form, &product, editing.currency());
    if !posted.problems.is_empty() {
        return refused(&editing, &form, posted.problems).await;
    }
    if !posted.conflicts.is_empty() {
        let conflict = Conflict { version: product.version, fields: posted.conflicts };
        return conflicting(&editing, &form, conflict).await;
    }
    let href = address(product.id, &query);
    if posted.is_empty() {
        return Ok(desk.done(&state, &href, &Flash::done(t!("admin-product-unchanged"))));
    }
    let command = SaveProduct {
        id: product.id,
        version,
        edits: posted.edits.clone(),
        variants: posted.variants.clone(),
        new_variants: posted.new_variants.clone(),
    };
    let saved = match product::save(&state.shop, actor, command).await {
        Ok(saved) => saved,
        Err(EditError::Invalid(errors)) => {
            return refused(&editing, &form, posted.refused(&errors)).await;
        }
        Err(EditError::Conflict(conflict)) => return conflicting(&editing, &form, conflict).await,
        Err(error) => return Err(error.into()),
    };
    let mut entry = saved.entry;
    for price in &posted.prices {
        let command = SetPrice { sku: price.sku.clone(), shown: price.shown, price: price.price };
        match set_price(&state.shop, actor, command).await {
            // One step takes back one entry: what was saved first.
            Ok(own) => entry = entry.or(own),
            Err(PriceError::Forbidden(error)) => return Err(error.into()),
            Err(PriceError::Internal(error)) => return Err(error.into()),
            // In this moment, or with a new SKU: the page shows the price as it is now.
            Err(_) => {
                let flash = Flash::failed(t!("admin-product-price-kept", sku = price.sku.as_str()));
                return Ok(desk.done(&state, &href, &flash));
            }
        }
    }
    let flash = Flash::done(message(&product, &posted, &saved.changed));
    let flash = match entry {
        Some(entry) => flash.with_undo(&entry.to_string()),
        None => flash,
    };
    Ok(desk.done(&state, &href, &flash))
}

/// What was saved, and where an old address leads.
fn message(product: &DeskProduct, posted: &Posted, changed: &[String]) -> String {
    let is_moved = changed.iter().any(|field| field == "slug");
    let old = product.fields.get("slug").filter(|_| is_moved);
    match old.zip(posted.edits.get("slug")) {
        Some((old, new)) => {
            let (old, new) = (routes::product(old), routes::product(new.value.trim()));
            t!("admin-product-moved", old = old, new = new)
        }
        None => t!("admin-product-saved").to_owned(),
    }
}

/// Adds a product.
pub(in crate::http::admin) async fn create(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let actor = desk.actor()?;
    let product = desk::blank(&state.shop, actor).await?;
    let editing = Editing { state: &state, desk: &desk, query: &query, product: &product };
    if form.fields().has("preview") {
        return shown_again(&editing, &form, (Vec::new(), StatusCode::OK)).await;
    }
    let mut posted = Posted::read(&form, &product, currency(&state, &product));
    let name = posted.edits.get("name").map(|given| given.value.clone()).unwrap_or_default();
    let slug = shop::text::slug(&name);
    if !posted.edits.contains_key("slug") && !slug.is_empty() {
        posted.edits.insert("slug".to_owned(), shop::catalogue::edit::Given::new(&slug));
    }
    let fields = posted.edits.iter().map(|(key, given)| (key.clone(), given.value.clone()));
    let command = CreateProduct { fields: fields.collect(), variants: posted.new_variants.clone() };
    if !posted.problems.is_empty() {
        return refused(&editing, &form, posted.problems).await;
    }
    match product::create(&state.shop, actor, command).await {
        Ok(saved) => {
            let flash = Flash::done(t!("admin-product-created"));
            let flash = match saved.entry {
                Some(entry) => flash.with_undo(&entry.to_string()),
                None => flash,
            };
            Ok(desk.done(&state, &address(saved.id, &query), &flash))
        }
        Err(EditError::Invalid(errors)) => refused(&editing, &form, posted.refused(&errors)).await,
        Err(error) => Err(error.into()),
    }
}

/// The form with everything that was typed, and what is wrong with it.
async fn refused(
    editing: &Editing<'_>,
    form: &DeskForm,
    problems: Vec<FormError>,
) -> Result<Response, HttpError> {
    shown_again(editing, form, (problems, StatusCode::UNPROCESSABLE_ENTITY)).await
}

async fn shown_again(
    editing: &Editing<'_>,
    form: &DeskForm,
    (mut problems, status): (Vec<FormError>, StatusCode),
) -> Result<Response, HttpError> {
    let mut page = editing.page().await?;
    form.keep(&mut page.form);
    show_decided(form, &mut page.form);
    // In the order in which people meet them.
    let place = |problem: &FormError| {
        page.form.fields().position(|field| field.name == problem.field).unwrap_or(usize::MAX)
    };
    problems.sort_by_key(place);
    let previewed = form.fields().get("preview");
    for field in page.form.sections.iter_mut().flat_map(|section| &mut section.fields) {
        if let Control::Markdown { preview, .. } = &mut field.control
            && field.name == previewed
        {
            *preview = Some(desk::description(&field.value));
        }
        // Browsers cannot enter the offset that says which of two hours is meant.
        let wrong = problems.iter().find(|problem| problem.field == field.name);
        if matches!(field.control, Control::Moment { .. })
            && wrong.is_some_and(|problem| problem.problem == "said")
        {
            field.control = Control::Line(LineKind::Code);
        }
    }
    page.form.problems = problems;
    Ok(editing.desk.page_with(editing.state, &page, status))
}

/// The page that asks which values to keep. Everything else that was typed is posted along.
async fn conflicting(
    editing: &Editing<'_>,
    form: &DeskForm,
    conflict: Conflict,
) -> Result<Response, HttpError> {
    let Editing { state, desk, query, product } = editing;
    let last = desk::last_change(&state.shop, desk.actor()?, product.id).await?;
    let page = editing.page().await?;
    let fields: Vec<ConflictField> =
        conflict.fields.iter().map(|field| asked(&page.form, field)).collect();
    let version = format!("{VERSION_PREFIX}texts");
    let mut kept: Vec<(String, String)> = form
        .fields()
        .pairs()
        .filter(|(name, _)| *name != "key" && *name != version)
        .filter(|(name, _)| !conflict.fields.iter().any(|field| is_part_of(name, &field.field)))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    kept.push((version, conflict.version.to_string()));
    kept.extend(
        conflict
            .fields
            .iter()
            .map(|field| (format!("{BASE_PREFIX}{DECIDED}{}", field.field), field.theirs.clone())),
    );
    let name = product.fields.get("name").cloned().unwrap_or_default();
    let (who, at) = match last {
        Some(last) => (last.who, last.at),
        None => (String::new(), state.shop.clock().now()),
    };
    let href = address(product.id, query);
    let view = ConflictView {
        record: name,
        who,
        when: local(state, at),
        action: href.clone(),
        cancel: href,
        fields,
        kept,
    };
    Ok(desk.page_with(state, &view, StatusCode::CONFLICT))
}

/// Whether a posted field is one of those in which a field of the use case is entered.
fn is_part_of(name: &str, field: &str) -> bool {
    let name = name.strip_prefix(BASE_PREFIX).unwrap_or(name);
    let name = name.strip_prefix(DECIDED).unwrap_or(name);
    match field {
        "categories" => matches!(name, "categories" | "main-category" | "also"),
        "pictures" => name == "pictures" || name.starts_with("place.") || name.starts_with("drop."),
        _ => name == field,
    }
}

fn asked(form: &FormView, conflict: &FieldConflict) -> ConflictField {
    let field = |field: &&FormField| field.name == conflict.field;
    let key = match conflict.field.as_str() {
        "categories" => "category",
        "pictures" => "picture",
        other => other,
    };
    let label = form.fields().find(field).map(|field| field.label.clone());
    ConflictField {
        name: format!("{DECIDED}{}", conflict.field),
        label: label.unwrap_or_else(|| Label::Key(key.to_owned())),
        base: conflict.base.clone().unwrap_or_default(),
        theirs: conflict.theirs.clone(),
        mine: conflict.mine.clone(),
    }
}
