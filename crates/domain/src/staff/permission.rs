//! Rights of staff.

use serde::{Deserialize, Serialize};

/// A right to do one kind of thing at the desk or by an API key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read products, variants, categories and collections, drafts too.
    CatalogueRead,
    /// Change products, variants, categories and collections.
    CatalogueWrite,
    /// Change prices and sale prices.
    PricesWrite,
    /// Book movements of stock.
    StockWrite,
    /// Upload pictures and change their texts.
    MediaWrite,
    /// Change pages, guides, menus, the home page and other texts of the shop.
    ContentWrite,
    /// Pin and exclude recommendations.
    RecommendationsWrite,
    /// Read the shop's settings, tables and mail texts.
    SettingsRead,
    /// Change them.
    SettingsWrite,
    /// Upload files that change many things at once.
    Import,
    /// Download lists.
    Export,
    /// Read orders with the buyers' names and addresses.
    OrdersRead,
    /// Pack and ship orders.
    OrdersFulfil,
    /// Cancel orders and give money back.
    OrdersRefund,
    /// Read figures of sales and searches.
    FiguresRead,
    /// Read who changed what.
    AuditRead,
    /// Invite people and change what they may do.
    StaffWrite,
    /// Make and revoke API keys.
    KeysWrite,
}

impl Permission {
    /// All, in display order.
    pub const ALL: [Self; 18] = [
        Self::CatalogueRead,
        Self::CatalogueWrite,
        Self::PricesWrite,
        Self::StockWrite,
        Self::MediaWrite,
        Self::ContentWrite,
        Self::RecommendationsWrite,
        Self::SettingsRead,
        Self::SettingsWrite,
        Self::Import,
        Self::Export,
        Self::OrdersRead,
        Self::OrdersFulfil,
        Self::OrdersRefund,
        Self::FiguresRead,
        Self::AuditRead,
        Self::StaffWrite,
        Self::KeysWrite,
    ];

    /// Its key in the database, in forms and in the API.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CatalogueRead => "catalogue_read",
            Self::CatalogueWrite => "catalogue_write",
            Self::PricesWrite => "prices_write",
            Self::StockWrite => "stock_write",
            Self::MediaWrite => "media_write",
            Self::ContentWrite => "content_write",
            Self::RecommendationsWrite => "recommendations_write",
            Self::SettingsRead => "settings_read",
            Self::SettingsWrite => "settings_write",
            Self::Import => "import",
            Self::Export => "export",
            Self::OrdersRead => "orders_read",
            Self::OrdersFulfil => "orders_fulfil",
            Self::OrdersRefund => "orders_refund",
            Self::FiguresRead => "figures_read",
            Self::AuditRead => "audit_read",
            Self::StaffWrite => "staff_write",
            Self::KeysWrite => "keys_write",
        }
    }

    /// The permission with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.key() == key)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of permissions.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Permissions(u32);

impl Permissions {
    /// None at all.
    pub const NONE: Self = Self(0);

    /// Every one.
    #[must_use]
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Whether the set has this one.
    #[must_use]
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether it has all of another set: nobody grants what they lack.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those of either set.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that another set has too.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In display order.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |permission| self.has(*permission))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |set, permission| set | permission.bit()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn keys_are_unique_and_read_back() {
        for permission in Permission::ALL {
            assert_eq!(Permission::from_key(permission.key()), Some(permission));
            let json = serde_json::to_string(&permission).unwrap();
            assert_eq!(json, format!("\"{}\"", permission.key()));
        }
        assert_eq!(Permission::from_key("everything"), None);
        assert_eq!(Permissions::all().iter().count(), Permission::ALL.len());
    }

    #[test]
    fn a_set_covers_its_parts_alone() {
        let both: Permissions = [Permission::Import, Permission::Export].into_iter().collect();
        let one: Permissions = [Permission::Import].into_iter().collect();
        assert!(both.covers(one) && both.covers(Permissions::NONE) && !one.covers(both));
        assert!(one.and(both) == both && both.within(one) == one);
        assert!(one.has(Permission::Import) && !one.has(Permission::Export));
    }
}
