//! The state of a step's form.

use super::api::{AddressForm, FormView, OrderSummary, PlaceTexts};
use crate::ui::field::{FieldState, FormTexts, SummaryItem, error_summary};
use domain::checkout::FieldError;
use leptos::prelude::*;

/// The state of a step's form.
#[derive(Clone, Copy, Debug)]
pub struct FormState {
    /// The fields, in the order of the form.
    pub fields: StoredValue<Vec<FieldState>>,
    /// The delivery and billing addresses; their fields are in `fields`.
    pub addresses: StoredValue<Vec<AddressForm>>,
    /// The error summary.
    pub summary: RwSignal<Vec<SummaryItem>>,
    /// The order summary.
    pub order: RwSignal<OrderSummary>,
    /// Whether the totals may be those of another country.
    pub stale: RwSignal<bool>,
    /// Whether the form has been submitted.
    pub sent: RwSignal<bool>,
    /// The button that places the order.
    pub place: StoredValue<Option<PlaceTexts>>,
    texts: StoredValue<FormTexts>,
}

impl FormState {
    /// The initial state of a form.
    #[must_use]
    pub fn new(view: FormView) -> Self {
        let FormView { texts, fields, addresses, errors, summary, place, order } = view;
        let texts = StoredValue::new(texts);
        let in_addresses = addresses.iter().flat_map(|address| address.fields.iter().cloned());
        let fields = fields.into_iter().chain(in_addresses).map(|view| {
            let error = errors.iter().find(|FieldError { field, .. }| *field == view.name);
            let state = FieldState::new(view, texts);
            state.problem.set(error.map(|error| error.problem));
            state
        });
        Self {
            fields: StoredValue::new(fields.collect()),
            addresses: StoredValue::new(addresses),
            summary: RwSignal::new(summary),
            order: RwSignal::new(order.unwrap_or_default()),
            stale: RwSignal::new(false),
            sent: RwSignal::new(false),
            place: StoredValue::new(place),
            texts,
        }
    }

    /// The field with a name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<FieldState> {
        self.fields.with_value(|fields| {
            fields.iter().find(|field| field.view.with_untracked(|view| view.name == name)).copied()
        })
    }

    /// The errors at the top of the form.
    pub fn error_summary(self) -> impl IntoView {
        error_summary(self.summary, self.texts)
    }
}
