//! The lines of the cart, on its page and in its drawer.

use super::{
    CartState,
    api::{NoticeText, ShownLine},
};
use crate::ui::{Icon, icon, price::price, thumbnail::thumbnail};
use leptos::{either::Either, prelude::*};
use views::routes;

/// Where the lines are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LinesIn {
    /// The cart page.
    Page,
    /// The drawer, which has less room.
    Drawer,
}

/// The lines. A line keeps its elements when others change, so that focus and input are kept.
pub(super) fn lines(cart: CartState, within: LinesIn) -> impl IntoView {
    view! {
        <ul class="lines" hidden=move || !cart.has_lines()>
            <For
                each=move || cart.skus()
                key=|sku| sku.clone()
                children=move |sku| line(cart, sku, within)
            />
        </ul>
    }
}

fn line(cart: CartState, sku: String, within: LinesIn) -> impl IntoView {
    let class = match within {
        LinesIn::Page => "line",
        LinesIn::Drawer => "line line-small",
    };
    let contents = {
        let sku = sku.clone();
        move || {
            let line = cart.line(&sku)?;
            Some(line_contents(cart, line, within))
        }
    };
    view! { <li class=class data-line=sku>{contents}</li> }
}

fn line_contents(cart: CartState, line: ShownLine, within: LinesIn) -> impl IntoView {
    let texts = line.texts;
    let small = within == LinesIn::Drawer;
    let common = cart.texts();
    let error = cart.error(&line.sku);
    let error_id = format!("{}-error", line.sku);
    let action = routes::cart_line(&line.sku);
    let address = routes::variant(&line.slug, &line.sku);
    let notices = notices(texts.notices);
    let set_to = texts.set_to.zip(line.left).map(|((text, label), left)| {
        view! {
            <form method="post" action=action.clone()>
                <button class="button" name="quantity" value=left aria-label=label>{text}</button>
            </form>
        }
    });
    let similar = (!small && line.sold_out).then(|| {
        let href = format!("{}#related", routes::product(&line.slug));
        view! {
            <p class="small">
                <a href=href>
                    {common.similar}
                    <span class="hidden">": "{line.name.clone()}</span>
                </a>
            </p>
        }
    });
    let name = view! { <a href=address>{line.name}</a> };
    // In the drawer the title is a second-level heading.
    let name = if small {
        Either::Left(view! { <h3>{name}</h3> })
    } else {
        Either::Right(view! { <h2>{name}</h2> })
    };
    let label = (!line.label.is_empty()).then(|| view! { <p class="quiet small">{line.label}</p> });
    let specs = (!small && !texts.specs.is_empty())
        .then(|| view! { <p class="quiet small number">{texts.specs}</p> });
    let prices: Vec<_> = texts
        .prices
        .into_iter()
        .filter(|_| !small)
        .map(|text| view! { <p class="quiet small number">{text}</p> })
        .collect();
    let at_most = (line.quantity >= line.available).then_some("true");
    let invalid = error.is_some().then_some("true");
    let described_by = error.is_some().then(|| error_id.clone());
    let error = error.map(|text| {
        view! { <p class="field-error form-error" role="alert" id=error_id>{text}</p> }
    });
    view! {
        {thumbnail(line.picture.as_ref())}
        <div class="line-words">
            {name}
            {label}
            {specs}
            {notices}
            {set_to}
            {similar}
        </div>
        <div class="line-price">
            {line.total.map(price)}
            {prices}
        </div>
        <div class="line-change">
            // The Enter key activates the first button.
            <form
                class="stepper-form"
                method="post"
                action=action.clone()
                data-stepper=line.sku.clone()
            >
                <input type="hidden" name="was" value=line.quantity />
                <button class="button no-js-only stepper-update">{common.update}</button>
                <div class="stepper">
                    <button name="step" value="-1" aria-label=texts.less>
                        {icon(Icon::Minus)}
                    </button>
                    <input
                        class="number"
                        name="quantity"
                        value=line.quantity
                        inputmode="numeric"
                        maxlength="3"
                        autocomplete="off"
                        aria-label=texts.quantity
                        aria-invalid=invalid
                        aria-describedby=described_by
                    />
                    <button name="step" value="1" aria-label=texts.more aria-disabled=at_most>
                        {icon(Icon::Plus)}
                    </button>
                </div>
            </form>
            {error}
            <form method="post" action=action data-remove=line.sku>
                <button class="link-button" name="quantity" value="0" aria-label=texts.remove>
                    {icon(Icon::Trash)}
                    <span>{common.remove}</span>
                </button>
            </form>
        </div>
    }
}

/// The changes to a line since it was added.
pub(crate) fn notices(notices: Vec<NoticeText>) -> impl IntoView {
    let notice = |notice: NoticeText| {
        let class =
            if notice.prevents_order { "line-notice line-notice-bad" } else { "line-notice" };
        view! { <p class=class>{icon(Icon::Alert)}<span>{notice.text}</span></p> }
    };
    notices.into_iter().map(notice).collect::<Vec<_>>()
}

/// The last removal, and the button that undoes it.
pub(super) fn removed(cart: CartState) -> impl IntoView {
    let undo = cart.texts().undo;
    move || {
        let undo = undo.clone();
        cart.with(|shown| shown.texts.removed.clone()).map(|text| {
            view! {
                <form class="notice undo" method="post" action=routes::CART_UNDO>
                    {icon(Icon::Trash)}
                    <p role="status">{text}</p>
                    <button class="button">{icon(Icon::Undo)}{undo}</button>
                </form>
            }
        })
    }
}
