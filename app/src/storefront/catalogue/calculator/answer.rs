//! The answer: what the chosen equipment shows, with a verdict and a drawing.

use super::drawing;
use crate::{
    PageContext,
    ui::{
        Icon, icon,
        numbers::{angle, frame, millimetres, ratio, times},
        price::{from, price_from},
        stock::stock,
    },
};
use domain::{
    optics::{
        MOON, SUN, dawes_limit, light_gain, limiting_magnitude,
        pairing::{Photo, Sampling, Suits, Visual},
        rayleigh_limit,
    },
    text::number,
};
use leptos::{either::Either, prelude::*};
use views::optics::calculator::{Answer, CalculatorView, ChosenProduct};
use views::routes;

/// A number with its name, which expands to an explanation.
fn row(name: &'static str, value: String, term: &'static str) -> impl IntoView {
    view! {
        <div>
            <dt>
                <details class="term">
                    <summary>{name}</summary>
                    <p class="quiet small">{term}</p>
                </details>
            </dt>
            <dd>{value}</dd>
        </div>
    }
}

/// The disc drawn for scale: its name in messages, and its width in degrees.
fn body(answer: &Answer) -> (&'static str, f64) {
    if answer.solar { ("sun", SUN) } else { ("moon", MOON) }
}

pub(super) fn answer<'a>(
    context: &'a PageContext<'a>,
    view: &'a CalculatorView,
    answer: &'a Answer,
) -> impl IntoView + 'a {
    let title = match (&answer.visual, &answer.photo) {
        (Some(_), _) => t!("answer-title"),
        (None, Some(_)) => t!("answer-title-photo"),
        (None, None) => t!("answer-title-telescope"),
    };
    let name = if answer.telescope_name.is_empty() {
        t!("answer-own")
    } else {
        answer.telescope_name.as_str()
    };
    let telescope = answer.telescope;
    let (aperture, focal_length) =
        (millimetres(telescope.aperture(), 1), millimetres(telescope.focal_length(), 1));
    let setup = t!(
        "answer-setup",
        name = name,
        aperture = aperture,
        length = focal_length,
        ratio = ratio(telescope.focal_ratio())
    );
    let absurd = answer.eyepiece.is_some() && answer.visual.is_none()
        || answer.camera.is_some() && answer.photo.is_none();
    let nothing = answer.eyepiece.is_none() && answer.camera.is_none();
    view! {
        <h2 id="answer-title">{title}</h2>
        {view.example.then(|| view! { <p class="quiet">{t!("answer-example", name = name)}</p> })}
        <p class="number">{setup}</p>
        {answer.solar.then(|| view! { <p>{t!("verdict-sun-only")}</p> })}
        {absurd.then(|| view! {
            <p class="verdict verdict-bad">{icon(Icon::Alert)}<span>{t!("answer-absurd")}</span></p>
        })}
        {(nothing && view.errors.is_empty()).then(|| view! { <p>{t!("answer-choose")}</p> })}
        {drawing::figure(answer)}
        {answer.visual.as_ref().map(|seen| visual(answer, seen))}
        {answer.photo.as_ref().map(|photo| self::photo(answer, photo))}
        {limits(answer)}
        {products(context, &answer.products)}
        <p class="small"><a href=view.address.as_str()>{t!("answer-link")}</a></p>
    }
}

/// Whether a combination is recommended.
#[derive(Clone, Copy)]
enum Advice {
    For,
    Against,
}

fn verdict(advice: Advice, text: impl IntoView) -> impl IntoView {
    let (class, sign) = match advice {
        Advice::For => ("verdict", Icon::Check),
        Advice::Against => ("verdict verdict-bad", Icon::Alert),
    };
    view! { <p class=class>{icon(sign)}<span>{text}</span></p> }
}

fn visual(answer: &Answer, seen: &Visual) -> impl IntoView + use<> {
    let suits = seen.suits(answer.highest);
    let text = match suits {
        Suits::TooStrong => t!("verdict-too-strong", highest = times(answer.highest)),
        Suits::TooWide => t!("verdict-too-wide").to_owned(),
        _ if answer.solar => String::new(),
        Suits::WideFields => t!("verdict-wide-fields").to_owned(),
        Suits::DeepSky => t!("verdict-deep-sky").to_owned(),
        Suits::Detail => t!("verdict-detail").to_owned(),
        Suits::HighPower => t!("verdict-high-power").to_owned(),
    };
    let advice = match suits {
        Suits::TooStrong | Suits::TooWide => Advice::Against,
        Suits::WideFields | Suits::DeepSky | Suits::Detail | Suits::HighPower => Advice::For,
    };
    let air = (seen.needs_steady_air() && suits != Suits::TooStrong)
        .then(|| view! { <p>{t!("verdict-air")}</p> });
    let (word, width) = body(answer);
    let share = seen.true_field / width;
    let fits = if share >= 1.0 {
        t!("verdict-whole", body = word, times = number((share * 10.0).floor() / 10.0, 1))
    } else {
        t!("verdict-part", body = word, percent = number((share * 100.0).max(1.0), 0))
    };
    let term =
        if seen.by_field_stop { t!("answer-field-stop-term") } else { t!("answer-field-term") };
    view! {
        <h3>{t!("answer-eyepiece")}</h3>
        {(!text.is_empty()).then(|| verdict(advice, text))}
        {air}
        <p>{fits}</p>
        <dl class="specs number">
            {row(
                t!("answer-magnification"),
                times(seen.magnification),
                t!("answer-magnification-term"),
            )}
            {row(t!("answer-field"), angle(seen.true_field), term)}
            {row(
                t!("answer-pupil"),
                millimetres(seen.exit_pupil, if seen.exit_pupil < 0.95 { 2 } else { 1 }),
                t!("answer-pupil-term"),
            )}
            {row(t!("answer-ratio"), ratio(seen.focal_ratio), t!("answer-ratio-term"))}
        </dl>
    }
}

