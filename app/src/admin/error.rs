//! Errors within the desk: what happened, which right is missing, and a way on.

use super::{context::DeskContext, document, head::PageHead, page::DeskPage, texts};
use crate::{ErrorPage, page::Rendering};
use domain::staff::Permission;
use leptos::prelude::*;
use views::routes;

/// An error page of the desk.
#[derive(Clone, Copy, Debug)]
pub struct DeskError<'a> {
    /// Its kind.
    pub kind: ErrorPage,
    /// A sentence about this case; may be empty.
    pub detail: &'a str,
    /// The right that the person lacks.
    pub missing: Option<Permission>,
}

impl DeskError<'_> {
    /// Whether a change was refused for a reason that the page says, such as a conflict. Such
    /// statuses have no page of their own.
    fn is_refusal(&self) -> bool {
        self.kind == ErrorPage::BadRequest && !self.detail.is_empty()
    }
}

impl DeskPage for DeskError<'_> {
    fn document(&self, context: &DeskContext<'_>, _: Rendering) -> String {
        let title = if self.is_refusal() {
            t!("admin-problem-refused").to_owned()
        } else {
            texts::of("problem-title", &self.kind.status().to_string())
        };
        if context.shell.person.is_none() {
            return document::bare(context, &title, page(self, title.clone()));
        }
        let head = PageHead { title: title.clone().into(), ..PageHead::default() };
        document::desk(context, &head, page(self, title))
    }
}

fn page(error: &DeskError<'_>, title: String) -> impl IntoView + use<> {
    let status = (!error.is_refusal()).then(|| {
        let text = t!("problem-status", status = error.kind.status());
        view! { <p class="quiet small number">{text}</p> }
    });
    let text = if error.is_refusal() {
        t!("admin-problem-403").to_owned()
    } else {
        texts::of("problem", &error.kind.status().to_string())
    };
    let detail = (!error.detail.is_empty()).then(|| view! { <p>{error.detail.to_owned()}</p> });
    let missing = error.missing.map(|permission| {
        let right = texts::of("permission", permission.key());
        view! { <p>{t!("admin-problem-right", right = right)}</p> }
    });
    view! {
        <div class="empty">
            {status}
            <h1>{title}</h1>
            <p>{text}</p>
            {detail}
            {missing}
            <p><a class="button" href=routes::ADMIN>{t!("admin-problem-home")}</a></p>
        </div>
    }
}
