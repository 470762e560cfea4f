//! The list of people with the invitation form, and a person's page.

use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{form, list_page, status_badge},
    },
    page::Rendering,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{Control, FormField, FormSection, FormView, LineKind},
        people::{InviteForm, PeopleView, PersonView},
        shell::MenuItem,
    },
    routes,
};

impl DeskPage for PeopleView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead {
            title: texts::of("menu", MenuItem::People.key()).into(),
            item: Some(MenuItem::People),
            breadcrumbs: Vec::new(),
        };
        let invite = self.invite.as_ref().map(|invite| {
            view! {
                <section aria-labelledby="invite-title">
                    <h2 id="invite-title">{t!("admin-invite-title")}</h2>
                    <p class="quiet">{t!("admin-invite-text")}</p>
                    {form(&invitation(invite))}
                </section>
            }
        });
        document::desk(context, &head, view! { {list_page(&self.list)} {invite} })
    }
}

fn invitation(invite: &InviteForm) -> FormView {
    let email = FormField::line("email", &invite.email).with(Control::Line(LineKind::Email));
    let role = FormField::line("role", &invite.role)
        .with(Control::Choice(invite.roles.clone()))
        .helped("role");
    FormView {
        action: routes::ADMIN_INVITE.to_owned(),
        button: "invite".to_owned(),
        cancel: None,
        sections: vec![FormSection {
            key: String::new(),
            version: None,
            save: None,
            fields: vec![email, role],
        }],
        problems: invite.problems.clone(),
    }
}

impl DeskPage for PersonView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead {
            title: self.name.as_str().into(),
            item: Some(MenuItem::People),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, person(self))
    }
}

fn person(view: &PersonView) -> impl IntoView + use<> {
    let action = |key: &String| {
        view! {
            <form method="post" action=routes::admin_person(&view.id)>
                <button class="button" name="do" value=key.clone()>
                    {texts::of("action", key)}
                </button>
            </form>
        }
    };
    let actions = view.actions.iter().map(action).collect::<Vec<_>>();
    view! {
        <div class="page-head">
            <h1>{view.name.clone()}</h1>
            {status_badge(&view.status)}
            <div class="page-actions">{actions}</div>
        </div>
        <p class="quiet">{view.email.clone()}</p>
        {form(&view.form)}
    }
}
