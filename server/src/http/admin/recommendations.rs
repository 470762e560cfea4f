//! What is suggested for a product: neighbours with their reasons and numbers, pins, exclusions.

use super::{
    Desk, DeskForm, Flash,
    parts::{key, named, numbers, problem, refuse, row, select, status, texts},
};
use crate::{
    State,
    http::{HttpError, extract::Query},
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use shop::{
    catalogue::desk::{self, DeskError, Picked},
    recommendations::{self, ChoiceError, Flags, OtherProduct, Pair, ShownNeighbour, ShownProduct},
    text::clean_code,
};
use views::{
    admin::{
        form::{Control, FormError, FormField, LineKind},
        list::{Cell, Label, ListView, Tone},
        shell::MenuItem,
        work::{Act, Part, WorkView},
    },
    routes,
};

/// An error that belongs to no field.
fn other(error: ChoiceError) -> HttpError {
    match error {
        ChoiceError::Forbidden(forbidden) => forbidden.into(),
        ChoiceError::NoSuchProduct(_) => HttpError::not_found(),
        ChoiceError::Itself => HttpError::of(StatusCode::UNPROCESSABLE_ENTITY),
        ChoiceError::Internal(error) => error.into(),
    }
}

/// The products to choose from.
pub(super) async fn list(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let typed = query.get("q").unwrap_or_default();
    let found = desk::pick_products(&state.shop, desk.actor()?, typed).await;
    let found = found.map_err(|error| match error {
        DeskError::Forbidden(forbidden) => forbidden.into(),
        DeskError::NotFound | DeskError::NoSuchPage => HttpError::not_found(),
        DeskError::Internal(error) => error.into(),
    })?;
    let rows = found.iter().map(|Picked { slug, name, .. }| {
        let href = routes::admin_recommendation(slug);
        row(slug, vec![Cell::Name { href, text: name.clone(), detail: slug.clone() }])
    });
    let href = routes::ADMIN_RECOMMENDATIONS;
    let mut list = ListView::plain("recommendations", href, vec![texts("name")], rows.collect());
    list.query = typed.to_owned();
    list.searchable = true;
    let page = WorkView::new(MenuItem::Recommendations, key("recommendations"))
        .with(Part::Text(t!("admin-recommendations-text").to_owned()))
        .with(Part::List(Box::new(list)));
    Ok(desk.page(&state, &page))
}

fn neighbours(shown: &ShownProduct) -> ListView {
    let rows = shown.neighbours.iter().map(|one: &ShownNeighbour| {
        let OtherProduct { slug, name } = &one.other;
        let (reason, score, buyers) = if one.pinned {
            (status("pinned", Tone::Good), Cell::Empty, Cell::Empty)
        } else {
            let numbers = (Cell::Number(one.score), Cell::Number(one.buyers.into()));
            (status("bought-together", Tone::Quiet), numbers.0, numbers.1)
        };
        let href = routes::admin_recommendation(slug);
        let name = Cell::Name { href, text: name.clone(), detail: slug.clone() };
        row(slug, vec![name, reason, buyers, score])
    });
    let columns = vec![texts("name"), texts("reason"), numbers("buyers"), numbers("score")];
    ListView::plain("neighbours", routes::ADMIN_RECOMMENDATIONS, columns, rows.collect())
}

fn tick(name: &str, value: &str) -> FormField {
    FormField::line(name, value).with(Control::Check).optional()
}

/// The forms of a product.
fn forms_of(shown: &ShownProduct) -> Vec<Act> {
    let href = routes::admin_recommendation(&shown.product.slug);
    let slug = |name: &str| {
        let field = FormField::line(name, "").with(Control::Line(LineKind::Code));
        FormField { label: key("other-product"), ..field }.helped("other-product")
    };
    let choices = |all: Vec<&OtherProduct>| {
        all.into_iter().map(|one| named(&one.slug, &one.name)).collect::<Vec<_>>()
    };
    let of_choice = |name: &str, all: Vec<&OtherProduct>| {
        let field = select(name, "", choices(all));
        FormField { label: key("other-product"), ..field }
    };
    let position = FormField::line("position", "0");
    let position = position.with(Control::Number { unit: String::new() }).helped("position");
    let mut forms = vec![Act::new(&href, "pin", vec![slug("pin-product"), position])];
    let pinned: Vec<&OtherProduct> =
        shown.neighbours.iter().filter(|one| one.pinned).map(|one| &one.other).collect();
    if !pinned.is_empty() {
        forms.push(Act::new(&href, "unpin", vec![of_choice("unpin-product", pinned)]));
    }
    forms.push(Act::new(&href, "exclude", vec![slug("exclude-product")]));
    if !shown.excluded.is_empty() {
        let all = shown.excluded.iter().collect();
        forms.push(Act::new(&href, "include", vec![of_choice("include-product", all)]));
    }
    let Flags { hidden, bought_again } = shown.flags;
    let on = |flag: bool| if flag { "on" } else { "" };
    let flags = vec![tick("hidden", on(hidden)), tick("bought-again", on(bought_again))];
    forms.push(Act::new(&href, "set-flags", flags));
    forms
}

fn page(shown: &ShownProduct) -> WorkView {
    let title = Label::Text(shown.product.name.clone());
    let mut page = WorkView::new(MenuItem::Recommendations, title)
        .with(Part::Section(Box::new(neighbours(shown))));
    for act in forms_of(shown) {
        page = page.with(Part::Form(Box::new(act)));
    }
    page
}

/// A product.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(slug): Path<String>,
) -> Result<Response, HttpError> {
    let shown = recommendations::of_product(&state.shop, desk.actor()?, &slug).await;
    Ok(desk.page(&state, &page(&shown.map_err(other)?)))
}

