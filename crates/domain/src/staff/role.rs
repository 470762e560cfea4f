//! Named sets of permissions.

use super::{Permission, Permissions};

/// Maximum length of the name of a merchant's own role, in characters.
pub const MAX_ROLE_NAME: usize = 60;

/// A role that every shop has. A merchant's own roles are rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// May do everything; a shop always has one.
    Owner,
    /// Keeps the catalogue and the texts.
    Merchandiser,
    /// Packs and ships.
    Fulfilment,
    /// Answers shoppers.
    Support,
    /// Reads figures.
    Analyst,
}

impl Role {
    /// All, in display order.
    pub const ALL: [Self; 5] =
        [Self::Owner, Self::Merchandiser, Self::Fulfilment, Self::Support, Self::Analyst];

    /// Its key in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Merchandiser => "merchandiser",
            Self::Fulfilment => "fulfilment",
            Self::Support => "support",
            Self::Analyst => "analyst",
        }
    }

    /// The role with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// What it may do.
    #[must_use]
    pub fn permissions(self) -> Permissions {
        use Permission as P;
        match self {
            Self::Owner => Permissions::all(),
            Self::Merchandiser => [
                P::CatalogueRead,
                P::CatalogueWrite,
                P::PricesWrite,
                P::StockWrite,
                P::MediaWrite,
                P::ContentWrite,
                P::RecommendationsWrite,
                P::SettingsRead,
                P::Import,
                P::Export,
                P::FiguresRead,
                P::AuditRead,
            ]
            .into_iter()
            .collect(),
            Self::Fulfilment => [P::CatalogueRead, P::StockWrite, P::OrdersRead, P::OrdersFulfil]
                .into_iter()
                .collect(),
            Self::Support => [P::CatalogueRead, P::OrdersRead, P::OrdersRefund, P::SettingsRead]
                .into_iter()
                .collect(),
            Self::Analyst => [P::CatalogueRead, P::FiguresRead, P::Export].into_iter().collect(),
        }
    }
}

/// Which role of every shop a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    /// None: it is the merchant's own.
    No,
    /// This one.
    Role(Role),
    /// One that the program does not know.
    Unknown,
}

impl Builtin {
    /// The role, if it is a known one.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Role(role) => Some(role),
            Self::No | Self::Unknown => None,
        }
    }
}

/// Permissions as a row has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredPermissions {
    /// Those that the program knows.
    pub known: Permissions,
    /// Whether there are others, which permit nothing here.
    pub has_unknown: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_may_give_rights() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
            let gives = role.permissions().has(Permission::StaffWrite);
            assert_eq!(gives, role == Role::Owner, "{role:?}");
            assert!(Role::Owner.permissions().covers(role.permissions()));
        }
    }
}
