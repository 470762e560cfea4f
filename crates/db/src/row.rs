//! Row types: the columns of a statement's result, with their types. A test checks them against the
//! database; they are read by name.

use crate::Uuid;
use sqlx::{
    ColumnIndex, Database, Decode, Postgres, Row, Sqlite, Type, error::BoxDynError,
    postgres::PgTypeInfo, sqlite::SqliteTypeInfo,
};

/// A type that a column can have on both databases.
pub trait Field:
    Type<Sqlite>
    + Type<Postgres>
    + for<'r> Decode<'r, Sqlite>
    + for<'r> Decode<'r, Postgres>
    + Send
    + 'static
{
    /// Whether the value can be null.
    const NULLABLE: bool = false;
}

impl Field for bool {}
impl Field for i64 {}
impl Field for String {}
impl Field for Uuid {}
impl Field for Vec<u8> {}
impl<T: Field> Field for Option<T>
where
    Option<T>:
        Type<Sqlite> + Type<Postgres> + for<'r> Decode<'r, Sqlite> + for<'r> Decode<'r, Postgres>,
{
    const NULLABLE: bool = true;
}

/// A column as a row type expects it.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name; `None` for a single column that is read by position.
    pub name: Option<&'static str>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// Whether an SQLite type can be read.
    pub fits_sqlite: fn(&SqliteTypeInfo) -> bool,
    /// Whether a PostgreSQL type can be read.
    pub fits_postgres: fn(&PgTypeInfo) -> bool,
}

impl Column {
    /// A column read as `T`.
    #[must_use]
    pub fn of<T: Field>(name: Option<&'static str>) -> Self {
        Self {
            name,
            nullable: T::NULLABLE,
            fits_sqlite: <T as Type<Sqlite>>::compatible,
            fits_postgres: <T as Type<Postgres>>::compatible,
        }
    }

    /// A column whose value is the input of a parsing function.
    #[must_use]
    pub fn read_by<S: Field, T, E>(name: &'static str, _: fn(S) -> Result<T, E>) -> Self {
        Self::of::<S>(Some(name))
    }
}

/// A row type with known columns.
pub trait Columns {
    /// Its columns, in the order of the statement's result.
    fn columns() -> Vec<Column>;
}

impl<T: Field> Columns for (T,) {
    fn columns() -> Vec<Column> {
        vec![Column::of::<T>(None)]
    }
}

/// A stored value that cannot be parsed.
#[derive(Debug, thiserror::Error)]
#[error("column {column} of {row} {key}: {cause}")]
pub struct Unreadable {
    row: &'static str,
    key: String,
    column: &'static str,
    cause: BoxDynError,
}

/// The first column of a row, which identifies it in errors.
fn key<'r, R: Row>(row: &'r R) -> String
where
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    let uuid = row.try_get::<Uuid, _>(0).map(|id| id.to_string());
    let text = uuid.or_else(|_| row.try_get::<String, _>(0));
    let number = text.or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()));
    number.unwrap_or_else(|_| "without a key".to_owned()) // Only for the error's text.
}

/// Parses a column with `read`; the error for an invalid value identifies the row.
///
/// # Errors
/// If the column is missing or `read` rejects its value.
#[doc(hidden)]
pub fn read<'r, DB, R, S, T, E>(
    row: &'r R,
    name: &'static str,
    column: &'static str,
    read: fn(S) -> Result<T, E>,
) -> Result<T, sqlx::Error>
where
    DB: Database,
    R: Row<Database = DB>,
    S: Decode<'r, DB> + Type<DB>,
    E: Into<BoxDynError>,
    usize: ColumnIndex<R>,
    for<'n> &'n str: ColumnIndex<R>,
    Uuid: Decode<'r, DB> + Type<DB>,
    String: Decode<'r, DB> + Type<DB>,
    i64: Decode<'r, DB> + Type<DB>,
{
    let stored: S = row.try_get(column)?;
    read(stored).map_err(|cause| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(Unreadable { row: name, key: key(row), column, cause: cause.into() }),
    })
}

/// Passes on a known value; warns if there is none because this program does not know the stored
/// key, such as one that a later release wrote. The row is then used without it.
pub fn known_or_none<T>(known: Option<T>, what: &'static str, key: &str) -> Option<T> {
    if known.is_none() {
        tracing::warn!(%key, "ignored: this program knows no such {what}");
    }
    known
}

/// Defines a struct that is read from a row of either database. The first field identifies the row
/// in errors. A field is decoded as its type; `field: Type = read` decodes the input of the
/// function `read` and parses it, and a value that `read` rejects is an error.
///
/// ```text
/// db::row! {
///     /// A line of a cart.
///     #[derive(Clone, Debug)]
///     pub struct LineRow {
///         /// The variant.
///         pub variant_id: Uuid,
///         /// ISO 4217.
///         pub currency: Currency = column::currency,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty $(= $read:path)? ),*
            $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis struct $name {
            $( $(#[$field_meta])* $field_vis $field: $type ),*
        }

        impl $crate::Columns for $name {
            fn columns() -> ::std::vec::Vec<$crate::Column> {
                ::std::vec![$( $crate::row!(@column $field, $type $(, $read)?) ),*]
            }
        }

        $crate::row!(@from_row $crate::sqlx::sqlite::SqliteRow, $name,
            $($field: $type $(= $read)?),*);
        $crate::row!(@from_row $crate::sqlx::postgres::PgRow, $name,
            $($field: $type $(= $read)?),*);
    };
    (@from_row $row:ty, $name:ident, $($field:ident : $type:ty $(= $read:path)?),*) => {
        impl<'r> $crate::sqlx::FromRow<'r, $row> for $name {
            fn from_row(row: &'r $row) -> ::std::result::Result<Self, $crate::sqlx::Error> {
                Ok(Self {
                    $( $field: $crate::row!(@read row, $name, $field, $type $(, $read)?) ),*
                })
            }
        }
    };
    (@column $field:ident, $type:ty) => {
        $crate::Column::of::<$type>(Some(stringify!($field)))
    };
    (@column $field:ident, $type:ty, $read:path) => {
        $crate::Column::read_by(stringify!($field), $read)
    };
    (@read $row:ident, $name:ident, $field:ident, $type:ty) => {
        $crate::sqlx::Row::try_get::<$type, _>($row, stringify!($field))?
    };
    (@read $row:ident, $name:ident, $field:ident, $type:ty, $read:path) => {
        $crate::read_column($row, stringify!($name), stringify!($field), $read)?
    };
}
