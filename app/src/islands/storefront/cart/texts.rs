//! The texts of the cart, from the message files.

use super::api::{CartTexts, LineTexts, NoticeText, ShownCart, ShownLine};
use crate::{dates, ui::card_specs};
use domain::{customers::address_form, shipping::Carriage};
use views::cart::{CartLineView, CartView, LineNotice};

impl ShownCart {
    /// The cart with its texts.
    #[must_use]
    pub fn new(cart: &CartView) -> Self {
        Self {
            lines: cart.lines.iter().map(line).collect(),
            count: cart.count,
            subtotal: cart.totals.subtotal,
            total: cart.totals.total,
            orderable: cart.orderable(),
            texts: texts(cart),
        }
    }
}

fn texts(cart: &CartView) -> CartTexts {
    let totals = &cart.totals;
    let removed = cart.undo.as_ref().map(|removed| match removed.lines {
        1 => t!("cart-removed", name = removed.name.as_str()),
        _ => t!("cart-emptied", count = removed.units),
    });
    let free = totals.delivery.is_zero();
    let export = !totals.tax_included && totals.tax.is_zero();
    let tax = totals.tax.to_string();
    let to_free =
        cart.to_free_delivery.map(|amount| t!("cart-to-free", amount = amount.to_string()));
    let arrives = cart.arrives.map(|day| t!("cart-arrives", day = dates::with_weekday(day)));
    let freight = (cart.carriage == Carriage::Freight).then(|| t!("cart-freight").to_owned());
    CartTexts {
        title: t!("cart-title").to_owned(),
        count: t!("cart-count", count = cart.count),
        undo: t!("cart-undo").to_owned(),
        removed,
        empty_title: t!("cart-empty-title").to_owned(),
        empty_text: t!("cart-empty-text").to_owned(),
        empty_button: t!("cart-empty-button").to_owned(),
        summary: t!("cart-sum").to_owned(),
        subtotal: t!("totals-subtotal").to_owned(),
        delivery: t!("totals-delivery-to", country = address_form::in_sentence(&cart.country)),
        delivery_price: if free {
            t!("price-free").to_owned()
        } else {
            totals.delivery.to_string()
        },
        tax_added: (!totals.tax_included && !export)
            .then(|| (t!("totals-tax-added").to_owned(), tax.clone())),
        tax_included: (totals.tax_included && !totals.tax.is_zero())
            .then(|| t!("totals-tax-included", tax = tax)),
        export: export.then(|| t!("totals-export").to_owned()),
        total: t!("totals-estimate").to_owned(),
        no_total: t!("totals-not-yet").to_owned(),
        hints: [to_free, arrives, freight].into_iter().flatten().collect(),
        checkout: t!("cart-checkout").to_owned(),
        not_orderable: t!("cart-not-orderable").to_owned(),
        remove: t!("cart-remove").to_owned(),
        update: t!("stepper-update").to_owned(),
        similar: t!("product-sold-out-related").to_owned(),
        close: t!("drawer-close").to_owned(),
        view_cart: t!("drawer-cart").to_owned(),
        continue_shopping: t!("drawer-continue").to_owned(),
    }
}

fn line(line: &CartLineView) -> ShownLine {
    ShownLine {
        sku: line.sku.clone(),
        slug: line.slug.clone(),
        name: line.name.clone(),
        label: line.label.clone(),
        picture: line.picture.clone(),
        quantity: line.quantity,
        available: line.available,
        left: line.left(),
        sold_out: line.notices.contains(&LineNotice::SoldOut),
        total: line.price.map(|price| price.total),
        texts: line_texts(line),
    }
}

fn prices(line: &CartLineView) -> Vec<String> {
    let unit = line.price.filter(|_| line.quantity > 1).map(|price| price.unit);
    let each = unit.map(|unit| t!("cart-each", price = unit.to_string()));
    let before = line.prior.map(|prior| t!("cart-before", price = prior.to_string()));
    each.into_iter().chain(before).collect()
}

fn line_texts(line: &CartLineView) -> LineTexts {
    let name = line.name.as_str();
    LineTexts {
        specs: card_specs::line(&line.specs),
        prices: prices(line),
        notices: notice_texts(line),
        set_to: line.left().map(|left| {
            (t!("line-set-to", left = left), t!("line-set-to-name", left = left, name = name))
        }),
        less: t!("stepper-less", name = name),
        more: t!("stepper-more", name = name),
        quantity: t!("stepper-quantity", name = name),
        remove: t!("cart-remove-name", name = name),
    }
}

/// The changes to a line since it was added.
pub(crate) fn notice_texts(line: &CartLineView) -> Vec<NoticeText> {
    let notice = |notice: &LineNotice| NoticeText {
        prevents_order: !matches!(notice, LineNotice::Repriced(_)),
        text: notice_text(line, notice),
    };
    line.notices.iter().map(notice).collect()
}

fn notice_text(line: &CartLineView, notice: &LineNotice) -> String {
    match notice {
        LineNotice::SoldOut => t!("line-sold-out").to_owned(),
        LineNotice::Withdrawn => t!("line-withdrawn").to_owned(),
        LineNotice::OnlyLeft(left) => t!("line-only-left", left = *left),
        LineNotice::Repriced(before) if line.price.is_some_and(|now| *before < now.unit) => {
            t!("line-dearer", before = before.to_string())
        }
        LineNotice::Repriced(before) => t!("line-cheaper", before = before.to_string()),
    }
}
