//! The data of the gallery.

use serde::{Deserialize, Serialize};
use views::catalogue::Picture;

/// The pictures with their texts, which the server formats for the visitor's locale.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownGallery {
    /// The slug of the product.
    pub slug: String,
    /// In display order.
    pub pictures: Vec<ShownPicture>,
    /// The index of the large picture.
    pub current: usize,
    /// The name of the link to the large picture.
    pub zoom: String,
}

/// A picture with its texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownPicture {
    /// The picture.
    pub picture: Picture,
    /// The page on which it is the large picture.
    pub href: String,
    /// The name of its thumbnail.
    pub label: String,
    /// Its caption, if it needs one.
    pub caption: Option<Caption>,
}

/// The caption of a large picture.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Caption {
    /// What it shows.
    pub text: String,
    /// What this means to an observer.
    pub note: Option<String>,
}
