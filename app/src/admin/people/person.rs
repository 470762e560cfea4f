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
    dates,
    page::Rendering,
};
use leptos::prelude::*;
use views::{
    admin::{
        form::{Control, FormField, FormSection, FormView, LineKind},
        people::{InvitationRow, InviteForm, PeopleView, PersonView, PolicyForm},
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
        let page = view! {
            {list_page(&self.list)}
            {invitations(&self.invitations)}
            {invite}
            {self.policy.map(policy)}
        };
        document::desk(context, &head, page)
    }
}

fn invitations(rows: &[InvitationRow]) -> impl IntoView + use<> {
    if rows.is_empty() {
        return None;
    }
    let rows = rows.iter().map(|row| {
        let email = if row.email.is_empty() {
            t!("admin-invitation-first").to_owned()
        } else {
            row.email.clone()
        };
        let expires = dates::local_time(&row.expires);
        let text = t!(
            "admin-invitation-row",
            roles = row.roles.as_str(),
            by = row.by.as_str(),
            expires = expires
        );
        let label = t!("admin-invitation-withdraw-label", email = email.as_str());
        view! {
            <li>
                <div>
                    <b>{email}</b>
                    <span class="quiet small">{text}</span>
                </div>
                <form method="post" action=routes::admin_invitation_withdraw(&row.id)>
                    <button class="button" aria-label=label>
                        {t!("admin-invitation-withdraw")}
                    </button>
                </form>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    Some(view! {
        <section class="form-section" aria-labelledby="invitations-title">
            <h2 id="invitations-title">{t!("admin-invitations-title")}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    })
}

fn policy(policy: PolicyForm) -> impl IntoView {
    let (text, value, button) = if policy.required {
        (t!("admin-policy-required"), "optional", t!("admin-policy-make-optional"))
    } else {
        (t!("admin-policy-optional"), "required", t!("admin-policy-make-required"))
    };
    view! {
        <section class="form-section" aria-labelledby="policy-title">
            <h2 id="policy-title">{t!("admin-second-factor")}</h2>
            <p>{text}</p>
            <form method="post" action=routes::ADMIN_PEOPLE_POLICY>
                <input type="hidden" name="version" value=policy.version.to_string() />
                <button class="button" name="second-factor" value=value>{button}</button>
            </form>
        </section>
    }
}

fn invitation(invite: &InviteForm) -> FormView {
    let name = FormField::line("person-name", &invite.name).optional();
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
            fields: vec![email, name, role],
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
