//! A product: picture, name, price, stock and the button on the first screen; then what it shows,
//! and its numbers.

mod fit;
mod gallery;
mod needs;
mod numbers;
mod purchase;

use crate::{
    PageContext,
    document::Head,
    document::structured_data,
    islands::{Gallery, VariantPicker},
    slots,
    ui::{breadcrumbs::breadcrumbs, card::shelf},
};
use leptos::prelude::*;
use views::{
    catalogue::{DeliveryNote, ProductView},
    notifications::WaitView,
    routes,
};

/// The document's head.
#[must_use]
pub fn head<'a>(context: &PageContext<'_>, product: &'a ProductView) -> Head<'a> {
    let title = if product.seo_title.is_empty() { &product.name } else { &product.seo_title };
    let description = if product.seo_description.is_empty() {
        &product.summary
    } else {
        &product.seo_description
    };
    Head {
        title: title.as_str().into(),
        description: description.as_str().into(),
        canonical: Some(routes::product(&product.slug)),
        // The plain page says the same without the verdict for one telescope.
        noindex: product
            .fit
            .as_ref()
            .is_some_and(|fit| fit.chosen.is_some() || fit.problem.is_some()),
        picture: product.pictures.first(),
        data: vec![
            structured_data::product(context.base_url, product),
            structured_data::breadcrumbs(
                context.base_url,
                &product.trail,
                Some((&product.name, &product.slug)),
            ),
        ],
    }
}

/// The page.
pub fn page<'a>(
    context: &'a PageContext<'a>,
    product: &'a ProductView,
    delivery: &'a DeliveryNote,
    wait: &'a WaitView,
) -> impl IntoView + 'a {
    let story = (!product.brand_story.is_empty()).then(|| {
        view! {
            <section class="band band-split" aria-labelledby="brand-title">
                <h2 id="brand-title">{t!("product-brand", brand = product.brand.as_str())}</h2>
                <p>{product.brand_story.as_str()}</p>
            </section>
        }
    });
    let description = (!product.description.is_empty()).then(|| {
        view! {
            <section class="band band-split" id="description" aria-labelledby="description-title">
                <h2 id="description-title">{if product.shows { t!("product-description-shows") } else { t!("product-description") }}</h2>
                <div class="prose" inner_html=product.description.as_str()></div>
            </section>
        }
    });
    view! {
        <div class="page product-page">
            {breadcrumbs(&product.trail, &product.name)}
            <div class="product">
                {gallery::gallery(context, product)}
                {purchase::purchase(context, product, delivery, wait)}
                <div class="product-more">
                    {index(product)}
                    {fit::fit(context, product)}
                    {needs::needs(context, &product.needs)}
                    {description}
                    {product.optics.as_ref().map(|optics| numbers::optics(optics, product.calculator.as_deref()))}
                    {product.optics.is_none().then(|| product.calculator.as_deref().map(numbers::calculator))}
                    {numbers::specifications(&product.specs)}
                    {story}
                    {questions(context, product)}
                </div>
            </div>
            {shelf("related", t!("product-related"), None, &product.related)}
            <div id="recent-slot">{slots::recent()}</div>
            {purchase::buy_bar(product)}
            <VariantPicker />
            {gallery::zoom()}
            <Gallery />
        </div>
    }
}

/// The parts of the page by name; it stays above them where there is room for it.
fn index(product: &ProductView) -> impl IntoView + use<> {
    let optics = product.optics.as_ref();
    let shows =
        if product.shows { t!("product-description-shows") } else { t!("product-description") };
    let parts = [
        product.fit.as_ref().map(|_| ("#fit", t!("fit-index"))),
        (!product.description.is_empty()).then_some(("#description", shows)),
        optics.map(|_| ("#optics", t!("index-numbers"))),
        (!product.specs.is_empty()).then_some(("#specifications", t!("specs-title"))),
        Some(("#questions", t!("product-questions"))),
    ];
    let links =
        parts.into_iter().flatten().map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    view! {
        <nav class="index" aria-label=t!("index-label")>
            <ul>{links.collect::<Vec<_>>()}</ul>
        </nav>
    }
}

/// Where to ask what the page leaves open.
fn questions(context: &PageContext<'_>, product: &ProductView) -> impl IntoView + use<> {
    // The page of an accessory answers it for each telescope.
    let fit = (product.connects && product.fit.is_none()).then(|| {
        view! {
            <details class="question">
                <summary>{t!("question-fit")}</summary>
                <p>{t!("question-fit-answer")}" "<a href=routes::CONTACT>{t!("footer-contact")}</a></p>
            </details>
        }
    });
    view! {
        <section class="band band-split" id="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{t!("product-questions")}</h2>
            <div>
                <details class="question">
                    <summary>{t!("question-return")}</summary>
                    <p>{t!("question-return-answer")}" "<a href=routes::RETURNS>{t!("footer-returns")}</a></p>
                </details>
                <details class="question">
                    <summary>{t!("question-delivery")}</summary>
                    <p>{t!("question-delivery-answer", hour = context.cut_off(), zone = context.time_zone)}" "<a href=routes::DELIVERY>{t!("footer-delivery")}</a></p>
                </details>
                {fit}
            </div>
        </section>
    }
}
