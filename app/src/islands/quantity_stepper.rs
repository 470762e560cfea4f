//! One more, one less: the buttons beside a product's quantity, and cart lines that change when
//! their number is left.

use leptos::prelude::*;

/// Wakes the steppers of a page.
#[island]
pub fn QuantityStepper() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{closest, listen};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement};

    pub fn wake() {
        listen("click", |event: Event| {
            let Some(button) = closest::<HtmlElement>(&event, "[data-stepper] button[data-step]")
            else {
                return;
            };
            let step: i64 =
                button.get_attribute("data-step").and_then(|s| s.parse().ok()).unwrap_or(0);
            let input = button.closest("[data-stepper]").ok().flatten().and_then(|s| input(&s));
            if let Some(input) = input {
                let quantity: i64 = domain::text::plain(&input.value()).parse().unwrap_or(1);
                input.set_value(
                    &(quantity + step).clamp(1, i64::from(domain::cart::MAX_QUANTITY)).to_string(),
                );
            }
        });
        // No "apply": a number typed into a cart line counts as soon as it is left.
        listen("change", |event: Event| {
            let Some(form) = closest::<HtmlFormElement>(&event, "form[data-stepper]") else {
                return;
            };
            let _ = form.request_submit();
        });
    }

    fn input(within: &Element) -> Option<HtmlInputElement> {
        within.query_selector("input[name=quantity]").ok()??.dyn_into().ok()
    }
}
