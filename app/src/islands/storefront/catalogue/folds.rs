//! Folded parts, which stay open when the browser's markup replaces the server's. Each has its key
//! in `data-fold`.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use web_sys::Element;

/// Whether folded parts are open, by key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Folds(StoredValue<Vec<(String, bool)>>);

impl Folds {
    /// The folded parts of an element, as they are now.
    #[cfg(feature = "hydrate")]
    pub fn within(element: &Element) -> Self {
        let found = element.query_selector_all("details[data-fold]").ok();
        let length = found.as_ref().map_or(0, web_sys::NodeList::length);
        let folds = (0..length)
            .filter_map(|index| found.as_ref()?.get(index)?.dyn_into::<Element>().ok())
            .filter_map(|fold| Some((fold.get_attribute("data-fold")?, fold.has_attribute("open"))))
            .collect();
        Self(StoredValue::new(folds))
    }

    /// Whether a folded part is initially open: one that is new is not.
    #[must_use]
    pub fn is_open(self, key: &str) -> bool {
        self.was_open(key) == Some(true)
    }

    /// Whether a folded part was open; none if it is new.
    #[must_use]
    pub fn was_open(self, key: &str) -> Option<bool> {
        self.0
            .with_value(|folds| folds.iter().find(|(other, _)| other == key).map(|(_, open)| *open))
    }
}
