//! Updates the copy after an edit of pages, menus, texts, guides or the home page, without loading
//! the products.

use super::{
    Snapshot,
    entry::{Described, Entry},
    guides::{self, GuideContext, GuideMembers, GuideRows},
    home::{self, BlockEntry, HomeContext, HomeRows},
    next_generation,
    pictures::Pictures,
    rules::{self, LeftOut},
};
use crate::{InternalError, content::Content};
use domain::{Currency, catalogue::Attributes};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use store::{
    Executor, Uuid,
    content::{HomeBlockRow, LinkRow, PageRow, ShopTextRow},
    media::MediaRow,
};

/// The rows of all of the merchant's content, which are few.
pub struct ContentRows {
    pages: Vec<PageRow>,
    links: Vec<LinkRow>,
    texts: Vec<ShopTextRow>,
    guides: GuideRows,
    home: HomeRows,
    /// The pictures that blocks have of their own.
    media: Vec<MediaRow>,
    /// The attributes of products, which a copy does not keep; only read for a new rule.
    attributes: HashMap<Uuid, Attributes>,
}

impl ContentRows {
    /// Reads them, without the attributes of products.
    ///
    /// # Errors
    /// If the database fails or holds unreadable data.
    pub async fn read(executor: &mut impl Executor) -> Result<Self, InternalError> {
        Ok(Self {
            home: HomeRows {
                products: store::content::home_products(executor).await?,
                blocks: store::content::home_blocks(executor).await?,
            },
            guides: GuideRows {
                rules: store::catalogue::guide_rules(executor).await?,
                picks: store::catalogue::guide_picks(executor).await?,
                guides: store::catalogue::guides(executor).await?,
            },
            media: store::content::pictures_of_blocks(executor).await?,
            links: store::content::links(executor).await?,
            pages: store::content::published(executor).await?,
            texts: store::content::shop_texts(executor).await?,
            attributes: HashMap::new(),
        })
    }

    /// Reads the attributes of products too, for [`Snapshot::needs_attributes`].
    ///
    /// # Errors
    /// If the database fails or holds unreadable data.
    pub async fn read_attributes(
        &mut self,
        executor: &mut impl Executor,
    ) -> Result<(), InternalError> {
        self.attributes = attributes(executor).await?;
        Ok(())
    }
}

/// The attributes of all published products.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn attributes(
    executor: &mut impl Executor,
) -> Result<HashMap<Uuid, Attributes>, InternalError> {
    let mut read = HashMap::new();
    for row in store::catalogue::published_attributes(executor).await? {
        let attributes: Attributes = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of product", row.id))?;
        read.insert(row.id, attributes);
    }
    Ok(read)
}

impl Snapshot {
    /// The block of this copy that has the rule and the order of a row.
    fn ruled_like(&self, row: &HomeBlockRow) -> Option<&BlockEntry> {
        let rule = rules::read(row.rule.as_deref()?, &self.categories).ok()?;
        self.home.iter().find(|block| block.is_ruled_by(&rule) && block.order() == row.sort)
    }

    /// Whether a block that is shown at `now` has a rule that no block of this copy has: its
    /// products are found by their attributes.
    pub(in crate::catalogue) fn needs_attributes(&self, rows: &ContentRows, now: i64) -> bool {
        let is_new = |row: &HomeBlockRow| row.rule.is_some() && self.ruled_like(row).is_none();
        rows.home.blocks.iter().any(|row| home::is_shown(row, now) && is_new(row))
    }

    /// A copy of the catalogue at the same version with this content. None if the change concerns
    /// the search index: other words lead to pages, or the products of guides are found by other
    /// words. Then the whole catalogue must be loaded.
    pub(in crate::catalogue) fn with_content(&self, rows: ContentRows, now: i64) -> Option<Self> {
        let ContentRows { pages, links, texts, guides, home, media, mut attributes } = rows;
        let has_category = |slug: &str| self.category_by_slug.contains_key(slug);
        let content = Content::new(pages, links, has_category).with_texts(texts);
        let words = |content: &Content| -> BTreeSet<String> {
            content.search_words().map(str::to_owned).collect()
        };
        if words(&content) != words(&self.content) {
            return None;
        }
        let is_complete = !attributes.is_empty();
        let described = |entry: &Arc<Entry>| Described {
            // Without its attributes it fits no rule, and rules are not evaluated.
            attributes: attributes.remove(&entry.id).unwrap_or_default(),
            entry: Arc::clone(entry),
            variants: Vec::new(),
        };
        let products: Vec<Described> = self.products.iter().map(described).collect();
        let numbers: HashMap<Uuid, u32> =
            products.iter().zip(0_u32..).map(|(one, i)| (one.entry.id, i)).collect();
        let context = GuideContext {
            products: &products,
            numbers: &numbers,
            categories: &self.categories,
            rates: &self.exact_rates,
        };
        let next_home = home.changes().filter(|at| *at > now).min();
        if guides.guides.len() != self.guides.len() {
            return None;
        }
        let limited = guides.guides.iter().filter_map(|row| row.max_price_currency);
        let limited: BTreeSet<Currency> = limited.collect();
        let ruled: HashMap<String, Vec<u32>> = home
            .blocks
            .iter()
            .filter(|_| !is_complete)
            .filter_map(|row| Some((row.slug.clone(), self.ruled_like(row)?.products.clone())))
            .collect();
        // Rules for cards are those of before.
        let of_cards = |one: &&LeftOut| one.place.starts_with("cards");
        let mut left_out: Vec<LeftOut> = self.left_out.iter().filter(of_cards).cloned().collect();
        let guides: Vec<GuideMembers> = guides::members(guides, context, &mut left_out)
            .into_iter()
            .map(|members| members.with_products_of(&self.guides))
            .collect::<Option<_>>()?;
        let pictures = Pictures::new(media);
        let shown = HomeContext {
            catalogue: context,
            guides: &guides,
            content: &content,
            pictures: &pictures,
        };
        let mut home = home::blocks(home, now, shown, &mut left_out);
        for block in &mut home {
            if let Some(products) = ruled.get(&block.slug) {
                block.products.clone_from(products);
            }
        }
        let generation = next_generation();
        Some(Self {
            content: Arc::new(content),
            guides,
            home: Arc::new(home),
            left_out: Arc::new(left_out),
            converted: Arc::new(self.converted.union(&limited).copied().collect()),
            // One of a block that is gone costs a load that changes nothing.
            next_change: [self.next_change, next_home].into_iter().flatten().min(),
            generation,
            base: generation,
            ..self.clone()
        })
    }
}
