use crate::NOW;
use domain::{Currency, Money, catalogue::guides::GuideStatus};
use store::{Tx, Uuid, catalogue::NewGuide};

/// Builds a published buying guide.
#[derive(Clone, Debug)]
pub struct GuideBuilder {
    slug: String,
    title: String,
    icon: String,
    max_price: Option<Money>,
    searches: String,
    position: i64,
    status: GuideStatus,
    rules: Vec<String>,
    picks: Vec<(String, String)>,
}

impl GuideBuilder {
    /// A guide named after its slug, without products.
    #[must_use]
    pub fn new(slug: &str) -> Self {
        let words = slug.replace('-', " ");
        let (first, rest) = words.split_at(1);
        Self {
            slug: slug.to_owned(),
            title: first.to_uppercase() + rest,
            icon: "star".to_owned(),
            max_price: None,
            searches: String::new(),
            position: 1,
            status: GuideStatus::Published,
            rules: Vec::new(),
            picks: Vec::new(),
        }
    }

    /// Sets the heading.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// Sets the name of the icon.
    #[must_use]
    pub fn icon(mut self, icon: &str) -> Self {
        icon.clone_into(&mut self.icon);
        self
    }

    /// Sets the maximum price of its picks, in euro cents.
    #[must_use]
    pub fn max_price(mut self, minor: i64) -> Self {
        self.max_price = Some(Money::new(minor, Currency::EUR));
        self
    }

    /// Sets the searches that lead to it, one on each line.
    #[must_use]
    pub fn searched(mut self, searches: &str) -> Self {
        searches.clone_into(&mut self.searches);
        self
    }

    /// Sets the position among the guides.
    #[must_use]
    pub fn position(mut self, position: i64) -> Self {
        self.position = position;
        self
    }

    /// Makes it a draft.
    #[must_use]
    pub fn draft(mut self) -> Self {
        self.status = GuideStatus::Draft;
        self
    }

    /// Adds a rule of the next rank.
    #[must_use]
    pub fn rule(mut self, condition: &str) -> Self {
        self.rules.push(condition.to_owned());
        self
    }

    /// Adds a hand-picked product, which must exist.
    #[must_use]
    pub fn pick(mut self, product: &str, sentence: &str) -> Self {
        self.picks.push((product.to_owned(), sentence.to_owned()));
        self
    }

    /// Creates or replaces it and returns its id.
    pub async fn build(&self, tx: &mut Tx) -> Uuid {
        let new = NewGuide {
            slug: &self.slug,
            title: &self.title,
            advice: "A paragraph of advice. And a second sentence.",
            icon: &self.icon,
            max_price: self.max_price,
            search_words: &self.searches,
            position: self.position,
            status: self.status,
        };
        let id = store::catalogue::put_guide(tx, &new, NOW).await.unwrap();
        store::catalogue::put_guide_rules(tx, id, &self.rules).await.unwrap();
        let mut picks = Vec::new();
        for (product, sentence) in &self.picks {
            let product = store::catalogue::product_id(tx, product).await.unwrap();
            picks.push((product.expect("the picked product"), sentence.as_str()));
        }
        store::catalogue::put_guide_picks(tx, id, &picks).await.unwrap();
        id
    }
}
