//! Pictures of products.

use store::{catalogue::PictureRow, media::MediaRow};
use views::catalogue::{Picture, ProductPicture};

/// A source picture as views have it, without an alternative text.
pub(super) fn picture(row: MediaRow) -> Picture {
    Picture {
        hash: row.hash,
        alt: String::new(),
        width: row.width,
        height: row.height,
        placeholder: row.placeholder,
        drawing: row.drawing,
    }
}

/// A picture on its product's page.
pub(super) fn of_product(row: PictureRow) -> ProductPicture {
    ProductPicture {
        picture: Picture {
            hash: row.hash,
            alt: row.alt,
            width: row.width,
            height: row.height,
            placeholder: row.placeholder,
            drawing: row.drawing,
        },
        role: row.role,
    }
}
