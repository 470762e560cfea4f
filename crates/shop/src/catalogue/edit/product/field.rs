//! The fields of a product.

/// A field of a product. The order is that in which several are set: pictures come before their
/// texts, and dates before the status that needs them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ProductField {
    /// Its name.
    Name,
    /// Its slug; the old one redirects to a new one.
    Slug,
    /// The slug of its brand.
    Brand,
    /// The slugs of its categories, separated by `|`; the first is its main category.
    Categories,
    /// One sentence.
    Summary,
    /// Markdown.
    Description,
    /// The key of its tax class.
    TaxClass,
    /// From when on it is shown, in the shop's zone.
    PublishAt,
    /// From when on it is no longer shown, in the shop's zone.
    UnpublishAt,
    /// `draft`, `published` or `archived`.
    Status,
    /// Whether it is among the first in lists.
    Featured,
    /// Title for search engines.
    SeoTitle,
    /// Description for search engines.
    SeoDescription,
    /// The hashes of its pictures in order, separated by `|`.
    Pictures,
    /// The slugs of products beside it, separated by `|`.
    Related,
    /// The slugs of products in its box, separated by `|`, each with `*2` if there are several.
    InBox,
    /// The alternative text of the picture with this hash.
    PictureAlt(String),
    /// What the picture with this hash shows: a key, or empty.
    PictureRole(String),
    /// The attribute with this key.
    Attribute(String),
}

impl ProductField {
    /// Those that every product has, in display order.
    pub const PLAIN: [Self; 16] = [
        Self::Name,
        Self::Slug,
        Self::Brand,
        Self::Categories,
        Self::Summary,
        Self::Description,
        Self::TaxClass,
        Self::PublishAt,
        Self::UnpublishAt,
        Self::Status,
        Self::Featured,
        Self::SeoTitle,
        Self::SeoDescription,
        Self::Pictures,
        Self::Related,
        Self::InBox,
    ];

    /// Its key in forms, in the API and in the audit log.
    #[must_use]
    pub fn key(&self) -> String {
        let plain = match self {
            Self::Name => "name",
            Self::Slug => "slug",
            Self::Brand => "brand",
            Self::Categories => "categories",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::TaxClass => "tax_class",
            Self::PublishAt => "publish_at",
            Self::UnpublishAt => "unpublish_at",
            Self::Status => "status",
            Self::Featured => "featured",
            Self::SeoTitle => "seo_title",
            Self::SeoDescription => "seo_description",
            Self::Pictures => "pictures",
            Self::Related => "related",
            Self::InBox => "in_box",
            Self::PictureAlt(hash) => return format!("picture.{hash}.alt"),
            Self::PictureRole(hash) => return format!("picture.{hash}.role"),
            Self::Attribute(key) => return format!("attr.{key}"),
        };
        plain.to_owned()
    }

    /// The field with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some(attribute) = key.strip_prefix("attr.").filter(|key| !key.is_empty()) {
            return Some(Self::Attribute(attribute.to_owned()));
        }
        if let Some((hash, part)) = key.strip_prefix("picture.").and_then(|of| of.rsplit_once('.'))
        {
            return match part {
                "alt" => Some(Self::PictureAlt(hash.to_owned())),
                "role" => Some(Self::PictureRole(hash.to_owned())),
                _ => None,
            };
        }
        Self::PLAIN.into_iter().find(|field| field.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let cafe = || "cafe".to_owned();
        let named = [
            ProductField::PictureAlt(cafe()),
            ProductField::PictureRole(cafe()),
            ProductField::Attribute("a.b".to_owned()),
        ];
        for field in ProductField::PLAIN.into_iter().chain(named) {
            assert_eq!(ProductField::from_key(&field.key()), Some(field));
        }
        for key in ["", "attr.", "picture.cafe", "picture.cafe.size", "stock", "price", "version"] {
            assert_eq!(ProductField::from_key(key), None, "{key}");
        }
    }
}
