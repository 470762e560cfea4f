//! Why the product of a form was not added to the cart, below the form.

/// The id of the form of a product's buy button.
pub const BUY_FORM: &str = "add-to-cart";

/// The id of the message below that form.
pub const ADD_ERROR: &str = "quantity-error";

/// Why a product was not added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuyFormError {
    /// The message.
    pub text: String,
    /// Whether it is about the quantity.
    pub quantity: bool,
}

#[cfg(feature = "hydrate")]
pub use in_browser::{BUY_ERROR, show};

#[cfg(feature = "hydrate")]
mod in_browser {
    use super::{BUY_FORM, BuyFormError};
    use leptos::prelude::*;
    use std::cell::{Cell, RefCell};
    use web_sys::HtmlFormElement;

    thread_local! {
        /// The error of the product page's form, once it is hydrated.
        pub static BUY_ERROR: Cell<Option<RwSignal<Option<BuyFormError>>>> =
            const { Cell::new(None) };
        /// The messages below the other forms; each is rendered at the form's first error.
        static BELOW: RefCell<Vec<(HtmlFormElement, RwSignal<Option<String>>)>> =
            const { RefCell::new(Vec::new()) };
    }

    /// Shows the error of a form, or removes it.
    pub fn show(form: &HtmlFormElement, error: Option<BuyFormError>) {
        if form.id() == BUY_FORM {
            if let Some(signal) = BUY_ERROR.get() {
                signal.set(error);
            }
            return;
        }
        let text = error.map(|error| error.text);
        let known = BELOW.with_borrow(|below| {
            below.iter().find(|(other, _)| other == form).map(|(_, message)| *message)
        });
        match known {
            Some(message) => message.set(text),
            None if text.is_some() => render_below(form, RwSignal::new(text)),
            None => {}
        }
    }

    /// Renders the message of a form that the server rendered without it.
    fn render_below(form: &HtmlFormElement, message: RwSignal<Option<String>>) {
        let Some(parent) = form.parent_element() else { return };
        let contents = move || {
            message.get().map(|text| {
                view! { <p class="field-error form-error" role="alert">{text}</p> }
            })
        };
        let mut rendered = contents.into_view().build();
        rendered.mount(&parent, form.next_sibling().as_ref());
        // The page and its messages live equally long.
        std::mem::forget(rendered);
        BELOW.with_borrow_mut(|below| below.push((form.clone(), message)));
    }
}
