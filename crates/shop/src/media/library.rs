//! The library: which pictures there are, and where each is used.

use crate::{
    Context, InternalError,
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::staff::Permission;
use std::collections::{HashMap, HashSet};
pub use store::media::library::Only;
use store::media::{
    MediaRow,
    library::{LibraryFilter, LibraryRow, UseRow},
};
use views::catalogue::Picture;

/// How many pictures a page of the library has.
const PAGE: u32 = 48;
/// How many products are named that show a picture.
const USES: u32 = 100;
/// How many words are searched for.
const WORDS: usize = 8;

/// Which pictures to list.
#[derive(Clone, Default, Debug)]
pub struct ListPictures {
    /// What alternative texts or file names contain.
    pub text: String,
    /// Only some of them.
    pub only: Option<Only>,
    /// [`PictureList::next`] of the page before.
    pub after: Option<String>,
}

/// A picture in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedPicture {
    /// The picture with the alternative text of the library.
    pub picture: Picture,
    /// The name of its file; may be empty.
    pub name: String,
    /// Whether something shows it.
    pub is_used: bool,
}

/// A page of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureList {
    /// Its pictures, the last uploads first.
    pub pictures: Vec<ListedPicture>,
    /// Where the next page begins; none on the last.
    pub next: Option<String>,
}

/// A picture of the library, with where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LibraryPicture {
    /// The picture with the alternative text of the library.
    pub picture: Picture,
    /// The name of its file; may be empty.
    pub name: String,
    /// What matters most in it, in percent from the left and from the top.
    pub focal: (Option<i64>, Option<i64>),
    /// Its version.
    pub version: i64,
    /// Products that show it, at most a hundred.
    pub products: Vec<UseRow>,
    /// Whether more products show it.
    pub has_more: bool,
    /// The slugs of blocks of the home page that show it.
    pub blocks: Vec<String>,
}

/// Why the library is not shown.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such picture, or no such page.
    #[error("there is no such picture")]
    NotFound,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(LibraryError);

/// A picture with an alternative text.
fn picture(row: MediaRow, alt: String) -> Picture {
    let MediaRow { hash, width, height, placeholder, drawing } = row;
    Picture { hash, alt, width, height, placeholder, drawing }
}

/// Where a page begins: time and hash of the picture before.
fn place(text: &str) -> Option<(i64, String)> {
    let (at, hash) = text.split_once('.')?;
    let is_hash = hash.len() <= 64 && hash.bytes().all(|b| b.is_ascii_alphanumeric());
    Some((at.parse().ok()?, hash.to_owned())).filter(|_| is_hash)
}

/// A page of the library.
///
/// # Errors
/// See [`LibraryError`].
pub async fn list(
    ctx: &Context,
    actor: &Actor,
    command: ListPictures,
) -> Result<PictureList, LibraryError> {
    actor.require(Permission::CatalogueRead)?;
    let ListPictures { text, only, after } = command;
    let after = after.map(|text| place(&text).ok_or(LibraryError::NotFound)).transpose()?;
    let words = text.to_lowercase().split_whitespace().map(str::to_owned).take(WORDS).collect();
    let filter = LibraryFilter { words, only, after };
    let mut conn = ctx.db().read().await?;
    let mut rows = store::media::library::list(&mut conn, &filter, PAGE + 1).await?;
    let has_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| has_more);
    let next = next.map(|row| format!("{}.{}", row.created_at, row.hash));
    let hashes: Vec<String> = rows.iter().map(|row| row.hash.clone()).collect();
    if hashes.is_empty() {
        return Ok(PictureList { pictures: Vec::new(), next });
    }
    let unused: HashSet<String> =
        store::media::library::unused(&mut conn, &hashes).await?.into_iter().collect();
    let sources = store::media::by_hash(&mut conn, &hashes).await?;
    drop(conn);
    let mut sources: HashMap<String, _> =
        sources.into_iter().map(|row| (row.hash.clone(), row)).collect();
    let listed = |row: LibraryRow| {
        let source = sources.remove(&row.hash);
        let source = source.ok_or_else(|| InternalError::stored("picture", &row.hash))?;
        let is_used = !unused.contains(&row.hash);
        let picture = picture(source, row.alt);
        Ok::<_, InternalError>(ListedPicture { picture, name: row.name, is_used })
    };
    let pictures = rows.into_iter().map(listed).collect::<Result<_, InternalError>>()?;
    Ok(PictureList { pictures, next })
}

/// A picture with where it is used.
///
/// # Errors
/// See [`LibraryError`].
pub async fn show(
    ctx: &Context,
    actor: &Actor,
    hash: &str,
) -> Result<LibraryPicture, LibraryError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let row = store::media::library::by_hash(&mut conn, hash).await?;
    let row = row.ok_or(LibraryError::NotFound)?;
    let source = store::media::by_hash(&mut conn, std::slice::from_ref(&row.hash)).await?.pop();
    let source = source.ok_or_else(|| InternalError::stored("picture", hash))?;
    let mut products = store::media::library::products_with(&mut conn, hash, USES + 1).await?;
    let blocks = store::media::library::blocks_with(&mut conn, hash).await?;
    drop(conn);
    let has_more = products.len() > USES as usize;
    products.truncate(USES as usize);
    Ok(LibraryPicture {
        picture: picture(source, row.alt),
        name: row.name,
        focal: (row.focal_x, row.focal_y),
        version: row.version,
        products,
        has_more,
        blocks,
    })
}

/// The pictures of a product, in order, with their alternative texts there.
///
/// # Errors
/// See [`LibraryError`].
pub async fn of_product(
    ctx: &Context,
    actor: &Actor,
    id: store::Uuid,
) -> Result<ProductPictures, LibraryError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let product = store::catalogue::edited_product(&mut conn, id).await?;
    let product = product.ok_or(LibraryError::NotFound)?;
    let own = store::catalogue::edited_pictures(&mut conn, id).await?;
    let sources = store::media::of_products(&mut conn, &[id]).await?;
    drop(conn);
    let sources: HashMap<String, _> =
        sources.into_iter().map(|row| (row.hash.clone(), row)).collect();
    let pictures = own.into_iter().map(|row| {
        let source = sources.get(&row.hash).cloned();
        let source = source.ok_or_else(|| InternalError::stored("picture", &row.hash))?;
        let picture = picture(source, row.alt);
        Ok::<_, InternalError>(OwnPicture { picture, role: row.role })
    });
    Ok(ProductPictures {
        name: product.name,
        pictures: pictures.collect::<Result<_, InternalError>>()?,
    })
}

/// A picture of a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnPicture {
    /// The picture with its alternative text there.
    pub picture: Picture,
    /// What it shows there.
    pub role: Option<domain::catalogue::PictureRole>,
}

/// The pictures of a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductPictures {
    /// The product's name.
    pub name: String,
    /// Its pictures, in order.
    pub pictures: Vec<OwnPicture>,
}
