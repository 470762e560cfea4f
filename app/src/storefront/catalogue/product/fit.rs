//! "Does it fit your telescope?": a choice of telescopes, the verdict with its reason, and all
//! telescopes by verdict.

use crate::{
    PageContext,
    ui::{Icon, field::error_line, icon, price::price},
};
use domain::{
    optics::fit::{
        Kilograms, Millimetres, Missing, Part, Photography, Reason, Verdict, Way, photography_limit,
    },
    text::number,
};
use leptos::{either::Either, prelude::*};
use views::{
    catalogue::ProductView,
    optics::{AskedError, Bridge, FitView, Judged, TelescopeChoice},
    routes,
};

pub(super) fn fit<'a>(
    context: &'a PageContext<'a>,
    product: &'a ProductView,
) -> impl IntoView + 'a {
    product.fit.as_ref().map(|view| {
        view! {
            <section class="band band-split" id="fit" aria-labelledby="fit-title">
                <div>
                    <h2 id="fit-title">{t!("fit-title")}</h2>
                    <p class="quiet">{t!("fit-text")}</p>
                </div>
                <div>
                    {form(product, view)}
                    {view.chosen.as_ref().map(|judged| answer(context, judged))}
                    {lists(view)}
                </div>
            </section>
        }
    })
}

fn form<'a>(product: &'a ProductView, view: &'a FitView) -> impl IntoView + 'a {
    let variant = product.variants.get(product.chosen).filter(|_| product.variants.len() > 1);
    let hidden = variant
        .map(|variant| view! { <input type="hidden" name="variant" value=variant.sku.as_str() /> });
    let chosen = view.chosen.as_ref().map(|judged| judged.telescope.slug.as_str());
    let option = move |choice: &'a TelescopeChoice| {
        view! { <option value=choice.slug.as_str() selected=chosen == Some(choice.slug.as_str())>{choice.name.as_str()}</option> }
    };
    let brands = view.telescopes.chunk_by(|one, next| one.brand == next.brand).map(move |group| {
        let brand = group.first().map_or("", |choice| choice.brand.as_str());
        view! { <optgroup label=brand>{group.iter().map(option).collect::<Vec<_>>()}</optgroup> }
    });
    let error = view.problem.map(|problem| match problem {
        AskedError::Missing => t!("fit-missing"),
        AskedError::Unknown => t!("fit-unknown"),
        AskedError::Several => t!("fit-several"),
    });
    view! {
        <form class="fit-form" method="get" action=format!("{}#fit", routes::product(&product.slug))>
            {hidden}
            <div class="field">
                <label for="telescope">{t!("fit-label")}</label>
                <select
                    id="telescope"
                    name="telescope"
                    required=true
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=error.is_some().then_some("telescope-error")
                >
                    <option value="">{t!("fit-choose")}</option>
                    {brands.collect::<Vec<_>>()}
                </select>
            </div>
            <button class="button">{t!("fit-check")}</button>
            {error.map(|error| view! { <div class="field-alert" role="alert">{error_line("telescope", Some(error.into()))}</div> })}
        </form>
    }
}

fn answer<'a>(context: &'a PageContext<'a>, judged: &'a Judged) -> impl IntoView + 'a {
    let telescope = judged.telescope.name.as_str();
    let (class, sign, title) = match &judged.verdict {
        Verdict::FitsWith(_, Part::Adapter(_)) => {
            ("notice notice-good", Icon::Check, t!("fit-yes-adapter", telescope = telescope))
        }
        // The sentence below names what is supplied.
        Verdict::Fits(_) | Verdict::FitsWith(..) => {
            ("notice notice-good", Icon::Check, t!("fit-yes", telescope = telescope))
        }
        Verdict::DoesNotFit(_) => {
            ("notice notice-bad", Icon::Close, t!("fit-no", telescope = telescope))
        }
        Verdict::NotKnown(_) => ("notice", Icon::Alert, t!("fit-open", telescope = telescope)),
    };
    let ask = matches!(judged.verdict, Verdict::NotKnown(_))
        .then(|| view! { " "<a href=routes::CONTACT>{t!("service-contact")}</a> });
    view! {
        <div class=class id="fit-verdict">
            {icon(sign)}
            <div>
                <p><b>{title}</b></p>
                <p>{part(&judged.verdict).map(|text| format!("{text} "))}{why(&judged.verdict)}{ask}</p>
                {judged.bridge.as_ref().map(|adapter| bridge(context, adapter))}
            </div>
        </div>
    }
}

