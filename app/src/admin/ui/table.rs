//! A table that becomes a list of cards on phones: each cell then has the name of its column.

use super::cell::cell;
use crate::admin::texts;
use leptos::prelude::*;
use views::admin::list::{Align, Cell, Column, Direction, ListView, Row};

fn align_class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::End => "number",
    }
}

/// The rows of a list. With bulk actions, each has a tick, which belongs to the form `bulk`.
pub fn data_table(list: &ListView) -> impl IntoView + use<> {
    let ticks = list.bulk.is_some();
    let head = list.columns.iter().map(heading).collect::<Vec<_>>();
    let tick = ticks.then(|| {
        view! { <th class="tick" scope="col"><span class="hidden">{t!("admin-tick")}</span></th> }
    });
    let rows = list.rows.iter().map(|one| {
        let tick = ticks.then(|| row_tick(one));
        view! { <tr>{tick}{cells(one, &list.columns)}</tr> }
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <table class="data">
            <caption class="hidden">{texts::of("title", &list.key)}</caption>
            <thead>
                <tr>{tick}{head}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn heading(column: &Column) -> impl IntoView + use<> {
    let text = texts::of("label", &column.key);
    let direction = column.sort.as_ref().and_then(|sort| sort.current);
    let state = direction.map(|direction| match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    });
    let text = match &column.sort {
        Some(sort) => view! { <a class="sort" href=sort.href.clone()>{text}</a> }.into_any(),
        None => text.into_any(),
    };
    view! { <th scope="col" class=align_class(column.align) aria-sort=state>{text}</th> }
}

fn row_tick(row: &Row) -> impl IntoView + use<> {
    let label = t!("admin-tick-row", name = row.name.as_str());
    view! {
        <td class="tick">
            <input type="checkbox" name="id" value=row.id.clone() form="bulk" aria-label=label />
        </td>
    }
}

fn cells(row: &Row, columns: &[Column]) -> impl IntoView + use<> {
    let one = |(content, column): (&Cell, &Column)| {
        let inside = cell(content);
        let label = texts::of("label", &column.key);
        if matches!(content, Cell::Name { .. }) {
            // The name is the heading of its row. A link back to the row puts the focus there.
            let id = format!("row-{}", row.id);
            view! {
                <th scope="row" class="cell-main" id=id tabindex="-1" data-label=label>
                    {inside}
                </th>
            }
            .into_any()
        } else {
            view! { <td class=align_class(column.align) data-label=label>{inside}</td> }.into_any()
        }
    };
    row.cells.iter().zip(columns).map(one).collect::<Vec<_>>()
}
