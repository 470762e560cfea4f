//! The forms of checkout. Each step posts without JavaScript; with it, fields are validated when
//! they lose the focus, and the order summary and the address follow the chosen country.
//!
//! The server renders fields, error summary and order summary with their state in `data-form`. The
//! browser hydrates the same components when somebody is about to use the form.
//!
//! - [`api`]: the server function and its types
//! - [`state`](FormState): the state of a step's form
//! - [`order`](order_summary): the order summary
//! - `start`: hydrates a step's form; the entry point of the chunk
//! - `check`: validates fields by the rules of `domain`
//! - `listen`: calls the validation when a field is changed or loses the focus
//! - `estimate`: requests what another country changes
//! - `card`: formats card numbers and expiry dates
//! - `submit`: validates and submits the form, once

pub mod api;
#[cfg(feature = "hydrate")]
mod card;
#[cfg(feature = "hydrate")]
mod check;
#[cfg(feature = "hydrate")]
mod estimate;
#[cfg(feature = "hydrate")]
mod listen;
mod order;
mod place;
#[cfg(feature = "hydrate")]
pub(in crate::islands) mod start;
mod state;
#[cfg(feature = "hydrate")]
mod submit;
#[cfg(feature = "ssr")]
mod texts;

pub use order::{SummaryFold, order_summary};
pub use place::place_button;
pub use state::FormState;
#[cfg(feature = "ssr")]
pub use texts::{BILLING, DELIVERY, Names};

use leptos::prelude::*;

/// Loads the code of the step's form when somebody is about to use it.
#[island]
pub fn CheckoutForm() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::islands::chunks::checkout_form();
    view! { <span hidden=true></span> }
}
