//! Buying guides. Shoppers see a change after [`bump`](super::bump) in the same transaction.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_one, fetch_optional, here, insert};
use domain::{
    Currency, Money,
    catalogue::{ProductStatus, guides::GuideStatus},
};

db::row! {
    /// A published guide.
    #[derive(Clone, Debug)]
    pub struct GuideRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its heading.
        pub title: String,
        /// A paragraph of advice.
        pub advice: String,
        /// Name of its icon.
        pub icon: String,
        /// The maximum price of its picks; none without a limit.
        pub max_price_minor: Option<i64>,
        /// The currency of that price.
        pub max_price_currency: Option<Currency> = column::optional_currency,
        /// Searches that lead to it, one on each line.
        pub search_words: String,
        /// Counts its changes, from 1.
        pub version: i64,
    }
}

/// All published guides, in order.
///
/// # Errors
/// If the query fails.
pub async fn guides(executor: &mut impl Executor) -> Result<Vec<GuideRow>, Error> {
    Ok(fetch_all!(
        executor,
        GuideRow,
        "SELECT id, slug, title, advice, icon, max_price_minor, max_price_currency,
            search_words, version
         FROM buying_guides WHERE status = 'published' ORDER BY position, slug"
    )?)
}

/// Number of guides of any status.
///
/// # Errors
/// If the query fails.
pub async fn guide_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM buying_guides")?;
    Ok(count)
}

db::row! {
    /// A rule of a guide of any status.
    #[derive(Clone, Debug)]
    pub struct GuideRuleRow {
        /// The guide.
        pub guide_id: Uuid,
        /// The condition, in the notation of `domain::catalogue::rules`.
        pub condition: String,
    }
}

/// The rules of all guides, in order of rank.
///
/// # Errors
/// If the query fails.
pub async fn guide_rules(executor: &mut impl Executor) -> Result<Vec<GuideRuleRow>, Error> {
    Ok(fetch_all!(
        executor,
        GuideRuleRow,
        "SELECT guide_id, condition FROM buying_guide_rules ORDER BY guide_id, position"
    )?)
}

db::row! {
    /// A hand-picked product of a guide of any status.
    #[derive(Clone, Debug)]
    pub struct GuidePickRow {
        /// The guide.
        pub guide_id: Uuid,
        /// The product, of any status.
        pub product_id: Uuid,
        /// Why it was picked; may be empty.
        pub sentence: String,
    }
}

/// The hand-picked products of all guides, in order.
///
/// # Errors
/// If the query fails.
pub async fn guide_picks(executor: &mut impl Executor) -> Result<Vec<GuidePickRow>, Error> {
    Ok(fetch_all!(
        executor,
        GuidePickRow,
        "SELECT guide_id, product_id, sentence FROM buying_guide_picks ORDER BY guide_id, position"
    )?)
}

/// A guide to write.
#[derive(Clone, Debug)]
pub struct NewGuide<'a> {
    /// Slug.
    pub slug: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// A paragraph of advice.
    pub advice: &'a str,
    /// Name of its icon.
    pub icon: &'a str,
    /// The maximum price of its picks.
    pub max_price: Option<Money>,
    /// Searches that lead to it, one on each line.
    pub search_words: &'a str,
    /// Position among the guides.
    pub position: i64,
    /// Status.
    pub status: GuideStatus,
}

/// Writes a guide by its slug, at `now` in Unix milliseconds, and returns its id. Its rules and
/// picks stay.
///
/// # Errors
/// If the query fails; [`Error::Invalid`] for an invalid slug.
pub async fn put_guide(
    executor: &mut impl Executor,
    new: &NewGuide<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    if let Some(error) = domain::text::slug_error(new.slug) {
        return Err(Error::Invalid(error));
    }
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO buying_guides
            (id, slug, title, advice, icon, max_price_minor, max_price_currency,
             search_words, position, status, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)
         ON CONFLICT (slug) DO UPDATE
         SET title = excluded.title, advice = excluded.advice, icon = excluded.icon,
            max_price_minor = excluded.max_price_minor,
            max_price_currency = excluded.max_price_currency,
            search_words = excluded.search_words, position = excluded.position,
            status = excluded.status, version = buying_guides.version + 1,
            updated_at = excluded.updated_at
         RETURNING id",
        crate::new_id(now),
        new.slug,
        new.title,
        new.advice,
        new.icon,
        new.max_price.map(|price| price.minor),
        new.max_price.as_ref().map(|price| price.currency.code()),
        new.search_words,
        new.position,
        new.status.key(),
        now
    )?;
    Ok(id)
}

