//! What a cart or an order comes to.

use super::price::price;
use domain::{customers::address_form, pricing::Totals, tax::TaxLine};
use leptos::{either::Either, prelude::*};
use views::cart::CartView;

/// Goods, delivery, tax and total. `country` is the ISO code that delivery is for; `estimate` says
/// so where no address is known yet.
pub fn totals(totals: &Totals, country: &str, estimate: bool) -> impl IntoView + use<> {
    let name = address_form::in_sentence(country);
    let delivery = if estimate {
        t!("totals-delivery-to", country = name)
    } else {
        t!("totals-delivery").to_owned()
    };
    let free = totals.delivery.minor == 0;
    let delivery_price =
        if free { t!("price-free").to_owned() } else { totals.delivery.to_string() };
    let export = !totals.tax_included && totals.tax.minor == 0;
    let added = (!totals.tax_included && !export).then(|| {
        view! {
            <div>
                <dt>{t!("totals-tax-added")}</dt>
                <dd class="number">{totals.tax.to_string()}</dd>
            </div>
        }
    });
    let included = (totals.tax_included && totals.tax.minor > 0)
        .then(|| view! { <p class="quiet small number">{t!("totals-tax-included", tax = totals.tax.to_string())}</p> });
    let at_border =
        export.then(|| view! { <p class="quiet small" data-export="">{t!("totals-export")}</p> });
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

/// What a cart comes to, or why that is not known: no sum is shown while a line cannot be ordered
/// as it stands.
pub fn sum(cart: &CartView, country: &str, estimate: bool) -> impl IntoView + use<> {
    if cart.orderable() {
        Either::Left(totals(&cart.totals, country, estimate))
    } else {
        Either::Right(view! { <p class="quiet small" data-no-total="">{t!("totals-not-yet")}</p> })
    }
}

/// The tax by rate, with what it is taken of.
pub fn tax_lines(taxes: &[TaxLine], included: bool) -> impl IntoView + use<> {
    let line = |line: &TaxLine| {
        let (rate, net, tax) = (line.percent(), line.net.to_string(), line.tax.to_string());
        let text = if included {
            t!("order-tax-included", rate = rate, net = net, tax = tax)
        } else {
            t!("order-tax-added", rate = rate, net = net, tax = tax)
        };
        view! { <li>{text}</li> }
    };
    let lines: Vec<_> = taxes.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul class="tax-lines quiet small number">{lines}</ul> })
}
