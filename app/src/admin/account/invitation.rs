//! An invitation: name and password of a new account.

use crate::{
    admin::{
        context::DeskContext,
        document,
        page::DeskPage,
        ui::{Empty, empty_state, form},
    },
    page::Rendering,
};
use leptos::prelude::*;
use views::admin::{
    form::{Control, FormError, FormField, FormSection, FormView, LineKind},
    sign_in::{InvitationView, InvitedEmail},
};

impl DeskPage for InvitationView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        document::bare(context, t!("admin-invitation"), page(self))
    }
}

fn page(view: &InvitationView) -> impl IntoView + use<> {
    match view {
        InvitationView::Ended => {
            let empty = Empty {
                title: t!("admin-invitation-ended").to_owned(),
                text: t!("admin-invitation-ended-text").to_owned(),
                link: None,
            };
            view! {
                <h1 class="hidden">{t!("admin-invitation")}</h1>
                {empty_state(empty)}
            }
            .into_any()
        }
        InvitationView::Open { action, email, role, name, problems } => {
            let text = match email {
                InvitedEmail::Known(email) => {
                    t!("admin-invitation-text", email = email.as_str(), role = role.as_str())
                }
                InvitedEmail::Typed(_) => t!("admin-invitation-owner", role = role.as_str()),
            };
            view! {
                <div class="sign-in">
                    <h1>{t!("admin-invitation")}</h1>
                    <p>{text}</p>
                    {form(&account(action, name, email, problems))}
                </div>
            }
            .into_any()
        }
    }
}

fn account(action: &str, name: &str, email: &InvitedEmail, problems: &[FormError]) -> FormView {
    let email = match email {
        InvitedEmail::Known(_) => None,
        InvitedEmail::Typed(typed) => {
            Some(FormField::line("email", typed).with(Control::Line(LineKind::Email)))
        }
    };
    let password = FormField::line("new-password", "")
        .with(Control::Line(LineKind::NewPassword))
        .helped("new-password");
    FormView {
        action: action.to_owned(),
        button: "accept-invitation".to_owned(),
        cancel: None,
        sections: vec![FormSection {
            key: String::new(),
            version: None,
            save: None,
            fields: std::iter::once(FormField::line("person-name", name))
                .chain(email)
                .chain([password])
                .collect(),
        }],
        problems: problems.to_vec(),
    }
}
