//! The cart: lines that change without an "apply", what they come to, and nothing that leads away.

pub mod drawer;

use crate::{
    PageContext,
    document::Head,
    ui::{
        Icon, icon, notice,
        picture::{Place, silent_plate},
        preferences::country_form,
        price::price,
        stepper::line_stepper,
        totals::sum,
    },
};
use domain::shipping::Carriage;
use leptos::{either::Either, prelude::*};
use views::cart::{CartLineView, CartView, LineNotice, Removed};
use views::routes;

/// The document's head.
#[must_use]
pub fn head() -> Head<'static> {
    Head {
        title: t!("cart-title").into(),
        description: t!("cart-description").into(),
        canonical: Some(routes::CART.to_owned()),
        ..Head::default()
    }
}

/// The page.
pub fn page<'a>(
    context: &'a PageContext<'a>,
    cart: &'a CartView,
    ordered: Option<&'a str>,
) -> impl IntoView + 'a {
    let undo = cart.undo.as_ref().map(undo_line);
    let content = if cart.lines.is_empty() {
        Either::Left(empty(context, ordered))
    } else {
        Either::Right(full(context, cart))
    };
    view! { <div class="page cart-page">{undo}{content}</div> }
}

/// The line taken out a moment ago, and the way to have it back.
pub(super) fn undo_line(removed: &Removed) -> impl IntoView + use<> {
    let text = match removed.lines {
        1 => t!("cart-removed", name = removed.name.as_str()),
        _ => t!("cart-emptied", count = removed.pieces),
    };
    view! {
        <form class="notice undo" method="post" action=routes::CART_UNDO>
            {icon(Icon::Trash)}
            <p role="status">{text}</p>
            <button class="button">{icon(Icon::Undo)}{t!("cart-undo")}</button>
        </form>
    }
}

fn empty<'a>(context: &'a PageContext<'a>, ordered: Option<&'a str>) -> impl IntoView + 'a {
    let links = context
        .menu
        .iter()
        .take(6)
        .map(|category| view! { <li><a class="chip" href=routes::category(&category.slug)>{category.name.as_str()}</a></li> });
    view! {
        <div class="empty">
            {icon(Icon::Bag)}
            <h1>{t!("cart-empty-title")}</h1>
            {ordered.map(|link| view! { <p><a class="button button-strong" href=link>{t!("cart-ordered")}</a></p> })}
            <p class="quiet">{t!("cart-empty-text")}</p>
            <ul class="chips">{links.collect::<Vec<_>>()}</ul>
        </div>
    }
}

fn full<'a>(context: &'a PageContext<'a>, cart: &'a CartView) -> impl IntoView + 'a {
    view! {
        <div class="cart" id="cart">
            <header class="cart-head">
                <h1>{t!("cart-title")}</h1>
                <p class="quiet number">{t!("cart-count", count = cart.count)}</p>
            </header>
            <ul class="lines">{cart.lines.iter().map(line).collect::<Vec<_>>()}</ul>
            <aside class="cart-sum" aria-labelledby="sum-title">
                <h2 class="label" id="sum-title">{t!("cart-sum")}</h2>
                {sum(cart, &cart.country, true)}
                {cart.to_free_delivery.map(|missing| view! { <p class="small hint-line">{icon(Icon::Truck)}<span>{t!("cart-to-free", amount = missing.to_string())}</span></p> })}
                {cart.arrives.as_ref().map(|day| view! { <p class="small hint-line">{icon(Icon::Truck)}<span>{t!("cart-arrives", day = day.as_str())}</span></p> })}
                {(cart.carriage == Carriage::Freight).then(|| view! { <p class="small hint-line">{icon(Icon::Truck)}<span>{t!("cart-freight")}</span></p> })}
                {checkout_button(cart)}
                <div id="cart-country">{country_form(context, "cart-country")}</div>
            </aside>
            <form class="cart-empty-form" method="post" action=routes::CART_EMPTY><button class="link-button">{t!("cart-empty-button")}</button></form>
        </div>
    }
}

