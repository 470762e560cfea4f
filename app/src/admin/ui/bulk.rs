//! What can be done with the ticked rows. A preview follows before anything is changed.

use crate::admin::texts;
use leptos::prelude::*;
use views::admin::list::{Bulk, Count};

/// The bar below a list. Its form has the id `bulk`, to which the ticks belong.
pub fn bulk_bar(bulk: &Bulk, count: Count) -> impl IntoView + use<> {
    let action = |key: &String| {
        view! { <option value=key.clone()>{texts::of("bulk", key)}</option> }
    };
    let actions = bulk.actions.iter().map(action).collect::<Vec<_>>();
    view! {
        <form class="bulk" id="bulk" method="post" action=bulk.action.clone()>
            <input type="hidden" name="query" value=bulk.query.clone() />
            <label for="bulk-action">{t!("admin-bulk-label")}</label>
            <select id="bulk-action" name="action">{actions}</select>
            <label class="check">
                <input type="checkbox" name="all" value="on" />
                <span>{t!("admin-bulk-all", count = count.number())}</span>
            </label>
            <button class="button">{t!("admin-bulk-preview")}</button>
        </form>
    }
}
