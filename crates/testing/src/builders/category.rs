use crate::NOW;
use store::{Tx, Uuid, catalogue::NewCategory};

/// Builds a category, a root category unless it is [`below`](Self::below) another.
#[derive(Clone, Debug)]
pub struct CategoryBuilder {
    slug: String,
    name: String,
    parent: Option<String>,
    position: i64,
}

impl CategoryBuilder {
    /// A category named after its slug.
    #[must_use]
    pub fn new(slug: &str) -> Self {
        let words = slug.replace('-', " ");
        let (first, rest) = words.split_at(1);
        let name = first.to_uppercase() + rest;
        Self { slug: slug.to_owned(), name, parent: None, position: 1 }
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets the parent, which must exist.
    #[must_use]
    pub fn below(mut self, parent: &str) -> Self {
        self.parent = Some(parent.to_owned());
        self
    }

    /// Sets the position among its siblings.
    #[must_use]
    pub fn position(mut self, position: i64) -> Self {
        self.position = position;
        self
    }

    /// Creates it and returns its id.
    pub async fn build(&self, tx: &mut Tx) -> Uuid {
        let parent = match &self.parent {
            None => None,
            Some(slug) => Some(find(tx, slug).await.expect("the category above")),
        };
        let new = NewCategory {
            parent,
            slug: &self.slug,
            name: &self.name,
            intro: "One sentence that helps to choose.",
            guide: "A paragraph of advice.",
            position: self.position,
        };
        store::catalogue::put_category(tx, &new, NOW).await.unwrap()
    }
}

/// The id of a category by its slug.
pub(super) async fn find(tx: &mut Tx, slug: &str) -> Option<Uuid> {
    let all = store::catalogue::categories(tx).await.unwrap();
    all.into_iter().find(|category| category.slug == slug).map(|category| category.id)
}
