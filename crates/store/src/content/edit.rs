//! Pages, blocks of the home page, menus and texts as a merchant edits them. Whoever changes them
//! holds the lock of [`lock_tree`](crate::catalogue::lock_tree), so that what is read here stays.

use super::{BlockPicture, BlockTarget};
use crate::{Error, Executor, Uuid, column, media::MediaRow};
use db::{Query, execute, fetch_one, here};
use domain::content::{
    PageRole, PageStatus, TextSlot,
    home::{BlockKind, ProductOrder},
};

db::row! {
    /// A content page, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedPageRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its heading.
        pub title: String,
        /// The description for search engines.
        pub description: String,
        /// Markdown with placeholders.
        pub body: String,
        /// What the program links it for.
        pub role: Option<PageRole> = column::optional_page_role,
        /// Searches that lead to it, one on each line.
        pub search_words: String,
        /// Status.
        pub status: PageStatus = column::page_status,
        /// Counts its changes, from 1.
        pub version: i64,
        /// Since when it is archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
        /// When it was last changed, in Unix milliseconds.
        pub updated_at: i64,
    }
}

fn all_pages() -> Query {
    Query::new(
        "SELECT id, slug, title, description, body, role, search_words, status, version,
            archived_at, updated_at
         FROM pages ORDER BY title, id",
    )
}

db::built!(EditedPageRow, [Sqlite, Postgres], |_| all_pages());

/// All pages of any status, by title.
///
/// # Errors
/// If the query fails.
pub async fn edited_pages(executor: &mut impl Executor) -> Result<Vec<EditedPageRow>, Error> {
    all_pages().fetch_all(executor, here!()).await
}

/// Adds a page. Its version is 1, whatever the row says.
///
/// # Errors
/// If the query fails, or violates a constraint, such as `pages_role_key`.
pub async fn insert_page(executor: &mut impl Executor, row: &EditedPageRow) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO pages
            (id, slug, title, description, body, role, search_words, status, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
        row.id,
        row.slug.as_str(),
        row.title.as_str(),
        row.description.as_str(),
        row.body.as_str(),
        row.role.map(PageRole::key),
        row.search_words.as_str(),
        row.status.key(),
        row.updated_at
    )?;
    Ok(())
}

/// Writes a page and counts the change.
///
/// # Errors
/// If the query fails, or violates a constraint, such as `pages_role_key`.
pub async fn update_page(executor: &mut impl Executor, row: &EditedPageRow) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE pages SET slug = $2, title = $3, description = $4, body = $5, role = $6,
            search_words = $7, status = $8, archived_at = $9, updated_at = $10,
            version = version + 1
         WHERE id = $1",
        row.id,
        row.slug.as_str(),
        row.title.as_str(),
        row.description.as_str(),
        row.body.as_str(),
        row.role.map(PageRole::key),
        row.search_words.as_str(),
        row.status.key(),
        row.archived_at,
        row.updated_at
    )?;
    Ok(())
}

db::row! {
    /// A block of the home page, as it is edited. It has at most one target of its link, and at
    /// most one picture.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedBlockRow {
        /// Primary key.
        pub id: Uuid,
        /// Its name in addresses.
        pub slug: String,
        /// What it shows; none if the program does not know it.
        pub kind: Option<BlockKind> = column::block_kind,
        /// Its place.
        pub position: i64,
        /// Status.
        pub status: PageStatus = column::page_status,
        /// When it begins to be shown, in Unix milliseconds.
        pub starts_at: Option<i64>,
        /// From when on it is no longer shown, in Unix milliseconds.
        pub ends_at: Option<i64>,
        /// Its heading; may be empty.
        pub title: String,
        /// A paragraph, or Markdown in a block of text; may be empty.
        pub text: String,
        /// What its link says; empty without a link.
        pub link_label: String,
        /// The role of the page that it links.
        pub link_page: Option<PageRole> = column::optional_page_role,
        /// The category that it links.
        pub link_category_id: Option<Uuid>,
        /// Its slug.
        pub link_category: Option<String>,
        /// The guide that it links.
        pub link_guide_id: Option<Uuid>,
        /// Its slug.
        pub link_guide: Option<String>,
        /// The product that it links.
        pub link_product_id: Option<Uuid>,
        /// Its slug.
        pub link_product: Option<String>,
        /// The path of the shop that it links.
        pub link_path: Option<String>,
        /// The hash of its picture.
        pub picture_hash: Option<String>,
        /// The product whose picture it shows.
        pub picture_product_id: Option<Uuid>,
        /// Its slug.
        pub picture_product: Option<String>,
        /// The condition on its products; none if they are chosen one by one.
        pub rule: Option<String>,
        /// The order of its products; none if the program does not know it.
        pub sort: Option<ProductOrder> = column::product_order,
        /// How many products it shows at most.
        pub max_products: u32 = column::count,
        /// Counts its changes, from 1.
        pub version: i64,
        /// Since when it is archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
    }
}

