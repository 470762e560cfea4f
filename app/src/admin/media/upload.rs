//! The form for new pictures.

use crate::{
    admin::{
        texts,
        ui::{field, form_errors},
    },
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::form::{Control, FormError, FormField, FormSection, FormView};
use views::admin::media::UploadForm;

/// The kinds of files that a browser offers; what a file is, is decided by its content.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp,image/gif";

/// The form. Its texts come before the files, because they are read in this order.
pub(super) fn upload_form(upload: &UploadForm) -> impl IntoView + use<> {
    let alt = FormField::line("alt", &upload.alt).helped("upload-alt").optional();
    let place = (!upload.places.is_empty()).then(|| {
        FormField::line("place", &upload.place).with(Control::Choice(upload.places.clone()))
    });
    let files = FormField::line("files", "");
    // What the summary of errors needs.
    let view = FormView {
        action: upload.action.clone(),
        button: "upload".to_owned(),
        cancel: None,
        sections: vec![FormSection {
            key: String::new(),
            version: None,
            save: None,
            fields: [Some(alt.clone()), place.clone(), Some(files)].into_iter().flatten().collect(),
        }],
        problems: upload.problems.clone(),
    };
    let kept = (upload.kept > 0).then(|| {
        view! { <p class="notice" role="status">{t!("admin-uploaded", count = upload.kept)}</p> }
    });
    let place = place.map(|place| field(&place, view.problem("place")));
    view! {
        <section class="upload" aria-labelledby="upload-title">
            <h2 id="upload-title">{t!("admin-upload-title")}</h2>
            {kept}
            {form_errors(&view)}
            <form
                class="form"
                method="post"
                action=upload.action.clone()
                enctype="multipart/form-data"
                novalidate=true
            >
                {field(&alt, view.problem("alt"))}
                {place}
                {files_field(&upload.problems)}
                <p><button class="button button-strong">{texts::of("action", "upload")}</button></p>
            </form>
        </section>
    }
}

fn files_field(problems: &[FormError]) -> impl IntoView + use<> {
    let own = problems.iter().filter(|problem| problem.field == "files");
    let own = own.map(|problem| view! { <li>{texts::problem(problem)}</li> }).collect::<Vec<_>>();
    let is_wrong = !own.is_empty();
    let errors = is_wrong.then(|| {
        view! {
            <div class="field-error" id="files-error">
                {icon(Icon::Alert)}
                <ul>{own}</ul>
            </div>
        }
    });
    let described = if is_wrong { "files-help files-error" } else { "files-help" };
    view! {
        <div class="field">
            <label for="files">{texts::of("label", "files")}</label>
            <p class="hint" id="files-help">{texts::of("help", "files")}</p>
            <input
                id="files"
                name="files"
                type="file"
                accept=ACCEPTED
                multiple=true
                required=true
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described
            />
            {errors}
        </div>
    }
}
