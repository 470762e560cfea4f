//! What a product needs, each with its price and a buy button.

use crate::{
    PageContext,
    ui::price::{from, price_from},
};
use leptos::{either::Either, prelude::*};
use views::{catalogue::NeedView, routes};

pub(super) fn needs<'a>(context: &'a PageContext<'a>, needs: &'a [NeedView]) -> impl IntoView + 'a {
    (!needs.is_empty()).then(|| {
        view! {
            <section class="band band-split" id="needs" aria-labelledby="needs-title">
                <h2 id="needs-title">{t!("product-needs")}</h2>
                <ul class="needs">
                    {needs.iter().map(|need| item(context, need)).collect::<Vec<_>>()}
                </ul>
            </section>
        }
    })
}

fn item<'a>(context: &'a PageContext<'a>, need: &'a NeedView) -> impl IntoView + 'a {
    let Some(card) = &need.card else {
        return Either::Left(
            view! { <li class="need"><p class="need-text">{need.why.as_str()}</p></li> },
        );
    };
    let href = need.href.as_str();
    let rel = href.contains('?').then_some("nofollow");
    let button = match &need.sku {
        Some(sku) => Either::Left(view! {
            <form method="post" action=routes::CART_LINES data-add-to-cart="">
                <input type="hidden" name="sku" value=sku.as_str() />
                <input type="hidden" name="back" value=context.path />
                <input type="hidden" name="quantity" value="1" />
                <button class="button">
                    {t!("product-add")}
                    <span class="hidden">": "{card.name.as_str()}</span>
                </button>
            </form>
        }),
        None => Either::Right(view! {
            <a class="button" href=href rel=rel>
                {t!("product-view")}
                <span class="hidden">": "{card.name.as_str()}</span>
            </a>
        }),
    };
    Either::Right(view! {
        <li class="need">
            <p class="need-text">
                <a href=href rel=rel><b>{card.name.as_str()}</b></a>
                <span class="quiet small">{need.why.as_str()}</span>
            </p>
            {price_from(card.price, card.from.then(from))}
            {button}
        </li>
    })
}
