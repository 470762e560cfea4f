//! The audit log: what a change was about, what was done.

use serde::{Deserialize, Serialize};

macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $key)] $variant,)+
        }

        impl $name {
            /// All, in display order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its key in the database, in addresses and in the API.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }

            /// The one with this key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

keyed! {
    /// The kind of thing that a change was about.
    Entity {
        /// A product.
        Product = "product",
        /// A variant of a product.
        Variant = "variant",
        /// A category.
        Category = "category",
        /// A collection.
        Collection = "collection",
        /// A picture.
        Picture = "picture",
        /// The stock of a variant.
        Stock = "stock",
        /// A price of a variant.
        Price = "price",
        /// A content page.
        Page = "page",
        /// A buying guide.
        Guide = "guide",
        /// A block of the home page.
        HomeBlock = "home_block",
        /// A menu.
        Menu = "menu",
        /// A text on a page of the program.
        ShopText = "shop_text",
        /// A text of an email.
        MailText = "mail_text",
        /// A redirect.
        Redirect = "redirect",
        /// A pinned or excluded recommendation.
        Recommendation = "recommendation",
        /// The shop's settings.
        Settings = "settings",
        /// Shipping zones and tariffs.
        Shipping = "shipping",
        /// Tax rates.
        Tax = "tax",
        /// Currencies and exchange rates.
        Rates = "rates",
        /// A person of the desk.
        Person = "person",
        /// A role.
        Role = "role",
        /// An API key.
        Key = "key",
        /// An import.
        Import = "import",
        /// An order.
        Order = "order",
    }
}

keyed! {
    /// What was done.
    Action {
        /// It was made.
        Create = "create",
        /// Some of its fields were changed.
        Change = "change",
        /// It was taken out of the shop; it can be restored.
        Archive = "archive",
        /// It was brought back.
        Restore = "restore",
        /// It is gone.
        Delete = "delete",
        /// Many things were changed in one step.
        Bulk = "bulk",
        /// A file was imported.
        Import = "import",
        /// An earlier entry was taken back.
        Undo = "undo",
        /// Somebody signed in, or failed to.
        SignIn = "sign_in",
        /// Somebody was invited.
        Invite = "invite",
    }
}

keyed! {
    /// Who acted.
    ActorKind {
        /// A person of the desk.
        Staff = "staff",
        /// An API key.
        Key = "key",
        /// A command on the server.
        Operator = "operator",
        /// The program itself, such as the worker.
        System = "system",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for entity in Entity::ALL {
            assert_eq!(Entity::from_key(entity.key()), Some(*entity));
        }
        for action in Action::ALL {
            assert_eq!(Action::from_key(action.key()), Some(*action));
        }
        for kind in ActorKind::ALL {
            assert_eq!(ActorKind::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(Entity::from_key(""), None);
    }
}
