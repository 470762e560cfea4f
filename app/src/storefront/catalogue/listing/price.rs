//! A lowest and a highest price to type.

use leptos::prelude::*;
use views::catalogue::{Listing, PriceProblem};

/// What a form that is not the panel must carry along.
pub(super) fn kept(list: &Listing) -> impl Iterator<Item = (&str, &str)> {
    [("price-from", list.price.from.as_str()), ("price-to", list.price.to.as_str())]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
}

/// Two fields and what is wrong with them.
pub(super) fn range(list: &Listing) -> impl IntoView + '_ {
    let filter = &list.price;
    let unit = filter.currency.map(|currency| match currency.sign() {
        "" => currency.code().to_owned(),
        sign => sign.to_owned(),
    });
    let problem = filter.problem.map(|problem| {
        let text = match problem {
            PriceProblem::From | PriceProblem::To => t!("price-range-no-amount"),
            PriceProblem::Crossed => t!("price-range-crossed"),
        };
        view! { <p class="field-error" id="price-range-error" role="alert">{text}</p> }
    });
    let wrong = |own: PriceProblem| {
        filter.problem.is_some_and(|problem| problem == own || problem == PriceProblem::Crossed)
    };
    let field =
        move |name: &'static str, label: &'static str, value: &'_ str, own: PriceProblem| {
            let wrong = wrong(own);
            view! {
                <label class="price-range-field">
                    <span>{label}</span>
                    <input
                        id=name
                        name=name
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        maxlength="20"
                        value=value.to_owned()
                        aria-invalid=wrong.then_some("true")
                        aria-describedby=wrong.then_some("price-range-error")
                    />
                </label>
            }
        };
    view! {
        <fieldset class="price-range">
            <legend>{t!("price-range-title", currency = unit.unwrap_or_default())}</legend>
            <div class="price-range-fields">
                {field("price-from", t!("price-range-from"), &filter.from, PriceProblem::From)}
                {field("price-to", t!("price-range-to"), &filter.to, PriceProblem::To)}
            </div>
            {problem}
        </fieldset>
    }
}
