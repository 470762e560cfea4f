//! What the library says about pictures, and where they are used. No statement here reads bytes of
//! pictures.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_optional, here};
use domain::catalogue::PictureRole;

db::row! {
    /// A picture of the library.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct LibraryRow {
        /// Content hash.
        pub hash: String,
        /// The name of the uploaded file; empty for others.
        pub name: String,
        /// The alternative text that products get with it.
        pub alt: String,
        /// What matters most in it, in percent from the left; none: the middle.
        pub focal_x: Option<i64>,
        /// The same from the top.
        pub focal_y: Option<i64>,
        /// Counts its changes, from 1.
        pub version: i64,
        /// When it was uploaded, in Unix milliseconds; 0 for others.
        pub created_at: i64,
        /// When it was found to be used nowhere, in Unix milliseconds.
        pub unused_since: Option<i64>,
    }
}

/// Adds what the library says about a picture that is stored in the same transaction.
///
/// # Errors
/// If the query fails.
pub async fn describe(executor: &mut impl Executor, row: &LibraryRow) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE media_library SET name = $2, alt = $3, created_at = $4 WHERE hash = $1",
        row.hash.as_str(),
        row.name.as_str(),
        row.alt.as_str(),
        row.created_at
    )?;
    Ok(())
}

/// Gives a picture an alternative text if it has none.
///
/// # Errors
/// If the query fails.
pub async fn name(executor: &mut impl Executor, hash: &str, alt: &str) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE media_library SET alt = $2 WHERE hash = $1 AND alt = ''",
        hash,
        alt
    )?;
    Ok(())
}

/// A picture, locked until the transaction ends.
///
/// # Errors
/// If the query fails.
pub async fn lock(executor: &mut impl Executor, hash: &str) -> Result<Option<LibraryRow>, Error> {
    Ok(fetch_optional!(
        executor,
        LibraryRow,
        "UPDATE media_library SET version = version WHERE hash = $1
         RETURNING hash, name, alt, focal_x, focal_y, version, created_at, unused_since",
        hash
    )?)
}

/// A picture.
///
/// # Errors
/// If the query fails.
pub async fn by_hash(
    executor: &mut impl Executor,
    hash: &str,
) -> Result<Option<LibraryRow>, Error> {
    Ok(fetch_optional!(
        executor,
        LibraryRow,
        "SELECT hash, name, alt, focal_x, focal_y, version, created_at, unused_since
         FROM media_library WHERE hash = $1",
        hash
    )?)
}

/// Writes the texts and the focal point of a locked picture and counts the change.
///
/// # Errors
/// If the query fails.
pub async fn update(executor: &mut impl Executor, row: &LibraryRow) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE media_library SET alt = $2, focal_x = $3, focal_y = $4, version = version + 1
         WHERE hash = $1",
        row.hash.as_str(),
        row.alt.as_str(),
        row.focal_x,
        row.focal_y
    )?;
    Ok(())
}

/// Which pictures a page of the library has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Only {
    /// Those that are used nowhere.
    Unused,
    /// Those without an alternative text.
    WithoutAlt,
}

/// A page of the library: the last uploads first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LibraryFilter {
    /// What alternative texts and file names contain, in lower case: all of these.
    pub words: Vec<String>,
    /// Only some of them.
    pub only: Option<Only>,
    /// The picture after which the page begins.
    pub after: Option<(i64, String)>,
}