/// What a form of a product asks for: its result, or what is wrong with a field.
async fn choose(
    state: &State,
    desk: &Desk,
    slug: &str,
    form: &DeskForm,
) -> Result<Result<(), FormError>, HttpError> {
    let (shop, actor, fields) = (&state.shop, desk.actor()?, form.fields());
    let of = fields.get("do");
    let name = format!("{of}-product");
    let typed = fields.get(&name);
    let pair = Pair { product: slug, other: typed };
    let done = match of {
        "pin" => {
            let Ok(position) = clean_code(fields.get("position")).parse() else {
                return Ok(Err(problem("position", "not-whole", "")));
            };
            recommendations::pin(shop, actor, pair, position).await
        }
        "unpin" => recommendations::unpin(shop, actor, pair).await,
        "exclude" => recommendations::exclude(shop, actor, pair).await,
        "include" => recommendations::include(shop, actor, pair).await,
        "set-flags" => {
            let on = |name: &str| fields.get(name) == "on";
            let flags = Flags { hidden: on("hidden"), bought_again: on("bought-again") };
            recommendations::set_flags(shop, actor, slug, flags).await
        }
        _ => return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    match done {
        Ok(()) => Ok(Ok(())),
        Err(ChoiceError::NoSuchProduct(missing)) if missing == typed && typed != slug => {
            Ok(Err(problem(&name, "no-such-product", missing)))
        }
        Err(ChoiceError::Itself) => Ok(Err(problem(&name, "itself", ""))),
        Err(error) => Err(other(error)),
    }
}

/// Changes what is suggested for a product.
pub(super) async fn change(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(slug): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let found = match choose(&state, &desk, &slug, &form).await? {
        Ok(()) => {
            let flash = Flash::done(t!("admin-recommendations-saved"));
            return Ok(desk.done(&state, &routes::admin_recommendation(&slug), &flash));
        }
        Err(found) => found,
    };
    let shown = recommendations::of_product(&state.shop, desk.actor()?, &slug).await;
    let mut page = page(&shown.map_err(other)?);
    for part in &mut page.parts {
        if let Part::Form(act) = part {
            form.keep(&mut act.form);
            refuse(&mut act.form, std::slice::from_ref(&found));
        }
    }
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}
