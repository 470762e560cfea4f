//! The pictures of a product with the texts of the message files.

use super::{Caption, ShownGallery, ShownPicture};
use crate::{context::parameter, ui::numbers::millimetres};
use domain::{catalogue::PictureRole, text::number};
use views::{
    catalogue::{OpticsView, ProductPicture, ProductView},
    routes,
};

impl ShownGallery {
    /// The pictures of a product. `address` is the path and query of its page.
    #[must_use]
    pub fn new(product: &ProductView, address: &str) -> Self {
        let variant =
            parameter(address, "variant").map(|sku| format!("variant={sku}&")).unwrap_or_default();
        let page = routes::product(&product.slug);
        let picture = |(index, one): (usize, &ProductPicture)| {
            let number = index + 1;
            let label = t!("gallery-show", number = number);
            ShownPicture {
                href: format!("{page}?{variant}picture={number}#gallery"),
                label: format!("{label} {}", one.picture.alt),
                // The first one needs none.
                caption: (index > 0).then(|| caption(product, one)),
                picture: one.picture.clone(),
            }
        };
        Self {
            slug: product.slug.clone(),
            pictures: product.pictures.iter().enumerate().map(picture).collect(),
            current: chosen(address, product.pictures.len()),
            zoom: t!("gallery-zoom").to_owned(),
        }
    }
}

/// The index of the picture in the URL.
fn chosen(address: &str, count: usize) -> usize {
    let requested =
        parameter(address, "picture").and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
    requested.clamp(1, count.max(1)) - 1
}

/// The caption of a large picture; that of the light path says what it means.
fn caption(product: &ProductView, one: &ProductPicture) -> Caption {
    let optics = product.optics.as_ref().filter(|_| one.role == Some(PictureRole::LightPath));
    let note = optics.map(|optics| match optics {
        OpticsView::Night(view) => t!("product-path-text", gain = number(view.light_gain, 0)),
        OpticsView::Sun(view) => t!("product-path-sun", disc = millimetres(view.disc, 1)),
    });
    Caption { text: format!("{}.", one.picture.alt), note }
}
