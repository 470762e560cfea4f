//! Signing in: email and password, the second factor, the password again, and the form that waited
//! for it.

use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        ui::{field, kept_fields},
    },
    page::Rendering,
    ui::notice,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{Control, FormField, LineKind},
        sign_in::{
            KeptPost, ReauthenticateView, ResumeView, SecondFactor, SecondFactorView, SignInNotice,
            SignInView,
        },
    },
    routes,
};

impl DeskPage for SignInView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-sign-in"), sign_in(self))
    }
}

impl DeskPage for SecondFactorView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-second-factor"), second_factor(self))
    }
}

impl DeskPage for ReauthenticateView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead { title: t!("admin-reauthenticate").into(), ..PageHead::default() };
        document::desk(context, &head, reauthenticate(self))
    }
}

impl DeskPage for ResumeView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead { title: t!("admin-resume").into(), ..PageHead::default() };
        document::desk(context, &head, resume(&self.kept))
    }
}

fn sign_in(view: &SignInView) -> impl IntoView + use<> {
    let email = FormField::line("email", &view.email).with(Control::Line(LineKind::Email));
    let password = FormField::line("password", "").with(Control::Line(LineKind::Password));
    view! {
        <div class="sign-in">
            <h1>{t!("admin-sign-in")}</h1>
            {problem(view.problem)}
            <form class="form" method="post" action=routes::ADMIN_SIGN_IN novalidate=true>
                {passed_on(&view.next)}
                {field(&email, None)}
                {field(&password, None)}
                <p><button class="button button-strong">{t!("admin-sign-in")}</button></p>
            </form>
            <p><a href=routes::ADMIN_RESET_REQUEST>{t!("admin-forgotten")}</a></p>
        </div>
    }
}

fn second_factor(view: &SecondFactorView) -> impl IntoView + use<> {
    let (name, kind, text, other, other_text) = match view.factor {
        SecondFactor::Code => (
            "code",
            LineKind::OneTimeCode,
            t!("admin-second-factor-text"),
            "recovery-code",
            t!("admin-use-recovery-code"),
        ),
        SecondFactor::RecoveryCode => (
            "recovery-code",
            LineKind::Code,
            t!("admin-recovery-code-text"),
            "code",
            t!("admin-use-code"),
        ),
    };
    let code = FormField::line(name, "").with(Control::Line(kind));
    let page = routes::with_query(routes::ADMIN_SECOND_FACTOR, &[("use", other)]);
    let other = routes::admin_then(&page, &view.next);
    view! {
        <div class="sign-in">
            <h1>{t!("admin-second-factor")}</h1>
            {problem(view.problem)}
            <p>{text}</p>
            <form class="form" method="post" action=routes::ADMIN_SECOND_FACTOR novalidate=true>
                {passed_on(&view.next)}
                {field(&code, None)}
                <p><button class="button button-strong">{t!("admin-continue")}</button></p>
            </form>
            <p><a href=other>{other_text}</a></p>
        </div>
    }
}

fn reauthenticate(view: &ReauthenticateView) -> impl IntoView + use<> {
    let password = FormField::line("password", "").with(Control::Line(LineKind::Password));
    view! {
        <h1>{t!("admin-reauthenticate")}</h1>
        {problem(view.problem)}
        <p>{t!("admin-reauthenticate-text")}</p>
        <form class="form" method="post" action=routes::ADMIN_REAUTHENTICATE novalidate=true>
            {passed_on(&view.next)}
            {field(&password, None)}
            <p class="page-actions">
                <button class="button button-strong">{t!("admin-continue")}</button>
                <a class="button" href=routes::ADMIN>{t!("admin-cancel")}</a>
            </p>
        </form>
    }
}

/// The form that waited, with one button: nothing is saved without being asked.
fn resume(kept: &KeptPost) -> impl IntoView + use<> {
    view! {
        <h1>{t!("admin-resume")}</h1>
        <p>{t!("admin-resume-text")}</p>
        <form class="form" method="post" action=kept.action.clone() data-guard="changed">
            {kept_fields(&kept.fields)}
            <p class="page-actions">
                <button class="button button-strong">{t!("admin-resume-button")}</button>
                <a class="button" href=routes::ADMIN>{t!("admin-cancel")}</a>
            </p>
        </form>
    }
}

/// Why signing in goes on.
pub(super) fn problem(problem: Option<SignInNotice>) -> impl IntoView {
    problem.map(|problem| {
        let text = match problem {
            SignInNotice::Wrong => t!("admin-sign-in-wrong").to_owned(),
            SignInNotice::WrongPassword => t!("admin-password-wrong").to_owned(),
            SignInNotice::WrongCode => t!("admin-code-wrong").to_owned(),
            SignInNotice::TooMany(seconds) if seconds > 90 => {
                t!("admin-sign-in-too-many-minutes", minutes = seconds.div_ceil(60))
            }
            SignInNotice::TooMany(seconds) => t!("admin-sign-in-too-many", seconds = seconds),
            SignInNotice::Expired => t!("admin-session-ended").to_owned(),
            SignInNotice::Kept => {
                format!("{} {}", t!("admin-session-ended"), t!("admin-kept"))
            }
        };
        notice::alert(text)
    })
}

/// Where to go on.
pub(super) fn passed_on(next: &str) -> impl IntoView + use<> {
    (!next.is_empty()).then(|| view! { <input type="hidden" name="next" value=next.to_owned() /> })
}