fn photo(answer: &Answer, photo: &Photo) -> impl IntoView + use<> {
    let sampling = photo.sampling();
    let text = match sampling {
        Sampling::Well => t!("verdict-well-sampled").to_owned(),
        Sampling::Over if photo.beyond_planets() => {
            t!("verdict-over-planets", ratio = ratio(photo.planet_ratio))
        }
        Sampling::Over => t!("verdict-over-sampled", ratio = ratio(photo.planet_ratio)),
        Sampling::Under => t!("verdict-under-sampled").to_owned(),
    };
    let advice = if sampling == Sampling::Under || photo.beyond_planets() {
        Advice::Against
    } else {
        Advice::For
    };
    let (word, width) = body(answer);
    let fits = if photo.width.min(photo.height) >= width {
        t!("verdict-frame-whole", body = word)
    } else {
        t!("verdict-frame-part", body = word)
    };
    view! {
        <h3>{t!("answer-camera")}</h3>
        {verdict(advice, text)}
        <p>{fits}</p>
        <dl class="specs number">
            {row(t!("answer-frame"), frame(photo), t!("answer-frame-term"))}
            {row(
                t!("answer-scale"),
                t!("answer-scale-value", scale = number(photo.scale, 2)),
                t!("answer-scale-term"),
            )}
            {row(
                t!("answer-effective"),
                millimetres(photo.focal_length, 0),
                t!("answer-effective-term"),
            )}
            {row(t!("answer-ratio"), ratio(photo.focal_ratio), t!("answer-ratio-term"))}
            {row(t!("answer-planets"), ratio(photo.planet_ratio), t!("answer-planets-term"))}
        </dl>
    }
}

/// What depends on the aperture alone.
fn limits(answer: &Answer) -> impl IntoView + use<> {
    let aperture = answer.telescope.aperture();
    let seconds = |value: f64| format!("{}″", number(value, 2));
    let night = (!answer.solar).then(|| {
        view! {
            {row(
                t!("answer-star"),
                format!("{}\u{a0}mag", number(limiting_magnitude(aperture), 1)),
                t!("answer-star-term"),
            )}
            {row(
                t!("answer-light"),
                t!("optics-gain-value", gain = number(light_gain(aperture), 0)),
                t!("answer-light-term"),
            )}
        }
    });
    view! {
        <h3>{t!("answer-telescope")}</h3>
        <dl class="specs number">
            {row(t!("answer-highest"), times(answer.highest), t!("answer-highest-term"))}
            {night}
            {row(t!("answer-dawes"), seconds(dawes_limit(aperture)), t!("answer-dawes-term"))}
            {row(
                t!("answer-rayleigh"),
                seconds(rayleigh_limit(aperture)),
                t!("answer-rayleigh-term"),
            )}
        </dl>
    }
}

fn products<'a>(context: &'a PageContext<'a>, products: &'a [ChosenProduct]) -> impl IntoView + 'a {
    (!products.is_empty()).then(|| {
        view! {
            <h3>{t!("answer-products")}</h3>
            <ul class="needs">
                {products.iter().map(|one| product(context, one)).collect::<Vec<_>>()}
            </ul>
        }
    })
}

fn product<'a>(context: &'a PageContext<'a>, product: &'a ChosenProduct) -> impl IntoView + 'a {
    let name = || {
        if product.detail.is_empty() {
            product.name.clone()
        } else {
            format!("{}, {}", product.name, product.detail)
        }
    };
    let button = match &product.sku {
        Some(sku) => Either::Left(view! {
            <form method="post" action=routes::CART_LINES data-add-to-cart="">
                <input type="hidden" name="sku" value=sku.as_str() />
                <input type="hidden" name="back" value=context.path />
                <input type="hidden" name="quantity" value="1" />
                <button class="button">
                    {t!("product-add")}
                    <span class="hidden">": "{name()}</span>
                </button>
            </form>
        }),
        None => Either::Right(view! {
            <a class="button" href=product.href.as_str()>
                {t!("product-view")}
                <span class="hidden">": "{name()}</span>
            </a>
        }),
    };
    view! {
        <li class="need">
            <p class="need-text">
                <a href=product.href.as_str()><b>{product.name.as_str()}</b></a>
                <span class="quiet small number">
                    {product.detail.as_str()}
                    " "
                    {stock(product.stock)}
                </span>
            </p>
            {price_from(product.price, product.from.then(from))}
            {button}
        </li>
    }
}
