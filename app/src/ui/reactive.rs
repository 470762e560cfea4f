//! Signals for components that the browser renders anew rather than hydrates. The server renders
//! such a component once, so there a derived value is computed where it is read, and a list is just
//! its items.

use leptos::prelude::*;
#[cfg(not(feature = "ssr"))]
use std::hash::Hash;

/// A derived value: whatever shows it changes only when it does.
#[cfg(feature = "ssr")]
pub fn derived<T>(value: impl Fn() -> T + Copy) -> impl Fn() -> T + Copy {
    value
}

/// A derived value: whatever shows it changes only when it does.
#[cfg(not(feature = "ssr"))]
pub fn derived<T>(value: impl Fn() -> T + Send + Sync + 'static) -> impl Fn() -> T + Copy
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let memo = Memo::new(move |_| value());
    move || memo.get()
}

/// A list. An item keeps its elements while its key is the same.
#[cfg(feature = "ssr")]
pub fn each<T, K, V: IntoView>(
    items: impl Fn() -> Vec<T>,
    _: impl Fn(&T) -> K,
    child: impl Fn(T) -> V,
) -> Vec<V> {
    items().into_iter().map(child).collect()
}

/// A list. An item keeps its elements while its key is the same.
#[cfg(not(feature = "ssr"))]
pub fn each<T, K, V>(
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: impl Fn(&T) -> K + Clone + Send + Sync + 'static,
    child: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    V: IntoView + Send + 'static,
{
    view! { <For each=items key=key children=child /> }
}
