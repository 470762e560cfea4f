//! The page that edits a category, page, guide, block or text.

use super::parts::{act, notes, text};
use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{form_errors, form_section, status_badge},
    },
    islands::admin::UnsavedGuard,
    page::Rendering,
    slots,
};
use leptos::prelude::*;
use views::{
    admin::content::{ContentEditor, EditorTitle, Lines},
    catalogue::Link,
};

impl DeskPage for ContentEditor {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head =
            PageHead { title: title(self).into(), item: Some(self.item), breadcrumbs: Vec::new() };
        document::desk(context, &head, page(self))
    }
}

fn title(view: &ContentEditor) -> String {
    match &view.title {
        EditorTitle::Name(name) => name.clone(),
        EditorTitle::Key(key) => texts::of("new", key),
    }
}

fn page(view: &ContentEditor) -> impl IntoView + use<> {
    let shop = view.shop.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-content-open")}</a> }
    });
    let acts = view.acts.iter().map(|one| act(one, "")).collect::<Vec<_>>();
    let place = |link: &Link| {
        view! { <li><a class="chip" href=link.href.clone()>{link.text.clone()}</a></li> }
    };
    let places = view.places.iter().map(place).collect::<Vec<_>>();
    let places = (!view.places.is_empty()).then(|| {
        view! {
            <section aria-labelledby="places-title">
                <h2 id="places-title">{t!("admin-content-places")}</h2>
                <ul class="chips">{places}</ul>
            </section>
        }
    });
    let lines = view.lines.iter().map(group).collect::<Vec<_>>();
    let lines = (!view.lines.is_empty()).then(|| {
        view! {
            <section class="contents" aria-labelledby="contents-title">
                <h2 id="contents-title">{t!("admin-content-contents")}</h2>
                {lines}
            </section>
        }
    });
    let sample = (!view.sample.is_empty()).then(|| {
        view! {
            <section aria-labelledby="sample-title">
                <h2 id="sample-title">{t!("admin-preview")}</h2>
                <p class="value">{view.sample.clone()}</p>
            </section>
        }
    });
    view! {
        <div class="page-head">
            <h1>{title(view)}</h1>
            {view.status.as_ref().map(status_badge)}
            <div class="page-actions">{shop} {acts}</div>
        </div>
        {notes(&view.notes)}
        {form(view)}
        {lines}
        {sample}
        {places}
    }
}

/// The form with a button that only shows something.
fn form(view: &ContentEditor) -> impl IntoView + use<> {
    let own = &view.form;
    let sections = own.sections.iter().map(|section| form_section(own, section));
    let sections = sections.collect::<Vec<_>>();
    let cancel = own.cancel.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-cancel")}</a> }
    });
    let preview = view.preview.as_ref().map(|key| {
        view! {
            <button class="button" name="preview" value=key.clone()>
                {texts::of("action", key)}
            </button>
        }
    });
    let unsaved = t!("admin-unsaved").to_owned();
    // What a refused form shows is not saved yet, nor is what a preview shows.
    let is_changed = !own.problems.is_empty() || !view.lines.is_empty();
    let guard = if is_changed { "changed" } else { "" };
    view! {
        {form_errors(own)}
        <form
            class="form"
            method="post"
            action=own.action.clone()
            novalidate=true
            data-guard=guard
        >
            <input type="hidden" name="key" value=slots::key() />
            // Enter saves, whichever button comes first.
            <button class="hidden" tabindex="-1" aria-hidden="true">{t!("admin-save")}</button>
            {sections}
            <div class="save-bar">
                <UnsavedGuard text=unsaved />
                {cancel}
                {preview}
                <button class="button button-strong">{texts::of("action", &own.button)}</button>
            </div>
        </form>
    }
}

fn group(lines: &Lines) -> impl IntoView + use<> {
    let items = lines.items.iter().map(|item| view! { <li>{item.clone()}</li> });
    let items = items.collect::<Vec<_>>();
    view! {
        <div class="contents-group">
            <p><b>{text(&lines.title)}</b></p>
            <ul class="effects">{items}</ul>
        </div>
    }
}
