//! Pictures: the library, a picture, and the pictures of a product.

use super::{
    desk::Desk,
    flash::Flash,
    form::DeskForm,
    upload::{Received, receive},
};
use crate::{
    State,
    http::{HttpError, extract::Query},
};
use app::t;
use axum::{
    extract::{
        Path, State as Extract,
        multipart::{Multipart, MultipartRejection},
    },
    http::StatusCode,
    response::Response,
};
use domain::{catalogue::PictureRole, staff::Permission};
use shop::{
    catalogue::edit::{
        EditError, Edits, FieldError, Given, Problem,
        picture::{self, ChangePicture},
        product::{self, ArrangePictures, PictureStep},
    },
    media::{self, LibraryError, LibraryPicture, ListPictures, Only, Uploaded},
};
use std::cmp::Ordering;
use store::Uuid;
use views::{
    admin::{
        form::{Control, FormError, FormField, FormSection, FormView},
        list::{ActiveFilter, Choice, Count, Filter, FilterControl, Label, ListView, Paging},
        media::{
            MediaPictureView, MediaTile, MediaView, OwnPicture, PictureUse, ProductPicturesView,
            UploadForm,
        },
    },
    routes,
};

/// The section of a picture's form.
const SECTION: &str = "focal";
/// Places of new pictures, beside the hash of the picture that one replaces.
const FIRST: &str = "first";
const LAST: &str = "last";

fn unlisted(error: LibraryError) -> HttpError {
    match error {
        LibraryError::Forbidden(forbidden) => forbidden.into(),
        LibraryError::NotFound => HttpError::not_found(),
        LibraryError::Internal(error) => error.into(),
    }
}

/// An error that is not about fields.
fn refused(error: EditError) -> HttpError {
    match error {
        EditError::Forbidden(forbidden) => forbidden.into(),
        EditError::NotFound => HttpError::not_found(),
        EditError::Invalid(_) => HttpError::of(StatusCode::UNPROCESSABLE_ENTITY),
        EditError::Conflict(_) => HttpError::of(StatusCode::CONFLICT),
        EditError::Internal(error) => error.into(),
    }
}

/// What is wrong with a field of a form.
fn problem_at(field: &str, problem: &Problem) -> FormError {
    let (key, detail) = match problem {
        Problem::TooLong(_) => ("too-long", String::new()),
        Problem::NotWithin(0, 100) => ("not-a-percentage", String::new()),
        other => ("picture", other.to_string()),
    };
    FormError { field: field.to_owned(), problem: key.to_owned(), detail }
}

/// The library.
pub(super) async fn library(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let view = library_view(&state, &desk, &query, UploadForm::default()).await?;
    Ok(desk.page(&state, &view))
}

