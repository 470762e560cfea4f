//! The forms and the order summary with their texts; on the server.

use super::api::{AddressForm, FormView, OrderLine, OrderSummary, PlaceTexts};
use crate::{
    i18n,
    islands::cart::notice_texts,
    ui::{
        field::{Field, FieldView, SummaryItem, address_field, country_field, form_texts},
        totals::{TotalsKind, TotalsTexts, tax_texts},
    },
};
use domain::{
    checkout::FieldError,
    customers::address_form::{Form, RegionKind},
};
use views::{
    cart::{CartLineView, CartView},
    checkout::{CheckoutView, Step},
};

/// Field names and autocomplete tokens of an address.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Names {
    pub country: (&'static str, &'static str),
    pub name: (&'static str, &'static str),
    pub street: (&'static str, &'static str),
    pub extra: (&'static str, &'static str),
    pub postcode: (&'static str, &'static str),
    pub city: (&'static str, &'static str),
    pub region: (&'static str, &'static str),
}

/// The delivery address.
pub const DELIVERY: Names = Names {
    country: ("country", "shipping country"),
    name: ("name", "shipping name"),
    street: ("street", "shipping address-line1"),
    extra: ("extra", "shipping address-line2"),
    postcode: ("postcode", "shipping postal-code"),
    city: ("city", "shipping address-level2"),
    region: ("region", "shipping address-level1"),
};

/// The billing address.
pub const BILLING: Names = Names {
    country: ("billing-country", "billing country"),
    name: ("billing-name", "billing name"),
    street: ("billing-street", "billing address-line1"),
    extra: ("billing-extra", "billing address-line2"),
    postcode: ("billing-postcode", "billing postal-code"),
    city: ("billing-city", "billing address-level2"),
    region: ("billing-region", "billing address-level1"),
};

impl FormView {
    /// A form with these fields, addresses and errors.
    #[must_use]
    pub fn new(fields: Vec<FieldView>, addresses: Vec<AddressForm>, errors: &[FieldError]) -> Self {
        let item = |FieldError { field, problem }: &FieldError| {
            let address = addresses
                .iter()
                .find(|address| address.fields.iter().any(|of_address| of_address.name == *field));
            let form = Form::of(address.map_or("", |address| &address.country));
            let text = i18n::field_error_alone(field, problem.key(), form);
            SummaryItem { field: field.clone(), text }
        };
        Self {
            texts: form_texts(),
            summary: errors.iter().map(item).collect(),
            errors: errors.to_vec(),
            fields,
            addresses,
            place: None,
            order: None,
        }
    }
}

impl PlaceTexts {
    /// The texts of the button for an order.
    #[must_use]
    pub fn new(cart: &CartView) -> Self {
        Self {
            ready: t!("review-place", total = cart.totals.total.to_string()),
            busy: t!("review-placing").to_owned(),
        }
    }
}

impl AddressForm {
    /// The address form of a country. It always contains region and postcode, shown where the
    /// chosen country has them, so that another country can be chosen without JavaScript.
    #[must_use]
    pub fn new(names: &Names, country: &str) -> Self {
        let form = Form::of(country);
        let text = |(name, autocomplete): (&'static str, &'static str), plain: &str| {
            Field::text(name, i18n::field_label(plain, form), autocomplete)
        };
        let optional = form.region != RegionKind::None && !form.region_needed();
        let fields = [
            text(names.name, "name"),
            text(names.street, "street"),
            Field { optional: true, ..text(names.extra, "extra") },
            Field {
                width: "third postcode",
                optional: !form.postcode_needed,
                ..text(names.postcode, "postcode")
            },
            Field {
                width: "two-thirds",
                optional: !form.only_city.is_empty(),
                ..text(names.city, "city")
            },
            Field { width: "region", optional, ..text(names.region, "region") },
        ];
        let (name, autocomplete) = names.country;
        let country_field = country_field(name, autocomplete, form);
        let fields = fields.into_iter().map(|field| address_field(field, form));
        Self {
            country: country.to_owned(),
            postcodes: form.postcodes.to_owned(),
            prefixes: form.prefixes(),
            fields: std::iter::once(country_field).chain(fields).collect(),
        }
    }
}

impl OrderSummary {
    /// The summary of the order. Until the first step is completed, its totals are an estimate.
    #[must_use]
    pub fn new(view: &CheckoutView) -> Self {
        let cart = &view.cart;
        let orderable = cart.orderable();
        let kind = match view.reached {
            Step::Contact => TotalsKind::Estimate,
            Step::Delivery | Step::Payment | Step::Review => TotalsKind::Final,
        };
        Self {
            title: t!("summary-title").to_owned(),
            count: t!("cart-count", count = cart.count),
            lines: cart.lines.iter().map(line).collect(),
            totals: orderable.then(|| TotalsTexts::new(&cart.totals, &cart.country, kind)),
            no_total: t!("totals-not-yet").to_owned(),
            taxes: tax_texts(&cart.taxes, &cart.totals),
        }
    }
}

fn line(line: &CartLineView) -> OrderLine {
    OrderLine {
        picture: line.picture.clone(),
        name: line.name.clone(),
        label: line.label.clone(),
        quantity: match line.price {
            Some(price) => {
                t!("order-quantity", quantity = line.quantity, price = price.unit.to_string())
            }
            None => t!("order-quantity-only", quantity = line.quantity),
        },
        total: line.price.map(|price| price.total),
        notices: notice_texts(line),
    }
}
