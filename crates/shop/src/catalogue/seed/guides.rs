//! Buying guides of a folder: `guides.csv`, `guide-rules.csv` and `guide-picks.csv`. A folder may
//! have none.

use super::{
    error::SeedError,
    once::Part,
    rows::{distinct, read_if_there},
};
use domain::{
    Currency, Money,
    catalogue::{
        guides::GuideStatus,
        rules::{Condition, Known, RuleError},
    },
    text::slug_error,
};
use serde::Deserialize;
use std::{collections::HashSet, path::Path};
use store::{Tx, Uuid, catalogue::NewGuide};

const GUIDES: &str = "guides.csv";
const RULES: &str = "guide-rules.csv";
const PICKS: &str = "guide-picks.csv";

#[derive(Deserialize)]
struct GuideRecord {
    slug: String,
    title: String,
    icon: String,
    status: String,
    /// Phrases separated by `|`.
    search: String,
    max_price: String,
    currency: String,
    advice: String,
}

#[derive(Deserialize)]
struct RuleRecord {
    guide: String,
    condition: String,
}

#[derive(Deserialize)]
struct PickRecord {
    guide: String,
    product: String,
    sentence: String,
}

/// A guide.
struct Guide {
    row: GuideRecord,
    status: GuideStatus,
    max_price: Option<Money>,
    /// One on each line.
    searches: String,
    /// Conditions, from the first rank.
    rules: Vec<String>,
    picks: Vec<PickRecord>,
}

/// The guides of a folder, in order.
pub(super) struct Guides(Vec<Guide>);

impl Guides {
    /// Reads and checks them; `known` and `products` are the folder's own attributes, categories
    /// and slugs of products.
    pub fn read(
        folder: &Path,
        known: Known<'_>,
        products: &HashSet<&str>,
    ) -> Result<Self, SeedError> {
        let rows: Vec<GuideRecord> = read_if_there(folder, GUIDES)?;
        let rules: Vec<RuleRecord> = read_if_there(folder, RULES)?;
        let picks: Vec<PickRecord> = read_if_there(folder, PICKS)?;
        distinct(GUIDES, "slug", rows.iter().map(|row| &row.slug))?;
        let mut guides: Vec<Guide> = rows.into_iter().map(guide).collect::<Result<_, _>>()?;
        for RuleRecord { guide: slug, condition } in rules {
            let guide = guides.iter_mut().find(|guide| guide.row.slug == slug);
            let guide = guide.ok_or_else(|| no_guide(RULES, &slug))?;
            let named = format!("{slug}, rule {}", guide.rules.len() + 1);
            let error = |cause: RuleError| SeedError::row(RULES, &named, cause);
            let parsed = Condition::parse(&condition).map_err(error)?;
            parsed.check(known).map_err(error)?;
            guide.rules.push(parsed.to_string());
        }
        for pick in picks {
            let guide = guides.iter_mut().find(|guide| guide.row.slug == pick.guide);
            let guide = guide.ok_or_else(|| no_guide(PICKS, &pick.guide))?;
            let error = |what: &str| {
                let named = format!("{}, {}", pick.guide, pick.product);
                Err(SeedError::row(PICKS, &named, what))
            };
            if !products.contains(pick.product.as_str()) {
                return error("no such product");
            }
            if guide.picks.iter().any(|other| other.product == pick.product) {
                return error("the guide has this product already");
            }
            guide.picks.push(pick);
        }
        if let Some(guide) = guides.iter().find(|guide| guide.rules.is_empty()) {
            let error = format!("{RULES} has no rule of it");
            return Err(SeedError::row(GUIDES, &guide.row.slug, error));
        }
        Ok(Self(guides))
    }

    /// Their slugs.
    pub fn slugs(&self) -> HashSet<&str> {
        self.0.iter().map(|guide| guide.row.slug.as_str()).collect()
    }

    /// Writes the guides after the products, at the first load only: see [`Part`]. Returns whether it
    /// wrote any.
    pub async fn write(&self, tx: &mut Tx, now: i64) -> Result<bool, SeedError> {
        let is_due = Part::Guides.is_due(tx, self.0.len()).await?;
        Part::Guides.record(tx, self.0.len()).await?;
        if !is_due {
            return Ok(false);
        }
        for (position, guide) in (1_i64..).zip(&self.0) {
            let new = NewGuide {
                slug: &guide.row.slug,
                title: &guide.row.title,
                advice: &guide.row.advice,
                icon: &guide.row.icon,
                max_price: guide.max_price,
                search_words: &guide.searches,
                position,
                status: guide.status,
            };
            let id = store::catalogue::put_guide(tx, &new, now).await?;
            store::catalogue::put_guide_rules(tx, id, &guide.rules).await?;
            let mut picks: Vec<(Uuid, &str)> = Vec::new();
            for pick in &guide.picks {
                // A generated catalogue may be smaller than its folder.
                if let Some(product) = store::catalogue::product_id(tx, &pick.product).await? {
                    picks.push((product, &pick.sentence));
                }
            }
            store::catalogue::put_guide_picks(tx, id, &picks).await?;
        }
        Ok(true)
    }
}

fn no_guide(table: &'static str, slug: &str) -> SeedError {
    SeedError::row(table, slug, "guides.csv has no such guide")
}

fn guide(row: GuideRecord) -> Result<Guide, SeedError> {
    let error = |what: String| SeedError::row(GUIDES, &row.slug, what);
    if let Some(wrong) = slug_error(&row.slug) {
        return Err(SeedError::row(GUIDES, &row.title, wrong));
    }
    for (column, text) in [("title", &row.title), ("advice", &row.advice)] {
        if text.is_empty() {
            return Err(error(format!("{column} is empty")));
        }
    }
    let status = GuideStatus::from_key(&row.status).ok_or_else(|| {
        error(format!("status is {:?}, but can be only draft or published", row.status))
    })?;
    let max_price = max_price(&row).map_err(error)?;
    let searches: Vec<&str> =
        row.search.split('|').map(str::trim).filter(|phrase| !phrase.is_empty()).collect();
    let searches = searches.join("\n");
    Ok(Guide { status, max_price, searches, rules: Vec::new(), picks: Vec::new(), row })
}

fn max_price(row: &GuideRecord) -> Result<Option<Money>, String> {
    if row.max_price.is_empty() {
        return Ok(None);
    }
    let currency: Currency =
        row.currency.parse().map_err(|_| format!("{:?} is not a currency", row.currency))?;
    let price = Money::parse(&row.max_price, currency).filter(|price| price.minor > 0);
    price.map(Some).ok_or_else(|| format!("max_price {:?} is not a price", row.max_price))
}
