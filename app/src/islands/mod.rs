//! Everything that hydrates. Each island makes forms and links that work without it more
//! comfortable: it listens for what they do, asks the server the same thing in the background, and
//! shows the answer in place. None holds a rule of its own.
//!
//! The listeners are on the document, so markup that is replaced needs no listeners of its own.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod over;

mod cart_drawer;
mod checkout_form;
mod facet_panel;
mod gallery;
mod preferences;
mod quantity_stepper;
mod search_suggestions;
mod variant_picker;

pub use cart_drawer::CartDrawer;
pub use checkout_form::CheckoutForm;
pub use facet_panel::FacetPanel;
pub use gallery::Gallery;
pub use preferences::Preferences;
pub use quantity_stepper::QuantityStepper;
pub use search_suggestions::SearchSuggestions;
pub use variant_picker::VariantPicker;
