//! Choosing a variant without loading the page again: price, stock, facts, pictures and address
//! follow.

use leptos::prelude::*;

/// Wakes the variant links of a product's page.
#[island]
pub fn VariantPicker() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{
        Latest, announce, ask, closest, find, listen, plain_click, spawn, swap, window,
    };
    use wasm_bindgen::JsValue;
    use web_sys::{HtmlElement, MouseEvent};

    pub fn wake() {
        let latest = Latest::default();
        listen("click", move |event: MouseEvent| {
            let Some(link) = closest::<HtmlElement>(&event, "[data-variants] a[data-sku]")
                .filter(|_| plain_click(&event))
            else {
                return;
            };
            let Some(href) = link.get_attribute("href") else { return };
            event.prevent_default();
            let (latest, number) = (latest.clone(), latest.next());
            spawn(async move {
                let path = href.split('#').next().unwrap_or(&href).to_owned();
                let answer = ask(&path, None, "text/html").await.filter(|answer| answer.ok);
                if !latest.is(number) {
                    return;
                }
                let swapped = answer.and_then(|answer| {
                    swap(&answer.text, ".purchase")?;
                    for part in ["#gallery", "#fit", "#optics", "#specifications"] {
                        let _ = swap(&answer.text, part);
                    }
                    // The bar at the bottom is there only while something can be bought.
                    if swap(&answer.text, ".buy-bar").is_none()
                        && let Some(bar) = find(".buy-bar")
                    {
                        bar.set_inner_html("");
                    }
                    window()?
                        .history()
                        .ok()?
                        .replace_state_with_url(&JsValue::NULL, "", Some(&path))
                        .ok()
                });
                match swapped {
                    Some(()) => announce(
                        &find(".purchase .price")
                            .and_then(|p| p.text_content())
                            .unwrap_or_default(),
                    ),
                    None => drop(window().map(|w| w.location().set_href(&href))),
                }
            });
        });
    }
}
