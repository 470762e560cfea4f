//! Another variant is chosen. What shows it is loaded when a page with several variants is first
//! used. If it cannot be loaded in time, the browser follows the link.

use super::{ProductState, request};
use crate::islands::{
    browser::{Latest, closest, in_time, plain_click, spawn, window},
    guard::left_to_browser,
};
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use web_sys::{HtmlElement, MouseEvent};

thread_local! {
    static LATEST: Latest = Latest::default();
}

/// What the lazily loaded code is called for.
enum Task {
    /// Somebody is about to choose a variant.
    Prepare,
    /// Show the variant of a link. Of several, the last one counts.
    Show { product: ProductState, href: String, latest: Latest },
}

#[lazy(fallible)]
fn load_variant(task: Task) -> Result<(), SplitLoaderError> {
    if let Task::Show { product, href, latest } = task {
        request::show(product, href, latest);
    }
    Ok(())
}

/// Loads the code for other variants.
pub(super) fn prepare() {
    // A failure is reported when it is needed.
    spawn(async { drop(load_variant(Task::Prepare).await) });
}

/// Handles a click on an option.
pub(super) fn clicked(product: ProductState, event: &MouseEvent) {
    let Some(href) = closest::<HtmlElement>(event, "a[href]")
        .filter(|_| plain_click(event) && !left_to_browser())
        .and_then(|link| link.get_attribute("href"))
    else {
        return;
    };
    event.prevent_default();
    let latest = LATEST.with(Clone::clone);
    spawn(async move {
        let task = Task::Show { product, href: href.clone(), latest };
        if !matches!(in_time(Box::pin(load_variant(task))).await, Some(Ok(()))) {
            let _ = window().map(|window| window.location().set_href(&href));
        }
    });
}
