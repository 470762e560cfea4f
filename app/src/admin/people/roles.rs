//! The list of roles, and a role's page.

use crate::{
    admin::{
        context::DeskContext,
        document,
        head::PageHead,
        page::DeskPage,
        texts,
        ui::{field, form_errors, list_page},
    },
    islands::admin::UnsavedGuard,
    page::Rendering,
    ui::notice,
};
use leptos::prelude::*;
use views::admin::{
    form::{FormField, FormView},
    people::{PermissionChoice, PermissionGroup, RoleView, RolesView},
    shell::MenuItem,
};

impl DeskPage for RolesView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let head = PageHead {
            title: texts::of("menu", MenuItem::Roles.key()).into(),
            item: Some(MenuItem::Roles),
            breadcrumbs: Vec::new(),
        };
        document::desk(context, &head, list_page(&self.list))
    }
}

impl DeskPage for RoleView {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title: &str = if self.name.is_empty() { t!("admin-new-roles") } else { &self.name };
        let head =
            PageHead { title: title.into(), item: Some(MenuItem::Roles), breadcrumbs: Vec::new() };
        document::desk(context, &head, role(self, title))
    }
}

fn role(view: &RoleView, title: &str) -> impl IntoView + use<> {
    let groups = view.permissions.iter().map(|group| permissions(view, group));
    let groups = groups.collect::<Vec<_>>();
    let sees = view.sees.iter().map(|key| view! { <li>{texts::of("menu", key)}</li> });
    let sees = sees.collect::<Vec<_>>();
    let fixed = view.built_in.then(|| notice::info(t!("admin-role-built-in")));
    let used = t!("admin-role-people", count = view.people);
    let name = FormField::line("role-name", &view.name);
    let errors = FormView {
        action: view.action.clone(),
        button: String::new(),
        cancel: None,
        sections: Vec::new(),
        problems: view.problems.clone(),
    };
    let problem = view.problems.iter().find(|problem| problem.field == name.name);
    let guard = if view.problems.is_empty() { "" } else { "changed" };
    let unsaved = t!("admin-unsaved").to_owned();
    let save = (!view.built_in).then(|| {
        view! {
            <div class="save-bar">
                <UnsavedGuard text=unsaved />
                <button class="button button-strong">{t!("admin-save")}</button>
            </div>
        }
    });
    let name = (!view.built_in).then(|| field(&name, problem));
    let delete = view.deletable.then(|| {
        view! {
            <form method="post" action=view.action.clone()>
                <button class="button" name="do" value="delete">{t!("admin-role-delete")}</button>
            </form>
        }
    });
    view! {
        <h1>{title.to_owned()}</h1>
        <p class="quiet">{used}</p>
        {fixed}
        {form_errors(&errors)}
        <form
            class="form"
            method="post"
            action=view.action.clone()
            novalidate=true
            data-guard=guard
        >
            <input type="hidden" name="version" value=view.version.to_string() />
            {name}
            <div class="form-section" id="permission" tabindex="-1">{groups}</div>
            {save}
        </form>
        <section aria-labelledby="sees-title">
            <h2 id="sees-title">{t!("admin-role-sees")}</h2>
            <ul class="chips">{sees}</ul>
        </section>
        {delete}
    }
}

/// The permissions of an area. What the person lacks themselves cannot be ticked.
fn permissions(view: &RoleView, group: &PermissionGroup) -> impl IntoView + use<> {
    let locked = view.built_in;
    let one = |permission: &PermissionChoice| {
        let disabled = locked || !permission.grantable;
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name="permission"
                    value=permission.key.clone()
                    checked=permission.granted
                    disabled=disabled
                />
                <span>{texts::of("permission", &permission.key)}</span>
            </label>
        }
    };
    let boxes = group.permissions.iter().map(one).collect::<Vec<_>>();
    view! {
        <fieldset class="checks">
            <legend class="label">{texts::of("area", &group.key)}</legend>
            {boxes}
        </fieldset>
    }
}
