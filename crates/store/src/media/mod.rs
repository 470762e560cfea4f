//! Pictures and their renditions.
//!
//! - [`library`]: what the library says about pictures, and where they are used

pub mod library;

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_optional, here};

db::row! {
    /// A source picture without its bytes.
    #[derive(Clone, Debug)]
    pub struct MediaRow {
        /// Content hash.
        pub hash: String,
        /// Pixels.
        pub width: u32 = column::count,
        /// Pixels.
        pub height: u32 = column::count,
        /// `data:` URI.
        pub placeholder: String,
        /// Whether it is a drawing that pages use without renditions.
        pub drawing: bool = column::flag,
    }
}

/// All media without their bytes: the data that a page needs to show them. Pages use a drawing of
/// at most 64 kB as it is, because it is smaller than any rendition of it.
///
/// # Errors
/// If the query fails.
pub async fn all(executor: &mut impl Executor) -> Result<Vec<MediaRow>, Error> {
    Ok(fetch_all!(
        executor,
        MediaRow,
        "SELECT hash, width, height, placeholder,
                CAST(CASE WHEN mime = 'image/svg+xml' AND length(bytes) <= 65536 THEN 1
                ELSE 0 END AS BIGINT) AS drawing
         FROM media"
    )?)
}

fn shown_by(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT m.hash, m.width, m.height, m.placeholder,
                CAST(CASE WHEN m.mime = 'image/svg+xml' AND length(m.bytes) <= 65536 THEN 1
                ELSE 0 END AS BIGINT) AS drawing
         FROM pictures i JOIN media m ON m.hash = i.hash",
    )
    .filter_in("i.product_id", products.iter().copied())
}

db::built!(MediaRow, [Sqlite, Postgres], |_| shown_by(&[Uuid::nil(); 2]));

/// The pictures of these products without their bytes, in any order.
///
/// # Errors
/// If the query fails.
pub async fn of_products(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<MediaRow>, Error> {
    shown_by(products).fetch_all(executor, here!()).await
}

fn described(hashes: &[String]) -> Query {
    Query::new(
        "SELECT hash, width, height, placeholder,
                CAST(CASE WHEN mime = 'image/svg+xml' AND length(bytes) <= 65536 THEN 1
                ELSE 0 END AS BIGINT) AS drawing
         FROM media",
    )
    .filter_in("hash", hashes.iter().map(String::as_str))
}

db::built!(MediaRow, [Sqlite, Postgres], |_| described(&["a".to_owned(), "b".to_owned()]));

/// These pictures without their bytes, in any order.
///
/// # Errors
/// If the query fails.
pub async fn by_hash(
    executor: &mut impl Executor,
    hashes: &[String],
) -> Result<Vec<MediaRow>, Error> {
    described(hashes).fetch_all(executor, here!()).await
}

/// Stores a source picture. Storing the same bytes again has no effect.
///
/// # Errors
/// If the query fails.
pub async fn put(
    executor: &mut impl Executor,
    hash: &str,
    mime: &str,
    bytes: &[u8],
    size: (u32, u32),
    placeholder: &str,
) -> Result<(), Error> {
    let (width, height) = (i64::from(size.0), i64::from(size.1));
    execute!(
        executor,
        "INSERT INTO media (hash, mime, bytes, width, height, placeholder, avif)
         VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (hash) DO NOTHING",
        hash,
        mime,
        bytes,
        width,
        height,
        placeholder
    )?;
    execute!(
        executor,
        "INSERT INTO media_library (hash) VALUES ($1) ON CONFLICT (hash) DO NOTHING",
        hash
    )?;
    Ok(())
}

/// Stores the bytes of an uploaded picture, whose own row has none.
///
/// # Errors
/// If the query fails.
pub async fn put_file(executor: &mut impl Executor, hash: &str, bytes: &[u8]) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO media_files (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING",
        hash,
        bytes
    )?;
    Ok(())
}

/// The bytes of an uploaded picture.
///
/// # Errors
/// If the query fails.
pub async fn file(executor: &mut impl Executor, hash: &str) -> Result<Option<Vec<u8>>, Error> {
    let row = fetch_optional!(
        executor,
        (Vec<u8>,),
        "SELECT bytes FROM media_files WHERE hash = $1",
        hash
    )?;
    Ok(row.map(|(bytes,)| bytes))
}

/// Deletes a picture with its renditions. Fails while a product shows it.
///
/// # Errors
/// If the query fails.
pub async fn delete(executor: &mut impl Executor, hash: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM media WHERE hash = $1", hash)?;
    Ok(())
}

/// Whether a source is stored.
///
/// # Errors
/// If the query fails.
pub async fn exists(executor: &mut impl Executor, hash: &str) -> Result<bool, Error> {
    Ok(fetch_optional!(executor, (i64,), "SELECT width FROM media WHERE hash = $1", hash)?
        .is_some())
}

db::row! {
    /// The source of a picture.
    struct SourceRow {
        mime: String,
        bytes: Vec<u8>,
    }
}

/// MIME type and bytes of a source.
///
/// # Errors
/// If the query fails.
pub async fn source(
    executor: &mut impl Executor,
    hash: &str,
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let row = fetch_optional!(
        executor,
        SourceRow,
        "SELECT mime, bytes FROM media WHERE hash = $1",
        hash
    )?;
    Ok(row.map(|row| (row.mime, row.bytes)))
}

/// The bytes of a stored rendition.
///
/// # Errors
/// If the query fails.
pub async fn rendition(
    executor: &mut impl Executor,
    hash: &str,
    width: u32,
    format: &str,
) -> Result<Option<Vec<u8>>, Error> {
    let row = fetch_optional!(
        executor,
        (Vec<u8>,),
        "SELECT bytes FROM renditions WHERE hash = $1 AND width = $2 AND format = $3",
        hash,
        i64::from(width),
        format
    )?;
    Ok(row.map(|row| row.0))
}

/// Stores a rendition.
///
/// # Errors
/// If the query fails.
pub async fn put_rendition(
    executor: &mut impl Executor,
    hash: &str,
    width: u32,
    format: &str,
    bytes: &[u8],
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO renditions (hash, width, format, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hash, width, format) DO NOTHING",
        hash,
        i64::from(width),
        format,
        bytes
    )?;
    Ok(())
}

/// Sources that lack some of their `count` WebP renditions. Drawings that pages use as they are
/// need none.
///
/// # Errors
/// If the query fails.
pub async fn without_webp(executor: &mut impl Executor, count: i64) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT hash FROM media WHERE (SELECT COUNT(*) FROM renditions r WHERE r.hash = media.hash
         AND r.format = 'webp') < $1
         AND NOT (mime = 'image/svg+xml' AND length(bytes) <= 65536) ORDER BY hash",
        count
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
