//! The content of a cell.

use super::status::status_badge;
use crate::{dates, ui::thumbnail::thumbnail};
use leptos::prelude::*;
use views::admin::list::Cell;

/// The content of a cell.
pub(super) fn cell(cell: &Cell) -> AnyView {
    match cell {
        Cell::Empty => view! { <span class="quiet">"–"</span> }.into_any(),
        Cell::Text(text) => text.clone().into_any(),
        Cell::Link { href, text } => view! { <a href=href.clone()>{text.clone()}</a> }.into_any(),
        Cell::Name { href, text, detail } => {
            let detail = (!detail.is_empty())
                .then(|| view! { <span class="quiet small">{detail.clone()}</span> });
            view! { <a class="cell-name" href=href.clone()>{text.clone()}</a>{detail} }.into_any()
        }
        Cell::Picture(picture) => thumbnail(picture.as_ref()).into_any(),
        Cell::Number(number) => number.to_string().into_any(),
        Cell::Money(money) => money.to_string().into_any(),
        Cell::Date(date) => dates::with_year(*date).into_any(),
        Cell::Time(time) => dates::local_time(time).into_any(),
        Cell::Status(status) => status_badge(status).into_any(),
        Cell::Readiness { done, of } => {
            let text = t!("admin-readiness-cell", done = *done, of = *of);
            let class = if done == of { "status status-good" } else { "status status-attention" };
            view! { <span class=class>{text}</span> }.into_any()
        }
    }
}
