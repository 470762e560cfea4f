//! Totals of a cart or an order.

use super::price::price;
use domain::Money;
#[cfg(feature = "ssr")]
use domain::{customers::address_form, pricing::Totals, tax::TaxLine};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Subtotal, delivery, tax and total with their texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TotalsTexts {
    /// The amounts that add up to the total.
    pub rows: Vec<TotalsRow>,
    /// The label of the total.
    pub label: String,
    /// The total.
    pub total: Money,
    /// The tax included in the prices.
    pub tax_included: Option<String>,
    /// A note that import charges are collected at the border.
    pub export: Option<String>,
}

/// A label and its amount.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct TotalsRow {
    pub label: String,
    pub amount: String,
}

/// What is known about the delivery that totals contain.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TotalsKind {
    /// Its country; the address is not known yet.
    Estimate,
    /// Its address.
    Final,
}

impl TotalsTexts {
    /// The totals for delivery to a country, by its ISO code.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn new(totals: &Totals, country: &str, kind: TotalsKind) -> Self {
        let delivery = match kind {
            TotalsKind::Estimate => {
                t!("totals-delivery-to", country = address_form::in_sentence(country))
            }
            TotalsKind::Final => t!("totals-delivery").to_owned(),
        };
        let free = totals.delivery.is_zero();
        let delivery_price =
            if free { t!("price-free").to_owned() } else { totals.delivery.to_string() };
        let export = !totals.tax_included && totals.tax.is_zero();
        let row = |label: String, amount: String| TotalsRow { label, amount };
        let added = (!totals.tax_included && !export)
            .then(|| row(t!("totals-tax-added").to_owned(), totals.tax.to_string()));
        let subtotal = row(t!("totals-subtotal").to_owned(), totals.subtotal.to_string());
        let label = match kind {
            TotalsKind::Estimate => t!("totals-estimate"),
            TotalsKind::Final => t!("totals-total"),
        };
        Self {
            rows: [Some(subtotal), Some(row(delivery, delivery_price)), added]
                .into_iter()
                .flatten()
                .collect(),
            label: label.to_owned(),
            total: totals.total,
            tax_included: (totals.tax_included && !totals.tax.is_zero())
                .then(|| t!("totals-tax-included", tax = totals.tax.to_string())),
            export: export.then(|| t!("totals-export").to_owned()),
        }
    }
}

/// Subtotal, delivery, tax and total.
pub fn totals(texts: TotalsTexts) -> impl IntoView {
    let row = |row: TotalsRow| {
        view! {
            <div>
                <dt>{row.label}</dt>
                <dd class="number">{row.amount}</dd>
            </div>
        }
    };
    let included =
        texts.tax_included.map(|text| view! { <p class="quiet small number">{text}</p> });
    let at_border =
        texts.export.map(|text| view! { <p class="quiet small" data-export="">{text}</p> });
    view! {
        <dl class="totals">
            {texts.rows.into_iter().map(row).collect::<Vec<_>>()}
            <div class="totals-sum">
                <dt>{texts.label}</dt>
                <dd>{price(texts.total)}</dd>
            </div>
        </dl>
        {included}
        {at_border}
    }
}

/// The tax by rate, with the taxed amount, as texts.
#[cfg(feature = "ssr")]
#[must_use]
pub fn tax_texts(taxes: &[TaxLine], totals: &Totals) -> Vec<String> {
    let text = |line: &TaxLine| {
        let (rate, net, tax) = (line.percent(), line.net.to_string(), line.tax.to_string());
        if totals.tax_included {
            t!("order-tax-included", rate = rate, net = net, tax = tax)
        } else {
            t!("order-tax-added", rate = rate, net = net, tax = tax)
        }
    };
    taxes.iter().map(text).collect()
}

/// Lines about the tax by rate.
pub fn tax_lines(texts: Vec<String>) -> impl IntoView {
    let line = |text| view! { <li>{text}</li> };
    (!texts.is_empty()).then(|| {
        let lines = texts.into_iter().map(line).collect::<Vec<_>>();
        view! { <ul class="tax-lines quiet small number">{lines}</ul> }
    })
}
