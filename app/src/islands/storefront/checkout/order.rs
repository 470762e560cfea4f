//! The order summary: beside the steps on wide screens, folded above them on phones, unfolded for
//! the review.

use super::api::{OrderLine, OrderSummary};
use crate::{
    islands::cart::notices,
    ui::{
        price::price,
        thumbnail::thumbnail,
        totals::{tax_lines, totals},
    },
};
use leptos::{either::Either, prelude::*};

/// Whether the order summary is unfolded on phones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SummaryFold {
    /// Above a step, which comes first.
    Closed,
    /// Above the review.
    Open,
}

/// The order summary. While `stale`, the totals may be those of another country and are hidden.
pub fn order_summary(
    order: RwSignal<OrderSummary>,
    stale: RwSignal<bool>,
    fold: SummaryFold,
) -> impl IntoView {
    let title = order.with_untracked(|order| order.title.clone());
    let count = move || order.with(|order| order.count.clone());
    let total = move || order.with(|order| order.totals.as_ref().map(|totals| price(totals.total)));
    let lines =
        move || order.with(|order| order.lines.iter().cloned().map(line).collect::<Vec<_>>());
    let sum = move || {
        let OrderSummary { totals: texts, no_total, taxes, .. } = order.get();
        match texts {
            Some(texts) => Either::Left((totals(texts), tax_lines(taxes))),
            None => Either::Right(view! { <p class="quiet small" data-no-total="">{no_total}</p> }),
        }
    };
    view! {
        <details
            class="order-summary"
            open=fold == SummaryFold::Open
            data-stale=move || stale.get().then_some("")
        >
            <summary>
                <span>
                    {title.clone()}
                    " "
                    <span class="quiet number">{count}</span>
                </span>
                {total}
            </summary>
            <div class="order-summary-body">
                <h2 class="hidden">{title}</h2>
                <ul class="lines">{lines}</ul>
                {sum}
            </div>
        </details>
    }
}

fn line(line: OrderLine) -> impl IntoView {
    let label = (!line.label.is_empty()).then(|| view! { <p class="quiet small">{line.label}</p> });
    view! {
        <li class="line line-small">
            {thumbnail(line.picture.as_ref())}
            <div class="line-words">
                <h3>{line.name}</h3>
                {label}
                <p class="quiet small number">{line.quantity}</p>
                {notices(line.notices)}
            </div>
            <div class="line-price">{line.total.map(price)}</div>
        </li>
    }
}
