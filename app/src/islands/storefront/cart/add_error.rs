//! Why the product of a form was not added to the cart, below the form.

/// The id of the form of a product's buy button.
pub const BUY_FORM: &str = "add-to-cart";

/// The id of the message.
pub const ADD_ERROR: &str = "quantity-error";

/// Why a product was not added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddError {
    /// The message.
    pub text: String,
    /// Whether it is about the quantity.
    pub quantity: bool,
}

#[cfg(feature = "hydrate")]
pub use in_browser::{BUY_ERROR, shown, take};

#[cfg(feature = "hydrate")]
mod in_browser {
    use super::{ADD_ERROR, AddError, BUY_FORM};
    use crate::islands::browser::document;
    use leptos::prelude::*;
    use std::cell::Cell;
    use web_sys::{Element, HtmlFormElement};

    thread_local! {
        /// The error of the product page's form, once it is hydrated.
        pub static BUY_ERROR: Cell<Option<RwSignal<Option<AddError>>>> = const { Cell::new(None) };
    }

    /// Shows the error of a form, or removes it.
    pub fn shown(form: &HtmlFormElement, error: Option<AddError>) {
        match BUY_ERROR.get().filter(|_| form.id() == BUY_FORM) {
            Some(signal) => signal.set(error),
            None => {
                let _ = take(form);
                if let Some(error) = error {
                    let _ = insert(form, &error);
                }
            }
        }
    }

    /// Removes the error of a form that is not hydrated.
    pub fn take(form: &HtmlFormElement) -> Option<AddError> {
        let element = form.next_element_sibling().filter(|element| element.id() == ADD_ERROR)?;
        element.remove();
        let field = quantity(form);
        if let Some(field) = &field {
            let _ = field.remove_attribute("aria-describedby");
        }
        let quantity = field.is_some_and(|field| {
            let invalid = field.has_attribute("aria-invalid");
            let _ = field.remove_attribute("aria-invalid");
            invalid
        });
        Some(AddError { text: element.text_content()?, quantity })
    }

    /// Shows the error of a form that is not hydrated.
    fn insert(form: &HtmlFormElement, error: &AddError) -> Option<()> {
        let element = document()?.create_element("p").ok()?;
        element.set_class_name("field-error form-error");
        element.set_id(ADD_ERROR);
        element.set_attribute("role", "alert").ok()?;
        form.insert_adjacent_element("afterend", &element).ok()?;
        element.set_text_content(Some(&error.text));
        if error.quantity {
            let field = quantity(form)?;
            field.set_attribute("aria-invalid", "true").ok()?;
            field.set_attribute("aria-describedby", ADD_ERROR).ok()?;
        }
        Some(())
    }

    fn quantity(form: &HtmlFormElement) -> Option<Element> {
        form.query_selector("input[name=quantity]").ok()?
    }
}
