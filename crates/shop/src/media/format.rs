//! The formats and sizes of renditions.

/// Widths in pixels that pages request.
pub const WIDTHS: [u32; 6] = [320, 480, 640, 960, 1280, 1600];
/// MIME type of a drawing.
pub const DRAWING: &str = "image/svg+xml";

/// The encoding of a rendition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// For every browser.
    Webp,
    /// For programs that support nothing else.
    Jpeg,
}

impl Format {
    /// The format for a file name extension.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "webp" => Some(Self::Webp),
            "jpg" => Some(Self::Jpeg),
            _ => None,
        }
    }

    /// Its file name extension.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// MIME type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}