async fn library_view(
    state: &State,
    desk: &Desk,
    query: &Query,
    upload: UploadForm,
) -> Result<MediaView, HttpError> {
    let actor = desk.actor()?;
    let text = query.get("q").unwrap_or_default();
    let show = query.get("show").unwrap_or_default();
    let only = match show {
        "unused" => Some(Only::Unused),
        "no-alt" => Some(Only::WithoutAlt),
        _ => None,
    };
    let after = query.get("after").map(str::to_owned);
    let command = ListPictures { text: text.to_owned(), only, after };
    let found = media::list_pictures(&state.shop, actor, command).await.map_err(unlisted)?;
    let next = found.next.map(|after| {
        let parts = [("q", text), ("show", show), ("after", after.as_str())];
        let parts: Vec<_> = parts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        routes::with_query(routes::ADMIN_MEDIA, &parts)
    });
    let choice = |value: &str| Choice {
        value: value.to_owned(),
        label: Label::Key(format!("show-{value}")),
    };
    let filter = Filter {
        key: "show".to_owned(),
        value: show.to_owned(),
        control: FilterControl::Choice(vec![choice("unused"), choice("no-alt")]),
    };
    let active = only.map(|_| ActiveFilter {
        key: "show".to_owned(),
        text: Label::Key(format!("show-{show}")),
        remove: if text.is_empty() {
            routes::ADMIN_MEDIA.to_owned()
        } else {
            routes::with_query(routes::ADMIN_MEDIA, &[("q", text)])
        },
    });
    let tiles: Vec<MediaTile> = found
        .pictures
        .into_iter()
        .map(|one| MediaTile { picture: one.picture, name: one.name, is_used: one.is_used })
        .collect();
    let list = ListView {
        key: "media".to_owned(),
        href: routes::ADMIN_MEDIA.to_owned(),
        query: text.to_owned(),
        searchable: true,
        filters: vec![filter],
        active: active.into_iter().collect(),
        views: Vec::new(),
        save_view: None,
        kept: Vec::new(),
        columns: Vec::new(),
        column_choices: Vec::new(),
        rows: Vec::new(),
        count: Count::Exactly(tiles.len() as u64),
        paging: Paging { previous: None, next },
        bulk: None,
        new: None,
        export: None,
    };
    let upload = UploadForm { action: routes::ADMIN_MEDIA.to_owned(), ..upload };
    let upload = actor.may(Permission::MediaWrite).then_some(upload);
    Ok(MediaView { list, tiles, upload })
}

