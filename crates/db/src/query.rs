//! Statements built at run time: lists with filters, sorts and pages, and multi-row writes. Their
//! text is assembled only from literals in the program; values are always bound.

use crate::{Column, Columns, ConnectionRef, Dialect, Error, Executor, Field, Uuid, measure};
use sqlx::{FromRow, Postgres, QueryBuilder, Sqlite, postgres::PgRow, sqlite::SqliteRow};

/// Maximum number of values bound by one statement. SQLite allows 32,766 and PostgreSQL 65,535.
const MAX_BINDS: usize = 30_000;
/// A connection keeps the prepared statements of lists up to this length. A list of another length
/// is another statement: long ones would push those that every request needs out of the
/// connection's cache. They are prepared each time instead, which takes PostgreSQL one more round
/// trip; most carts and orders are shorter.
const MAX_KEPT: usize = 8;

/// A value to be bound.
#[derive(Clone, Debug, PartialEq)]
pub enum BoundValue {
    /// A text.
    Text(Option<String>),
    /// A whole number.
    Integer(Option<i64>),
    /// A primary key.
    Id(Option<Uuid>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl BoundValue {
    /// The type that PostgreSQL gets with the value.
    fn postgres_type(&self) -> &'static str {
        match self {
            Self::Text(_) => "TEXT",
            Self::Integer(_) => "BIGINT",
            Self::Id(_) => "UUID",
            Self::Bytes(_) => "BYTEA",
        }
    }
}

/// A type that can be bound.
pub trait Bindable {
    /// The type that its column is read as.
    type Column: Field;
}

macro_rules! values {
    ($($from:ty => $variant:ident($column:ty), $convert:expr;)*) => {
        $(
            impl Bindable for $from {
                type Column = $column;
            }

            impl Bindable for Option<$from> {
                type Column = Option<$column>;
            }

            impl From<$from> for BoundValue {
                fn from(value: $from) -> Self {
                    Self::$variant(Some($convert(value)))
                }
            }

            impl From<Option<$from>> for BoundValue {
                fn from(value: Option<$from>) -> Self {
                    Self::$variant(value.map($convert))
                }
            }
        )*
    };
}
values! {
    String => Text(String), |text| text;
    &str => Text(String), str::to_owned;
    i64 => Integer(i64), |number| number;
    u32 => Integer(i64), i64::from;
    Uuid => Id(Uuid), |id| id;
    Vec<u8> => Bytes(Vec<u8>), |bytes| bytes;
}

#[derive(Clone, Debug)]
enum Part {
    Sql(&'static str),
    Bind(BoundValue),
}

/// A statement assembled from parts.
#[derive(Clone, Debug, Default)]
pub struct Query {
    parts: Vec<Part>,
    filtered: bool,
    /// Length of its longest list.
    longest: usize,
}

macro_rules! build {
    ($query:expr, $database:ty) => {{
        let mut builder = QueryBuilder::<$database>::new("");
        for part in $query.parts {
            match part {
                Part::Sql(sql) => builder.push(sql),
                Part::Bind(BoundValue::Text(value)) => builder.push_bind(value),
                Part::Bind(BoundValue::Integer(value)) => builder.push_bind(value),
                Part::Bind(BoundValue::Id(value)) => builder.push_bind(value),
                Part::Bind(BoundValue::Bytes(value)) => builder.push_bind(value),
            };
        }
        builder
    }};
}

/// Runs a built statement on either database.
macro_rules! run_built {
    ($executor:expr, $operation:expr, $query:expr, |$builder:ident, $c:ident| $run:expr) => {{
        let within = $executor.span();
        let outcome = match $executor.connection() {
            ConnectionRef::Sqlite($c) => {
                let mut $builder = build!($query, Sqlite);
                measure::statement($operation, "sqlite", &within, $run).await
            }
            ConnectionRef::Postgres($c) => {
                let mut $builder = build!($query, Postgres);
                measure::statement($operation, "postgresql", &within, $run).await
            }
        };
        outcome.map_err(|error| $executor.failed(error))
    }};
}

impl Query {
    /// Starts with SQL such as `SELECT … FROM …`.
    #[must_use]
    pub fn new(sql: &'static str) -> Self {
        Self { parts: vec![Part::Sql(sql)], ..Self::default() }
    }

