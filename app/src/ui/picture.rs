//! Pictures: a drawing or renditions in several widths, with a fixed frame and a blurred
//! placeholder.

use leptos::prelude::*;
use std::fmt::Write;
use views::{catalogue::Picture, routes};

/// The slot of a picture, which determines the widths offered and whether it loads eagerly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// At the top of a page.
    Hero,
    /// The large picture of a product.
    Product,
    /// On a card in a list or shelf.
    Card,
    /// On one of the first cards of a list, visible at once.
    FirstCard,
    /// A category on the home page.
    Category,
    /// A line of the cart, a thumbnail.
    Small,
}

impl Slot {
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

fn srcset(picture: &Picture, slot: Slot) -> String {
    let mut set = String::with_capacity(360);
    for (i, width) in slot.widths().iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(set, "{comma}{} {width}w", routes::picture(&picture.hash, *width, "webp"));
    }
    set
}

/// A picture in its frame (the "plate"). `travels` names it for the transition from a list to its
/// page; a name must be unique on a page.
pub fn plate(
    picture: Option<&Picture>,
    slot: Slot,
    travels: Option<&str>,
) -> impl IntoView + use<> {
    frame(picture, slot, travels, picture.map_or("", |picture| picture.alt.as_str()))
}

/// A decorative picture in its frame: the words beside it say the same.
pub fn silent_plate(
    picture: Option<&Picture>,
    slot: Slot,
    travels: Option<&str>,
) -> impl IntoView + use<> {
    frame(picture, slot, travels, "")
}

/// The frame's own colour is behind a transparent picture; one stored with a placeholder is on
/// paper.
fn frame(
    picture: Option<&Picture>,
    slot: Slot,
    travels: Option<&str>,
    alt: &str,
) -> impl IntoView + use<> {
    let name = travels.map(|slug| format!("view-transition-name:p-{slug}"));
    let paper = picture.is_some_and(|picture| !picture.placeholder.is_empty());
    let class = if paper { "plate plate-paper" } else { "plate" };
    view! { <div class=class style=name>{picture.map(|picture| image(picture, slot, alt))}</div> }
}

fn image(picture: &Picture, slot: Slot, alt: &str) -> impl IntoView + use<> {
    let blur = (!picture.placeholder.is_empty())
        .then(|| format!("background-image:url({})", picture.placeholder));
    let (loading, priority) = if slot.eager() { ("eager", Some("high")) } else { ("lazy", None) };
    let fallback = if slot == Slot::Small { 320 } else { 640 };
    let renditions = !picture.drawing;
    let src =
        if renditions { routes::picture(&picture.hash, fallback, "webp") } else { large(picture) };
    view! {
        <img
            srcset=renditions.then(|| srcset(picture, slot))
            sizes=renditions.then(|| slot.sizes())
            src=src
            width=picture.width
            height=picture.height
            alt=alt.to_owned()
            loading=loading
            fetchpriority=priority
            decoding="async"
            style=blur
        />
    }
}

/// The URL of a picture in its largest size; a drawing is sharp at every size.
pub fn large(picture: &Picture) -> String {
    if picture.drawing {
        routes::drawing(&picture.hash)
    } else {
        routes::picture(&picture.hash, 1600, "webp")
    }
}
