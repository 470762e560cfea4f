//! The blocks of the home page. Shoppers see a change after
//! [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, Uuid, column};
use db::{execute, fetch_all, fetch_one, here, insert};
use domain::content::{
    PageRole, PageStatus,
    home::{BlockKind, ProductOrder},
};

db::row! {
    /// A published block. It has at most one target of its link, and at most one picture.
    #[derive(Clone, Debug)]
    pub struct HomeBlockRow {
        /// Primary key.
        pub id: Uuid,
        /// Its name in addresses.
        pub slug: String,
        /// What it shows; none if the program does not know it.
        pub kind: Option<BlockKind> = column::block_kind,
        /// When it begins to be shown, in Unix milliseconds; none if it always was.
        pub starts_at: Option<i64>,
        /// From when on it is no longer shown, in Unix milliseconds; none if it has no end.
        pub ends_at: Option<i64>,
        /// Its heading; may be empty.
        pub title: String,
        /// A paragraph, or Markdown in a block of text; may be empty.
        pub text: String,
        /// What its link says; empty without a link.
        pub link_label: String,
        /// The role of the page that it links.
        pub link_page: Option<PageRole> = column::optional_page_role,
        /// The slug of the category that it links.
        pub link_category: Option<String>,
        /// The slug of the guide that it links, of any status.
        pub link_guide: Option<String>,
        /// The slug of the product that it links, of any status.
        pub link_product: Option<String>,
        /// The path of the shop that it links.
        pub link_path: Option<String>,
        /// The hash of its picture.
        pub picture_hash: Option<String>,
        /// The slug of the product whose picture it shows, of any status.
        pub picture_product: Option<String>,
        /// The condition on its products, in the notation of `domain::catalogue::rules`; none if
        /// they are chosen one by one.
        pub rule: Option<String>,
        /// The order of its products; none if the program does not know it.
        pub sort: Option<ProductOrder> = column::product_order,
        /// How many products it shows at most.
        pub max_products: u32 = column::count,
        /// Counts its changes, from 1.
        pub version: i64,
    }
}

/// All published blocks, whatever their time, in order.
///
/// # Errors
/// If the query fails.
pub async fn home_blocks(executor: &mut impl Executor) -> Result<Vec<HomeBlockRow>, Error> {
    Ok(fetch_all!(
        executor,
        HomeBlockRow,
        "SELECT b.id, b.slug, b.kind, b.starts_at, b.ends_at, b.title, b.text, b.link_label,
            b.link_page, c.slug AS link_category, g.slug AS link_guide, l.slug AS link_product,
            b.link_path, b.picture_hash, p.slug AS picture_product, b.rule, b.sort,
            b.max_products, b.version
         FROM home_blocks b LEFT JOIN categories c ON c.id = b.link_category_id
         LEFT JOIN buying_guides g ON g.id = b.link_guide_id
         LEFT JOIN products l ON l.id = b.link_product_id
         LEFT JOIN products p ON p.id = b.picture_product_id
         WHERE b.status = 'published' ORDER BY b.position, b.slug"
    )?)
}

/// Number of blocks of any status.
///
/// # Errors
/// If the query fails.
pub async fn home_block_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM home_blocks")?;
    Ok(count)
}

db::row! {
    /// A product chosen for a block of any status.
    #[derive(Clone, Debug)]
    pub struct HomeProductRow {
        /// The block.
        pub block_id: Uuid,
        /// The product, of any status.
        pub product_id: Uuid,
    }
}

/// The chosen products of all blocks, in order.
///
/// # Errors
/// If the query fails.
pub async fn home_products(executor: &mut impl Executor) -> Result<Vec<HomeProductRow>, Error> {
    Ok(fetch_all!(
        executor,
        HomeProductRow,
        "SELECT block_id, product_id FROM home_block_products ORDER BY block_id, position"
    )?)
}

/// Where the link of a block leads.
#[derive(Clone, Copy, Debug)]
pub enum BlockTarget<'a> {
    /// The page in a role.
    Page(PageRole),
    /// A category.
    Category(Uuid),
    /// A buying guide.
    Guide(Uuid),
    /// A product.
    Product(Uuid),
    /// A path of the shop.
    Path(&'a str),
}

impl<'a> BlockTarget<'a> {
    pub(super) fn page(self) -> Option<PageRole> {
        if let Self::Page(role) = self { Some(role) } else { None }
    }

    pub(super) fn category(self) -> Option<Uuid> {
        if let Self::Category(id) = self { Some(id) } else { None }
    }

