//! Pictures and their renditions.

use crate::{Error, Link};

/// Keeps a source picture; the same bytes twice are one.
///
/// # Errors
/// When the database cannot.
pub async fn put(
    link: &mut impl Link,
    hash: &str,
    mime: &str,
    bytes: &[u8],
    size: (u32, u32),
    placeholder: &str,
) -> Result<(), Error> {
    let (width, height) = (i64::from(size.0), i64::from(size.1));
    exec!(
        link,
        "INSERT INTO media (hash, mime, bytes, width, height, placeholder, avif) VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (hash) DO NOTHING",
        hash,
        mime,
        bytes,
        width,
        height,
        placeholder
    )?;
    Ok(())
}

/// Whether a source is kept already.
///
/// # Errors
/// When the database cannot.
pub async fn exists(link: &mut impl Link, hash: &str) -> Result<bool, Error> {
    Ok(maybe!(link, (i64,), "SELECT width FROM media WHERE hash = $1", hash)?.is_some())
}

/// MIME type and bytes of a source.
///
/// # Errors
/// When the database cannot.
pub async fn source(link: &mut impl Link, hash: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
    Ok(maybe!(link, (String, Vec<u8>), "SELECT mime, bytes FROM media WHERE hash = $1", hash)?)
}

/// The bytes of a rendition that is made already.
///
/// # Errors
/// When the database cannot.
pub async fn rendition(
    link: &mut impl Link,
    hash: &str,
    width: u32,
    format: &str,
) -> Result<Option<Vec<u8>>, Error> {
    let row = maybe!(
        link,
        (Vec<u8>,),
        "SELECT bytes FROM renditions WHERE hash = $1 AND width = $2 AND format = $3",
        hash,
        i64::from(width),
        format
    )?;
    Ok(row.map(|row| row.0))
}

/// Keeps a rendition.
///
/// # Errors
/// When the database cannot.
pub async fn put_rendition(
    link: &mut impl Link,
    hash: &str,
    width: u32,
    format: &str,
    bytes: &[u8],
) -> Result<(), Error> {
    exec!(
        link,
        "INSERT INTO renditions (hash, width, format, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT (hash, width, format) DO NOTHING",
        hash,
        i64::from(width),
        format,
        bytes
    )?;
    Ok(())
}

/// Sources that lack some of their `count` WebP renditions; drawings that pages show as they are
/// need none.
///
/// # Errors
/// When the database cannot.
pub async fn without_webp(link: &mut impl Link, count: i64) -> Result<Vec<String>, Error> {
    let rows = all!(
        link,
        (String,),
        "SELECT hash FROM media WHERE (SELECT COUNT(*) FROM renditions r WHERE r.hash = media.hash AND r.format = 'webp') < $1
         AND NOT (mime = 'image/svg+xml' AND length(bytes) <= 65536) ORDER BY hash",
        count
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
