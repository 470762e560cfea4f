//! The merchant's buying guides.

/// What the program uses a guide for. A merchant may have no guide in a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GuideRole {
    /// For beginners. Nothing uses it at present: blocks of the home page choose products by rules.
    Beginners,
}

impl GuideRole {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Beginners];

    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Beginners => "beginners",
        }
    }

    /// The role with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

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
