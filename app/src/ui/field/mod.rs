//! A labelled input with its error. Server and browser render the same components; the texts and
//! rules come from the server, which has the message files and the tables of countries.

#[cfg(feature = "ssr")]
mod build;
mod control;
#[cfg(feature = "ssr")]
mod countries;
mod labelled;
mod state;

#[cfg(feature = "ssr")]
pub use build::{Field, address_field, country_field, error_line, field, form_texts, summary};
#[cfg(feature = "ssr")]
pub(crate) use countries::Countries;
pub use labelled::{error_summary, labelled, text_field};
pub use state::{Choice, Control, ErrorText, FieldState, FieldView, FormTexts, SummaryItem};
