//! An order: the confirmation, and its page with the current status.

use crate::{
    document::Head,
    i18n,
    ui::{
        Icon, icon, notice,
        picture::{Slot, silent_plate},
        price::price,
        totals::{TotalsTexts, tax_lines, tax_texts, totals},
    },
};
use domain::orders::OrderState;
use leptos::{either::Either, prelude::*};
use views::orders::{OrderLineView, OrderView};
use views::routes;

/// The head of the confirmation.
#[must_use]
pub fn confirmation_head() -> Head<'static> {
    Head { title: t!("confirmation-title").into(), ..Head::default() }
}

/// The head of the order's page.
#[must_use]
pub fn head(order: &OrderView) -> Head<'static> {
    Head { title: t!("order-title", number = order.number.to_string()).into(), ..Head::default() }
}

/// The page directly after the order.
pub fn confirmation(order: &OrderView) -> impl IntoView + '_ {
    let haulier = (!order.phone.is_empty()).then(|| {
        view! {
            <li>
                {icon(Icon::Clock)}
                <span>{t!("confirmation-haulier", number = order.phone.as_str())}</span>
            </li>
        }
    });
    view! {
        <div class="page order-page">
            <header class="order-head">
                <p class="done">{icon(Icon::Check)}</p>
                <h1>{t!("confirmation-title")}</h1>
                <p class="lead">{t!("confirmation-mail", email = order.email.as_str())}</p>
                {number(order)}
                <p class="quiet small">{t!("order-placed", day = order.placed_on.as_str())}</p>
            </header>
            <section class="band next-steps" aria-labelledby="next-title">
                <h2 id="next-title">{t!("confirmation-next")}</h2>
                <ol class="steps-list">
                    <li>{icon(Icon::Box)}<span>{t!("confirmation-pack")}</span></li>
                    <li>{icon(Icon::Truck)}<span>{t!("confirmation-ship")}</span></li>
                    {haulier}
                    <li>
                        {icon(Icon::House)}
                        <span>{t!("confirmation-arrive", when = order.expected.as_str())}</span>
                    </li>
                </ol>
                <p class="no-print">
                    <a class="button button-strong" href=routes::order(&order.number)>
                        {t!("confirmation-track")}
                    </a>
                </p>
            </section>
            {details(order)}
            <p class="no-print"><a href="/">{t!("confirmation-home")}</a></p>
        </div>
    }
}

/// The page afterwards: status steps, then the contents.
pub fn page(order: &OrderView) -> impl IntoView + '_ {
    let state = if order.state == OrderState::Cancelled {
        Either::Left(notice::info(t!("order-cancelled")))
    } else {
        Either::Right(steps(order))
    };
    let under_way = matches!(order.state, OrderState::Shipped | OrderState::Delivered);
    let tracking = order.tracking.as_ref().filter(|_| under_way).map(
        |code| view! { <p>{t!("order-tracking")}" "<b class="number">{code.as_str()}</b></p> },
    );
    view! {
        <div class="page order-page">
            <header class="order-head">
                <p class="eyebrow">{t!("order-placed", day = order.placed_on.as_str())}</p>
                <h1>
                    {t!("order-word")}
                    " "
                    <span class="nowrap number">{order.number.to_string()}</span>
                </h1>
                {next_line(order)}
            </header>
            {state}
            {tracking}
            {details(order)}
            <p class="quiet small no-print">
                {t!("order-link")}
                " "
                <a href=routes::CONTACT>{t!("nothing-contact-link")}</a>
            </p>
            <p class="small no-print">
                <a href=routes::withdraw(&order.number)>{t!("withdraw-link")}</a>
            </p>
        </div>
    }
}

fn number(order: &OrderView) -> impl IntoView + '_ {
    view! {
        <p class="order-number">
            <span class="quiet small">{t!("order-number")}</span>
            <b class="number">{order.number.to_string()}</b>
        </p>
    }
}

/// The next status step and its date.
fn next_line(order: &OrderView) -> impl IntoView + use<> {
    let text = match order.state {
        OrderState::Placed => Some(t!("order-next-placed", when = order.expected.as_str())),
        OrderState::Packed => Some(t!("order-next-packed", when = order.expected.as_str())),
        OrderState::Shipped => Some(t!("order-next-shipped", when = order.expected.as_str())),
        OrderState::Delivered => Some(t!("order-next-delivered").to_owned()),
        OrderState::Cancelled => None,
    };
    text.map(|text| view! { <p class="lead">{text}</p> })
}

fn place(state: OrderState) -> usize {
    OrderState::STEPS.iter().position(|step| *step == state).unwrap_or(0)
}

