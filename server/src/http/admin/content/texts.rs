//! The texts on pages of the program, and those of emails with placeholders and a preview.

use super::common::{
    self, About, Refused, SECTION, failed, field, form, keep, problem, refused, refused_page,
};
use crate::{
    State,
    http::{
        HttpError,
        admin::{desk::Desk, flash::Flash, form::DeskForm},
    },
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{
    audit::Entity,
    content::TextSlot,
    notifications::{MailKind, MailSlot},
    staff::Permission,
};
use shop::{
    catalogue::edit::Fields,
    content::edit::{self, ChangeContent, ContentKind, ShownContent},
    notifications::texts::{
        self, MailText, PreviewError, PreviewMail, SetError, SetMailText, TrialError,
    },
};
use std::collections::BTreeMap;
use store::Uuid;
use views::{
    admin::{
        content::{Act, ContentEditor, EditorTitle, Note},
        form::{Control, FormError, FormField, FormSection, FormView},
        list::Label,
        shell::MenuItem,
    },
    catalogue::Link,
    routes,
};

fn editor(title: &str, form: FormView) -> ContentEditor {
    ContentEditor {
        item: MenuItem::Texts,
        title: EditorTitle::Name(title.to_owned()),
        status: None,
        shop: None,
        places: Vec::new(),
        notes: Vec::new(),
        form,
        preview: None,
        lines: Vec::new(),
        sample: String::new(),
        acts: Vec::new(),
    }
}

async fn shop_texts(state: &State, desk: &Desk) -> Result<ShownContent, HttpError> {
    let shown = edit::shown(&state.shop, desk.actor()?, ContentKind::ShopTexts, Uuid::nil()).await;
    shown.map_err(failed)
}

/// Texts on pages, with links to those of emails.
fn of_pages(shown: &ShownContent) -> ContentEditor {
    let control = |slot: TextSlot| {
        let field = field(&shown.fields, slot.key()).optional();
        let label = Label::Key(format!("content-text-{}", slot.key()));
        FormField { label, ..field }.with(Control::LongText { rows: 2 })
    };
    let fields = TextSlot::ALL.map(control).to_vec();
    let action = (routes::ADMIN_TEXTS.to_owned(), routes::ADMIN_TEXTS);
    let link =
        |kind: MailKind| Link { href: routes::admin_mail_texts(kind.key()), text: mail_name(kind) };
    ContentEditor {
        places: MailKind::ALL.map(link).to_vec(),
        notes: vec![Note::new("texts", "")],
        ..editor(t!("admin-menu-texts"), form(action, Some(shown.version), fields))
    }
}

/// The texts on pages.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let shown = shop_texts(&state, &desk).await?;
    Ok(desk.page(&state, &of_pages(&shown)))
}

/// Saves texts on pages.
pub(super) async fn save(
    Extract(state): Extract<State>,
    desk: Desk,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let command = ChangeContent {
        kind: ContentKind::ShopTexts,
        id: Uuid::nil(),
        version: posted.version(SECTION)?,
        edits: common::edits(&posted),
    };
    let error = match edit::change(&state.shop, desk.actor()?, command).await {
        Ok(saved) => return Ok(common::saved(&state, &desk, routes::ADMIN_TEXTS, &saved)),
        Err(error) => error,
    };
    match refused(error)? {
        Refused::Problems(problems) => {
            let editor = of_pages(&shop_texts(&state, &desk).await?);
            Ok(refused_page(&state, &desk, editor, (&posted, problems)))
        }
        Refused::Conflict(conflict) => {
            let about = About {
                entity: Entity::ShopText,
                id: Uuid::nil(),
                record: t!("admin-menu-texts").to_owned(),
                action: routes::ADMIN_TEXTS.to_owned(),
                cancel: routes::ADMIN_TEXTS.to_owned(),
            };
            common::conflict_page((&state, &desk), about, &posted, conflict).await
        }
    }
}

/// What merchants call an email.
fn mail_name(kind: MailKind) -> String {
    let key = format!("admin-title-mail-{}", kind.key());
    app::i18n::find(&key).unwrap_or_else(|| kind.key()).to_owned()
}

fn kind(key: &str) -> Result<MailKind, HttpError> {
    MailKind::from_key(key).ok_or_else(HttpError::not_found)
}

/// The name of the field of a place.
fn name(slot: MailSlot) -> String {
    format!("text-{}", slot.key())
}

