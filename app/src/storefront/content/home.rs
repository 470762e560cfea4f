//! The home page: the merchant's blocks.

use crate::{
    Page, PageContext, dates,
    document::structured_data,
    document::{self, Head},
    i18n,
    page::Rendering,
    slots,
    ui::{
        Icon,
        card::{ShelfHead, shelf, title_id},
        card_specs, icon,
        moon::{LitSide, moon, phase},
        picture::{Slot, plate, silent_plate},
        price::{from, price_from},
        prose::framed,
    },
};
use domain::{content::TextSlot, sky::Shower};
use leptos::{
    either::{Either, EitherOf3, EitherOf7},
    prelude::*,
};
use views::{
    catalogue::{CategoryCard, Picture},
    content::{BlockHead, GuideCard, HeroBlock, HomeBlock, HomeView, SkyView, block_id},
    routes,
};

/// The icon of a buying guide by the name that the merchant gave it.
fn goal_icon(name: &str) -> Icon {
    match name {
        "binoculars" => Icon::Binoculars,
        "camera" => Icon::Camera,
        "child" => Icon::Child,
        "eye" => Icon::Eye,
        "galaxy" => Icon::Galaxy,
        "gift" => Icon::Gift,
        "house" => Icon::House,
        "moon" => Icon::Moon,
        "planet" => Icon::Planet,
        "star" => Icon::Star,
        "suitcase" => Icon::Suitcase,
        "sun" => Icon::Sun,
        "telescope" => Icon::Telescope,
        // Suits any trade.
        _ => Icon::Search,
    }
}

impl Page for HomeView {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        document::full(context, &head(context, self), "", page(self))
    }
}

/// The document's head.
fn head<'a>(context: &PageContext<'a>, view: &'a HomeView) -> Head<'a> {
    Head {
        // Search engines take their own words from the page if there is none.
        description: context.text(TextSlot::Description).unwrap_or_default().into(),
        canonical: Some("/".to_owned()),
        picture: view.picture(),
        data: vec![
            structured_data::organization(context.base_url, context.shop_name),
            structured_data::website(context.base_url, context.shop_name),
        ],
        ..Head::default()
    }
}

/// The page.
fn page(view: &HomeView) -> impl IntoView + '_ {
    let above = view.heading();
    let heading = above.is_none().then(|| {
        view! { <header class="listing-head"><h1>{t!("home-heading")}</h1></header> }
    });
    let blocks = view.blocks.iter().enumerate().map(|(i, shown)| {
        block(shown, if above == Some(i) { Heading::Page } else { Heading::Block })
    });
    view! {
        <div class="page home">
            {heading}
            {blocks.collect::<Vec<_>>()}
            <div id="suggested-slot">{slots::suggested()}</div>
            <div id="recent-slot">{slots::recent()}</div>
        </div>
    }
}

/// What the title of a block is the heading of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Page,
    Block,
}

fn block(shown: &HomeBlock, heading: Heading) -> impl IntoView + '_ {
    match shown {
        HomeBlock::Hero(block) => EitherOf7::A(hero(block, heading)),
        HomeBlock::Products { head, cards } => {
            let (id, link) = (block_id(&head.slug), head.link.as_ref());
            let shelf_head = ShelfHead { id, title: &head.title, text: &head.text, link };
            EitherOf7::B(shelf(shelf_head, cards))
        }
        HomeBlock::Guides { head, guides } => EitherOf7::C(by_goal(head, guides)),
        HomeBlock::Categories { head, categories } => EitherOf7::D(by_instrument(head, categories)),
        HomeBlock::Sky { head, sky } => EitherOf7::E(month(head, sky)),
        HomeBlock::Banner { head, picture } => EitherOf7::F(banner(head, picture.as_ref())),
        HomeBlock::Text { head, html } => EitherOf7::G(text(head, html)),
    }
}

/// The paragraph of a block; nothing if it has none.
fn quiet_text(head: &BlockHead) -> impl IntoView + '_ {
    (!head.text.is_empty()).then(|| view! { <p class="quiet">{head.text.as_str()}</p> })
}

fn hero(block: &HeroBlock, heading: Heading) -> impl IntoView + '_ {
    let head = &block.head;
    let title = match heading {
        Heading::Page => Either::Left(view! { <h1>{head.title.as_str()}</h1> }),
        Heading::Block => Either::Right(view! { <h2>{head.title.as_str()}</h2> }),
    };
    let lead = (!head.text.is_empty()).then(|| view! { <p class="lead">{head.text.as_str()}</p> });
    let buttons = block.buttons.iter().enumerate().map(|(i, link)| {
        let class = if i == 0 { "button button-strong" } else { "button" };
        view! { <a class=class href=link.href.as_str()>{link.text.as_str()}</a> }
    });
    let buttons = (!block.buttons.is_empty())
        .then(|| view! { <p class="hero-actions">{buttons.collect::<Vec<_>>()}</p> });
    let plate = match (&block.product, &block.picture) {
        (Some(product), _) => EitherOf3::A(view! {
            <a class="hero-plate" href=routes::product(&product.slug)>
                {plate(product.picture.as_ref(), Slot::Hero, None)}
                <span class="hero-caption">
                    <span>
                        <b>{product.name.as_str()}</b>
                        <span class="quiet small number">{card_specs::line(&product.specs)}</span>
                    </span>
                    {price_from(product.price, product.from.then(from))}
                </span>
            </a>
        }),
        (None, Some(picture)) => EitherOf3::B(view! {
            <div class="hero-plate">{silent_plate(Some(picture), Slot::Hero, None)}</div>
        }),
        (None, None) => EitherOf3::C(()),
    };
    view! {
        <section class="hero" id=block_id(&head.slug)>
            <div class="hero-words">
                {title}
                {lead}
                {buttons}
            </div>
            {plate}
        </section>
    }
}

