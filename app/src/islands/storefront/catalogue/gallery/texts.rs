//! The pictures of a product with the texts of the message files.

use super::{Caption, ShownGallery, ShownPicture};
use crate::{context::parameter, ui::numbers::millimetres};
use domain::text::number;
use views::{
    catalogue::{OpticsView, Picture, ProductView},
    routes,
};

impl ShownGallery {
    /// The pictures of a product. `address` is the path and query of its page.
    #[must_use]
    pub fn new(product: &ProductView, address: &str) -> Self {
        let variant =
            parameter(address, "variant").map(|sku| format!("variant={sku}&")).unwrap_or_default();
        let page = routes::product(&product.slug);
        let picture = |(index, picture): (usize, &Picture)| {
            let number = index + 1;
            let label = t!("gallery-show", number = number);
            ShownPicture {
                href: format!("{page}?{variant}picture={number}#gallery"),
                label: format!("{label} {}", picture.alt),
                caption: caption(product, index),
                picture: picture.clone(),
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

/// The caption of a large picture. The first one needs none; the second one of a telescope is its
/// light path.
fn caption(product: &ProductView, index: usize) -> Option<Caption> {
    let picture = product.pictures.get(index).filter(|_| index > 0)?;
    let note = product.optics.as_ref().filter(|_| index == 1).map(|optics| match optics {
        OpticsView::Night(view) => t!("product-path-text", gain = number(view.light_gain, 0)),
        OpticsView::Sun(view) => t!("product-path-sun", disc = millimetres(view.disc, 1)),
    });
    Some(Caption { text: format!("{}.", picture.alt), note })
}
