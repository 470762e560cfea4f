//! The eyepiece and camera calculator: a form, and the performance of the chosen equipment, drawn
//! to scale.

mod answer;
mod drawing;
mod form;

use crate::{
    Page, PageContext,
    document::{self, Head},
    page::Rendering,
    ui::{breadcrumbs::breadcrumbs, field::summary},
};
use leptos::prelude::*;
use views::optics::calculator::CalculatorView;

impl Page for CalculatorView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(context, self), "", page(context, self))
    }
}

/// The document's head. Search engines index the page without a query.
fn head(context: &PageContext<'_>, view: &CalculatorView) -> Head<'static> {
    Head {
        title: t!("calculator-title").into(),
        description: t!("calculator-description").into(),
        canonical: view.plain.then(|| context.path.split('?').next().unwrap_or("").to_owned()),
        ..Head::default()
    }
}

/// The page. The form links to `#result`: the errors if there are any, otherwise the answer.
fn page<'a>(context: &'a PageContext<'a>, view: &'a CalculatorView) -> impl IntoView + 'a {
    let wrong = !view.errors.is_empty();
    view! {
        <div class="page calculator">
            {breadcrumbs(&[], t!("calculator-title"))}
            <header class="listing-head">
                <h1>{t!("calculator-title")}</h1>
                <p class="lead">{t!("calculator-lead")}</p>
            </header>
            <div id=wrong.then_some("result")>{summary(&view.errors)}</div>
            <div class="calculator-parts">
                {form::form(view)}
                <section
                    class="answer"
                    id=(!wrong).then_some("result")
                    aria-labelledby="answer-title"
                >
                    {view.answer.as_ref().map(|answer| answer::answer(context, view, answer))}
                    {view.answer.is_none().then(|| view! {
                        <h2 id="answer-title">{t!("answer-title")}</h2>
                        <p>{if wrong { t!("answer-wrong") } else { t!("answer-no-telescope") }}</p>
                    })}
                </section>
            </div>
        </div>
    }
}
