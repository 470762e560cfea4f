//! An order: the confirmation, and its page with the current status.

use crate::{
    Page, PageContext, dates,
    document::{self, Head},
    i18n,
    page::Rendering,
    slots,
    ui::{
        Icon, icon, notice,
        picture::{Slot, silent_plate},
        price::price,
        service,
        totals::{TotalsKind, TotalsTexts, tax_lines, tax_texts, totals},
    },
};
use domain::{
    content::{PageRole, TextSlot},
    orders::OrderState,
};
use leptos::{either::Either, prelude::*};
use views::orders::{ExpectedDelivery, OrderLineView, OrderPayment, OrderView};
use views::routes;

/// The page directly after the order.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation<'a>(pub &'a OrderView);

impl Page for Confirmation<'_> {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &confirmation_head(), "", confirmation(self.0))
    }
}

impl Page for OrderView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(self), "", page(self, context))
    }
}

/// The head of the confirmation.
fn confirmation_head() -> Head<'static> {
    Head { title: t!("confirmation-title").into(), ..Head::default() }
}

/// The head of the order's page.
fn head(order: &OrderView) -> Head<'static> {
    Head { title: t!("order-title", number = order.number.to_string()).into(), ..Head::default() }
}

/// "20 November 2026"
fn placed_on(order: &OrderView) -> String {
    t!("order-placed", day = dates::with_year(order.placed_on))
}

/// "between Tuesday, 24 November and Thursday, 26 November"
fn expected(delivery: &ExpectedDelivery) -> String {
    let between =
        |first: String, last: String| t!("order-expected-between", first = first, last = last);
    match delivery {
        ExpectedDelivery::On(day) => dates::with_weekday(*day),
        ExpectedDelivery::Between(first, last) => {
            between(dates::with_weekday(*first), dates::with_weekday(*last))
        }
        ExpectedDelivery::Stored { earliest, latest } if earliest == latest => latest.clone(),
        ExpectedDelivery::Stored { earliest, latest } => between(earliest.clone(), latest.clone()),
    }
}

/// "Visa ending in 0454"
fn paid_with(payment: &OrderPayment) -> String {
    match payment {
        OrderPayment::Card(card) => {
            t!("payment-card", brand = card.brand.as_str(), digits = card.last_four.as_str())
        }
        OrderPayment::Stored(text) => text.clone(),
    }
}

/// The page directly after the order.
fn confirmation(order: &OrderView) -> impl IntoView + '_ {
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
                <p class="quiet small">{placed_on(order)}</p>
            </header>
            <section class="band next-steps" aria-labelledby="next-title">
                <h2 id="next-title">{t!("confirmation-next")}</h2>
                <ol class="steps-list">
                    <li>{icon(Icon::Box)}<span>{t!("confirmation-pack")}</span></li>
                    <li>{icon(Icon::Truck)}<span>{t!("confirmation-ship")}</span></li>
                    {haulier}
                    <li>
                        {icon(Icon::House)}
                        <span>{t!("confirmation-arrive", when = expected(&order.expected))}</span>
                    </li>
                </ol>
                <p class="no-print">
                    <a class="button button-strong" href=routes::order(&order.number)>
                        {t!("confirmation-track")}
                    </a>
                </p>
            </section>
            {details(order)}
            <div id="suggested-slot">{slots::suggested()}</div>
            <p class="no-print"><a href="/">{t!("confirmation-home")}</a></p>
        </div>
    }
}