/// The adapter between the two, with a button.
fn bridge<'a>(context: &'a PageContext<'a>, adapter: &'a Bridge) -> impl IntoView + 'a {
    let button = adapter.sku.as_ref().map(|sku| {
        view! {
            <form method="post" action=routes::CART_LINES data-add-to-cart="">
                <input type="hidden" name="sku" value=sku.as_str() />
                <input type="hidden" name="back" value=context.path />
                <input type="hidden" name="quantity" value="1" />
                <button class="button">{t!("product-add")}<span class="hidden">": "{adapter.name.as_str()}</span></button>
            </form>
        }
    });
    view! {
        <div class="need">
            <p class="need-text"><a href=adapter.href.as_str()><b>{adapter.name.as_str()}</b></a></p>
            {price(adapter.price)}
            {button}
        </div>
    }
}

/// All telescopes, folded.
fn lists(view: &FitView) -> impl IntoView + '_ {
    let more = (view.more > 0).then(|| view! { <p><a class="more" href=view.all.as_str()>{t!("fit-more", count = view.more)}</a></p> });
    view! {
        <details class="question">
            <summary>{t!("fit-list")}</summary>
            <div class="fit-lists">
                {section(t!("fit-list-yes"), &view.fits)}
                {section(t!("fit-list-no"), &view.refused)}
                {section(t!("fit-list-open"), &view.unknown)}
                {more}
            </div>
        </details>
    }
}

fn section<'a>(title: &'static str, rows: &'a [Judged]) -> impl IntoView + 'a {
    (!rows.is_empty()).then(|| {
        view! {
            <h3>{title}</h3>
            <ul class="fit-list small">{rows.iter().map(row).collect::<Vec<_>>()}</ul>
        }
    })
}

fn row(judged: &Judged) -> impl IntoView + '_ {
    let reason = match &judged.verdict {
        // A plain yes needs no reason; what a mount carries does.
        Verdict::Fits(Way::Dovetail { .. }) => Some(why(&judged.verdict)),
        Verdict::Fits(_) => None,
        Verdict::FitsWith(..) => match &judged.bridge {
            Some(adapter) => Some(t!("fit-with-this", adapter = adapter.name.as_str())),
            None => part(&judged.verdict),
        },
        Verdict::DoesNotFit(_) | Verdict::NotKnown(_) => Some(why(&judged.verdict)),
    };
    let reason = match reason {
        Some(reason) => Either::Left(view! { <span class="quiet">{reason}</span> }),
        None => Either::Right(()),
    };
    view! {
        <li>
            <a href=routes::product(&judged.telescope.slug)>{judged.telescope.name.as_str()}</a>
            {reason}
        </li>
    }
}

fn mm(length: Millimetres) -> String {
    number(length.0, 1)
}

fn kg(mass: Kilograms) -> String {
    number(mass.0, 1)
}

/// What is needed between the two, if it comes with one of them.
fn part(verdict: &Verdict) -> Option<String> {
    let Verdict::FitsWith(_, part) = verdict else { return None };
    match part {
        Part::Reducer(barrel) => Some(t!("fit-with-reducer", barrel = barrel.label())),
        Part::OtherBarrel(barrel) => Some(t!("fit-with-barrel", barrel = barrel.label())),
        Part::Shoe => Some(t!("fit-with-shoe").to_owned()),
        Part::Adapter(_) => None,
    }
}

