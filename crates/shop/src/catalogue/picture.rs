//! Pictures of products.

use store::catalogue::PictureRow;
use views::catalogue::Picture;

/// A picture as views have it.
pub(super) fn picture(row: PictureRow) -> Picture {
    Picture {
        hash: row.hash,
        alt: row.alt,
        width: row.width,
        height: row.height,
        placeholder: row.placeholder,
        drawing: row.drawing,
    }
}
