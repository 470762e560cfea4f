//! The column that sells: name, price, key numbers, variants, the button, and what comes with it.

use super::numbers::key_specs;
use crate::{
    PageContext,
    ui::{
        Icon,
        field::{Field, field},
        icon,
        price::price,
        stepper::stepper,
        stock::stock,
    },
};
use domain::{shipping::Carriage, stock::StockLevel};
use leptos::{either::Either, prelude::*};
use views::{
    catalogue::{DeliveryNote, ProductView, VariantView},
    notifications::WaitView,
    routes,
};

/// The form of the buy button, which the bar at the bottom of phones uses too.
const FORM: &str = "add-to-cart";

pub(super) fn purchase<'a>(
    context: &'a PageContext<'a>,
    product: &'a ProductView,
    delivery: &'a DeliveryNote,
    wait: &'a WaitView,
) -> impl IntoView + 'a {
    let variant = product.variants.get(product.chosen).or_else(|| product.variants.first());
    view! {
        <div class="purchase">
            <p class="maker">{product.brand.as_str()}</p>
            <h1>{product.name.as_str()}</h1>
            <p class="summary">{product.summary.as_str()}</p>
            {variant.map(|variant| price_block(variant, delivery))}
            {variant_picker(product)}
            {variant.map(|variant| add_to_cart(context, variant, wait))}
            {variant.map(|variant| promises(variant, delivery))}
            {key_specs(&product.key_specs)}
        </div>
    }
}

fn price_block<'a>(variant: &'a VariantView, delivery: &'a DeliveryNote) -> impl IntoView + 'a {
    let tax = match (delivery.tax_included, delivery.export) {
        (true, _) => t!("product-tax-included"),
        (false, true) => t!("product-tax-export"),
        (false, false) => t!("product-tax-excluded"),
    };
    let country = delivery.country.as_str();
    let cost = match (delivery.carriage, delivery.price.minor) {
        (Carriage::Parcel, 0) => t!("product-delivery-free", country = country),
        (Carriage::Freight, 0) => t!("product-freight-free", country = country),
        (Carriage::Parcel, _) => {
            t!("product-delivery-price", country = country, price = delivery.price.to_string())
        }
        (Carriage::Freight, _) => {
            t!("product-freight-price", country = country, price = delivery.price.to_string())
        }
    };
    view! {
        <div class="price-block">
            {price(variant.price)}
            <p class="quiet small number">{tax}" · "{cost}</p>
        </div>
    }
}

/// The variants as links; the chosen one is in the address.
fn variant_picker(product: &ProductView) -> impl IntoView + '_ {
    (product.variants.len() > 1).then(|| {
        let option = product.variants.iter().map(|variant| variant.option.as_str()).find(|option| !option.is_empty());
        let telescope = product.fit.as_ref().and_then(|fit| fit.chosen.as_ref());
        let telescope = telescope.map(|judged| format!("&telescope={}", judged.telescope.slug)).unwrap_or_default();
        let choice = |(i, variant): (usize, &'_ VariantView)| {
            let href = format!("{}{telescope}#purchase", routes::variant(&product.slug, &variant.sku));
            let none = variant.stock == StockLevel::SoldOut;
            let rel = (!telescope.is_empty()).then_some("nofollow");
            view! {
                <li>
                    <a class=if none { "choice choice-none" } else { "choice" } href=href rel=rel aria-current=(i == product.chosen).then_some("true") data-sku=variant.sku.clone()>
                        <span>{variant.label.clone()}</span>
                        <small class="number">{variant.price.to_string()}</small>
                        {none.then(|| view! { <small class="stock stock-none">{t!("stock-none")}</small> })}
                    </a>
                </li>
            }
        };
        view! {
            <nav class="variants" id="purchase" aria-labelledby="variants-label" data-variants="">
                <p class="label" id="variants-label">{option.unwrap_or(t!("product-option"))}</p>
                <ul class="choices">{product.variants.iter().enumerate().map(choice).collect::<Vec<_>>()}</ul>
            </nav>
        }
    })
}

/// The form that puts the chosen variant into the cart.
fn add_to_cart<'a>(
    context: &'a PageContext<'a>,
    variant: &'a VariantView,
    wait: &'a WaitView,
) -> impl IntoView + 'a {
    if !variant.stock.available() {
        return Either::Left(view! {
            <div class="sold-out">
                <p><b>{t!("product-sold-out")}</b></p>
                {wait_form(variant, wait)}
                <p class="quiet small">{t!("product-sold-out-text")}</p>
                <p><a class="button" href="#related">{t!("product-sold-out-related")}</a></p>
            </div>
        });
    }
    Either::Right(view! {
        <form class="buy-form" id=FORM method="post" action=routes::CART_LINES data-add-to-cart="">
            <input type="hidden" name="sku" value=variant.sku.as_str() />
            <input type="hidden" name="back" value=context.path />
            {stepper("quantity")}
            <button class="buy" id="buy">{t!("product-add")}</button>
        </form>
    })
}

/// Who leaves an address is told once when the variant is back.
fn wait_form<'a>(variant: &'a VariantView, wait: &'a WaitView) -> impl IntoView + 'a {
    let email = Field {
        kind: "email",
        mode: "email",
        hint: t!("wait-hint"),
        ..Field::text("email", t!("field-email"), "email")
    };
    view! {
        <form class="wait-form" method="post" action=routes::SUBSCRIPTIONS id="wait" novalidate=true>
            <input type="hidden" name="sku" value=variant.sku.as_str() />
            {field(email, &wait.email, &wait.errors)}
            <button class="button button-strong">{t!("wait-button")}</button>
        </form>
    }
}

fn promises<'a>(variant: &'a VariantView, delivery: &'a DeliveryNote) -> impl IntoView + 'a {
    let level = variant
        .stock
        .available()
        .then(|| view! { <li>{icon(Icon::Box)}{stock(variant.stock)}</li> });
    let arrival = variant.stock.available().then(|| {
        view! { <li>{icon(Icon::Truck)}<span>{t!("product-arrival", day = delivery.by.as_str())}</span></li> }
    });
    let weight = (!variant.weight.is_empty()).then(|| {
        view! { <li class="number">{icon(Icon::Box)}<span>{t!("product-weight", weight = variant.weight.as_str())}</span></li> }
    });
    view! {
        <ul class="promises small">
            {level}
            {arrival}
            {weight}
            <li>{icon(Icon::Return)}<span>{t!("product-return")}</span></li>
        </ul>
    }
}

/// Price and button once more at the bottom of a phone's screen, when the first button has scrolled
/// away.
pub(super) fn buy_bar(product: &ProductView) -> impl IntoView + '_ {
    let variant = product.variants.get(product.chosen).filter(|variant| variant.stock.available());
    variant.map(|variant| {
        view! {
            <div class="buy-bar" data-buy-bar="">
                <p>
                    <b>{product.name.as_str()}</b>
                    {price(variant.price)}
                </p>
                <button class="buy" form=FORM>{t!("product-add")}</button>
            </div>
        }
    })
}