/// The page afterwards: status steps, then the contents.
fn page<'a>(order: &'a OrderView, context: &'a PageContext<'a>) -> impl IntoView + 'a {
    let state = if order.state == OrderState::Cancelled {
        Either::Left(notice::info(t!("order-cancelled")))
    } else {
        Either::Right(steps(order))
    };
    let under_way = matches!(order.state, OrderState::Shipped | OrderState::Delivered);
    let tracking = order.tracking.as_ref().filter(|_| under_way).map(
        |code| view! { <p>{t!("order-tracking")}" "<b class="number">{code.as_str()}</b></p> },
    );
    let help = context.page(PageRole::Contact).map(|href| {
        view! { " "{t!("order-wrong")}" "<a href=href>{t!("nothing-contact-link")}</a> }
    });
    view! {
        <div class="page order-page">
            <header class="order-head">
                <p class="eyebrow">{placed_on(order)}</p>
                <h1>
                    {t!("order-word")}
                    " "
                    <span class="nowrap number">{order.number.to_string()}</span>
                </h1>
                {next_line(order, context)}
            </header>
            {state}
            {tracking}
            {details(order)}
            <p class="quiet small no-print">{t!("order-link")}{help}</p>
            <p class="small no-print">
                <a href=routes::withdraw(&order.number)>{t!("withdraw-link")}</a>
            </p>
            <div id="suggested-slot">{slots::suggested()}</div>
            <form
                method="post"
                action=routes::order(&order.number)
                class="order-objection no-print"
            >
                <p class="quiet small">{t!("order-counted")}</p>
                <button class="button" name="suggestions" value="off">
                    {t!("order-object")}
                </button>
            </form>
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

/// The next status step and its date; of a delivered order, the merchant's wish.
fn next_line(order: &OrderView, context: &PageContext<'_>) -> impl IntoView + use<> {
    let text = match order.state {
        OrderState::Placed => Some(t!("order-next-placed", when = expected(&order.expected))),
        OrderState::Packed => Some(t!("order-next-packed", when = expected(&order.expected))),
        OrderState::Shipped => Some(t!("order-next-shipped", when = expected(&order.expected))),
        OrderState::Delivered => Some(t!("order-next-delivered").to_owned()),
        OrderState::Cancelled => None,
    };
    let is_delivered = order.state == OrderState::Delivered;
    let wish = context.text(TextSlot::SignOff).filter(|_| is_delivered).map(str::to_owned);
    // The wish may end with any punctuation, or none.
    let lines = [text, wish].into_iter().flatten();
    lines.map(|line| view! { <p class="lead">{line}</p> }).collect::<Vec<_>>()
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
            .and_then(|(_, day)| *day)
            .map(dates::with_year);
        let (class, mark) = match i {
            i if i < now => ("order-step order-step-done", Icon::Check),
            i if i == now => ("order-step order-step-now", picture(state)),
            i if i == now + 1 => ("order-step order-step-next", picture(state)),
            _ => ("order-step", picture(state)),
        };
        let name = i18n::find(&format!("step-{}", state.key())).unwrap_or_default();
        let ahead = match state {
            _ if i <= now => String::new(),
            OrderState::Delivered => expected(&order.expected),
            _ if i == now + 1 => t!("step-next").to_owned(),
            _ => String::new(),
        };
        let day = day.unwrap_or(ahead);
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
    let payment = order.payment.as_ref().map(|payment| {
        view! {
            <div>
                <h3 class="label">{t!("order-payment")}</h3>
                <p>{paid_with(payment)}</p>
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
            <div class="order-info">
                {totals(TotalsTexts::new(&order.totals, &order.address.country, TotalsKind::Final))}
                {tax_lines(tax_texts(&order.taxes, &order.totals))}
                <div>
                    <h3 class="label">{t!("order-address")}</h3>
                    <address>{address}</address>
                </div>
                <div>
                    <h3 class="label">{t!("order-delivery")}</h3>
                    <p>{service::name(order.service)}</p>
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

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use views::checkout::PaymentSummary;

    #[test]
    fn an_expected_delivery_is_a_day_or_a_span() {
        let text = |day: &str| day.to_owned();
        let stored = |earliest, latest| ExpectedDelivery::Stored {
            earliest: text(earliest),
            latest: text(latest),
        };
        let (first, last) = (date!(2026 - 11 - 24), date!(2026 - 11 - 26));
        let span = "between Tuesday, 24 November and Thursday, 26 November";
        for (delivery, shown) in [
            (ExpectedDelivery::window(first, first), "Tuesday, 24 November"),
            (ExpectedDelivery::window(first, last), span),
            (stored("Tuesday, 24 November", "Tuesday, 24 November"), "Tuesday, 24 November"),
            (stored("Tuesday, 24 November", "Thursday, 26 November"), span),
        ] {
            assert_eq!(expected(&delivery), shown);
        }
    }

    #[test]
    fn a_card_is_shown_as_older_orders_store_it() {
        let card = PaymentSummary { brand: "Visa".to_owned(), last_four: "0454".to_owned() };
        let text = "Visa ending in 0454".to_owned();
        assert_eq!(paid_with(&OrderPayment::Card(card)), text);
        assert_eq!(paid_with(&OrderPayment::Stored(text.clone())), text);
    }
}