/// The reason of a verdict in a sentence.
fn why(verdict: &Verdict) -> String {
    match verdict {
        Verdict::FitsWith(Way::Barrel(barrel), Part::Adapter(_)) => {
            t!("fit-way-adapter", barrel = barrel.label())
        }
        Verdict::FitsWith(Way::Barrel(_) | Way::FinderShoe, _) => String::new(),
        Verdict::Fits(way) | Verdict::FitsWith(way, _) => joined(way),
        Verdict::DoesNotFit(reason) => refused(reason),
        Verdict::NotKnown(missing) => t!("fit-gap", what = gap(*missing)),
    }
}

fn joined(way: &Way) -> String {
    match way {
        Way::Barrel(barrel) => t!("fit-way-barrel", barrel = barrel.label()),
        Way::Thread(thread) => t!("fit-way-thread", thread = thread.label()),
        Way::FilterThread(barrel) => t!("fit-way-filter", barrel = barrel.label()),
        Way::TubeFront(tube) => t!("fit-way-front", tube = mm(*tube)),
        Way::FinderShoe => t!("fit-way-finder").to_owned(),
        Way::Dovetail { bar, weight, payload, photography } => {
            // Rounded down, so that nobody loads more than it carries.
            let limit = number((photography_limit(*payload).0 * 10.0 + 1e-6).floor() / 10.0, 1);
            let (bar, weight, payload) = (bar.label(), kg(*weight), kg(*payload));
            match photography {
                Photography::Carries => t!(
                    "fit-way-mount",
                    bar = bar,
                    weight = weight,
                    payload = payload,
                    limit = limit
                ),
                Photography::TooHeavy => t!(
                    "fit-way-mount-observing",
                    bar = bar,
                    weight = weight,
                    payload = payload,
                    limit = limit
                ),
                Photography::Standing => {
                    t!("fit-way-mount-standing", bar = bar, weight = weight, payload = payload)
                }
            }
        }
    }
}

fn refused(reason: &Reason) -> String {
    match reason {
        Reason::Barrel { needs, takes } => {
            t!("fit-not-barrel", needs = needs.label(), takes = takes.label())
        }
        Reason::NeedsReducer { to, takes } => {
            t!("fit-not-reducer", to = to.label(), takes = takes.label())
        }
        Reason::Thread { needs, has } => {
            t!("fit-not-thread", needs = needs.label(), has = has.label())
        }
        Reason::BackFocus { needs, has } => t!("fit-not-focus", needs = mm(*needs), has = mm(*has)),
        Reason::Diameter { tube, from, to } => {
            t!("fit-not-diameter", tube = mm(*tube), from = mm(*from), to = mm(*to))
        }
        Reason::Design { design } => t!("fit-not-design", design = design.as_str()),
        Reason::Aperture { has, max } => t!("fit-not-aperture", has = mm(*has), max = mm(*max)),
        Reason::Dovetail { bar } => t!("fit-not-dovetail", bar = bar.label()),
        Reason::Payload { weight, payload } => {
            t!("fit-not-payload", weight = kg(*weight), payload = kg(*payload))
        }
        Reason::NoBar => t!("fit-not-bar").to_owned(),
        Reason::NoShoe => t!("fit-not-shoe").to_owned(),
        Reason::SunOnly => t!("fit-not-sun").to_owned(),
        Reason::NightFinder => t!("fit-not-night-finder").to_owned(),
    }
}

/// The name of a missing measure, as the message distinguishes them.
fn gap(missing: Missing) -> &'static str {
    match missing {
        Missing::Focuser => "focuser",
        Missing::TelescopeThread => "telescope-thread",
        Missing::BackFocus => "back-focus",
        Missing::Bar => "bar",
        Missing::TubeWeight => "tube-weight",
        Missing::TubeDiameter => "tube-diameter",
        Missing::Aperture => "aperture",
        Missing::Design => "design",
        Missing::Shoe => "shoe",
        Missing::Barrel => "barrel",
        Missing::Length => "length",
        Missing::Diameters => "diameters",
        Missing::Saddle => "saddle",
        Missing::Payload => "payload",
        Missing::Foot => "foot",
        Missing::Eyepiece => "eyepiece",
        Missing::Extension => "extension",
        Missing::MadeFor => "made-for",
    }
}
