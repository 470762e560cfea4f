//! What depends on the variant, with the texts of the message files.

mod fit;
mod optics;

use super::{
    api::{Promises, PurchaseTexts, ShownOption, ShownPurchase, ShownVariant, SoldOut},
    shown::{ShownSpec, ShownSpecs},
};
use crate::{
    dates,
    islands::catalogue::gallery::ShownGallery,
    ui::{
        field::{Field, form_texts},
        price::Before,
        stock,
    },
};
use domain::{customers::address_form, shipping::Carriage, stock::StockLevel};
use views::{
    catalogue::{DeliveryNote, Link, ProductView, Spec, SpecValue, VariantView},
    notifications::SubscriptionForm,
    routes,
};

impl ShownVariant {
    /// The chosen variant of a product. `address` is the path and query of the page; `None` if the
    /// product has no variant.
    #[must_use]
    pub fn new(
        product: &ProductView,
        delivery: &DeliveryNote,
        subscription: &SubscriptionForm,
        address: &str,
    ) -> Option<Self> {
        let variant = product.variants.get(product.chosen).or_else(|| product.variants.first())?;
        let link = |text: &str| {
            let href = product.calculator.clone()?;
            Some(Link { href, text: text.to_owned() })
        };
        let (telescope, other) =
            (link(t!("calculator-link-telescope")), link(t!("calculator-link-other")));
        Some(Self {
            purchase: purchase(product, variant, delivery, subscription, address),
            gallery: ShownGallery::new(product, address),
            fit: product.fit.as_ref().map(|view| fit::fit(product, view, address)),
            calculator: other.filter(|_| product.optics.is_none()),
            optics: product.optics.as_ref().map(|view| optics::optics(view, telescope)),
            specs: (!product.specs.is_empty()).then(|| specs(&product.specs)),
        })
    }
}

fn purchase(
    product: &ProductView,
    variant: &VariantView,
    delivery: &DeliveryNote,
    subscription: &SubscriptionForm,
    address: &str,
) -> ShownPurchase {
    let available = variant.stock.available();
    let options: &[_] = if product.variants.len() > 1 { &product.variants } else { &[] };
    ShownPurchase {
        sku: variant.sku.clone(),
        name: product.name.clone(),
        price: variant.price,
        before: Before::of(variant.prior),
        cost: cost(delivery),
        options: options
            .iter()
            .enumerate()
            .map(|(index, one)| option(product, index, one))
            .collect(),
        sold_out: (!available).then(|| sold_out(subscription)),
        back: address.to_owned(),
        promises: promises(variant, delivery),
        key_specs: product
            .key_specs
            .iter()
            .map(|spec| (spec.name.clone(), value(&spec.value)))
            .collect(),
        texts: texts(product),
    }
}

fn texts(product: &ProductView) -> PurchaseTexts {
    let option = product.variants.iter().map(|one| one.option.as_str()).find(|o| !o.is_empty());
    PurchaseTexts {
        option: option.unwrap_or(t!("product-option")).to_owned(),
        add: t!("product-add").to_owned(),
        quantity: t!("stepper-label").to_owned(),
        less: t!("stepper-one-less").to_owned(),
        more: t!("stepper-one-more").to_owned(),
    }
}

fn cost(delivery: &DeliveryNote) -> String {
    let tax = match (delivery.tax_included, delivery.export) {
        (true, _) => t!("product-tax-included"),
        (false, true) => t!("product-tax-export"),
        (false, false) => t!("product-tax-excluded"),
    };
    let country = address_form::in_sentence(&delivery.country);
    let cost = match (delivery.carriage, delivery.price.is_zero()) {
        (Carriage::Parcel, true) => t!("product-delivery-free", country = country),
        (Carriage::Freight, true) => t!("product-freight-free", country = country),
        (Carriage::Parcel, false) => {
            t!("product-delivery-price", country = country, price = delivery.price.to_string())
        }
        (Carriage::Freight, false) => {
            t!("product-freight-price", country = country, price = delivery.price.to_string())
        }
    };
    format!("{tax} · {cost}")
}

