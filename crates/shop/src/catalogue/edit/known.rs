//! What the values of a save refer to, read before they are set.

use crate::{Context, InternalError, TimeZone};
use domain::catalogue::AttributeDefinition;
use std::collections::{BTreeMap, BTreeSet};
use store::{Executor, Tx, Uuid};

/// What values refer to. Empty maps know nothing: values that refer to it are then errors.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The shop's zone.
    pub zone: TimeZone,
    /// Now, in Unix milliseconds.
    pub now: i64,
    /// All attributes.
    pub definitions: Vec<AttributeDefinition>,
    /// Brands by slug.
    pub brands: BTreeMap<String, Uuid>,
    /// Categories by slug.
    pub categories: BTreeMap<String, Uuid>,
    /// Archived categories by slug.
    pub archived: BTreeSet<String>,
    /// Products of any status by slug.
    pub products: BTreeMap<String, Uuid>,
    /// Hashes of stored pictures.
    pub pictures: BTreeSet<String>,
    /// Content pages of any status by slug.
    pub pages: BTreeMap<String, Uuid>,
    /// Buying guides of any status by slug.
    pub guides: BTreeMap<String, Uuid>,
}

impl Known {
    /// With the attributes, and nothing else yet.
    pub async fn new(ctx: &Context, executor: &mut impl Executor) -> Result<Self, InternalError> {
        let mut definitions = Vec::new();
        for text in store::catalogue::attribute_definitions(executor).await? {
            let definition: AttributeDefinition = serde_json::from_str(&text)
                .map_err(|_| InternalError::stored("attribute", &text))?;
            definitions.push(definition);
        }
        definitions.sort_by_key(|definition| definition.position);
        Ok(Self {
            zone: ctx.zone(),
            now: ctx.clock().now(),
            definitions,
            brands: BTreeMap::new(),
            categories: BTreeMap::new(),
            archived: BTreeSet::new(),
            products: BTreeMap::new(),
            pictures: BTreeSet::new(),
            pages: BTreeMap::new(),
            guides: BTreeMap::new(),
        })
    }

    /// The attribute with this key.
    pub fn definition(&self, key: &str) -> Option<&AttributeDefinition> {
        self.definitions.iter().find(|definition| definition.key == key)
    }

    /// Reads a brand.
    pub async fn brand(&mut self, tx: &mut Tx, slug: &str) -> Result<(), InternalError> {
        if let Some(id) = store::catalogue::brand_id(tx, slug).await? {
            self.brands.insert(slug.to_owned(), id);
        }
        Ok(())
    }

    /// Reads these categories, and keeps them from being archived until the transaction ends.
    pub async fn lock_categories(
        &mut self,
        tx: &mut Tx,
        slugs: &[String],
    ) -> Result<(), InternalError> {
        if slugs.is_empty() {
            return Ok(());
        }
        for row in store::catalogue::lock_categories(tx, slugs).await? {
            if row.archived_at.is_some() {
                self.archived.insert(row.slug.clone());
            }
            self.categories.insert(row.slug, row.id);
        }
        Ok(())
    }

    /// Reads these products.
    pub async fn products(&mut self, tx: &mut Tx, slugs: &[String]) -> Result<(), InternalError> {
        if slugs.is_empty() {
            return Ok(());
        }
        for row in store::catalogue::products_by_slug(tx, slugs).await? {
            self.products.insert(row.slug, row.id);
        }
        Ok(())
    }

    /// Reads what the merchant's content refers to: all categories, guides and pages, and these
    /// products.
    pub async fn content(&mut self, tx: &mut Tx, products: &[String]) -> Result<(), InternalError> {
        for row in store::catalogue::edited_categories(tx).await? {
            if row.archived_at.is_some() {
                self.archived.insert(row.slug.clone());
            }
            self.categories.insert(row.slug, row.id);
        }
        for row in store::catalogue::edited_guides(tx).await? {
            self.guides.insert(row.slug, row.id);
        }
        for row in store::content::edited_pages(tx).await? {
            self.pages.insert(row.slug, row.id);
        }
        self.products(tx, products).await
    }

    /// Reads whether these pictures are stored.
    pub async fn pictures(&mut self, tx: &mut Tx, hashes: &[String]) -> Result<(), InternalError> {
        for hash in hashes {
            if store::media::exists(tx, hash).await? {
                self.pictures.insert(hash.clone());
            }
        }
        Ok(())
    }
}
