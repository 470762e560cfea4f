//! Signing in: email and password, the second factor, and the form that waited for it.

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
        sign_in::{KeptPost, ResumeView, SecondFactor, SecondFactorView, SignInNotice, SignInView},
    },
    routes,
};

/// The prefix of the fields of a form that waits until somebody has signed in.
pub const KEPT_PREFIX: &str = "kept.";
/// The field with the address of that form.
pub const KEPT_ACTION: &str = "kept-action";

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
            {waiting(view.kept.as_ref())}
            <form class="form" method="post" action=routes::ADMIN_SIGN_IN novalidate=true>
                {passed_on(&view.next, view.kept.as_ref())}
                {field(&email, None)}
                {field(&password, None)}
                <p><button class="button button-strong">{t!("admin-sign-in")}</button></p>
            </form>
            <p class="quiet small">{t!("admin-sign-in-help")}</p>
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
    view! {
        <div class="sign-in">
            <h1>{t!("admin-second-factor")}</h1>
            {problem(view.problem)}
            <p>{text}</p>
            <form class="form" method="post" action=routes::ADMIN_SECOND_FACTOR novalidate=true>
                {passed_on(&view.next, view.kept.as_ref())}
                {field(&code, None)}
                <p><button class="button button-strong">{t!("admin-continue")}</button></p>
                // A button, not a link: the form that waits is passed on.
                <p><button class="link-button" name="use" value=other>{other_text}</button></p>
            </form>
        </div>
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

fn problem(problem: Option<SignInNotice>) -> impl IntoView {
    problem.map(|problem| match problem {
        SignInNotice::Wrong => notice::alert(t!("admin-sign-in-wrong").to_owned()),
        SignInNotice::WrongCode => notice::alert(t!("admin-code-wrong").to_owned()),
        SignInNotice::TooMany(seconds) => {
            notice::alert(t!("admin-sign-in-too-many", seconds = seconds))
        }
        SignInNotice::Expired => notice::alert(t!("admin-session-ended").to_owned()),
    })
}

/// Says that a posted form has been kept.
fn waiting(kept: Option<&KeptPost>) -> impl IntoView + use<> {
    kept.map(|_| notice::info(t!("admin-kept")))
}

/// Where to go on, and the form that waits.
fn passed_on(next: &str, kept: Option<&KeptPost>) -> impl IntoView + use<> {
    let next = (!next.is_empty())
        .then(|| view! { <input type="hidden" name="next" value=next.to_owned() /> });
    let kept = kept.map(|kept| {
        let named =
            |(name, value): &(String, String)| (format!("{KEPT_PREFIX}{name}"), value.clone());
        let fields: Vec<_> = kept.fields.iter().map(named).collect();
        view! {
            <input type="hidden" name=KEPT_ACTION value=kept.action.clone() />
            {kept_fields(&fields)}
        }
    });
    view! { {next} {kept} }
}
