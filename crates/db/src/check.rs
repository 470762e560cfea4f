//! Checks statements against the database's own description of them. Debug builds only: used by
//! the tests of crates with statements, and to check each statement's bound values on its first
//! run.

use crate::{ConnectionRef, Error, Executor, Statement};
use sqlx::{Column as _, Executor as _, PgConnection, Postgres, SqlSafeStr, Type, TypeInfo};
#[cfg(debug_assertions)]
use sqlx::{Either, Statement as _, postgres::PgTypeInfo};

/// Differences between a statement's row type and the database's description of its result: number,
/// names, order, types and nullability of columns.
///
/// # Errors
/// If the database cannot prepare the statement.
pub async fn mismatches(
    executor: &mut impl Executor,
    statement: &Statement,
) -> Result<Vec<String>, Error> {
    let sql = statement.sql.into_sql_str();
    // Name, nullability if known, whether the expected type can read it, and type name.
    let expected = statement.columns.map(|columns| columns());
    let fits = |place: usize| expected.as_ref().and_then(|columns| columns.get(place)).copied();
    let found: Vec<(String, Option<bool>, bool, String)> = match executor.connection() {
        ConnectionRef::Sqlite(c) => {
            let described = c.describe(sql).await?;
            let column = |(place, column): (usize, &sqlx::sqlite::SqliteColumn)| {
                let info = column.type_info();
                let fits = fits(place)
                    .is_none_or(|expected| info.is_null() || (expected.fits_sqlite)(info));
                (column.name().to_owned(), described.nullable(place), fits, info.name().to_owned())
            };
            described.columns().iter().enumerate().map(column).collect()
        }
        ConnectionRef::Postgres(c) => {
            let described = c.describe(sql).await?;
            let column = |(place, column): (usize, &sqlx::postgres::PgColumn)| {
                let info = column.type_info();
                let fits = fits(place).is_none_or(|expected| (expected.fits_postgres)(info));
                (column.name().to_owned(), described.nullable(place), fits, info.name().to_owned())
            };
            described.columns().iter().enumerate().map(column).collect()
        }
    };
    let Some(expected) = expected else { return Ok(Vec::new()) };
    let mut mismatches = Vec::new();
    if expected.len() != found.len() {
        mismatches.push(format!(
            "{} columns, but the row type has {}",
            found.len(),
            expected.len()
        ));
    }
    for (expected, (name, nullable, fits, type_name)) in expected.iter().zip(found) {
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
