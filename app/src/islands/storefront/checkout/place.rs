//! The button that places the order.

use super::FormState;
use leptos::prelude::*;

/// The button. It shows when the order is being placed, which takes as long as the payment.
pub fn place_button(form: FormState) -> impl IntoView {
    let text = move || {
        let sent = form.sent.get();
        form.place.with_value(|texts| {
            let text = texts.as_ref().map(|texts| if sent { &texts.busy } else { &texts.ready });
            text.cloned().unwrap_or_default()
        })
    };
    view! {
        <button class="buy number" aria-disabled=move || form.sent.get().then_some("true")>
            {text}
        </button>
    }
}