/// The texts of an email: a section with a version for each place.
async fn of_mail(state: &State, desk: &Desk, kind: MailKind) -> Result<ContentEditor, HttpError> {
    desk.actor()?.require(Permission::ContentWrite)?;
    let all = texts::list(&state.shop).await?;
    let section = |text: &MailText| {
        let name = name(text.slot);
        let control = if text.slot.is_markdown() {
            Control::LongText { rows: 5 }
        } else {
            Control::LongText { rows: 1 }
        };
        let fields = Fields::from([(name.clone(), text.text.clone())]);
        let label = Label::Key(format!("content-mail-{}", text.slot.key()));
        let field = FormField { label, ..field(&fields, &name) }.with(control).optional();
        FormSection {
            key: text.slot.key().to_owned(),
            version: Some(text.version),
            save: None,
            fields: vec![field],
        }
    };
    let own = all.iter().filter(|text| text.kind == kind);
    let form = FormView {
        action: routes::admin_mail_texts(kind.key()),
        button: "save".to_owned(),
        cancel: Some(routes::ADMIN_TEXTS.to_owned()),
        sections: own.clone().map(section).collect(),
        problems: Vec::new(),
    };
    let placeholder = |text: &MailText| {
        let names = kind.placeholders(text.slot).iter();
        let names: Vec<String> = names.map(|name| format!("{{{}}}", name.key())).collect();
        names.join(", ")
    };
    let mut placeholders: Vec<String> = own.map(placeholder).collect();
    placeholders.dedup();
    Ok(ContentEditor {
        notes: placeholders.iter().map(|names| Note::new("placeholders", names)).collect(),
        preview: Some("content-email".to_owned()),
        acts: vec![Act {
            key: "content-trial".to_owned(),
            action: routes::admin_mail_texts(kind.key()),
            fields: Vec::new(),
        }],
        ..editor(&mail_name(kind), form)
    })
}

/// The texts of an email.
pub(super) async fn show_mail(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(key): Path<String>,
) -> Result<Response, HttpError> {
    let editor = of_mail(&state, &desk, kind(&key)?).await?;
    Ok(desk.page(&state, &editor))
}

/// Saves texts of an email, or shows the email with them.
pub(super) async fn save_mail(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(key): Path<String>,
    posted: DeskForm,
) -> Result<Response, HttpError> {
    let kind = kind(&key)?;
    if posted.fields().get("do") == "content-trial" {
        return trial(&state, &desk, kind).await;
    }
    let mut editor = of_mail(&state, &desk, kind).await?;
    if posted.has("preview") {
        let problems = sample(&state, kind, &posted, &mut editor).await?;
        let is_wrong = !problems.is_empty();
        keep(&posted, &mut editor.form, problems);
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(desk.page_with(&state, &editor, status));
    }
    let (mut problems, mut count) = (Vec::new(), 0_usize);
    for change in posted.changes() {
        let Some(slot) = kind.slots().iter().find(|slot| name(**slot) == change.name) else {
            continue;
        };
        let version = posted.version(slot.key())?;
        let command = SetMailText { kind, slot: *slot, text: change.value, version };
        match texts::set(&state.shop, desk.actor()?, command).await {
            Ok(_) => count += 1,
            Err(SetError::Invalid(error)) => problems.push(problem(&change.name, error)),
            Err(SetError::Stale) => {
                problems.push(problem(&change.name, t!("admin-content-stale")));
            }
            Err(SetError::Forbidden(error)) => return Err(error.into()),
            Err(SetError::Internal(error)) => return Err(error.into()),
        }
    }
    if problems.is_empty() {
        let text =
            if count > 0 { t!("admin-content-saved") } else { t!("admin-content-unchanged") };
        return Ok(desk.done(&state, routes::ADMIN_TEXTS, &Flash::done(text)));
    }
    // Texts that were saved have other versions now, and a stale one is shown over the new one.
    let mut editor = of_mail(&state, &desk, kind).await?;
    for field in editor.form.sections.iter_mut().flat_map(|section| &mut section.fields) {
        if posted.has(&field.name) {
            field.value = posted.value(&field.name);
        }
    }
    editor.form.problems = problems;
    Ok(desk.page_with(&state, &editor, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Sends the email as it is stored to who is signed in.
async fn trial(state: &State, desk: &Desk, kind: MailKind) -> Result<Response, HttpError> {
    match texts::send_trial(&state.shop, desk.actor()?, kind).await {
        Ok(()) => {
            let flash = Flash::done(t!("admin-content-trial-sent"));
            Ok(desk.done(state, &routes::admin_mail_texts(kind.key()), &flash))
        }
        Err(TrialError::Forbidden(error)) => Err(error.into()),
        Err(TrialError::NotAPerson) => Err(HttpError::of(StatusCode::FORBIDDEN)),
        Err(TrialError::Internal(error)) => Err(error.into()),
    }
}

/// Shows the email with the typed texts, and returns what is wrong with them.
async fn sample(
    state: &State,
    kind: MailKind,
    posted: &DeskForm,
    editor: &mut ContentEditor,
) -> Result<Vec<FormError>, HttpError> {
    let typed = kind.slots().iter().filter(|slot| posted.has(&name(**slot)));
    let texts: BTreeMap<MailSlot, String> =
        typed.map(|slot| (*slot, posted.value(&name(*slot)))).collect();
    match texts::preview(&state.shop, PreviewMail { kind, texts }).await {
        Ok(email) => {
            editor.sample = format!("{}\n\n{}", email.subject, email.text);
            Ok(Vec::new())
        }
        Err(PreviewError::Invalid(error)) => Ok(vec![problem(&name(error.slot), &error)]),
        Err(PreviewError::Internal(error)) => Err(error.into()),
        Err(PreviewError::Mail(error)) => {
            tracing::error!(%error, "an email cannot be previewed");
            Err(HttpError::of(StatusCode::INTERNAL_SERVER_ERROR))
        }
    }
}
