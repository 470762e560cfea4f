//! A new password by a link: the request, and the link.

use super::sign_in::problem;
use crate::{
    admin::{
        context::DeskContext,
        document,
        page::DeskPage,
        ui::{Empty, empty_state, field, form},
    },
    page::Rendering,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{Control, FormError, FormField, FormSection, FormView, LineKind},
        sign_in::{ResetRequestView, ResetView},
    },
    routes,
};

impl DeskPage for ResetRequestView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-reset-request"), request(self))
    }
}

impl DeskPage for ResetView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-reset"), reset(self))
    }
}

fn request(view: &ResetRequestView) -> AnyView {
    match view {
        ResetRequestView::Sent => view! {
            <div class="sign-in">
                <h1>{t!("admin-reset-request")}</h1>
                <p role="status">{t!("admin-reset-sent")}</p>
                <p><a href=routes::ADMIN_SIGN_IN>{t!("admin-sign-in")}</a></p>
            </div>
        }
        .into_any(),
        ResetRequestView::Ask { email, problem: notice } => {
            let email = FormField::line("email", email).with(Control::Line(LineKind::Email));
            view! {
                <div class="sign-in">
                    <h1>{t!("admin-reset-request")}</h1>
                    {problem(*notice)}
                    <p>{t!("admin-reset-request-text")}</p>
                    <form
                        class="form"
                        method="post"
                        action=routes::ADMIN_RESET_REQUEST
                        novalidate=true
                    >
                        {field(&email, None)}
                        <p>
                            <button class="button button-strong">{t!("admin-reset-send")}</button>
                        </p>
                    </form>
                    <p><a href=routes::ADMIN_SIGN_IN>{t!("admin-sign-in")}</a></p>
                </div>
            }
            .into_any()
        }
    }
}

fn reset(view: &ResetView) -> AnyView {
    match view {
        ResetView::Ended => {
            let empty = Empty {
                title: t!("admin-reset-ended").to_owned(),
                text: t!("admin-reset-ended-text").to_owned(),
                link: Some((
                    routes::ADMIN_RESET_REQUEST.to_owned(),
                    t!("admin-reset-request").to_owned(),
                )),
            };
            view! {
                <h1 class="hidden">{t!("admin-reset")}</h1>
                {empty_state(empty)}
            }
            .into_any()
        }
        ResetView::Open { action, email, problems } => view! {
            <div class="sign-in">
                <h1>{t!("admin-reset")}</h1>
                <p>{t!("admin-reset-text", email = email.as_str())}</p>
                {form(&new_password(action, problems))}
            </div>
        }
        .into_any(),
    }
}

fn new_password(action: &str, problems: &[FormError]) -> FormView {
    let password = FormField::line("new-password", "")
        .with(Control::Line(LineKind::NewPassword))
        .helped("new-password");
    FormView {
        action: action.to_owned(),
        button: "set-password".to_owned(),
        cancel: None,
        sections: vec![FormSection {
            key: String::new(),
            version: None,
            save: None,
            fields: vec![password],
        }],
        problems: problems.to_vec(),
    }
}
