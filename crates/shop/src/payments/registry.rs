//! The payment providers of a shop by name.

use super::provider::{Method, Provider};
use std::sync::Arc;

/// The provider for new payments, and earlier ones: payments are captured, refunded and voided by
/// the provider that authorised them.
#[derive(Clone)]
pub struct Providers {
    current: Arc<dyn Provider>,
    earlier: Vec<Arc<dyn Provider>>,
}

impl Providers {
    /// A registry with one provider.
    #[must_use]
    pub fn new(current: Arc<dyn Provider>) -> Self {
        Self { current, earlier: Vec::new() }
    }

    /// Adds a provider of earlier payments.
    #[must_use]
    pub fn with_earlier(mut self, provider: Arc<dyn Provider>) -> Self {
        self.earlier.push(provider);
        self
    }

    /// The provider for new payments.
    #[must_use]
    pub fn current(&self) -> &dyn Provider {
        self.current.as_ref()
    }

    /// The provider with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&dyn Provider> {
        let all = std::iter::once(&self.current).chain(&self.earlier);
        all.map(AsRef::as_ref).find(|provider| provider.name() == name)
    }

    /// The provider that stores a payment method, if it is the current one. A card stored by an
    /// earlier provider must be entered again.
    #[must_use]
    pub(crate) fn of(&self, method: &Method) -> Option<&dyn Provider> {
        let current = self.current();
        (method.provider.is_empty() || method.provider == current.name()).then_some(current)
    }
}

impl<P: Provider + 'static> From<Arc<P>> for Providers {
    fn from(provider: Arc<P>) -> Self {
        Self::new(provider)
    }
}

impl From<Arc<dyn Provider>> for Providers {
    fn from(provider: Arc<dyn Provider>) -> Self {
        Self::new(provider)
    }
}
