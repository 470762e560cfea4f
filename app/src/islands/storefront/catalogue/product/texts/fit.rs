//! The texts of "Does it fit your telescope?".

use crate::islands::catalogue::product::shown::{
    FitForm, ShownAdapter, ShownFit, ShownTelescope, ShownVerdict, Tone,
};
use domain::{
    optics::fit::{
        Kilograms, Millimetres, Missing, Part, Photography, Reason, Verdict, Way, photography_limit,
    },
    text::number,
};
use views::{
    catalogue::{Link, ProductView},
    optics::{Bridge, FitView, Judged, TelescopeError},
    routes,
};

pub(super) fn fit(product: &ProductView, view: &FitView, address: &str) -> ShownFit {
    let lists = [
        (t!("fit-list-yes"), &view.fits),
        (t!("fit-list-no"), &view.refused),
        (t!("fit-list-open"), &view.unknown),
    ];
    let more = (view.more > 0)
        .then(|| Link { href: view.all.clone(), text: t!("fit-more", count = view.more) });
    ShownFit {
        title: t!("fit-title").to_owned(),
        text: t!("fit-text").to_owned(),
        form: form(product, view),
        verdict: view.chosen.as_ref().map(|judged| answer(judged, product, address)),
        all: t!("fit-list").to_owned(),
        lists: lists
            .into_iter()
            .filter(|(_, judged)| !judged.is_empty())
            .map(|(title, judged)| (title.to_owned(), judged.iter().map(listed).collect()))
            .collect(),
        more,
    }
}

fn form(product: &ProductView, view: &FitView) -> FitForm {
    let variant = product.variants.get(product.chosen).filter(|_| product.variants.len() > 1);
    let error = view.problem.map(|problem| match problem {
        TelescopeError::Missing => t!("fit-missing"),
        TelescopeError::Unknown => t!("fit-unknown"),
        TelescopeError::Several => t!("fit-several"),
    });
    let brands = view.telescopes.chunk_by(|one, next| one.brand == next.brand);
    FitForm {
        action: format!("{}#fit", routes::product(&product.slug)),
        variant: variant.map(|variant| variant.sku.clone()),
        label: t!("fit-label").to_owned(),
        choose: t!("fit-choose").to_owned(),
        check: t!("fit-check").to_owned(),
        telescopes: brands
            .map(|group| {
                let brand = group.first().map(|choice| choice.brand.clone());
                (brand.unwrap_or_default(), group.to_vec())
            })
            .collect(),
        chosen: view.chosen.as_ref().map(|judged| judged.telescope.slug.clone()),
        error: error.map(ToOwned::to_owned),
    }
}

fn answer(judged: &Judged, product: &ProductView, address: &str) -> ShownVerdict {
    let telescope = judged.telescope.name.as_str();
    let (tone, title) = match &judged.verdict {
        Verdict::FitsWith(_, Part::Adapter(_)) => {
            (Tone::Yes, t!("fit-yes-adapter", telescope = telescope))
        }
        // The sentence below names the supplied part.
        Verdict::Fits(_) | Verdict::FitsWith(..) => {
            (Tone::Yes, t!("fit-yes", telescope = telescope))
        }
        Verdict::DoesNotFit(_) => (Tone::No, t!("fit-no", telescope = telescope)),
        Verdict::NotKnown(_) => (Tone::Unknown, t!("fit-open", telescope = telescope)),
    };
    let part = part(&judged.verdict).map(|text| format!("{text} ")).unwrap_or_default();
    ShownVerdict {
        tone,
        title,
        reason: part + &why(&judged.verdict),
        ask: product
            .contact
            .clone()
            .filter(|_| tone == Tone::Unknown)
            .map(|href| Link { href, text: t!("service-contact").to_owned() }),
        adapter: judged.bridge.as_ref().map(|bridge| adapter(bridge, address)),
    }
}

fn adapter(bridge: &Bridge, address: &str) -> ShownAdapter {
    ShownAdapter {
        name: bridge.name.clone(),
        href: bridge.href.clone(),
        price: bridge.price,
        sku: bridge.sku.clone(),
        add: t!("product-add").to_owned(),
        back: address.to_owned(),
    }
}

fn listed(judged: &Judged) -> ShownTelescope {
    let reason = match &judged.verdict {
        // A plain "yes" needs no reason; the load of a mount does.
        Verdict::Fits(Way::Dovetail { .. }) => Some(why(&judged.verdict)),
        Verdict::Fits(_) => None,
        Verdict::FitsWith(..) => match &judged.bridge {
            Some(adapter) => Some(t!("fit-with-this", adapter = adapter.name.as_str())),
            None => part(&judged.verdict),
        },
        Verdict::DoesNotFit(_) | Verdict::NotKnown(_) => Some(why(&judged.verdict)),
    };
    ShownTelescope {
        href: routes::product(&judged.telescope.slug),
        name: judged.telescope.name.clone(),
        reason,
    }
}

fn mm(length: Millimetres) -> String {
    number(length.0, 1)
}

fn kg(mass: Kilograms) -> String {
    number(mass.0, 1)
}

/// The supplied part that is needed, if any.
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
            // Rounded down, so that the mount is never overloaded.
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

/// The key of a missing measurement in the messages.
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
