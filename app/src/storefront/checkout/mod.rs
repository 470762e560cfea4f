//! Checkout: four steps on one page, one of them open. Completed steps are summaries with a link to
//! change them.

pub mod challenge;
mod contact;
mod delivery;
pub mod notices;
mod onward;
mod payment;
mod review;

use crate::{
    Page, PageContext,
    document::{self, Head},
    i18n,
    islands::checkout::{SummaryFold, api::OrderSummary, order_summary},
    page::Rendering,
    ui::{Icon, icon, notice},
};
use leptos::{
    either::{Either, EitherOf3, EitherOf4},
    prelude::*,
};
use views::checkout::{CheckoutView, Step};
use views::routes;

impl Page for CheckoutView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::bare(context, &head(context.shop_name), page(self, context))
    }
}

/// The document's head.
fn head(shop_name: &str) -> Head<'static> {
    Head {
        title: t!("checkout-title").into(),
        description: t!("checkout-description", shop = shop_name).into(),
        canonical: Some(routes::CHECKOUT.to_owned()),
        ..Head::default()
    }
}

/// The page.
fn page<'a>(view: &'a CheckoutView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let message = view.notice.map(|why| notice::alert(notices::checkout_notice(why)));
    let order = OrderSummary::new(view);
    let fold = if view.step == Step::Review { SummaryFold::Open } else { SummaryFold::Closed };
    view! {
        <div class="page checkout">
            <h1>{t!("checkout-title")}</h1>
            {order_summary(RwSignal::new(order), RwSignal::new(false), fold)}
            <div class="checkout-steps">
                {message}
                {Step::ALL.into_iter().enumerate().map(
                    |(i, step)| section(view, context, (i + 1, step))
                ).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

/// A step with its number.
fn section<'a>(
    view: &'a CheckoutView,
    context: &'a PageContext<'a>,
    (number, step): (usize, Step),
) -> impl IntoView + 'a {
    let id = format!("step-{}", step.key());
    let title = i18n::find(&id).unwrap_or_default();
    if step == view.step {
        let form = match step {
            Step::Contact => EitherOf4::A(contact::form(view)),
            Step::Delivery => EitherOf4::B(delivery::form(view)),
            Step::Payment => EitherOf4::C(payment::form(view)),
            Step::Review => EitherOf4::D(review::form(view, context)),
        };
        return EitherOf3::A(view! {
            <section
                class="step step-open"
                id=id.clone()
                aria-labelledby=format!("{id}-title")
                data-step=step.key()
            >
                <h2 id=format!("{id}-title")>
                    <span class="step-number number">{number}</span>
                    {title}
                </h2>
                {form}
            </section>
        });
    }
    if step < view.reached {
        return EitherOf3::B(view! {
            <section class="step step-done" id=id>
                <h2><span class="step-number">{icon(Icon::Check)}</span>{title}</h2>
                {done(view, step)}
                <a class="step-change" href=routes::checkout_step(step)>
                    {t!("checkout-change")}
                    <span class="hidden">" "{title}</span>
                </a>
            </section>
        });
    }
    EitherOf3::C(view! {
        <section class="step step-closed" id=id>
            <h2><span class="step-number number">{number}</span>{title}</h2>
        </section>
    })
}

fn done(view: &CheckoutView, step: Step) -> impl IntoView + '_ {
    match step {
        Step::Contact => Either::Left(contact::done(view)),
        Step::Delivery => Either::Right(Either::Left(delivery::done(view))),
        Step::Payment | Step::Review => Either::Right(Either::Right(payment::done(view))),
    }
}
