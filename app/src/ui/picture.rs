//! Pictures: the drawing itself or renditions in several widths, a fixed frame, and a blur until
//! they are there.

use leptos::prelude::*;
use std::fmt::Write;
use views::{catalogue::Picture, routes};

/// Where a picture stands; it decides which widths are offered and whether it comes at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The first thing on a page.
    Hero,
    /// The large picture of a product.
    Product,
    /// On a card in a list or shelf.
    Card,
    /// On one of the first cards of a list, which are seen at once.
    FirstCard,
    /// A category on the home page.
    Category,
    /// A line of the cart, a thumbnail.
    Small,
}

impl Place {
    fn widths(self) -> &'static [u32] {
        match self {
            Self::Hero | Self::Product => &[480, 640, 960, 1280, 1600],
            Self::Card | Self::FirstCard | Self::Category => &[320, 480, 640],
            Self::Small => &[320],
        }
    }

    fn sizes(self) -> &'static str {
        match self {
            Self::Hero => "(min-width: 64rem) 46rem, 100vw",
            Self::Product => "(min-width: 84rem) 44rem, (min-width: 64rem) 54vw, 100vw",
            Self::Card | Self::FirstCard => {
                "(min-width: 64rem) 18rem, (min-width: 40rem) 30vw, 46vw"
            }
            Self::Category => "(min-width: 64rem) 14rem, 44vw",
            Self::Small => "6rem",
        }
    }

    fn eager(self) -> bool {
        matches!(self, Self::Hero | Self::Product | Self::FirstCard)
    }
}

fn srcset(picture: &Picture, place: Place) -> String {
    let mut set = String::with_capacity(360);
    for (i, width) in place.widths().iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(set, "{comma}{} {width}w", routes::picture(&picture.hash, *width, "webp"));
    }
    set
}

/// A picture in its frame (the "plate"). `travels` names it so that it moves from a list to its
/// page; a name stands once on a page.
pub fn plate<'a>(
    picture: Option<&'a Picture>,
    place: Place,
    travels: Option<&str>,
) -> impl IntoView + use<'a> {
    frame(picture, place, travels, picture.map_or("", |picture| picture.alt.as_str()))
}

/// A picture in its frame that says nothing beyond the words beside it.
pub fn silent_plate<'a>(
    picture: Option<&'a Picture>,
    place: Place,
    travels: Option<&str>,
) -> impl IntoView + use<'a> {
    frame(picture, place, travels, "")
}

/// The frame's own colour is behind a clear picture; one that was kept with a placeholder lies on
/// paper.
fn frame<'a>(
    picture: Option<&'a Picture>,
    place: Place,
    travels: Option<&str>,
    alt: &'a str,
) -> impl IntoView + use<'a> {
    let name = travels.map(|slug| format!("view-transition-name:p-{slug}"));
    let paper = picture.is_some_and(|picture| !picture.placeholder.is_empty());
    let class = if paper { "plate plate-paper" } else { "plate" };
    view! { <div class=class style=name>{picture.map(|picture| image(picture, place, alt))}</div> }
}

fn image<'a>(picture: &'a Picture, place: Place, alt: &'a str) -> impl IntoView + use<'a> {
    let blur = (!picture.placeholder.is_empty())
        .then(|| format!("background-image:url({})", picture.placeholder));
    let (loading, priority) = if place.eager() { ("eager", Some("high")) } else { ("lazy", None) };
    let fallback = if place == Place::Small { 320 } else { 640 };
    let renditions = !picture.drawing;
    let src =
        if renditions { routes::picture(&picture.hash, fallback, "webp") } else { large(picture) };
    view! {
        <img
            srcset=renditions.then(|| srcset(picture, place))
            sizes=renditions.then(|| place.sizes())
            src=src
            width=picture.width
            height=picture.height
            alt=alt
            loading=loading
            fetchpriority=priority
            decoding="async"
            style=blur
        />
    }
}

/// The address of a picture at its largest: a drawing is as sharp at every size.
pub fn large(picture: &Picture) -> String {
    if picture.drawing {
        routes::drawing(&picture.hash)
    } else {
        routes::picture(&picture.hash, 1600, "webp")
    }
}
