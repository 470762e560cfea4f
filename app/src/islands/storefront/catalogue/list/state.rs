//! The state of a list.

use super::api::{Filters, ListTexts, ShownList};
use crate::islands::catalogue::folds::Folds;
use leptos::prelude::*;
use std::sync::Arc;

/// The state of the list on a page.
#[derive(Clone, Copy, Debug)]
pub struct ListState {
    /// The displayed list.
    pub shown: RwSignal<ShownList>,
    /// Whether folded parts are open, by key, when the browser's list replaces the server's.
    pub folds: Folds,
}

impl ListState {
    /// The initial state of a list.
    #[must_use]
    pub fn new(shown: ShownList, folds: Folds) -> Self {
        Self { shown: RwSignal::new(shown), folds }
    }

    /// A part of the list; tracked.
    pub fn with<T>(self, part: impl FnOnce(&ShownList) -> T) -> T {
        self.shown.with(part)
    }

    /// A part of the filters; tracked.
    pub fn filters<T: Default>(self, part: impl FnOnce(&Filters) -> T) -> T {
        self.shown.with(|shown| shown.filters.as_ref().map(part).unwrap_or_default())
    }

    /// The texts that never change; untracked.
    pub fn texts(self) -> Arc<ListTexts> {
        self.shown.with_untracked(|shown| Arc::clone(&shown.texts))
    }
}
