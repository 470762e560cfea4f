//! What a cart or an order comes to.

use super::price::price;
use domain::{address, pricing::Totals};
use leptos::prelude::*;

/// Goods, delivery, tax and total. `country` is the ISO code that delivery is for; `estimate` says so where no address is known yet.
pub fn totals(totals: &Totals, country: &str, estimate: bool) -> impl IntoView + use<> {
    let name = address::in_sentence(country);
    let delivery = if estimate { t!("totals-delivery-to", country = name) } else { t!("totals-delivery").to_owned() };
    let free = totals.delivery.minor == 0;
    let delivery_price = if free { t!("price-free").to_owned() } else { totals.delivery.to_string() };
    let added = (!totals.tax_included).then(|| {
        view! {
            <div>
                <dt>{t!("totals-tax-added")}</dt>
                <dd class="number">{totals.tax.to_string()}</dd>
            </div>
        }
    });
    let included =
        totals.tax_included.then(|| view! { <p class="quiet small number">{t!("totals-tax-included", tax = totals.tax.to_string())}</p> });
    let at_border = (!totals.tax_included && totals.tax.minor == 0).then(|| view! { <p class="quiet small">{t!("totals-border")}</p> });
    view! {
        <dl class="totals">
            <div>
                <dt>{t!("totals-goods")}</dt>
                <dd class="number">{totals.goods.to_string()}</dd>
            </div>
            <div>
                <dt>{delivery}</dt>
                <dd class="number">{delivery_price}</dd>
            </div>
            {added}
            <div class="totals-sum">
                <dt>{if estimate { t!("totals-estimate") } else { t!("totals-total") }}</dt>
                <dd>{price(totals.total)}</dd>
            </div>
        </dl>
        {included}
        {at_border}
    }
}