/// A pattern for texts that contain a word.
fn containing(word: &str) -> String {
    format!("%{}%", word.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

fn page(filter: &LibraryFilter, limit: u32) -> Query {
    let mut query = Query::new(
        "SELECT l.hash, l.name, l.alt, l.focal_x, l.focal_y, l.version, l.created_at,
         l.unused_since FROM media_library l",
    );
    for word in &filter.words {
        let pattern = containing(word);
        query = query
            .filter("(lower(l.alt) LIKE ", pattern.as_str())
            .sql(" ESCAPE '!' OR lower(l.name) LIKE ")
            .bind(pattern.as_str())
            .sql(
                " ESCAPE '!' OR EXISTS (SELECT 1 FROM pictures i WHERE i.hash = l.hash
                 AND lower(i.alt) LIKE ",
            )
            .bind(pattern)
            .sql(" ESCAPE '!'))");
    }
    query = match filter.only {
        None => query,
        Some(Only::WithoutAlt) => query.filter("l.alt = ", ""),
        Some(Only::Unused) => query.filter(
            "NOT EXISTS (SELECT 1 FROM pictures i WHERE i.hash = l.hash)
             AND NOT EXISTS (SELECT 1 FROM home_blocks b WHERE b.picture_hash = l.hash)
             AND l.hash <> ",
            "",
        ),
    };
    if let Some((at, hash)) = &filter.after {
        query =
            query.filter("(l.created_at, l.hash) < (", *at).sql(", ").bind(hash.as_str()).sql(")");
    }
    query.page("l.created_at DESC, l.hash DESC", i64::from(limit), 0)
}

db::built!(LibraryRow, [Sqlite, Postgres], |_| {
    let filter = LibraryFilter {
        words: vec!["a".to_owned(), "b".to_owned()],
        only: Some(Only::Unused),
        after: Some((1, "a".to_owned())),
    };
    page(&filter, 3)
});

/// A page of the library.
///
/// # Errors
/// If the query fails.
pub async fn list(
    executor: &mut impl Executor,
    filter: &LibraryFilter,
    limit: u32,
) -> Result<Vec<LibraryRow>, Error> {
    page(filter, limit).fetch_all(executor, here!()).await
}

fn unused_of(hashes: &[String]) -> Query {
    Query::new("SELECT l.hash FROM media_library l")
        .filter_in("l.hash", hashes.iter().map(String::as_str))
        .sql(
            " AND NOT EXISTS (SELECT 1 FROM pictures i WHERE i.hash = l.hash)
             AND NOT EXISTS (SELECT 1 FROM home_blocks b WHERE b.picture_hash = l.hash)",
        )
}

db::built!((String,), [Sqlite, Postgres], |_| unused_of(&["a".to_owned(), "b".to_owned()]));

/// Those of these pictures that are used nowhere.
///
/// # Errors
/// If the query fails.
pub async fn unused(executor: &mut impl Executor, hashes: &[String]) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = unused_of(hashes).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

db::row! {
    /// A product that shows a picture.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct UseRow {
        /// The product.
        pub product_id: Uuid,
        /// Its name.
        pub name: String,
        /// The place of the picture among the product's, from 1.
        pub position: i64,
        /// Its alternative text there.
        pub alt: String,
        /// What it shows there.
        pub role: Option<PictureRole> = column::optional_picture_role,
    }
}

/// The products that show a picture, by name.
///
/// # Errors
/// If the query fails.
pub async fn products_with(
    executor: &mut impl Executor,
    hash: &str,
    limit: u32,
) -> Result<Vec<UseRow>, Error> {
    Ok(fetch_all!(
        executor,
        UseRow,
        "SELECT i.product_id, p.name, i.position, i.alt, i.role
         FROM pictures i JOIN products p ON p.id = i.product_id
         WHERE i.hash = $1 ORDER BY p.name, i.product_id, i.position LIMIT $2",
        hash,
        i64::from(limit)
    )?)
}

/// The slugs of the blocks of the home page that show a picture.
///
/// # Errors
/// If the query fails.
pub async fn blocks_with(executor: &mut impl Executor, hash: &str) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT slug FROM home_blocks WHERE picture_hash = $1 ORDER BY slug",
        hash
    )?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// Keeps a picture that somebody has uploaded again, as if it had been used until now.
///
/// # Errors
/// If the query fails.
pub async fn keep(executor: &mut impl Executor, hash: &str) -> Result<(), Error> {
    execute!(executor, "UPDATE media_library SET unused_since = NULL WHERE hash = $1", hash)?;
    Ok(())
}

/// Notes since when pictures are used nowhere, and which are used again; adds to the library what
/// a program of before has stored.
///
/// # Errors
/// If a query fails.
pub async fn note_unused(executor: &mut impl Executor, now: i64) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO media_library (hash) SELECT m.hash FROM media m
         WHERE NOT EXISTS (SELECT 1 FROM media_library l WHERE l.hash = m.hash)
         ON CONFLICT (hash) DO NOTHING"
    )?;
    execute!(
        executor,
        "UPDATE media_library SET unused_since = NULL WHERE unused_since >= 0
         AND (EXISTS (SELECT 1 FROM pictures i WHERE i.hash = media_library.hash)
         OR EXISTS (SELECT 1 FROM home_blocks b WHERE b.picture_hash = media_library.hash))"
    )?;
    execute!(
        executor,
        "UPDATE media_library SET unused_since = $1 WHERE unused_since IS NULL
         AND NOT EXISTS (SELECT 1 FROM pictures i WHERE i.hash = media_library.hash)
         AND NOT EXISTS (SELECT 1 FROM home_blocks b WHERE b.picture_hash = media_library.hash)",
        now
    )?;
    Ok(())
}

/// Pictures that have been used nowhere since before a time, those without use longest first.
///
/// # Errors
/// If the query fails.
pub async fn unused_before(
    executor: &mut impl Executor,
    before: i64,
    limit: u32,
) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT hash FROM media_library WHERE unused_since < $1
         AND NOT EXISTS (SELECT 1 FROM pictures i WHERE i.hash = media_library.hash)
         AND NOT EXISTS (SELECT 1 FROM home_blocks b WHERE b.picture_hash = media_library.hash)
         ORDER BY unused_since LIMIT $2",
        before,
        i64::from(limit)
    )?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

/// Whether a text that people write has the address of a picture. Reads whole tables.
///
/// # Errors
/// If the query fails.
pub async fn is_mentioned(executor: &mut impl Executor, hash: &str) -> Result<bool, Error> {
    let pattern = containing(hash);
    let row = fetch_optional!(
        executor,
        (String,),
        "SELECT hash FROM media_library WHERE hash = $1
         AND (EXISTS (SELECT 1 FROM pages WHERE body LIKE $2)
         OR EXISTS (SELECT 1 FROM products WHERE description LIKE $2)
         OR EXISTS (SELECT 1 FROM categories WHERE intro LIKE $2 OR guide LIKE $2)
         OR EXISTS (SELECT 1 FROM buying_guides WHERE advice LIKE $2)
         OR EXISTS (SELECT 1 FROM shop_texts WHERE text LIKE $2))",
        hash,
        pattern.as_str()
    )?;
    Ok(row.is_some())
}