/// Replaces the rules of a guide by these conditions, from the first rank.
///
/// # Errors
/// If the query fails.
pub async fn put_guide_rules(
    executor: &mut impl Executor,
    guide: Uuid,
    conditions: &[String],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM buying_guide_rules WHERE guide_id = $1", guide)?;
    insert!("buying_guide_rules", (1_i64..).zip(conditions), |(position, condition)| {
        guide_id: Uuid = guide,
        position: i64 = position,
        condition: &str = condition.as_str(),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// The id of a product of any status, by slug.
///
/// # Errors
/// If the query fails.
pub async fn product_id(executor: &mut impl Executor, slug: &str) -> Result<Option<Uuid>, Error> {
    let row = fetch_optional!(executor, (Uuid,), "SELECT id FROM products WHERE slug = $1", slug)?;
    Ok(row.map(|(id,)| id))
}

/// The id of a category, by slug.
///
/// # Errors
/// If the query fails.
pub async fn category_id(executor: &mut impl Executor, slug: &str) -> Result<Option<Uuid>, Error> {
    let row =
        fetch_optional!(executor, (Uuid,), "SELECT id FROM categories WHERE slug = $1", slug)?;
    Ok(row.map(|(id,)| id))
}

/// The id of a guide of any status, by slug.
///
/// # Errors
/// If the query fails.
pub async fn guide_id(executor: &mut impl Executor, slug: &str) -> Result<Option<Uuid>, Error> {
    let row =
        fetch_optional!(executor, (Uuid,), "SELECT id FROM buying_guides WHERE slug = $1", slug)?;
    Ok(row.map(|(id,)| id))
}

/// Replaces the hand-picked products of a guide, each with the sentence that says why.
///
/// # Errors
/// If the query fails.
pub async fn put_guide_picks(
    executor: &mut impl Executor,
    guide: Uuid,
    picks: &[(Uuid, &str)],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM buying_guide_picks WHERE guide_id = $1", guide)?;
    insert!("buying_guide_picks", (1_i64..).zip(picks), |(position, &(product, sentence))| {
        guide_id: Uuid = guide,
        position: i64 = position,
        product_id: Uuid = product,
        sentence: &str = sentence,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

db::row! {
    /// A buying guide, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedGuideRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its heading.
        pub title: String,
        /// A paragraph of advice.
        pub advice: String,
        /// Name of its icon.
        pub icon: String,
        /// The maximum price of its picks; none without a limit.
        pub max_price_minor: Option<i64>,
        /// The currency of that price.
        pub max_price_currency: Option<Currency> = column::optional_currency,
        /// Searches that lead to it, one on each line.
        pub search_words: String,
        /// Its place among the guides.
        pub position: i64,
        /// Status.
        pub status: GuideStatus = column::guide_status,
        /// Counts its changes, from 1.
        pub version: i64,
        /// Since when it is archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
        /// When it was last changed, in Unix milliseconds.
        pub updated_at: i64,
    }
}

fn all_guides() -> Query {
    Query::new(
        "SELECT id, slug, title, advice, icon, max_price_minor, max_price_currency, search_words,
            position, status, version, archived_at, updated_at
         FROM buying_guides ORDER BY position, slug",
    )
}

db::built!(EditedGuideRow, [Sqlite, Postgres], |_| all_guides());

/// All guides of any status, in order.
///
/// # Errors
/// If the query fails.
pub async fn edited_guides(executor: &mut impl Executor) -> Result<Vec<EditedGuideRow>, Error> {
    all_guides().fetch_all(executor, here!()).await
}

db::row! {
    /// A hand-picked product of a guide, with what people call it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct PickedRow {
        /// The guide.
        pub guide_id: Uuid,
        /// The product.
        pub product_id: Uuid,
        /// Its slug.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// Its status.
        pub status: ProductStatus = column::product_status,
        /// Why it was picked; may be empty.
        pub sentence: String,
    }
}

fn all_picks() -> Query {
    Query::new(
        "SELECT k.guide_id, k.product_id, p.slug, p.name, p.status, k.sentence
         FROM buying_guide_picks k JOIN products p ON p.id = k.product_id
         ORDER BY k.guide_id, k.position",
    )
}

db::built!(PickedRow, [Sqlite, Postgres], |_| all_picks());

/// The hand-picked products of all guides, in order.
///
/// # Errors
/// If the query fails.
pub async fn edited_picks(executor: &mut impl Executor) -> Result<Vec<PickedRow>, Error> {
    all_picks().fetch_all(executor, here!()).await
}

/// Adds a guide. Its version is 1, whatever the row says.
///
/// # Errors
/// If the query fails, or violates a constraint.
pub async fn insert_guide(executor: &mut impl Executor, row: &EditedGuideRow) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO buying_guides
            (id, slug, title, advice, icon, max_price_minor, max_price_currency, search_words,
             position, status, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)",
        row.id,
        row.slug.as_str(),
        row.title.as_str(),
        row.advice.as_str(),
        row.icon.as_str(),
        row.max_price_minor,
        row.max_price_currency.as_ref().map(|currency| currency.code()),
        row.search_words.as_str(),
        row.position,
        row.status.key(),
        row.updated_at
    )?;
    Ok(())
}

/// Writes a guide and counts the change.
///
/// # Errors
/// If the query fails, or violates a constraint.
pub async fn update_guide(executor: &mut impl Executor, row: &EditedGuideRow) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE buying_guides
         SET title = $2, advice = $3, icon = $4, max_price_minor = $5, max_price_currency = $6,
            search_words = $7, position = $8, status = $9, archived_at = $10, updated_at = $11,
            version = version + 1
         WHERE id = $1",
        row.id,
        row.title.as_str(),
        row.advice.as_str(),
        row.icon.as_str(),
        row.max_price_minor,
        row.max_price_currency.as_ref().map(|currency| currency.code()),
        row.search_words.as_str(),
        row.position,
        row.status.key(),
        row.archived_at,
        row.updated_at
    )?;
    Ok(())
}

db::row! {
    /// A product's attributes.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct AttributesRow {
        /// The product.
        pub id: Uuid,
        /// JSON object.
        pub attributes: String,
    }
}

fn all_attributes() -> Query {
    Query::new("SELECT id, attributes FROM products WHERE status = 'published' ORDER BY id")
}

db::built!(AttributesRow, [Sqlite, Postgres], |_| all_attributes());

/// The attributes of all published products, by key.
///
/// # Errors
/// If the query fails.
pub async fn published_attributes(
    executor: &mut impl Executor,
) -> Result<Vec<AttributesRow>, Error> {
    all_attributes().fetch_all(executor, here!()).await
}
