//! The account page: name, password, second factor, sessions.

use super::enrolment::secret;
use crate::{
    admin::{context::DeskContext, document, head::PageHead, page::DeskPage, ui::field},
    dates,
    page::Rendering,
};
use leptos::prelude::*;
use views::{
    admin::{
        account::{AccountView, SecondFactorState, SessionRow},
        form::{Control, FormField, LineKind},
    },
    routes,
};

impl DeskPage for AccountView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead { title: t!("admin-account").into(), ..PageHead::default() };
        document::desk(context, &head, page(self))
    }
}

fn page(view: &AccountView) -> impl IntoView + use<> {
    let roles = view.roles.join(", ");
    view! {
        <h1>{t!("admin-account")}</h1>
        <dl class="stated">
            <div><dt class="label">{t!("admin-label-email")}</dt>
                <dd>{view.email.clone()}</dd></div>
            <div><dt class="label">{t!("admin-label-role")}</dt><dd>{roles}</dd></div>
        </dl>
        {name(view)}
        {password(view)}
        {second_factor(view)}
        {sessions(&view.sessions)}
    }
}

/// A field of this page, with what is wrong with it.
fn line(view: &AccountView, one: FormField) -> impl IntoView + use<> {
    let problem = view.problems.iter().find(|problem| problem.field == one.name);
    field(&one, problem)
}

fn name(view: &AccountView) -> impl IntoView + use<> {
    view! {
        <section class="form-section" aria-labelledby="name-title">
            <h2 id="name-title">{t!("admin-label-person-name")}</h2>
            <form class="form" method="post" action=routes::ADMIN_ACCOUNT novalidate=true>
                {line(view, FormField::line("person-name", &view.name))}
                <p><button class="button">{t!("admin-name-change")}</button></p>
            </form>
        </section>
    }
}

fn password(view: &AccountView) -> impl IntoView + use<> {
    let current = FormField::line("current-password", "").with(Control::Line(LineKind::Password));
    let new = FormField::line("new-password", "")
        .with(Control::Line(LineKind::NewPassword))
        .helped("new-password");
    view! {
        <section class="form-section" aria-labelledby="password-title">
            <h2 id="password-title">{t!("admin-password-title")}</h2>
            <form
                class="form"
                method="post"
                action=routes::ADMIN_ACCOUNT_PASSWORD
                novalidate=true
            >
                {line(view, current)}
                {line(view, new)}
                <p><button class="button">{t!("admin-password-change")}</button></p>
            </form>
        </section>
    }
}

fn second_factor(view: &AccountView) -> impl IntoView + use<> {
    let inside = match &view.second_factor {
        SecondFactorState::Off => view! {
            <p>{t!("admin-second-factor-off")}</p>
            <form method="post" action=routes::ADMIN_ACCOUNT_SECOND_FACTOR>
                <button class="button button-strong" name="do" value="begin">
                    {t!("admin-second-factor-begin")}
                </button>
            </form>
        }
        .into_any(),
        SecondFactorState::SetUp { qr, secret: text } => {
            let code = FormField::line("code", "").with(Control::Line(LineKind::OneTimeCode));
            view! {
                {secret(qr, text)}
                <form
                    class="form"
                    method="post"
                    action=routes::ADMIN_ACCOUNT_SECOND_FACTOR
                    novalidate=true
                >
                    {line(view, code)}
                    <p>
                        <button class="button button-strong" name="do" value="confirm">
                            {t!("admin-second-factor-confirm")}
                        </button>
                    </p>
                </form>
            }
            .into_any()
        }
        SecondFactorState::On { codes_left, optional } => view! {
            <p>{t!("admin-second-factor-on")}</p>
            <p>{t!("admin-codes-left", count = *codes_left)}</p>
            <div class="page-actions">
                <form method="post" action=routes::ADMIN_ACCOUNT_RECOVERY_CODES>
                    <button class="button">{t!("admin-codes-new")}</button>
                </form>
                <form method="post" action=routes::ADMIN_ACCOUNT_SECOND_FACTOR>
                    <button class="button" name="do" value="begin">
                        {t!("admin-second-factor-replace")}
                    </button>
                </form>
                {optional.then(|| view! {
                    <form method="post" action=routes::ADMIN_ACCOUNT_SECOND_FACTOR>
                        <button class="button" name="do" value="remove">
                            {t!("admin-second-factor-remove")}
                        </button>
                    </form>
                })}
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="form-section" aria-labelledby="factor-title">
            <h2 id="factor-title">{t!("admin-second-factor")}</h2>
            {inside}
        </section>
    }
}

fn sessions(sessions: &[SessionRow]) -> impl IntoView + use<> {
    let rows = sessions.iter().map(session).collect::<Vec<_>>();
    let others = sessions.iter().any(|session| !session.current).then(|| {
        view! {
            <form method="post" action=routes::ADMIN_ACCOUNT_SESSIONS>
                <button class="button">{t!("admin-sessions-end")}</button>
            </form>
        }
    });
    view! {
        <section class="form-section" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{t!("admin-sessions-title")}</h2>
            <ul class="rows">{rows}</ul>
            {others}
        </section>
    }
}

fn session(session: &SessionRow) -> impl IntoView + use<> {
    let used = t!("admin-session-used", when = dates::local_time(&session.used));
    let end = if session.current {
        view! { <span class="status status-good">{t!("admin-session-current")}</span> }.into_any()
    } else {
        let label = t!("admin-session-end-label", browser = session.browser.as_str());
        view! {
            <form method="post" action=routes::admin_session(&session.id)>
                <button class="button" aria-label=label>{t!("admin-session-end")}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <div>
                <b>{session.browser.clone()}</b>
                <span class="quiet small">{session.address.clone()}" · "{used}</span>
            </div>
            {end}
        </li>
    }
}