/// New pictures for the library.
pub(super) async fn upload(
    Extract(state): Extract<State>,
    desk: Desk,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, HttpError> {
    let received = receive(&state, desk.actor()?, form).await?;
    if !received.problems.is_empty() {
        let form = again(received);
        let view = library_view(&state, &desk, &Query::default(), form).await?;
        return Ok(desk.page_with(&state, &view, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let has_text = !received.text("alt").is_empty();
    match received.uploaded.as_slice() {
        [one] => {
            let flash = if one.is_new {
                Flash::done(t!("admin-uploaded", count = 1_usize))
            } else {
                Flash::done(t!("admin-upload-known"))
            };
            Ok(desk.done(&state, &routes::admin_picture(&one.hash), &flash))
        }
        several => {
            let flash = Flash::done(t!("admin-uploaded", count = several.len()));
            let silent = routes::with_query(routes::ADMIN_MEDIA, &[("show", "no-alt")]);
            let href = if has_text { routes::ADMIN_MEDIA } else { silent.as_str() };
            Ok(desk.done(&state, href, &flash))
        }
    }
}

/// The form again, after some of its files were not accepted.
fn again(received: Received) -> UploadForm {
    UploadForm {
        alt: received.text("alt").to_owned(),
        place: received.text("place").to_owned(),
        kept: received.uploaded.len(),
        problems: received.problems,
        ..UploadForm::default()
    }
}

/// A picture of the library.
pub(super) async fn picture(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(hash): Path<String>,
) -> Result<Response, HttpError> {
    let view = picture_view(&state, &desk, &hash).await?;
    Ok(desk.page(&state, &view))
}

async fn picture_view(
    state: &State,
    desk: &Desk,
    hash: &str,
) -> Result<MediaPictureView, HttpError> {
    let actor = desk.actor()?;
    let found = media::show_picture(&state.shop, actor, hash).await.map_err(unlisted)?;
    let form = actor.may(Permission::MediaWrite).then(|| picture_form(&found));
    let uses = found.products.into_iter().map(|one| PictureUse {
        product: one.product_id.to_string(),
        name: one.name,
        place: one.position,
        alt: one.alt,
    });
    Ok(MediaPictureView {
        uses: uses.collect(),
        picture: found.picture,
        name: found.name,
        form,
        has_more: found.has_more,
        blocks: found.blocks,
    })
}

fn picture_form(found: &LibraryPicture) -> FormView {
    let alt = &found.picture.alt;
    let percent = |name: &str, stored: Option<i64>| {
        let stored = stored.map_or_else(String::new, |number| number.to_string());
        FormField::line(name, &stored)
            .with(Control::Number { unit: "%".to_owned() })
            .tracked(&stored)
            .optional()
    };
    let (x, y) = found.focal;
    FormView {
        action: routes::admin_picture(&found.picture.hash),
        button: "save".to_owned(),
        cancel: Some(routes::ADMIN_MEDIA.to_owned()),
        sections: vec![
            FormSection {
                key: String::new(),
                version: None,
                save: None,
                fields: vec![FormField::line("alt", alt).helped("alt").tracked(alt).optional()],
            },
            FormSection {
                key: SECTION.to_owned(),
                version: Some(found.version),
                save: None,
                fields: vec![percent("focal_x", x), percent("focal_y", y)],
            },
        ],
        problems: Vec::new(),
    }
}

/// Saves what the library says about a picture.
pub(super) async fn change(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(hash): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let version = form.version(SECTION)?;
    let edits: Edits = form
        .changes()
        .into_iter()
        .map(|change| (change.name, Given::over(&change.base, &change.value)))
        .collect();
    let command = ChangePicture { hash: hash.clone(), version, edits };
    let (problems, status) = match picture::change(&state.shop, desk.actor()?, command).await {
        Ok(saved) => {
            let flash = Flash::done(t!("admin-picture-saved"));
            let flash = with_undo(flash, saved.entry);
            return Ok(desk.done(&state, &routes::admin_picture(&hash), &flash));
        }
        Err(EditError::Invalid(errors)) => {
            let problem = |one: &FieldError| problem_at(&one.field, &one.problem);
            let problems: Vec<_> = errors.iter().map(problem).collect();
            (problems, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(EditError::Conflict(conflict)) => {
            let problem = |field: &str, theirs: &str| FormError {
                field: field.to_owned(),
                problem: "picture-changed".to_owned(),
                detail: theirs.to_owned(),
            };
            let all = conflict.fields.iter().map(|one| problem(&one.field, &one.theirs));
            (all.collect(), StatusCode::CONFLICT)
        }
        Err(error) => return Err(refused(error)),
    };
    let mut view = picture_view(&state, &desk, &hash).await?;
    if let Some(shown) = &mut view.form {
        if status == StatusCode::CONFLICT {
            // What was stored and the version are those of now, so that saving again replaces it.
            for field in shown.sections.iter_mut().flat_map(|section| &mut section.fields) {
                if form.has(&field.name) {
                    field.value = form.value(&field.name);
                }
            }
        } else {
            form.keep(shown);
        }
        shown.problems = problems;
    }
    Ok(desk.page_with(&state, &view, status))
}

fn with_undo(flash: Flash, entry: Option<Uuid>) -> Flash {
    match entry {
        Some(entry) => flash.with_undo(&entry.to_string()),
        None => flash,
    }
}

fn id(text: &str) -> Result<Uuid, HttpError> {
    Uuid::try_parse(text).map_err(|_| HttpError::not_found())
}

/// The pictures of a product.
pub(super) async fn product(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(product): Path<String>,
) -> Result<Response, HttpError> {
    let view = product_pictures(&state, &desk, id(&product)?).await?;
    Ok(desk.page(&state, &view))
}

/// The pictures of a product with their forms, for the page of a product too.
///
/// # Errors
/// 403, or 404 if there is no such product.
pub(super) async fn product_pictures(
    state: &State,
    desk: &Desk,
    product: Uuid,
) -> Result<ProductPicturesView, HttpError> {
    let actor = desk.actor()?;
    let found = media::of_product(&state.shop, actor, product).await.map_err(unlisted)?;
    let id = product.to_string();
    let key = |value: &str| Choice {
        value: value.to_owned(),
        label: Label::Key(format!("place-{value}")),
    };
    let mut places = vec![key(LAST), key(FIRST)];
    let mut pictures = Vec::with_capacity(found.pictures.len());
    for (number, own) in (1_usize..).zip(found.pictures) {
        let hash = &own.picture.hash;
        places.push(Choice {
            value: hash.clone(),
            label: Label::Text(t!("admin-place-instead", number = number)),
        });
        pictures.push(OwnPicture {
            fields: own_fields(number, hash, (own.picture.alt.as_str(), own.role)),
            picture: own.picture,
        });
    }
    let upload = UploadForm {
        action: routes::admin_product_pictures(&id),
        places,
        place: LAST.to_owned(),
        ..UploadForm::default()
    };
    let upload = actor.may(Permission::CatalogueWrite).then_some(upload);
    Ok(ProductPicturesView { id, name: found.name, pictures, problems: Vec::new(), upload })
}

fn own_fields(
    number: usize,
    hash: &str,
    (alt, role): (&str, Option<PictureRole>),
) -> Vec<FormField> {
    let labelled = |field: FormField, label: Label| FormField { label, ..field };
    let place = number.to_string();
    let role = role.map_or("", PictureRole::key);
    let roles = PictureRole::ALL.map(|one| Choice {
        value: one.key().to_owned(),
        label: Label::Key(format!("picture-role-{}", one.key())),
    });
    let place_field = FormField::line(&format!("place.{hash}"), &place)
        .with(Control::Number { unit: String::new() })
        .tracked(&place);
    let alt_field = FormField::line(&format!("alt.{hash}"), alt).tracked(alt).optional();
    let role_field = FormField::line(&format!("role.{hash}"), role)
        .with(Control::Choice(roles.to_vec()))
        .tracked(role)
        .optional();
    vec![
        labelled(place_field, Label::Text(t!("admin-label-picture-place", number = number))),
        labelled(alt_field, Label::Key("alt".to_owned())),
        labelled(role_field, Label::Key("picture-role".to_owned())),
    ]
}

/// New pictures for a product, which the library gets too.
pub(super) async fn add_to_product(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(product): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, HttpError> {
    let product = id(&product)?;
    // Nothing is uploaded for a product that does not exist.
    product_pictures(&state, &desk, product).await?;
    let mut received = receive(&state, desk.actor()?, form).await?;
    let count = received.uploaded.len();
    let mut entry = None;
    if count > 0 {
        let command = ArrangePictures { id: product, steps: steps(&received) };
        match product::arrange(&state.shop, desk.actor()?, command).await {
            Ok(saved) => entry = saved.entry,
            Err(EditError::Invalid(errors)) => {
                let problem = |one: &FieldError| problem_at("place", &one.problem);
                received.problems.extend(errors.iter().map(problem));
            }
            Err(error) => return Err(refused(error)),
        }
    }
    if received.problems.is_empty() {
        let flash = Flash::done(t!("admin-uploaded", count = count));
        let href = routes::admin_product_pictures(&product.to_string());
        return Ok(desk.done(&state, &href, &with_undo(flash, entry)));
    }
    let mut view = product_pictures(&state, &desk, product).await?;
    view.upload = view.upload.map(|shown| UploadForm {
        action: shown.action,
        places: shown.places,
        ..again(received)
    });
    Ok(desk.page_with(&state, &view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Where new pictures go.
fn steps(received: &Received) -> Vec<PictureStep> {
    let (place, alt) = (received.text("place"), received.text("alt"));
    let step = |(at, one): (usize, &Uploaded)| {
        let (hash, alt) = (one.hash.clone(), alt.to_owned());
        match place {
            FIRST => PictureStep::Add { hash, place: Some(at + 1), alt },
            "" | LAST => PictureStep::Add { hash, place: None, alt },
            old if at == 0 => PictureStep::Replace { old: old.to_owned(), new: hash, alt },
            _ => PictureStep::Add { hash, place: None, alt },
        }
    };
    received.uploaded.iter().enumerate().map(step).collect()
}

/// The order and the texts of a product's pictures.
pub(super) async fn arrange(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(product): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let product = id(&product)?;
    let problems = match changes(&form) {
        Ok(steps) => {
            let command = ArrangePictures { id: product, steps };
            match product::arrange(&state.shop, desk.actor()?, command).await {
                Ok(saved) => {
                    let flash = with_undo(Flash::done(t!("admin-pictures-saved")), saved.entry);
                    let href = routes::admin_product_pictures(&product.to_string());
                    return Ok(desk.done(&state, &href, &flash));
                }
                Err(EditError::Invalid(errors)) => errors.iter().map(own_problem).collect(),
                Err(error) => return Err(refused(error)),
            }
        }
        Err(problems) => problems,
    };
    let mut view = product_pictures(&state, &desk, product).await?;
    for field in view.pictures.iter_mut().flat_map(|picture| &mut picture.fields) {
        if form.has(&field.name) {
            field.value = form.value(&field.name);
        }
    }
    view.problems = problems;
    Ok(desk.page_with(&state, &view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The field of the form that an error is about: `picture.HASH.alt` is `alt.HASH` there.
fn own_problem(error: &FieldError) -> FormError {
    let own = error.field.strip_prefix("picture.").and_then(|rest| rest.rsplit_once('.'));
    let field = own.map(|(hash, part)| format!("{part}.{hash}"));
    problem_at(field.as_deref().unwrap_or(&error.field), &error.problem)
}

/// What a form changes of a product's pictures.
fn changes(form: &DeskForm) -> Result<Vec<PictureStep>, Vec<FormError>> {
    let removed = form.fields().get("remove");
    if !removed.is_empty() {
        return Ok(vec![PictureStep::Remove(removed.to_owned())]);
    }
    let mut steps = Vec::new();
    let order = order(form)?;
    if let Some(order) = order {
        steps.push(PictureStep::Order(order));
    }
    for change in form.changes() {
        if let Some(hash) = change.name.strip_prefix("alt.") {
            steps.push(PictureStep::Alt(hash.to_owned(), change.value));
        } else if let Some(hash) = change.name.strip_prefix("role.") {
            steps.push(PictureStep::Role(hash.to_owned(), change.value));
        }
    }
    Ok(steps)
}

/// The pictures in the order of their typed places; none if no place has changed.
fn order(form: &DeskForm) -> Result<Option<Vec<String>>, Vec<FormError>> {
    let (mut places, mut problems) = (Vec::new(), Vec::new());
    for (name, typed) in form.fields().pairs() {
        let Some(hash) = name.strip_prefix("place.") else { continue };
        let was: i64 = form.fields().get(&format!("was.{name}")).parse().unwrap_or_default();
        match typed.trim().parse::<i64>() {
            Ok(now) => places.push((now, was, hash.to_owned())),
            Err(_) => problems.push(FormError {
                field: name.to_owned(),
                problem: "not-a-number".to_owned(),
                detail: String::new(),
            }),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if places.iter().all(|(now, was, _)| now == was) {
        return Ok(None);
    }
    // One that moves up stands before the one that has the place, and one that moves down behind.
    let direction = |now: i64, was: i64| match now.cmp(&was) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    };
    places.sort_by_key(|&(now, was, _)| (now, direction(now, was)));
    Ok(Some(places.into_iter().map(|(_, _, hash)| hash).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::extract::Fields;

    fn ordered(places: [&str; 3]) -> Option<String> {
        let [a, b, c] = places;
        let body = format!(
            "place.a={a}&was.place.a=1&place.b={b}&was.place.b=2&place.c={c}&was.place.c=3"
        );
        let form = DeskForm::of(Fields::parse_lines(body.as_bytes()));
        order(&form).ok()?.map(|hashes| hashes.concat())
    }

    #[test]
    fn typed_places_become_an_order() {
        for (places, expected) in [
            (["1", "2", "3"], None),
            (["3", "2", "3"], Some("bca")),
            (["1", "2", "1"], Some("cab")),
            (["2", "1", "3"], Some("bac")),
            (["9", "2", "3"], Some("bca")),
            (["1", "x", "3"], None),
        ] {
            assert_eq!(ordered(places).as_deref(), expected, "{places:?}");
        }
    }
}