    /// Appends SQL.
    #[must_use]
    pub fn sql(mut self, sql: &'static str) -> Self {
        self.parts.push(Part::Sql(sql));
        self
    }

    /// Appends a bound value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<BoundValue>) -> Self {
        self.parts.push(Part::Bind(value.into()));
        self
    }

    /// Adds a condition that ends with a value, such as `placed_at >= `, with `WHERE` or `AND` in
    /// front.
    #[must_use]
    pub fn filter(mut self, condition: &'static str, value: impl Into<BoundValue>) -> Self {
        let before = if std::mem::replace(&mut self.filtered, true) { " AND " } else { " WHERE " };
        self.sql(before).sql(condition).bind(value)
    }

    /// Adds the condition that a column has one of these values. Without values nothing matches.
    #[must_use]
    pub fn filter_in<V: Into<BoundValue>>(
        mut self,
        column: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let before = if std::mem::replace(&mut self.filtered, true) { " AND " } else { " WHERE " };
        self = self.sql(before);
        let mut values = values.into_iter();
        let Some(first) = values.next() else { return self.sql("1 = 0") };
        self = self.sql(column).sql(" IN (").bind(first).list_of(1);
        for (value, length) in values.zip(2..) {
            self = self.sql(", ").bind(value).list_of(length);
        }
        self.sql(")")
    }

    /// Adds `ORDER BY`, `LIMIT` and `OFFSET`.
    #[must_use]
    pub fn page(self, order: &'static str, limit: i64, offset: i64) -> Self {
        self.sql(" ORDER BY ").sql(order).sql(" LIMIT ").bind(limit).sql(" OFFSET ").bind(offset)
    }

    /// Rows of values in parentheses: `($1, $2), ($3, $4)`.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<BoundValue>>) -> Self {
        for (number, row) in rows.into_iter().enumerate() {
            self = self.sql(if number == 0 { "(" } else { ", (" });
            for (place, value) in row.into_iter().enumerate() {
                self = if place == 0 { self } else { self.sql(", ") };
                self = self.bind(value);
            }
            self = self.sql(")").list_of(number + 1);
        }
        self
    }

    fn list_of(self, length: usize) -> Self {
        Self { longest: self.longest.max(length), ..self }
    }

    /// Its text, for the database to describe. PostgreSQL gets the types of the values, as it does
    /// when the statement runs.
    pub(crate) fn text(&self, on: Dialect) -> String {
        let mut place = 0;
        let text = |part: &Part| match part {
            Part::Sql(sql) => (*sql).to_owned(),
            Part::Bind(value) => {
                place += 1;
                match on {
                    Dialect::Sqlite => format!("${place}"),
                    Dialect::Postgres => format!("CAST(${place} AS {})", value.postgres_type()),
                }
            }
        };
        self.parts.iter().map(text).collect()
    }

    /// Whether its connection keeps the prepared statement.
    fn is_kept(&self) -> bool {
        self.longest <= MAX_KEPT
    }

    /// All rows.
    ///
    /// # Errors
    /// If the query fails.
    pub async fn fetch_all<T>(
        self,
        executor: &mut impl Executor,
        operation: &'static str,
    ) -> Result<Vec<T>, Error>
    where
        T: Columns + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let kept = self.is_kept();
        run_built!(executor, operation, self, |builder, c| builder
            .build_query_as::<T>()
            .persistent(kept)
            .fetch_all(&mut *c))
    }

    /// Runs the statement and returns the number of changed rows.
    ///
    /// # Errors
    /// If the query fails.
    pub async fn execute(
        self,
        executor: &mut impl Executor,
        operation: &'static str,
    ) -> Result<u64, Error> {
        let kept = self.is_kept();
        run_built!(executor, operation, self, |builder, c| async {
            builder.build().persistent(kept).execute(&mut *c).await.map(|done| done.rows_affected())
        })
    }
}

