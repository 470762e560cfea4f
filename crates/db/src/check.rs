//! Checks statements against the database's own description of them. Debug builds only: used by
//! the tests of crates with statements, and to check each statement's bound values on its first
//! run.

use crate::{BuiltStatement, Column, ConnectionRef, Error, Executor, InsertedColumns, Statement};
use sqlx::{
    AssertSqlSafe, Column as _, Executor as _, PgConnection, Postgres, SqlSafeStr, SqlStr, Type,
    TypeInfo,
};
#[cfg(debug_assertions)]
use sqlx::{Either, Statement as _, postgres::PgTypeInfo};

/// A column as the database describes it.
struct Described {
    name: String,
    /// Whether it can be null, if known.
    nullable: Option<bool>,
    /// Whether the expected type at its position can read it.
    fits: bool,
    type_name: String,
}

/// The columns of a query's result.
async fn describe(
    executor: &mut impl Executor,
    sql: SqlStr,
    expected: &[Column],
) -> Result<Vec<Described>, Error> {
    let at = |place: usize| expected.get(place).copied();
    Ok(match executor.connection() {
        ConnectionRef::Sqlite(c) => {
            let described = c.describe(sql).await?;
            let column = |(place, column): (usize, &sqlx::sqlite::SqliteColumn)| {
                let info = column.type_info();
                Described {
                    name: column.name().to_owned(),
                    nullable: described.nullable(place),
                    fits: at(place)
                        .is_none_or(|expected| info.is_null() || (expected.fits_sqlite)(info)),
                    type_name: info.name().to_owned(),
                }
            };
            described.columns().iter().enumerate().map(column).collect()
        }
        ConnectionRef::Postgres(c) => {
            let described = c.describe(sql).await?;
            let column = |(place, column): (usize, &sqlx::postgres::PgColumn)| {
                let info = column.type_info();
                Described {
                    name: column.name().to_owned(),
                    nullable: described.nullable(place),
                    fits: at(place).is_none_or(|expected| (expected.fits_postgres)(info)),
                    type_name: info.name().to_owned(),
                }
            };
            described.columns().iter().enumerate().map(column).collect()
        }
    })
}

/// Differences between a statement's row type and the database's description of its result: number,
/// names, order, types and nullability of columns.
///
/// # Errors
/// If the database cannot prepare the statement.
pub async fn mismatches(
    executor: &mut impl Executor,
    statement: &Statement,
) -> Result<Vec<String>, Error> {
    differences(executor, statement.sql.into_sql_str(), statement.columns).await
}

/// The same for a statement that a [`Query`](crate::Query) builds.
///
/// # Errors
/// If the database cannot prepare the statement.
pub async fn built_mismatches(
    executor: &mut impl Executor,
    built: &BuiltStatement,
) -> Result<Vec<String>, Error> {
    let on = executor.connection().dialect();
    // Literals in the program, and placeholders.
    let sql = AssertSqlSafe((built.build)(on).text(on));
    differences(executor, sql.into_sql_str(), built.columns).await
}

async fn differences(
    executor: &mut impl Executor,
    sql: SqlStr,
    columns: Option<fn() -> Vec<Column>>,
) -> Result<Vec<String>, Error> {
    let expected = columns.map(|columns| columns());
    let known = expected.as_deref().unwrap_or_default(); // A statement without a result has none.
    let found = describe(executor, sql, known).await?;
    let Some(expected) = expected else { return Ok(Vec::new()) };
    let mut mismatches = Vec::new();
    if expected.len() != found.len() {
        mismatches.push(format!(
            "{} columns, but the row type has {}",
            found.len(),
            expected.len()
        ));
    }
    for (expected, Described { name, nullable, fits, type_name }) in expected.iter().zip(found) {
        if let Some(expected) = expected.name
            && expected != name
        {
            mismatches
                .push(format!("column {name}, but the row type has {expected} at this position"));
        }
        if !fits {
            mismatches
                .push(format!("column {name} is {type_name}, which the row type cannot read"));
        }
        if nullable == Some(true) && !expected.nullable {
            mismatches.push(format!("column {name} can be null, but not in the row type"));
        }
    }
    Ok(mismatches)
}

/// Differences between the values that an insert writes and the columns of its table: names, types
/// and nullability.
///
/// # Errors
/// If the table or a column does not exist.
pub async fn insert_mismatches(
    executor: &mut impl Executor,
    insert: &InsertedColumns,
) -> Result<Vec<String>, Error> {
    let written = (insert.columns)();
    let names: Vec<&str> = written.iter().filter_map(|column| column.name).collect();
    // Only names that are literals in the program.
    let sql = AssertSqlSafe(format!("SELECT {} FROM {}", names.join(", "), insert.table));
    let found = describe(executor, sql.into_sql_str(), &written).await?;
    let mut mismatches = Vec::new();
    for (written, Described { name, nullable, fits, type_name }) in written.iter().zip(found) {
        if !fits {
            mismatches.push(format!("column {name} is {type_name}, but another type is written"));
        }
        if nullable == Some(false) && written.nullable {
            mismatches.push(format!("column {name} cannot be null, but null may be written"));
        }
    }
    Ok(mismatches)
}

/// A check whether a Rust type fits a column, and the type's name.
#[cfg(debug_assertions)]
type Fit = (fn(&PgTypeInfo) -> bool, &'static str);

/// The types of the values bound to a statement, in order.
#[derive(Debug, Default)]
pub struct Bound {
    #[cfg(debug_assertions)]
    fits: Vec<Fit>,
}

impl Bound {
    /// Records the type of a value, and returns the value.
    #[inline]
    pub fn note<T: Type<Postgres>>(&mut self, value: T) -> T {
        #[cfg(debug_assertions)]
        self.fits.push((<T as Type<Postgres>>::compatible, std::any::type_name::<T>()));
        value
    }

    /// Checks that the values have the types that PostgreSQL expects. Runs once per statement in
    /// debug builds, and never in release builds.
    ///
    /// # Errors
    /// [`sqlx::Error::Protocol`] that names the parameter with the wrong type.
    #[inline]
    pub async fn check(self, c: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
        #[cfg(debug_assertions)]
        self.check_first(c, sql).await?;
        #[cfg(not(debug_assertions))]
        let _ = (c, sql);
        Ok(())
    }

    #[cfg(debug_assertions)]
    async fn check_first(self, c: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
        use std::{
            collections::HashSet,
            sync::{LazyLock, Mutex, PoisonError},
        };
        static SEEN: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
        // The set is consistent even if a thread panicked while holding the lock.
        if !SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert(sql) {
            return Ok(());
        }
        // A statement that cannot be prepared fails when it runs.
        let Ok(prepared) = c.prepare(sql.into_sql_str()).await else { return Ok(()) };
        let Some(Either::Left(parameters)) = prepared.parameters() else { return Ok(()) };
        for (place, (parameter, (fits, bound))) in (1..).zip(parameters.iter().zip(&self.fits)) {
            if !fits(parameter) {
                let expected = parameter.name();
                return Err(sqlx::Error::Protocol(format!(
                    "${place} is {expected}, but {bound} is bound to it: {sql}"
                )));
            }
        }
        if parameters.len() != self.fits.len() {
            let (expected, bound) = (parameters.len(), self.fits.len());
            return Err(sqlx::Error::Protocol(format!(
                "{expected} parameters, but {bound} values are bound: {sql}"
            )));
        }
        Ok(())
    }
}
