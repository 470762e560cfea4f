//! The page of a change of many products: how it is done, then what it would do, then the button
//! that does it.

use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{form_errors, form_section, kept_fields},
    },
    page::Rendering,
    slots,
    ui::{Icon, icon, notice::info},
};
use leptos::prelude::*;
use views::{
    admin::{
        products::{BulkPreviewView, BulkRow, BulkView},
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for BulkView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = texts::of("bulk", &self.key);
        let head = PageHead {
            title: title.clone().into(),
            item: Some(MenuItem::Products),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, page(self, title))
    }
}

fn page(view: &BulkView, title: String) -> impl IntoView + use<> {
    let sections = view.form.sections.iter().map(|section| form_section(&view.form, section));
    let sections = sections.collect::<Vec<_>>();
    let notice = (!view.notice.is_empty()).then(|| info(view.notice.clone()));
    let preview = view.preview.as_ref().map(preview);
    view! {
        <p>
            <a class="back" href=view.back.clone()>
                {icon(Icon::ChevronLeft)}
                {t!("admin-back")}
            </a>
        </p>
        <div class="page-head">
            <h1>{title}</h1>
            <p class="quiet small number">{t!("admin-bulk-chosen", count = view.chosen)}</p>
        </div>
        {notice}
        {form_errors(&view.form)}
        <form class="form" method="post" action=view.form.action.clone() novalidate=true>
            {kept_fields(&view.kept)}
            {sections}
            <p class="page-actions">
                <button class="button" name="do" value="preview">{t!("admin-bulk-preview")}</button>
                <a class="button" href=view.back.clone()>{t!("admin-cancel")}</a>
            </p>
        </form>
        {preview}
    }
}

fn preview(view: &BulkPreviewView) -> impl IntoView + use<> {
    let rows = view.rows.iter().map(row).collect::<Vec<_>>();
    let shown = view.rows.len();
    let more = (shown < view.changed + view.unchanged)
        .then(|| view! { <p class="quiet">{t!("admin-bulk-first", count = shown)}</p> });
    let apply = (view.changed > 0).then(|| apply(view));
    view! {
        <section aria-labelledby="preview-title">
            <h2 id="preview-title">{t!("admin-bulk-would", count = view.changed)}</h2>
            <p class="quiet">{t!("admin-bulk-stay", count = view.unchanged)}</p>
            {more}
            <table class="data">
                <caption class="hidden">{t!("admin-bulk-table")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{texts::of("label", "name")}</th>
                        <th scope="col">{t!("admin-bulk-before")}</th>
                        <th scope="col">{t!("admin-bulk-after")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {apply}
    }
}

fn row(row: &BulkRow) -> impl IntoView + use<> {
    let after = if row.why.is_empty() { row.after.clone() } else { row.why.clone() };
    let class = if row.why.is_empty() { "value" } else { "value quiet" };
    let empty = || t!("admin-nothing").to_owned();
    let before = if row.before.is_empty() { empty() } else { row.before.clone() };
    let after = if after.is_empty() { empty() } else { after };
    view! {
        <tr>
            <th scope="row" class="cell-main">{row.name.clone()}</th>
            <td data-label=t!("admin-bulk-before")><span class="value">{before}</span></td>
            <td data-label=t!("admin-bulk-after")><span class=class>{after}</span></td>
        </tr>
    }
}

fn apply(view: &BulkPreviewView) -> impl IntoView + use<> {
    let problem = view.problem.as_ref().map(|problem| {
        view! {
            <p class="field-error" id="typed-error">
                {icon(Icon::Alert)}
                <span>{texts::problem(problem)}</span>
            </p>
        }
    });
    let (invalid, described) =
        if view.problem.is_some() { (Some("true"), Some("typed-error")) } else { (None, None) };
    let typed = view.typed.as_ref().map(|number| {
        view! {
            <div class="field">
                <label for="typed">{t!("admin-confirm-type", text = number.as_str())}</label>
                <input
                    id="typed"
                    name="typed"
                    autocomplete="off"
                    aria-invalid=invalid
                    aria-describedby=described
                />
                {problem}
            </div>
        }
    });
    view! {
        <form class="form" method="post" action=routes::ADMIN_PRODUCTS_BULK>
            <input type="hidden" name="key" value=slots::key() />
            {kept_fields(&view.kept)}
            {typed}
            <p class="page-actions">
                <button class="button button-strong" name="do" value="apply">
                    {t!("admin-bulk-apply", count = view.changed)}
                </button>
            </p>
        </form>
    }
}
