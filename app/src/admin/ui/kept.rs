//! Fields that a form passes on.

use leptos::prelude::*;

/// Hidden fields, in order.
pub fn kept_fields(fields: &[(String, String)]) -> impl IntoView + use<> {
    let field = |(name, value): &(String, String)| {
        view! { <input type="hidden" name=name.clone() value=value.clone() /> }
    };
    fields.iter().map(field).collect::<Vec<_>>()
}
