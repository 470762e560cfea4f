//! The online withdrawal function: a statement, its confirmation, and the acknowledgement.

use crate::{
    Page, PageContext, dates,
    document::{self, Head},
    page::Rendering,
    ui::field::{Field, field, summary},
};
use domain::content::PageRole;
use leptos::{either::EitherOf3, prelude::*};
use views::routes;
use views::withdrawal::{LocalTime, WithdrawStep, WithdrawView};

impl Page for WithdrawView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(context), "", page(self, context))
    }
}

/// The document's head.
fn head(context: &PageContext<'_>) -> Head<'static> {
    Head {
        title: t!("withdraw-title").into(),
        description: t!("withdraw-text", days = context.withdrawal_days).into(),
        canonical: Some(routes::WITHDRAW.to_owned()),
        ..Head::default()
    }
}

/// The page.
fn page<'a>(view: &'a WithdrawView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let title = if matches!(view.step, WithdrawStep::Received { .. }) {
        t!("withdraw-received-title")
    } else {
        t!("withdraw-title")
    };
    let content = match &view.step {
        WithdrawStep::Statement => EitherOf3::A(statement(view, context)),
        WithdrawStep::Confirm { key } => EitherOf3::B(confirm(view, key)),
        WithdrawStep::Received { at } => EitherOf3::C(received(view, at)),
    };
    view! {
        <div class="page narrow">
            <h1>{title}</h1>
            {content}
        </div>
    }
}

fn statement<'a>(view: &'a WithdrawView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let name = Field::text("consumer", t!("withdraw-name"), "name");
    let number = Field {
        hint: t!("withdraw-number-hint"),
        ..Field::text("number", t!("withdraw-number"), "off")
    };
    let email = Field {
        kind: "email",
        mode: "email",
        hint: t!("withdraw-email-hint"),
        ..Field::text("email", t!("field-email"), "email")
    };
    let items = Field {
        optional: true,
        hint: t!("withdraw-items-hint"),
        ..Field::text("items", t!("withdraw-items"), "off")
    };
    view! {
        <p class="lead">{t!("withdraw-text", days = context.withdrawal_days)}</p>
        {summary(&view.errors)}
        <form class="form" method="post" action=routes::WITHDRAW novalidate=true>
            {field(name, &view.name, &view.errors)}
            {field(number, &view.number, &view.errors)}
            {field(email, &view.email, &view.errors)}
            {field(items, &view.items, &view.errors)}
            <p><button class="button button-strong">{t!("withdraw-continue")}</button></p>
        </form>
        <p class="quiet small">
            {t!("withdraw-other")}
            " "
            {context.page(PageRole::Withdrawal).map(|href| view! {
                <a href=href>{t!("withdraw-form-link")}</a>
            })}
        </p>
    }
}

fn row(label: &'static str, value: &str) -> impl IntoView + use<> {
    view! {
        <div>
            <dt class="label">{label}</dt>
            <dd>{value.to_owned()}</dd>
        </div>
    }
}

/// The statement, with the time of receipt.
fn stated(view: &WithdrawView, at: Option<&str>) -> impl IntoView + use<> {
    let statement = match view.items.as_str() {
        "" => t!("withdraw-statement-all").to_owned(),
        items => t!("withdraw-statement-items", items = items),
    };
    view! {
        <dl class="stated">
            {at.map(|at| row(t!("withdraw-received-at"), at))}
            {row(t!("withdraw-number"), &view.number)}
            {row(t!("withdraw-name"), &view.name)}
            {row(t!("field-email"), &view.email)}
            {row(t!("withdraw-statement"), &statement)}
        </dl>
    }
}

fn confirm<'a>(view: &'a WithdrawView, key: &'a str) -> impl IntoView + 'a {
    let typed = [
        ("consumer", &view.name),
        ("number", &view.number),
        ("email", &view.email),
        ("items", &view.items),
    ];
    let hidden =
        typed.map(|(name, value)| view! { <input type="hidden" name=name value=value.as_str() /> });
    let again =
        typed.map(|(name, value)| view! { <input type="hidden" name=name value=value.as_str() /> });
    view! {
        <p class="lead">{t!("withdraw-check")}</p>
        {stated(view, None)}
        <form class="form" method="post" action=routes::WITHDRAW_CONFIRM>
            {hidden}
            <input type="hidden" name="key" value=key />
            <p><button class="button button-strong">{t!("withdraw-confirm")}</button></p>
        </form>
        <form method="post" action=routes::WITHDRAW>
            {again}
            <p>
                <button class="link-button" name="change" value="1">{t!("withdraw-change")}</button>
            </p>
        </form>
    }
}

fn received<'a>(view: &'a WithdrawView, at: &'a LocalTime) -> impl IntoView + 'a {
    view! {
        <p class="lead">{t!("withdraw-mail", email = view.email.as_str())}</p>
        {stated(view, Some(&dates::local_time(at)))}
        <p>{t!("withdraw-next")}</p>
    }
}
