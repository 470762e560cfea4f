//! The pictures of a product. The large one is chosen by a link; it leads to its largest rendition.

use crate::{
    PageContext,
    ui::{
        Icon, icon,
        picture::{self, Place, plate, silent_plate},
    },
};
use leptos::prelude::*;
use views::catalogue::{OpticsView, Picture, ProductView};
use views::routes;

/// Which picture the address asks for, from 0.
fn chosen(context: &PageContext<'_>, count: usize) -> usize {
    let asked =
        context.parameter("picture").and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
    asked.clamp(1, count.max(1)) - 1
}

pub(super) fn gallery<'a>(
    context: &'a PageContext<'a>,
    product: &'a ProductView,
) -> impl IntoView + 'a {
    let current = chosen(context, product.pictures.len());
    let large = product.pictures.get(current);
    let href = large.map(picture::large);
    let variant =
        context.parameter("variant").map(|sku| format!("variant={sku}&")).unwrap_or_default();
    let thumbs = (product.pictures.len() > 1).then(|| {
        let thumb = |(i, picture): (usize, &'a Picture)| {
            let href = format!("{}?{variant}picture={}#gallery", routes::product(&product.slug), i + 1);
            view! {
                <li>
                    <a href=href aria-current=(i == current).then_some("true") data-large=picture::large(picture) data-caption=picture.alt.as_str()>
                        <span class="hidden">{t!("gallery-show", number = i + 1)}" "{picture.alt.as_str()}</span>
                        {silent_plate(Some(picture), Place::Small, None)}
                    </a>
                </li>
            }
        };
        view! { <ul class="thumbs">{product.pictures.iter().enumerate().map(thumb).collect::<Vec<_>>()}</ul> }
    });
    view! {
        <div class="gallery" id="gallery" data-gallery="">
            <a class="gallery-large" href=href>
                {plate(large, Place::Product, Some(&product.slug))}
                <span class="gallery-zoom">{icon(Icon::Zoom)}<span class="hidden">{t!("gallery-zoom")}</span></span>
            </a>
            {thumbs}
            {caption(product, current)}
        </div>
    }
}

/// Where the large pictures open over the page with script; without it, the link leads to the
/// picture itself.
pub(super) fn zoom() -> impl IntoView {
    let tool = |action: &'static str, picture: Icon, text: &'static str| {
        view! { <button type="button" data-zoom=action aria-label=text>{icon(picture)}</button> }
    };
    view! {
        <dialog class="zoom" id="zoom" aria-label=t!("zoom-label")>
            <div class="zoom-stage" tabindex="0"><img alt="" draggable="false" /></div>
            <div class="zoom-foot">
                <p class="small" aria-live="polite"><b class="zoom-count number"></b><span class="zoom-caption"></span></p>
                <div class="zoom-tools">
                    {tool("previous", Icon::ChevronLeft, t!("zoom-previous"))}
                    {tool("next", Icon::ChevronRight, t!("zoom-next"))}
                    {tool("out", Icon::Minus, t!("zoom-out"))}
                    {tool("in", Icon::Plus, t!("zoom-in"))}
                </div>
            </div>
            <button class="zoom-close" type="button" data-zoom="close" aria-label=t!("gallery-close")>{icon(Icon::Close)}</button>
        </dialog>
    }
}

/// What the large picture shows, in words. The first one, the thing itself, needs none; the second
/// one of a telescope is its light path.
fn caption(product: &ProductView, current: usize) -> Option<impl IntoView + '_> {
    let picture = product.pictures.get(current).filter(|_| current > 0)?;
    let path = product.optics.as_ref().filter(|_| current == 1).map(|optics| match optics {
        OpticsView::Night(view) => t!("product-path-text", gain = view.light_gain.as_str()),
        OpticsView::Sun(view) => t!("product-path-sun", disc = view.disc.as_str()),
    });
    Some(view! {
        <div class="gallery-caption small">
            <p>{picture.alt.as_str()}"."</p>
            {path.map(|text| view! { <p class="quiet number">{text}</p> })}
        </div>
    })
}
