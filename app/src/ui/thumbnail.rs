//! The picture of a cart line.

use leptos::prelude::*;
use views::{catalogue::Picture, routes};

/// The decorative picture: the words beside it say the same.
pub fn thumbnail(picture: Option<&Picture>) -> impl IntoView + use<> {
    let paper = picture.is_some_and(|picture| !picture.placeholder.is_empty());
    let image = picture.map(|picture| {
        let src = if picture.drawing {
            routes::drawing(&picture.hash)
        } else {
            routes::picture(&picture.hash, 320, "webp")
        };
        let blur = (!picture.placeholder.is_empty())
            .then(|| format!("background-image:url({})", picture.placeholder));
        view! {
            <img
                src=src
                width=picture.width
                height=picture.height
                alt=""
                loading="lazy"
                decoding="async"
                style=blur
            />
        }
    });
    view! { <div class=if paper { "plate plate-paper" } else { "plate" }>{image}</div> }
}
