//! The library of pictures, and the pictures of a product.

use super::{
    form::{FormError, FormField, FormView},
    list::{Choice, ListView},
};
use crate::catalogue::Picture;

/// The library.
#[derive(Clone, PartialEq, Debug)]
pub struct MediaView {
    /// Search, filters and pages. It has no rows: pictures are in a grid.
    pub list: ListView,
    /// The pictures of this page.
    pub tiles: Vec<MediaTile>,
    /// The form for new pictures, if the person may upload some.
    pub upload: Option<UploadForm>,
}

/// A picture in the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaTile {
    /// The picture with the alternative text of the library.
    pub picture: Picture,
    /// The name of its file; may be empty.
    pub name: String,
    /// Whether something shows it.
    pub is_used: bool,
}

/// A form for new pictures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UploadForm {
    /// Where it is posted.
    pub action: String,
    /// The alternative text as typed.
    pub alt: String,
    /// Where the pictures can go; empty if there is no choice.
    pub places: Vec<Choice>,
    /// The chosen place.
    pub place: String,
    /// How many of the last upload were kept.
    pub kept: usize,
    /// What is wrong with the others.
    pub problems: Vec<FormError>,
}

/// A picture's page.
#[derive(Clone, PartialEq, Debug)]
pub struct MediaPictureView {
    /// The picture with the alternative text of the library.
    pub picture: Picture,
    /// The name of its file; may be empty.
    pub name: String,
    /// Its fields, if the person may change them.
    pub form: Option<FormView>,
    /// Products that show it.
    pub uses: Vec<PictureUse>,
    /// Whether more products show it.
    pub has_more: bool,
    /// Blocks of the home page that show it.
    pub blocks: Vec<String>,
}

/// A product that shows a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureUse {
    /// The id of the product.
    pub product: String,
    /// Its name.
    pub name: String,
    /// The place of the picture, from 1.
    pub place: i64,
    /// Its alternative text there; may be empty.
    pub alt: String,
}

/// The pictures of a product.
#[derive(Clone, PartialEq, Debug)]
pub struct ProductPicturesView {
    /// The id of the product.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its pictures, in order.
    pub pictures: Vec<OwnPicture>,
    /// What is wrong with their fields.
    pub problems: Vec<FormError>,
    /// The form for new pictures, if the person may change the product.
    pub upload: Option<UploadForm>,
}

/// A picture of a product.
#[derive(Clone, PartialEq, Debug)]
pub struct OwnPicture {
    /// The picture with its alternative text there.
    pub picture: Picture,
    /// Its place, alternative text and role.
    pub fields: Vec<FormField>,
}
