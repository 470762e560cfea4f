//! The merchant's buying guides.

/// Status of a guide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuideStatus {
    /// Not shown yet.
    Draft,
    /// Shown.
    Published,
}

impl GuideStatus {
    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }

    /// The status with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Draft, Self::Published].into_iter().find(|status| status.key() == key)
    }
}
