//! The second factor that everybody sets up, and the recovery codes that belong to it.

use super::sign_in::{passed_on, problem};
use crate::{
    admin::{context::DeskContext, document, page::DeskPage, ui::field},
    page::Rendering,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{Control, FormField, LineKind},
        sign_in::{EnrolmentView, RecoveryCodesView},
    },
    routes,
};

impl DeskPage for EnrolmentView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-enrolment"), enrolment(self))
    }
}

impl DeskPage for RecoveryCodesView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-codes-title"), codes(self))
    }
}

fn enrolment(view: &EnrolmentView) -> impl IntoView + use<> {
    let code = FormField::line("code", "").with(Control::Line(LineKind::OneTimeCode));
    view! {
        <div class="sign-in">
            <h1>{t!("admin-enrolment")}</h1>
            {problem(view.problem)}
            <p>{t!("admin-second-factor-off")}</p>
            {secret(&view.qr, &view.secret)}
            <form class="form" method="post" action=routes::ADMIN_ENROLMENT novalidate=true>
                {passed_on(&view.next)}
                {field(&code, None)}
                <p>
                    <button class="button button-strong">
                        {t!("admin-second-factor-confirm")}
                    </button>
                </p>
            </form>
        </div>
    }
}

/// The secret as a picture and as text.
pub(super) fn secret(qr: &str, secret: &str) -> impl IntoView + use<> {
    let (qr, secret) = (qr.to_owned(), secret.to_owned());
    view! {
        <p>{t!("admin-second-factor-scan")}</p>
        <div class="qr" role="img" aria-label=t!("admin-qr") inner_html=qr></div>
        <p>{t!("admin-second-factor-type")}" "<code>{secret}</code></p>
    }
}

/// New recovery codes. They are on this page alone, and only once.
fn codes(view: &RecoveryCodesView) -> impl IntoView + use<> {
    let items = view.codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> });
    let items = items.collect::<Vec<_>>();
    view! {
        <div class="sign-in codes">
            <h1>{t!("admin-codes-title")}</h1>
            <p>{t!("admin-codes-text")}</p>
            <ul class="number">{items}</ul>
            <p>
                <a class="button" href=view.file.clone() download="recovery-codes.txt">
                    {t!("admin-codes-download")}
                </a>
            </p>
            <form class="form" method="post" action=routes::ADMIN_ACCOUNT_RECOVERY_CODES_KEPT>
                {passed_on(&view.next)}
                <label class="check">
                    <input type="checkbox" name="kept" value="on" required=true />
                    <span>{t!("admin-codes-kept")}</span>
                </label>
                <p><button class="button button-strong">{t!("admin-continue")}</button></p>
            </form>
        </div>
    }
}
