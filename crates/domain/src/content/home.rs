//! The blocks of the home page.

/// The most products that a block shows.
pub const MAX_PRODUCTS: u32 = 24;

/// What a block shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// Title, text and buttons beside a large product or picture.
    Hero,
    /// A row of products.
    Products,
    /// The buying guides.
    Guides,
    /// The root categories.
    Categories,
    /// The Moon and the sky of the month.
    Sky,
    /// Title, text and a link beside a picture.
    Banner,
    /// A title and a text.
    Text,
}

impl BlockKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Hero,
        Self::Products,
        Self::Guides,
        Self::Categories,
        Self::Sky,
        Self::Banner,
        Self::Text,
    ];

    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Hero => "hero",
            Self::Products => "products",
            Self::Guides => "guides",
            Self::Categories => "categories",
            Self::Sky => "sky",
            Self::Banner => "banner",
            Self::Text => "text",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The order of a block's products.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProductOrder {
    /// As chosen one by one; by primary key if a rule chooses them.
    Chosen,
    /// The most recently published first.
    Newest,
    /// The cheapest first.
    Price,
}

impl ProductOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chosen, Self::Newest, Self::Price];

    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Newest => "newest",
            Self::Price => "price",
        }
    }

    /// The order with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}