/// On to checkout, or why not yet.
pub(super) fn checkout_button(cart: &CartView) -> impl IntoView + use<> {
    if cart.orderable() {
        Either::Left(view! { <a class="buy" href=routes::CHECKOUT>{t!("cart-checkout")}</a> })
    } else {
        Either::Right(notice::alert(t!("cart-not-orderable")))
    }
}

fn line(line: &CartLineView) -> impl IntoView + '_ {
    let label = (!line.label.is_empty())
        .then(|| view! { <p class="quiet small">{line.label.as_str()}</p> });
    let several = (line.quantity > 1).then(|| view! { <p class="quiet small number">{t!("cart-each", price = line.unit.to_string())}</p> });
    view! {
        <li class="line" data-line=line.sku.as_str()>
            {silent_plate(line.picture.as_ref(), Place::Small, None)}
            <div class="line-words">
                <h2><a href=routes::variant(&line.slug, &line.sku)>{line.name.as_str()}</a></h2>
                {label}
                {(!line.specs.is_empty()).then(|| view! { <p class="quiet small number">{line.specs.join(" · ")}</p> })}
                {notices(line)}
                {set_to_available(line)}
                {instead(line)}
            </div>
            <div class="line-price">
                {price(line.total)}
                {several}
            </div>
            <div class="line-change">
                {line_stepper(&line.sku, &line.name, line.quantity, line.available)}
                {remove_button(line)}
            </div>
        </li>
    }
}

/// A way on from a line that cannot be ordered any more.
pub(super) fn instead(line: &CartLineView) -> impl IntoView + use<> {
    let gone = line.notices.contains(&LineNotice::SoldOut);
    gone.then(|| {
        view! { <p class="small"><a href=format!("{}#related", routes::product(&line.slug))>{t!("product-sold-out-related")}<span class="hidden">": "{line.name.clone()}</span></a></p> }
    })
}

/// One button that brings a line down to what is left.
pub(super) fn set_to_available(line: &CartLineView) -> impl IntoView + '_ {
    let left = line.notices.iter().find_map(|notice| {
        if let LineNotice::OnlyLeft(left) = notice { Some(*left) } else { None }
    });
    left.map(|left| {
        view! {
            <form method="post" action=routes::cart_line(&line.sku)>
                <button class="button" name="quantity" value=left aria-label=t!("line-set-to-name", left = left, name = line.name.as_str())>
                    {t!("line-set-to", left = left)}
                </button>
            </form>
        }
    })
}

pub(super) fn remove_button(line: &CartLineView) -> impl IntoView + '_ {
    view! {
        <form method="post" action=routes::cart_line(&line.sku) data-remove=line.sku.as_str()>
            <button class="link-button" name="quantity" value="0" aria-label=t!("cart-remove-name", name = line.name.as_str())>
                {icon(Icon::Trash)}
                <span>{t!("cart-remove")}</span>
            </button>
        </form>
    }
}

/// What changed on a line since it was put in.
pub(super) fn notices(line: &CartLineView) -> impl IntoView + use<> {
    let unit = line.unit;
    let text = |notice: &LineNotice| match notice {
        LineNotice::SoldOut => t!("line-sold-out").to_owned(),
        LineNotice::Withdrawn => t!("line-withdrawn").to_owned(),
        LineNotice::OnlyLeft(left) => t!("line-only-left", left = *left),
        LineNotice::Repriced(before) if before.minor < unit.minor => {
            t!("line-dearer", before = before.to_string())
        }
        LineNotice::Repriced(before) => t!("line-cheaper", before = before.to_string()),
    };
    let class = |notice: &LineNotice| {
        if matches!(notice, LineNotice::Repriced(_)) {
            "line-notice"
        } else {
            "line-notice line-notice-bad"
        }
    };
    line.notices
        .iter()
        .map(|notice| view! { <p class=class(notice)>{icon(Icon::Alert)}<span>{text(notice)}</span></p> })
        .collect::<Vec<_>>()
}