fn all_blocks() -> Query {
    Query::new(
        "SELECT b.id, b.slug, b.kind, b.position, b.status, b.starts_at, b.ends_at, b.title,
            b.text, b.link_label, b.link_page, b.link_category_id, c.slug AS link_category,
            b.link_guide_id, g.slug AS link_guide, b.link_product_id, l.slug AS link_product,
            b.link_path, b.picture_hash, b.picture_product_id, p.slug AS picture_product, b.rule,
            b.sort, b.max_products, b.version, b.archived_at
         FROM home_blocks b LEFT JOIN categories c ON c.id = b.link_category_id
         LEFT JOIN buying_guides g ON g.id = b.link_guide_id
         LEFT JOIN products l ON l.id = b.link_product_id
         LEFT JOIN products p ON p.id = b.picture_product_id
         ORDER BY b.position, b.slug",
    )
}

db::built!(EditedBlockRow, [Sqlite, Postgres], |_| all_blocks());

/// All blocks of any status, in order.
///
/// # Errors
/// If the query fails.
pub async fn edited_blocks(executor: &mut impl Executor) -> Result<Vec<EditedBlockRow>, Error> {
    all_blocks().fetch_all(executor, here!()).await
}

db::row! {
    /// A product chosen for a block, with what people call it.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ChosenRow {
        /// The block.
        pub block_id: Uuid,
        /// The product.
        pub product_id: Uuid,
        /// Its slug.
        pub slug: String,
    }
}

fn all_chosen() -> Query {
    Query::new(
        "SELECT h.block_id, h.product_id, p.slug
         FROM home_block_products h JOIN products p ON p.id = h.product_id
         ORDER BY h.block_id, h.position",
    )
}

db::built!(ChosenRow, [Sqlite, Postgres], |_| all_chosen());

/// The chosen products of all blocks, in order.
///
/// # Errors
/// If the query fails.
pub async fn chosen_products(executor: &mut impl Executor) -> Result<Vec<ChosenRow>, Error> {
    all_chosen().fetch_all(executor, here!()).await
}

/// A block to write, with its key.
#[derive(Clone, Debug)]
pub struct EditedBlock<'a> {
    /// Its row. Link and picture are those below.
    pub row: &'a EditedBlockRow,
    /// Where its link leads.
    pub link: Option<BlockTarget<'a>>,
    /// Its picture.
    pub picture: Option<BlockPicture<'a>>,
    /// Now, in Unix milliseconds.
    pub now: i64,
}

/// Adds a block. Its version is 1, whatever the row says.
///
/// # Errors
/// If the query fails, or violates a constraint.
pub async fn insert_block(
    executor: &mut impl Executor,
    new: &EditedBlock<'_>,
) -> Result<(), Error> {
    let row = new.row;
    execute!(
        executor,
        "INSERT INTO home_blocks
            (id, slug, kind, position, status, starts_at, ends_at, title, text, link_label,
             link_page, link_category_id, link_guide_id, link_product_id, link_path, picture_hash,
             picture_product_id, rule, sort, max_products, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, 1, $21)",
        row.id,
        row.slug.as_str(),
        row.kind.map_or("text", BlockKind::key),
        row.position,
        row.status.key(),
        row.starts_at,
        row.ends_at,
        row.title.as_str(),
        row.text.as_str(),
        row.link_label.as_str(),
        new.link.and_then(BlockTarget::page).map(PageRole::key),
        new.link.and_then(BlockTarget::category),
        new.link.and_then(BlockTarget::guide),
        new.link.and_then(BlockTarget::product),
        new.link.and_then(BlockTarget::path),
        new.picture.and_then(BlockPicture::hash),
        new.picture.and_then(BlockPicture::product),
        row.rule.as_deref(),
        row.sort.map_or("chosen", ProductOrder::key),
        i64::from(row.max_products),
        new.now
    )?;
    Ok(())
}

