use crate::NOW;
use domain::content::{PageRole, PageStatus};
use store::{Tx, Uuid, content::NewPage};

/// Builds a published content page.
#[derive(Clone, Debug)]
pub struct PageBuilder {
    slug: String,
    title: String,
    body: String,
    role: Option<PageRole>,
    search_words: String,
    status: PageStatus,
}

impl PageBuilder {
    /// A page named after its slug, without a role.
    #[must_use]
    pub fn new(slug: &str) -> Self {
        let words = slug.replace('-', " ");
        let (first, rest) = words.split_at(1);
        Self {
            slug: slug.to_owned(),
            title: first.to_uppercase() + rest,
            body: format!("What there is to say about {words}."),
            role: None,
            search_words: String::new(),
            status: PageStatus::Published,
        }
    }

    /// Sets the heading.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// Sets the text, in Markdown.
    #[must_use]
    pub fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    /// Sets what the program links it for.
    #[must_use]
    pub fn role(mut self, role: PageRole) -> Self {
        self.role = Some(role);
        self
    }

    /// Sets the searches that lead to it, one on each line.
    #[must_use]
    pub fn searched(mut self, searches: &str) -> Self {
        searches.clone_into(&mut self.search_words);
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
        let new = NewPage {
            slug: &self.slug,
            title: &self.title,
            description: "A page of the fixture.",
            body: &self.body,
            role: self.role,
            search_words: &self.search_words,
            status: self.status,
        };
        store::content::put_page(tx, &new, NOW).await.unwrap()
    }
}
