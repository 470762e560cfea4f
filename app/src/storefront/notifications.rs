//! The page of a back-in-stock subscription. It is confirmed or ended by a button, since mail
//! programs may open links automatically.

use crate::{
    Page, PageContext,
    document::{self, Head},
    page::Rendering,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::notifications::{SubscriptionState, SubscriptionView};

impl Page for SubscriptionView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(), "", page(self))
    }
}

/// The document's head.
fn head() -> Head<'static> {
    Head { title: t!("subscription-title").into(), ..Head::default() }
}

/// The page.
fn page(view: &SubscriptionView) -> impl IntoView + '_ {
    let name = view.name.as_str();
    let text = match view.state {
        SubscriptionState::Requested => t!("subscription-requested", name = name),
        SubscriptionState::Confirmed => t!("subscription-confirmed", name = name),
        SubscriptionState::Ended => t!("subscription-ended").to_owned(),
    };
    let confirm = (view.state == SubscriptionState::Requested).then(|| {
        view! {
            <form method="post" action=view.confirm.clone()>
                <button class="buy">{t!("subscription-confirm")}</button>
            </form>
        }
    });
    let end = (view.state != SubscriptionState::Ended).then(|| {
        view! {
            <form method="post" action=view.end.clone()>
                <button class="button">{t!("subscription-end")}</button>
            </form>
        }
    });
    view! {
        <div class="page narrow">
            <div class="empty">
                {icon(Icon::Check)}
                <h1>{t!("subscription-title")}</h1>
                <p>{text}</p>
                {confirm}
                {end}
            </div>
        </div>
    }
}
