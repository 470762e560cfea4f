//! The home page: a large product, one sentence, two ways to browse, this month's sky, and shelves
//! of products.

use crate::{
    Page, PageContext, dates,
    document::structured_data,
    document::{self, Head},
    i18n, slots,
    ui::{
        Icon,
        card::shelf,
        card_specs, icon,
        moon::{LitSide, moon, phase},
        picture::{Slot, plate, silent_plate},
        price::{from, price_from},
    },
};
use domain::sky::Shower;
use leptos::prelude::*;
use views::{
    catalogue::CategoryCard,
    content::{GuideCard, HomeView, SkyView},
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
        // The default too.
        _ => Icon::Telescope,
    }
}

impl Page for HomeView {
    fn document(&self, context: &PageContext<'_>) -> String {
        document::full(context, &head(context), "", page(context, self))
    }
}

/// The document's head.
fn head(context: &PageContext<'_>) -> Head<'static> {
    Head {
        description: t!("home-description").into(),
        canonical: Some("/".to_owned()),
        data: vec![
            structured_data::organization(context.base_url),
            structured_data::website(context.base_url),
        ],
        ..Head::default()
    }
}

/// The page.
fn page<'a>(context: &'a PageContext<'a>, view: &'a HomeView) -> impl IntoView + 'a {
    let categories = if view.categories.is_empty() { context.menu } else { &view.categories };
    view! {
        <div class="page home">
            {hero(view)}
            {by_instrument(categories)}
            {by_goal(&view.guides)}
            {sky(&view.sky)}
            {shelf("first", t!("home-first-title"), None, &view.first)}
            {shelf("featured", t!("home-featured-title"), None, &view.featured)}
            {shelf(
                "newest",
                t!("home-newest-title"),
                Some((
                    routes::with_query(routes::SEARCH, &[("sort", "newest")]),
                    t!("home-newest-more"),
                )),
                &view.newest,
            )}
            <div id="recent-slot">{slots::recent()}</div>
        </div>
    }
}

fn hero(home: &HomeView) -> impl IntoView + '_ {
    let by_goal = (!home.guides.is_empty())
        .then(|| view! { <a class="button" href="#goals">{t!("home-by-goal")}</a> });
    let plate = home.hero.as_ref().map(|product| {
        view! {
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
        }
    });
    view! {
        <section class="hero">
            <div class="hero-words">
                <h1>{t!("home-title")}</h1>
                <p class="lead">{t!("home-lead")}</p>
                <p class="hero-actions">
                    <a class="button button-strong" href="#instruments">
                        {t!("home-by-instrument")}
                    </a>
                    {by_goal}
                </p>
            </div>
            {plate}
        </section>
    }
}

fn by_instrument(categories: &[CategoryCard]) -> impl IntoView + '_ {
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
        <section class="band" id="instruments" aria-labelledby="instruments-title">
            <h2 id="instruments-title">{t!("home-instruments-title")}</h2>
            <ul class="tiles">{tiles.collect::<Vec<_>>()}</ul>
        </section>
    }
}

/// The buying guides; nothing if there are none.
fn by_goal(guides: &[GuideCard]) -> impl IntoView + use<> {
    let links = guides.iter().map(|guide| {
        view! {
            <li>
                <a href=guide.link.href.clone()>
                    {icon(goal_icon(&guide.icon))}
                    <span>{guide.link.text.clone()}</span>
                    {icon(Icon::ChevronRight)}
                </a>
            </li>
        }
    });
    (!guides.is_empty()).then(|| {
        view! {
            <section class="band band-split" id="goals" aria-labelledby="goals-title">
                <div>
                    <h2 id="goals-title">{t!("home-goals-title")}</h2>
                    <p class="quiet">{t!("home-goals-text")}</p>
                </div>
                <ul class="goals">{links.collect::<Vec<_>>()}</ul>
            </section>
        }
    })
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

fn sky(sky: &SkyView) -> impl IntoView + '_ {
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
        <section class="band sky" aria-labelledby="sky-title">
            <div class="sky-moon">
                {moon(sky.illumination, side)}
                <p class="number">{tonight}</p>
                <ul class="phases small">{phases.collect::<Vec<_>>()}</ul>
            </div>
            <div class="sky-words">
                <p class="eyebrow">{t!("home-sky-title", month = dates::month(sky.month))}</p>
                <h2 id="sky-title">{title}</h2>
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
