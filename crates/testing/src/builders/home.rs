use crate::NOW;
use domain::content::{
    PageStatus,
    home::{BlockKind, ProductOrder},
};
use store::{
    Tx, Uuid,
    content::{BlockPicture, BlockTarget, NewHomeBlock},
};

/// Builds a published block of the home page.
#[derive(Clone, Debug)]
pub struct HomeBlockBuilder {
    slug: String,
    kind: BlockKind,
    position: i64,
    status: PageStatus,
    starts_at: Option<i64>,
    ends_at: Option<i64>,
    title: String,
    text: String,
    link: Option<(String, String)>,
    picture: Option<String>,
    picture_of: Option<String>,
    rule: Option<String>,
    products: Vec<String>,
    sort: ProductOrder,
}

impl HomeBlockBuilder {
    /// A block named after its slug, without text and products.
    #[must_use]
    pub fn new(slug: &str, kind: BlockKind) -> Self {
        let words = slug.replace('-', " ");
        let (first, rest) = words.split_at(1);
        Self {
            slug: slug.to_owned(),
            kind,
            position: 1,
            status: PageStatus::Published,
            starts_at: None,
            ends_at: None,
            title: first.to_uppercase() + rest,
            text: String::new(),
            link: None,
            picture: None,
            picture_of: None,
            rule: None,
            products: Vec::new(),
            sort: ProductOrder::Chosen,
        }
    }

    /// Sets the heading.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// Sets the paragraph, or the Markdown of a block of text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }

    /// Sets what its link says, and the path to which it leads; guides and categories have no
    /// path.
    #[must_use]
    pub fn link(mut self, label: &str, path: &str) -> Self {
        self.link = Some((label.to_owned(), path.to_owned()));
        self
    }

    /// Shows the picture with this hash, which must exist.
    #[must_use]
    pub fn picture(mut self, hash: &str) -> Self {
        self.picture = Some(hash.to_owned());
        self
    }

    /// Shows the picture of a product, which must exist.
    #[must_use]
    pub fn picture_of(mut self, product: &str) -> Self {
        self.picture_of = Some(product.to_owned());
        self
    }

    /// Sets the rule that chooses its products.
    #[must_use]
    pub fn rule(mut self, condition: &str) -> Self {
        self.rule = Some(condition.to_owned());
        self
    }

    /// Adds a product, which must exist.
    #[must_use]
    pub fn product(mut self, slug: &str) -> Self {
        self.products.push(slug.to_owned());
        self
    }

    /// Sets the order of its products.
    #[must_use]
    pub fn sort(mut self, sort: ProductOrder) -> Self {
        self.sort = sort;
        self
    }

    /// Sets the position on the page.
    #[must_use]
    pub fn position(mut self, position: i64) -> Self {
        self.position = position;
        self
    }

    /// Sets when it begins to be shown, in Unix milliseconds.
    #[must_use]
    pub fn starts_at(mut self, at: i64) -> Self {
        self.starts_at = Some(at);
        self
    }

    /// Sets when it is no longer shown, in Unix milliseconds.
    #[must_use]
    pub fn ends_at(mut self, at: i64) -> Self {
        self.ends_at = Some(at);
        self
    }

    /// Makes it a draft.
    #[must_use]
    pub fn draft(mut self) -> Self {
        self.status = PageStatus::Draft;
        self
    }

    /// Creates or replaces it and returns its id.
    pub async fn build(&self, tx: &mut Tx) -> Uuid {
        let mut picture = self.picture.as_deref().map(BlockPicture::Hash);
        if let Some(slug) = &self.picture_of {
            let product = store::catalogue::product_id(tx, slug).await.unwrap();
            picture = Some(BlockPicture::Product(product.expect("the product with the picture")));
        }
        let (label, path) =
            self.link.as_ref().map_or(("", ""), |(label, path)| (label.as_str(), path.as_str()));
        let new = NewHomeBlock {
            slug: &self.slug,
            kind: self.kind,
            position: self.position,
            status: self.status,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            title: &self.title,
            text: &self.text,
            link_label: label,
            link: (!path.is_empty()).then_some(BlockTarget::Path(path)),
            picture,
            rule: self.rule.as_deref(),
            sort: self.sort,
            max_products: 4,
        };
        let id = store::content::put_home_block(tx, &new, NOW).await.unwrap();
        let mut products = Vec::new();
        for slug in &self.products {
            let product = store::catalogue::product_id(tx, slug).await.unwrap();
            products.push(product.expect("the chosen product"));
        }
        store::content::put_home_products(tx, id, &products).await.unwrap();
        id
    }
}
