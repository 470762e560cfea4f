use super::{category, variant::Spec};
use crate::{CategoryBuilder, NOW, VariantBuilder};
use domain::{
    catalogue::{Attributes, PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};
use store::{
    Db, Tx, Uuid,
    catalogue::{NewBrand, NewPicture, NewProduct},
};

/// Builds a published product of the brand "Northlight" in the category `accessories`.
#[derive(Clone, Debug)]
pub struct ProductBuilder {
    slug: String,
    name: String,
    brand: (String, String),
    categories: Vec<String>,
    summary: String,
    description: String,
    tax_class: String,
    status: String,
    published_at: Option<i64>,
    featured: bool,
    attributes: Attributes,
    pictures: Vec<(String, Option<PictureRole>)>,
    variants: Vec<VariantBuilder>,
    redirects: Vec<String>,
}

impl ProductBuilder {
    /// A product named after its slug, with one variant whose SKU is the slug in capitals, unless
    /// [`variants`](Self::variant) are added.
    #[must_use]
    pub fn new(slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            name: slug.replace('-', " "),
            brand: ("northlight".to_owned(), "Northlight".to_owned()),
            categories: Vec::new(),
            summary: "One sentence about it.".to_owned(),
            description: "A paragraph about it.".to_owned(),
            tax_class: "standard".to_owned(),
            status: "published".to_owned(),
            published_at: Some(NOW - 86_400_000),
            featured: false,
            attributes: Attributes::new(),
            pictures: Vec::new(),
            variants: Vec::new(),
            redirects: Vec::new(),
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets the brand: slug and name.
    #[must_use]
    pub fn brand(mut self, slug: &str, name: &str) -> Self {
        self.brand = (slug.to_owned(), name.to_owned());
        self
    }

    /// Adds it to a category, which is created if needed; the first one is its main category.
    #[must_use]
    pub fn category(mut self, slug: &str) -> Self {
        self.categories.push(slug.to_owned());
        self
    }

    /// Sets the summary, one sentence.
    #[must_use]
    pub fn summary(mut self, text: &str) -> Self {
        text.clone_into(&mut self.summary);
        self
    }

    /// Sets the description, in Markdown.
    #[must_use]
    pub fn description(mut self, markdown: &str) -> Self {
        markdown.clone_into(&mut self.description);
        self
    }

    /// Sets the tax class.
    #[must_use]
    pub fn tax_class(mut self, class: &str) -> Self {
        class.clone_into(&mut self.tax_class);
        self
    }

    /// Sets the status: `draft` or `archived`.
    #[must_use]
    pub fn status(mut self, status: &str) -> Self {
        status.clone_into(&mut self.status);
        self
    }

    /// Sets the time of publication, in Unix milliseconds.
    #[must_use]
    pub fn published_at(mut self, at: i64) -> Self {
        self.published_at = Some(at);
        self
    }

    /// Features it: it is among the first in lists.
    #[must_use]
    pub fn featured(mut self) -> Self {
        self.featured = true;
        self
    }

    /// Sets a specification.
    #[must_use]
    pub fn spec(mut self, key: &str, value: impl Into<Spec>) -> Self {
        self.attributes.insert(key.to_owned(), value.into().0);
        self
    }

    /// Adds a picture with this alternative text; each one is a different drawing.
    #[must_use]
    pub fn picture(mut self, alt: &str) -> Self {
        self.pictures.push((alt.to_owned(), None));
        self
    }

    /// Adds a picture that shows its light path, with this alternative text.
    #[must_use]
    pub fn light_path(mut self, alt: &str) -> Self {
        self.pictures.push((alt.to_owned(), Some(PictureRole::LightPath)));
        self
    }

    /// Adds a variant.
    #[must_use]
    pub fn variant(mut self, variant: VariantBuilder) -> Self {
        self.variants.push(variant);
        self
    }

    /// Adds an old slug that redirects here.
    #[must_use]
    pub fn formerly(mut self, slug: &str) -> Self {
        self.redirects.push(slug.to_owned());
        self
    }

    /// Creates it and returns its id.
    pub async fn build(&self, tx: &mut Tx) -> Uuid {
        let (slug, name) = &self.brand;
        let brand = NewBrand { slug, name, story: "A story." };
        let brand = store::catalogue::put_brand(tx, brand, NOW).await.unwrap();
        let mut categories = Vec::new();
        let default = ["accessories".to_owned()];
        let wanted = if self.categories.is_empty() { &default[..] } else { &self.categories };
        for slug in wanted {
            categories.push(match category::find(tx, slug).await {
                Some(id) => id,
                None => CategoryBuilder::new(slug).build(tx).await,
            });
        }
        let attributes = serde_json::to_string(&self.attributes).unwrap();
        let new = NewProduct {
            slug: &self.slug,
            name: &self.name,
            brand,
            categories: &categories,
            summary: &self.summary,
            description: &self.description,
            tax_class: TaxClass::from_key(&self.tax_class).unwrap(),
            status: ProductStatus::from_key(&self.status).unwrap(),
            published_at: self.published_at.filter(|_| self.status != "draft"),
            featured: self.featured,
            seo_title: &self.name,
            seo_description: &self.summary,
            attributes: &attributes,
        };
        let id = store::catalogue::put_product(tx, &new, NOW).await.unwrap();
        self.draw(tx, id).await;
        for old in &self.redirects {
            store::catalogue::put_redirect(tx, RedirectKind::Product, old, &self.slug)
                .await
                .unwrap();
        }
        let only = [VariantBuilder::new(&self.slug.to_uppercase())];
        let variants = if self.variants.is_empty() { &only[..] } else { &self.variants };
        for (position, variant) in (1..).zip(variants) {
            variant.build(tx, id, position).await;
        }
        store::catalogue::index_for_desk(tx, &[id]).await.unwrap();
        id
    }

    async fn draw(&self, tx: &mut Tx, product: Uuid) {
        let mut pictures = Vec::new();
        for (alt, role) in &self.pictures {
            let hash = Uuid::new_v4().simple().to_string();
            let drawing = drawing(alt);
            let size = (1600, 1200);
            store::media::put(tx, &hash, "image/svg+xml", drawing.as_bytes(), size, "")
                .await
                .unwrap();
            pictures.push((hash, alt.as_str(), *role));
        }
        let pictures: Vec<_> = pictures
            .iter()
            .map(|(hash, alt, role)| NewPicture { hash, alt, role: *role })
            .collect();
        store::catalogue::put_pictures(tx, product, &pictures).await.unwrap();
    }
}

/// A drawing of realistic size.
fn drawing(title: &str) -> String {
    let mut shapes = String::new();
    for x in 0..40 {
        shapes += &format!("<rect x=\"{}\" y=\"100\" width=\"20\" height=\"900\"/>", x * 40);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 1200\">\
         <title>{title}</title>{shapes}</svg>"
    )
}

/// Creates products in one transaction. An open shop sees them after its next refresh.
pub async fn add_products(db: &Db, products: &[ProductBuilder]) {
    let mut tx = db.begin().await.unwrap();
    for product in products {
        product.build(&mut tx).await;
    }
    store::catalogue::bump(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
