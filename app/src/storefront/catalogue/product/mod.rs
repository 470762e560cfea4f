//! Product pages: picture, name, price, stock and the buy button on the first screen, then the
//! description and the numbers.

mod gallery;
mod needs;
mod sections;
mod together;

use crate::{
    Page, PageContext, dates,
    document::structured_data,
    document::{self, Head},
    islands::catalogue::{
        gallery::{Gallery, ZoomState, zoom},
        product::{ProductState, ProductVariants, api::ShownVariant, buy},
    },
    page::Rendering,
    slots,
    ui::{
        breadcrumbs::breadcrumbs,
        card::{ShelfHead, shelf},
        notice::info,
        prose::framed,
    },
};
use domain::content::{PageRole, TextSlot};
use leptos::prelude::*;
use views::{
    catalogue::{DeliveryNote, ProductView},
    notifications::SubscriptionForm,
    recommendations::Suggestion,
    routes,
    withdrawal::LocalTime,
};

/// The page of a product.
#[derive(Clone, Copy, Debug)]
pub struct ProductPage<'a> {
    /// The product.
    pub product: &'a ProductView,
    /// When it would arrive, and what delivery costs.
    pub delivery: &'a DeliveryNote,
    /// The form for a message when it is back in stock.
    pub subscription: &'a SubscriptionForm,
    /// What is often bought together with it.
    pub together: &'a [Suggestion],
    /// How long this link works, if it is the page of a draft: nothing on it can be bought.
    pub draft: Option<&'a LocalTime>,
}

impl Page for ProductPage<'_> {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        let section = self.product.breadcrumbs.first().map_or("", |link| link.href.as_str());
        let head = head(context, self.product);
        let head = Head { noindex: head.noindex || self.draft.is_some(), ..head };
        document::full(context, &head, section, page(context, self))
    }
}

/// The document's head.
fn head<'a>(context: &PageContext<'_>, product: &'a ProductView) -> Head<'a> {
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
        // The page without a telescope has the same content without its verdict.
        noindex: product
            .fit
            .as_ref()
            .is_some_and(|fit| fit.chosen.is_some() || fit.problem.is_some()),
        picture: product.pictures.first().map(|one| &one.picture),
        is_product: true,
        data: vec![
            structured_data::product(context.base_url, product),
            structured_data::breadcrumbs(
                context.base_url,
                &product.breadcrumbs,
                Some((&product.name, &product.slug)),
            ),
        ],
    }
}

/// The page.
fn page<'a>(context: &'a PageContext<'a>, shown: &ProductPage<'a>) -> impl IntoView + 'a {
    let ProductPage { product, delivery, subscription, together, draft } = *shown;
    let story = (!product.brand_story.is_empty()).then(|| {
        view! {
            <section class="band band-split" aria-labelledby="brand-title">
                <h2 id="brand-title">{t!("product-brand", brand = product.brand.as_str())}</h2>
                <p>{product.brand_story.as_str()}</p>
            </section>
        }
    });
    let description = (!product.description.is_empty()).then(|| {
        let title =
            if product.shows { t!("product-description-shows") } else { t!("product-description") };
        view! {
            <section class="band band-split" id="description" aria-labelledby="description-title">
                <h2 id="description-title">{title}</h2>
                <div class="prose" inner_html=framed(&product.description, title)></div>
            </section>
        }
    });
    let (id, title) = ("related".to_owned(), t!("product-related"));
    let related = ShelfHead { id, title, text: "", link: None };
    // A product always has a variant.
    ShownVariant::new(product, delivery, subscription, context.path).map(|shown| {
        let state = ProductState::new(shown.purchase, "1".to_owned());
        let pictures = RwSignal::new(shown.gallery);
        view! {
            <div class="page product-page">
                {breadcrumbs(&product.breadcrumbs, &product.name)}
                {draft.map(|until| {
                    info(t!("product-draft", until = dates::local_time(until)))
                })}
                <div class="product">
                    {gallery::gallery(pictures)}
                    {match draft {
                        Some(_) => {
                            view! {
                                <fieldset disabled=true>
                                    {sections::purchase(state, product)}
                                </fieldset>
                            }
                            .into_any()
                        }
                        None => sections::purchase(state, product).into_any(),
                    }}
                    <div class="product-more">
                        {index(product)}
                        {shown.fit.map(sections::fit)}
                        {needs::needs(context, &product.needs)}
                        {description}
                        {shown.optics.map(sections::optics)}
                        {shown.calculator.map(sections::calculator)}
                        {shown.specs.map(sections::specifications)}
                        {story}
                        {questions(context, product)}
                    </div>
                </div>
                {together::together(context, product, together)}
                {shelf(related, &product.related)}
                <div id="recent-slot">{slots::recent()}</div>
                {draft.is_none().then(|| view! { <div data-buy-bar="">{buy::bar(state)}</div> })}
                <ProductVariants />
                {zoom::dialog(ZoomState::new(pictures))}
                <Gallery />
            </div>
        }
    })
}

/// Links to the parts of the page, which stay in view if there is room.
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

/// Questions that the page leaves open, with links.
fn questions(context: &PageContext<'_>, product: &ProductView) -> impl IntoView + use<> {
    let link = |role: PageRole, text: &'static str| {
        let href = context.page(role).map(ToOwned::to_owned);
        href.map(|href| view! { " "<a href=href>{text}</a> })
    };
    let answer = context.text(TextSlot::ReturnsAnswer).map_or_else(
        || t!("question-return-answer", days = context.return_days),
        ToOwned::to_owned,
    );
    // The page of an accessory answers this for each telescope.
    let fit = (product.connects && product.fit.is_none()).then(|| {
        view! {
            <details class="question">
                <summary>{t!("question-fit")}</summary>
                <p>
                    {t!("question-fit-answer")}
                    {link(PageRole::Contact, t!("footer-contact"))}
                </p>
            </details>
        }
    });
    view! {
        <section class="band band-split" id="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{t!("product-questions")}</h2>
            <div>
                <details class="question">
                    <summary>{t!("question-return")}</summary>
                    <p>
                        {answer}
                        {link(PageRole::Returns, t!("footer-returns"))}
                    </p>
                </details>
                <details class="question">
                    <summary>{t!("question-delivery")}</summary>
                    <p>
                        {t!(
                            "question-delivery-answer",
                            hour = context.cut_off(),
                            zone = context.time_zone,
                        )}
                        {link(PageRole::Delivery, t!("footer-delivery"))}
                    </p>
                </details>
                {fit}
            </div>
        </section>
    }
}
