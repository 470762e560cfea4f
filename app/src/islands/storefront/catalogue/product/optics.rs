//! The performance of a telescope: figures, a table of eyepieces, and the formulas.

use super::shown::{ShownEyepiece, ShownEyepieces, ShownOptics};
use crate::islands::catalogue::folds::Folds;
use leptos::{either::Either, prelude::*};
use views::catalogue::Link;

/// The contents of `#optics`.
pub fn contents(optics: ShownOptics, folds: Folds) -> impl IntoView {
    let ShownOptics { title, text, figures, eyepieces, calculator, formulas_title, formulas } =
        optics;
    let formulas = formulas.into_iter().map(|text| view! { <li>{text}</li> });
    view! {
        <div>
            <h2 id="optics-title">{title}</h2>
            <p class="quiet">{text}</p>
        </div>
        <div>
            <dl class="figures number">{figures.into_iter().map(figure).collect::<Vec<_>>()}</dl>
            {eyepieces.map(table)}
            {calculator.map(|link| view! { <p>{more(link)}</p> })}
            <details
                class="question formulas"
                data-fold="formulas"
                open=folds.is_open("formulas")
            >
                <summary>{formulas_title}</summary>
                <ul class="small">{formulas.collect::<Vec<_>>()}</ul>
            </details>
        </div>
    }
}

/// A link to the calculator.
pub fn more(link: Link) -> impl IntoView {
    view! { <a class="more" href=link.href>{link.text}</a> }
}

fn figure((name, value): (String, String)) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

fn table(table: ShownEyepieces) -> impl IntoView {
    let columns = table.columns.into_iter().map(|text| view! { <th scope="col">{text}</th> });
    view! {
        <table class="number">
            <caption>{table.caption}</caption>
            <thead>
                <tr>{columns.collect::<Vec<_>>()}</tr>
            </thead>
            <tbody>{table.rows.into_iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
}

fn row(row: ShownEyepiece) -> impl IntoView {
    let name = match row.href {
        Some(href) => Either::Left(view! { <a href=href>{row.name}</a> }),
        None => Either::Right(row.name),
    };
    let in_box = row.in_box.map(|text| view! { <small class="quiet">" "{text}</small> });
    let limit = row.limit.map(|text| view! { <small class="limit">{text}</small> });
    let values = row.values.into_iter().map(|value| view! { <td>{value}</td> });
    view! {
        <tr>
            <th scope="row">
                {name}
                {in_box}
                {limit}
            </th>
            {values.collect::<Vec<_>>()}
        </tr>
    }
}