fn steps(order: &OrderView) -> impl IntoView + '_ {
    let now = place(order.state);
    let step = |(i, state): (usize, OrderState)| {
        let day = order
            .steps
            .iter()
            .find(|(reached, _)| *reached == state)
            .and_then(|(_, day)| day.clone());
        let (class, mark) = match i {
            i if i < now => ("order-step order-step-done", Icon::Check),
            i if i == now => ("order-step order-step-now", picture(state)),
            i if i == now + 1 => ("order-step order-step-next", picture(state)),
            _ => ("order-step", picture(state)),
        };
        let name = i18n::find(&format!("step-{}", state.key())).unwrap_or_default();
        let ahead = match state {
            OrderState::Delivered => order.expected.as_str(),
            _ if i == now + 1 => t!("step-next"),
            _ => "",
        };
        let day = day.unwrap_or_else(|| if i > now { ahead.to_owned() } else { String::new() });
        view! {
            <li class=class aria-current=(i == now).then_some("step")>
                <span class="order-step-mark">{icon(mark)}</span>
                <b>{name}</b>
                <span class="quiet small number">{day}</span>
            </li>
        }
    };
    view! {
        <ol class="order-steps" aria-label=t!("steps-label")>
            {OrderState::STEPS.into_iter().enumerate().map(step).collect::<Vec<_>>()}
        </ol>
    }
}

fn picture(state: OrderState) -> Icon {
    match state {
        OrderState::Packed => Icon::Box,
        OrderState::Shipped => Icon::Truck,
        OrderState::Delivered => Icon::House,
        OrderState::Placed | OrderState::Cancelled => Icon::Check,
    }
}

fn details(order: &OrderView) -> impl IntoView + '_ {
    let address = order
        .address
        .lines()
        .into_iter()
        .map(|line| view! { <span>{line}</span> })
        .collect::<Vec<_>>();
    let phone = (!order.phone.is_empty()).then(|| {
        view! {
            <p class="quiet number">{t!("delivery-phone", number = order.phone.as_str())}</p>
        }
    });
    let payment = (!order.payment.is_empty()).then(|| {
        view! {
            <div>
                <h3 class="label">{t!("order-payment")}</h3>
                <p>{order.payment.as_str()}</p>
            </div>
        }
    });
    let billing = order.billing.as_ref().map(|address| {
        let lines = address
            .lines()
            .into_iter()
            .map(|line| view! { <span>{line}</span> })
            .collect::<Vec<_>>();
        view! {
            <div>
                <h3 class="label">{t!("checkout-billing")}</h3>
                <address>{lines}</address>
            </div>
        }
    });
    view! {
        <section class="band order-details" aria-labelledby="order-lines-title">
            <div>
                <h2 id="order-lines-title">{t!("order-lines")}</h2>
                <ul class="lines">{order.lines.iter().map(line).collect::<Vec<_>>()}</ul>
            </div>
            <div class="order-facts">
                {totals(TotalsTexts::new(&order.totals, &order.address.country, false))}
                {tax_lines(tax_texts(&order.taxes, order.totals.tax_included))}
                <div>
                    <h3 class="label">{t!("order-address")}</h3>
                    <address>{address}</address>
                </div>
                <div>
                    <h3 class="label">{t!("order-delivery")}</h3>
                    <p>{order.delivery.as_str()}</p>
                    {phone}
                </div>
                {payment}
                {billing}
                {seller(order)}
            </div>
        </section>
    }
}

/// The seller, which makes the page a receipt.
fn seller(order: &OrderView) -> impl IntoView + use<> {
    let seller = &order.seller;
    let lines = std::iter::once(&seller.name)
        .chain(&seller.address)
        .map(|line| view! { <span>{line.clone()}</span> })
        .collect::<Vec<_>>();
    let vat = (!seller.vat_number.is_empty()).then(|| {
        view! {
            <p class="quiet small">{t!("order-vat-number", number = seller.vat_number.as_str())}</p>
        }
    });
    view! {
        <div>
            <h3 class="label">{t!("order-seller")}</h3>
            <address>{lines}</address>
            {vat}
        </div>
    }
}

fn line(line: &OrderLineView) -> impl IntoView + '_ {
    let label = (!line.label.is_empty())
        .then(|| view! { <p class="quiet small">{line.label.as_str()}</p> });
    view! {
        <li class="line line-small">
            {silent_plate(line.picture.as_ref(), Slot::Small, None)}
            <div class="line-words">
                <h3><a href=routes::product(&line.slug)>{line.name.as_str()}</a></h3>
                {label}
                <p class="quiet small number">
                    {t!("order-quantity", quantity = line.quantity, price = line.unit.to_string())}
                </p>
            </div>
            <div class="line-price">{price(line.total)}</div>
        </li>
    }
}