fn by_instrument<'a>(head: &'a BlockHead, categories: &'a [CategoryCard]) -> impl IntoView + 'a {
    let id = block_id(&head.slug);
    let tiles = categories.iter().map(|category| {
        view! {
            <li class="tile">
                {silent_plate(category.picture.as_ref(), Slot::Category, None)}
                <h3><a href=routes::category(&category.slug)>{category.name.as_str()}</a></h3>
                <p class="quiet small number">{t!("products-count", count = category.count)}</p>
            </li>
        }
    });
    view! {
        <section class="band" id=id.clone() aria-labelledby=title_id(&id)>
            <h2 id=title_id(&id)>{head.title.as_str()}</h2>
            {quiet_text(head)}
            <ul class="tiles">{tiles.collect::<Vec<_>>()}</ul>
        </section>
    }
}

fn by_goal<'a>(head: &'a BlockHead, guides: &'a [GuideCard]) -> impl IntoView + 'a {
    let id = block_id(&head.slug);
    let links = guides.iter().map(|guide| {
        view! {
            <li>
                <a href=guide.link.href.as_str()>
                    {icon(goal_icon(&guide.icon))}
                    <span>{guide.link.text.as_str()}</span>
                    {icon(Icon::ChevronRight)}
                </a>
            </li>
        }
    });
    view! {
        <section class="band band-split" id=id.clone() aria-labelledby=title_id(&id)>
            <div>
                <h2 id=title_id(&id)>{head.title.as_str()}</h2>
                {quiet_text(head)}
            </div>
            <ul class="goals">{links.collect::<Vec<_>>()}</ul>
        </section>
    }
}

fn banner<'a>(head: &'a BlockHead, picture: Option<&'a Picture>) -> impl IntoView + 'a {
    let id = block_id(&head.slug);
    let link = head.link.as_ref().map(|link| {
        view! { <p><a class="button" href=link.href.as_str()>{link.text.as_str()}</a></p> }
    });
    // The words beside it say the same.
    let picture = picture.map(|picture| silent_plate(Some(picture), Slot::Card, None));
    view! {
        <section class="band band-split" id=id.clone() aria-labelledby=title_id(&id)>
            <div class="banner-words">
                <h2 id=title_id(&id)>{head.title.as_str()}</h2>
                {quiet_text(head)}
                {link}
            </div>
            {picture}
        </section>
    }
}

fn text<'a>(head: &'a BlockHead, html: &'a str) -> impl IntoView + 'a {
    let id = block_id(&head.slug);
    let link = head.link.as_ref().map(|link| {
        view! { <p><a class="more" href=link.href.as_str()>{link.text.as_str()}</a></p> }
    });
    view! {
        <section class="band" id=id.clone() aria-labelledby=title_id(&id)>
            <h2 id=title_id(&id)>{head.title.as_str()}</h2>
            <div class="prose" inner_html=framed(html, &head.title)></div>
            {link}
        </section>
    }
}

/// "13 and 14 December"
fn nights(shower: &Shower) -> String {
    let month = dates::month(shower.month);
    if shower.first == shower.last {
        t!("date-in-year", day = shower.first, month = month)
    } else {
        t!("sky-shower-nights", first = shower.first, last = shower.last, month = month)
    }
}

fn month<'a>(head: &'a BlockHead, sky: &'a SkyView) -> impl IntoView + 'a {
    let id = block_id(&head.slug);
    let title = i18n::find(&format!("sky-month-{}-title", sky.month)).unwrap_or_default();
    let text = i18n::find(&format!("sky-month-{}-text", sky.month)).unwrap_or_default();
    let percent = (sky.illumination.clamp(0.0, 1.0) * 100.0).round();
    let tonight = match percent {
        p if p < 2.0 => t!("moon-new").to_owned(),
        p if p > 98.0 => t!("moon-full").to_owned(),
        p if sky.waxing => t!("moon-waxing", percent = p),
        p => t!("moon-waning", percent = p),
    };
    let shower = i18n::find(&format!("shower-{}", sky.shower.key)).map(|about| {
        let days = nights(&sky.shower);
        view! { <p><b class="number">{t!("sky-shower", days = days)}</b>" "{about}</p> }
    });
    let phases = sky.phases.iter().map(|(kind, day)| {
        let name = i18n::find(&format!("phase-{}", kind.key())).unwrap_or_default();
        view! {
            <li>
                {phase(kind.key())}
                <span>{name}</span>
                " "
                <span class="quiet number">{dates::in_year(*day)}</span>
            </li>
        }
    });
    let side = if sky.waxing { LitSide::Right } else { LitSide::Left };
    view! {
        <section class="band sky" id=id.clone() aria-labelledby=title_id(&id)>
            <div class="sky-moon">
                {moon(sky.illumination, side)}
                <p class="number">{tonight}</p>
                <ul class="phases small">{phases.collect::<Vec<_>>()}</ul>
            </div>
            <div class="sky-words">
                <p class="eyebrow">{t!("home-sky-title", month = dates::month(sky.month))}</p>
                <h2 id=title_id(&id)>{title}</h2>
                <p>{text}</p>
                {shower}
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shower_has_one_night_or_two() {
        let geminids = Shower { key: "geminids", month: 12, first: 13, last: 14 };
        assert_eq!(nights(&geminids), "13 and 14 December");
        assert_eq!(nights(&Shower { last: 13, ..geminids }), "13 December");
    }
}