    pub(super) fn guide(self) -> Option<Uuid> {
        if let Self::Guide(id) = self { Some(id) } else { None }
    }

    pub(super) fn product(self) -> Option<Uuid> {
        if let Self::Product(id) = self { Some(id) } else { None }
    }

    pub(super) fn path(self) -> Option<&'a str> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }
}

/// The picture of a block.
#[derive(Clone, Copy, Debug)]
pub enum BlockPicture<'a> {
    /// The picture with this hash.
    Hash(&'a str),
    /// The first picture of a product.
    Product(Uuid),
}

impl<'a> BlockPicture<'a> {
    pub(super) fn hash(self) -> Option<&'a str> {
        if let Self::Hash(hash) = self { Some(hash) } else { None }
    }

    pub(super) fn product(self) -> Option<Uuid> {
        if let Self::Product(id) = self { Some(id) } else { None }
    }
}

/// A block to write.
#[derive(Clone, Debug)]
pub struct NewHomeBlock<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// What it shows.
    pub kind: BlockKind,
    /// Position on the page.
    pub position: i64,
    /// Status.
    pub status: PageStatus,
    /// When it begins to be shown, in Unix milliseconds.
    pub starts_at: Option<i64>,
    /// From when on it is no longer shown, in Unix milliseconds.
    pub ends_at: Option<i64>,
    /// Its heading; may be empty.
    pub title: &'a str,
    /// A paragraph, or Markdown in a block of text; may be empty.
    pub text: &'a str,
    /// What its link says; empty without a link.
    pub link_label: &'a str,
    /// Where its link leads.
    pub link: Option<BlockTarget<'a>>,
    /// Its picture.
    pub picture: Option<BlockPicture<'a>>,
    /// The condition on its products.
    pub rule: Option<&'a str>,
    /// The order of its products.
    pub sort: ProductOrder,
    /// How many products it shows at most.
    pub max_products: u32,
}

/// Writes a block by its slug, at `now` in Unix milliseconds, and returns its id. Its chosen
/// products stay.
///
/// # Errors
/// If the query fails, or violates a constraint: `home_blocks_schedule_check` (it ends before it
/// begins), `home_blocks_link_path_check` (not a path of the shop) or
/// `home_blocks_max_products_check`; [`Error::Invalid`] for an invalid slug.
pub async fn put_home_block(
    executor: &mut impl Executor,
    new: &NewHomeBlock<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    if let Some(error) = domain::text::slug_error(new.slug) {
        return Err(Error::Invalid(error));
    }
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO home_blocks
            (id, slug, kind, position, status, starts_at, ends_at, title, text, link_label,
             link_page, link_category_id, link_guide_id, link_product_id, link_path, picture_hash,
             picture_product_id, rule, sort, max_products, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, 1, $21)
         ON CONFLICT (slug) DO UPDATE
         SET kind = excluded.kind, position = excluded.position, status = excluded.status,
            starts_at = excluded.starts_at, ends_at = excluded.ends_at, title = excluded.title,
            text = excluded.text, link_label = excluded.link_label,
            link_page = excluded.link_page, link_category_id = excluded.link_category_id,
            link_guide_id = excluded.link_guide_id, link_product_id = excluded.link_product_id,
            link_path = excluded.link_path, picture_hash = excluded.picture_hash,
            picture_product_id = excluded.picture_product_id, rule = excluded.rule,
            sort = excluded.sort, max_products = excluded.max_products,
            version = home_blocks.version + 1, updated_at = excluded.updated_at
         RETURNING id",
        crate::new_id(now),
        new.slug,
        new.kind.key(),
        new.position,
        new.status.key(),
        new.starts_at,
        new.ends_at,
        new.title,
        new.text,
        new.link_label,
        new.link.and_then(BlockTarget::page).map(PageRole::key),
        new.link.and_then(BlockTarget::category),
        new.link.and_then(BlockTarget::guide),
        new.link.and_then(BlockTarget::product),
        new.link.and_then(BlockTarget::path),
        new.picture.and_then(BlockPicture::hash),
        new.picture.and_then(BlockPicture::product),
        new.rule,
        new.sort.key(),
        i64::from(new.max_products),
        now
    )?;
    Ok(id)
}

/// Replaces the chosen products of a block.
///
/// # Errors
/// If the query fails.
pub async fn put_home_products(
    executor: &mut impl Executor,
    block: Uuid,
    products: &[Uuid],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM home_block_products WHERE block_id = $1", block)?;
    insert!("home_block_products", (1_i64..).zip(products), |(position, &product)| {
        block_id: Uuid = block,
        position: i64 = position,
        product_id: Uuid = product,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