/// The option of the variant with this index.
fn option(product: &ProductView, index: usize, variant: &VariantView) -> ShownOption {
    let telescope = product.fit.as_ref().and_then(|fit| fit.chosen.as_ref());
    let address = match telescope {
        Some(judged) => {
            routes::product_for_telescope(&product.slug, Some(&variant.sku), &judged.telescope.slug)
        }
        None => routes::variant(&product.slug, &variant.sku),
    };
    let none = variant.stock == StockLevel::SoldOut;
    ShownOption {
        sku: variant.sku.clone(),
        href: format!("{address}#purchase"),
        label: variant.label.clone(),
        price: variant.price,
        sold_out: none.then(|| t!("stock-none").to_owned()),
        chosen: index == product.chosen,
        indexed: telescope.is_none(),
    }
}

fn sold_out(subscription: &SubscriptionForm) -> SoldOut {
    let email = Field {
        kind: "email",
        mode: "email",
        hint: t!("subscribe-hint"),
        ..Field::text("email", t!("field-email"), "email")
    };
    let error = subscription.errors.iter().find(|error| error.field == email.name);
    SoldOut {
        title: t!("product-sold-out").to_owned(),
        text: t!("product-sold-out-text").to_owned(),
        related: t!("product-sold-out-related").to_owned(),
        button: t!("subscribe-button").to_owned(),
        email: email.view(&subscription.email),
        form: form_texts(),
        typed: subscription.email.clone(),
        problem: error.map(|error| error.problem),
    }
}

/// Grams below a kilogram, otherwise kilograms with one decimal; none if the weight is unknown.
fn parcel_weight(grams: i64) -> Option<String> {
    match grams {
        ..=0 => None,
        1..1_000 => Some(t!("weight-grams", grams = grams)),
        _ => {
            let kilograms = match ((grams + 50) / 1_000, (grams + 50) / 100 % 10) {
                (whole, 0) => whole.to_string(),
                (whole, tenths) => format!("{whole}.{tenths}"),
            };
            Some(t!("weight-kilograms", kilograms = kilograms))
        }
    }
}

fn promises(variant: &VariantView, delivery: &DeliveryNote) -> Promises {
    let available = variant.stock.available();
    Promises {
        stock: available.then(|| (variant.stock, stock::words(variant.stock))),
        arrival: available.then(|| t!("product-arrival", day = dates::with_weekday(delivery.by))),
        weight: parcel_weight(variant.grams).map(|weight| t!("product-weight", weight = weight)),
        returns: t!("product-return", days = delivery.return_days),
    }
}

fn value(value: &SpecValue) -> String {
    match value {
        SpecValue::Flag(true) => t!("spec-yes").to_owned(),
        SpecValue::Flag(false) => t!("spec-no").to_owned(),
        SpecValue::Text(text) => text.clone(),
    }
}

fn spec(spec: &Spec) -> ShownSpec {
    ShownSpec {
        name: spec.name.clone(),
        value: value(&spec.value),
        explanation: spec.explanation.clone(),
    }
}

fn specs(groups: &[(String, Vec<Spec>)]) -> ShownSpecs {
    ShownSpecs {
        title: t!("specs-title").to_owned(),
        text: t!("specs-text").to_owned(),
        groups: groups
            .iter()
            .map(|(group, specs)| (group.clone(), specs.iter().map(spec).collect()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_yes_or_no() {
        assert_eq!([true, false].map(|flag| value(&SpecValue::Flag(flag))), ["Yes", "No"]);
    }

    #[test]
    fn a_parcel_is_weighed_in_grams_or_kilograms() {
        for (grams, shown) in [
            (0, None),
            (70, Some("70\u{a0}g")),
            (999, Some("999\u{a0}g")),
            (1_000, Some("1\u{a0}kg")),
            (6_149, Some("6.1\u{a0}kg")),
            (6_150, Some("6.2\u{a0}kg")),
            (53_960, Some("54\u{a0}kg")),
        ] {
            assert_eq!(parcel_weight(grams).as_deref(), shown, "{grams}");
        }
    }
}