/// Writes a block and counts the change. A kind or order that the program does not know stays.
///
/// # Errors
/// If the query fails, or violates a constraint.
pub async fn update_block(
    executor: &mut impl Executor,
    new: &EditedBlock<'_>,
) -> Result<(), Error> {
    let row = new.row;
    execute!(
        executor,
        "UPDATE home_blocks
         SET slug = $2, kind = COALESCE($3, kind), position = $4, status = $5, starts_at = $6,
            ends_at = $7, title = $8, text = $9, link_label = $10, link_page = $11,
            link_category_id = $12, link_guide_id = $13, link_product_id = $14, link_path = $15,
            picture_hash = $16, picture_product_id = $17, rule = $18, sort = COALESCE($19, sort),
            max_products = $20, updated_at = $21, archived_at = $22, version = version + 1
         WHERE id = $1",
        row.id,
        row.slug.as_str(),
        row.kind.map(BlockKind::key),
        row.position,
        row.status.key(),
        row.starts_at,
        row.ends_at,
        row.title.as_str(),
        row.text.as_str(),
        row.link_label.as_str(),
        new.link.and_then(BlockTarget::page).map(PageRole::key),
        new.link.and_then(BlockTarget::category),
        new.link.and_then(BlockTarget::guide),
        new.link.and_then(BlockTarget::product),
        new.link.and_then(BlockTarget::path),
        new.picture.and_then(BlockPicture::hash),
        new.picture.and_then(BlockPicture::product),
        row.rule.as_deref(),
        row.sort.map(ProductOrder::key),
        i64::from(row.max_products),
        new.now,
        row.archived_at
    )?;
    Ok(())
}

fn block_pictures() -> Query {
    Query::new(
        "SELECT m.hash, m.width, m.height, m.placeholder,
            CAST(CASE WHEN m.mime = 'image/svg+xml' AND length(m.bytes) <= 65536 THEN 1
            ELSE 0 END AS BIGINT) AS drawing
         FROM home_blocks b JOIN media m ON m.hash = b.picture_hash ORDER BY m.hash",
    )
}

db::built!(MediaRow, [Sqlite, Postgres], |_| block_pictures());

/// The pictures that blocks have of their own, without their bytes.
///
/// # Errors
/// If the query fails.
pub async fn pictures_of_blocks(executor: &mut impl Executor) -> Result<Vec<MediaRow>, Error> {
    block_pictures().fetch_all(executor, here!()).await
}

/// What counts its changes as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContentPart {
    /// The menus.
    Menus,
    /// The texts on other pages.
    ShopTexts,
}

impl ContentPart {
    fn key(self) -> &'static str {
        match self {
            Self::Menus => "menus",
            Self::ShopTexts => "shop_texts",
        }
    }
}

/// How often a part has been changed.
///
/// # Errors
/// If the query fails.
pub async fn part_version(executor: &mut impl Executor, part: ContentPart) -> Result<i64, Error> {
    let (version,) = fetch_one!(
        executor,
        (i64,),
        "SELECT version FROM content_versions WHERE part = $1",
        part.key()
    )?;
    Ok(version)
}

/// Counts a change of a part.
///
/// # Errors
/// If the query fails.
pub async fn count_change(executor: &mut impl Executor, part: ContentPart) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE content_versions SET version = version + 1 WHERE part = $1",
        part.key()
    )?;
    Ok(())
}

/// Sets the text in a place; removes it if it is empty.
///
/// # Errors
/// If the query fails.
pub async fn set_shop_text(
    executor: &mut impl Executor,
    slot: TextSlot,
    text: &str,
) -> Result<(), Error> {
    if text.is_empty() {
        execute!(executor, "DELETE FROM shop_texts WHERE slot = $1", slot.key())?;
        return Ok(());
    }
    execute!(
        executor,
        "INSERT INTO shop_texts (slot, text) VALUES ($1, $2)
         ON CONFLICT (slot) DO UPDATE SET text = excluded.text",
        slot.key(),
        text
    )?;
    Ok(())
}