/// A registered statement that a [`Query`] builds. Release builds register none.
#[derive(Debug)]
pub struct BuiltStatement {
    /// Builds it for one of the databases from example values.
    pub build: fn(Dialect) -> Query,
    /// The databases it runs on.
    pub on: &'static [Dialect],
    /// The columns of its row type, if it returns rows.
    pub columns: Option<fn() -> Vec<Column>>,
}

inventory::collect!(BuiltStatement);

/// Writes many rows to one table, with as few statements as the databases' limits allow. Made by
/// [`insert!`](crate::insert!), which also registers the columns.
#[derive(Clone, Debug)]
pub struct Insert {
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<BoundValue>>,
    after: &'static str,
    before: Option<Box<Self>>,
}

impl Insert {
    /// Rows whose values are in the order of the columns.
    #[doc(hidden)]
    #[must_use]
    pub fn new(
        table: &'static str,
        columns: &'static [&'static str],
        rows: Vec<Vec<BoundValue>>,
    ) -> Self {
        Self { table, columns, rows, after: "", before: None }
    }

    /// Sets the SQL after the values, such as `ON CONFLICT …`.
    #[must_use]
    pub fn after(mut self, sql: &'static str) -> Self {
        self.after = sql;
        self
    }

    /// Writes the rows of another table before these: in the same statement on PostgreSQL, to which
    /// each takes a round trip, and in one of their own in SQLite, which knows no such statement.
    /// At most 5,000 rows.
    #[must_use]
    pub fn preceded_by(mut self, other: Self) -> Self {
        self.before = Some(Box::new(other)).filter(|other| !other.rows.is_empty());
        self
    }

    /// A statement for some of the rows.
    fn statement(
        mut query: Query,
        (table, columns): (&'static str, &'static [&'static str]),
        rows: impl IntoIterator<Item = Vec<BoundValue>>,
        after: &'static str,
    ) -> Query {
        query = query.sql("INSERT INTO ").sql(table).sql(" (");
        for (place, column) in columns.iter().enumerate() {
            query = if place == 0 { query } else { query.sql(", ") };
            query = query.sql(column);
        }
        query.sql(") VALUES ").rows(rows).sql(" ").sql(after)
    }

    /// Writes the rows and returns their number. Without rows, no statement is sent.
    ///
    /// # Errors
    /// If the query fails.
    pub async fn execute(
        self,
        executor: &mut impl Executor,
        operation: &'static str,
    ) -> Result<u64, Error> {
        let per_statement = (MAX_BINDS / self.columns.len().max(1)).max(1);
        let mut begin = Query::default();
        if let Some(other) = self.before {
            let to = (other.table, other.columns);
            begin = match executor.connection().dialect() {
                Dialect::Sqlite => {
                    let query = Self::statement(begin, to, other.rows, other.after);
                    query.execute(executor, operation).await?;
                    Query::default()
                }
                Dialect::Postgres => {
                    let begin = begin.sql("WITH before_these AS (");
                    Self::statement(begin, to, other.rows, other.after).sql(") ")
                }
            };
        }
        let mut written = 0;
        let mut rows = self.rows.into_iter().peekable();
        while rows.peek().is_some() {
            let (begin, to) = (std::mem::take(&mut begin), (self.table, self.columns));
            let some = rows.by_ref().take(per_statement);
            let query = Self::statement(begin, to, some, self.after);
            written += query.execute(executor, operation).await?;
        }
        Ok(written)
    }
}
