//! Violated constraints, by name.
//!
//! PostgreSQL names them. SQLite names checks that have a name, and of unique keys the columns;
//! those get the name that PostgreSQL would give: `products_slug_key`, `redirects_pkey`.

use crate::Error;
use sqlx::sqlite::SqliteError;

/// SQLite's code for a primary key that is there already.
const PRIMARY_KEY: &str = "1555";

/// The name of a constraint by what SQLite says of its violation.
fn name(code: Option<&str>, message: &str) -> Option<String> {
    let (kind, what) = message.split_once(" constraint failed: ")?;
    match kind {
        "CHECK" => Some(what.to_owned()),
        // A unique index over an expression is named itself.
        "UNIQUE" if what.starts_with("index ") => {
            Some(what.trim_start_matches("index ").trim_matches('\'').to_owned())
        }
        "UNIQUE" => {
            let (table, _) = what.split_once('.')?;
            if code == Some(PRIMARY_KEY) {
                return Some(format!("{table}_pkey"));
            }
            let columns = what.split(", ").filter_map(|column| Some(column.split_once('.')?.1));
            let columns: Vec<&str> = columns.collect();
            Some(format!("{table}_{}_key", columns.join("_")))
        }
        _ => None,
    }
}

impl Error {
    /// The constraint that forbade the change.
    #[must_use]
    pub fn constraint(&self) -> Option<String> {
        let Self::Sql(error) = self else { return None };
        let error = error.as_database_error()?;
        match error.try_downcast_ref::<SqliteError>() {
            Some(_) => name(error.code().as_deref(), error.message()),
            None => error.constraint().map(str::to_owned),
        }
    }
}

/// Turns the violation of a constraint into the use case's own error.
pub trait OnConstraint<T> {
    /// Gives `error` when the constraint of this name was violated, and the database's error as it
    /// is in all other cases.
    ///
    /// # Errors
    /// `error`, or the database's.
    fn on_constraint<E: From<Error>>(self, name: &str, error: impl FnOnce() -> E) -> Result<T, E>;
}

impl<T> OnConstraint<T> for Result<T, Error> {
    fn on_constraint<E: From<Error>>(self, name: &str, error: impl FnOnce() -> E) -> Result<T, E> {
        self.map_err(|cause| match cause.constraint() {
            Some(violated) if violated == name => error(),
            _ => cause.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn what_sqlite_says_becomes_the_name_that_postgres_gives() {
        for (code, message, expected) in [
            ("2067", "UNIQUE constraint failed: products.slug", Some("products_slug_key")),
            (
                "2067",
                "UNIQUE constraint failed: stock_waits.variant_id, stock_waits.email_key",
                Some("stock_waits_variant_id_email_key_key"),
            ),
            (
                "1555",
                "UNIQUE constraint failed: redirects.kind, redirects.old_slug",
                Some("redirects_pkey"),
            ),
            ("2067", "UNIQUE constraint failed: index 'brands_by_name'", Some("brands_by_name")),
            ("275", "CHECK constraint failed: cart_quantity", Some("cart_quantity")),
            ("787", "FOREIGN KEY constraint failed", None),
            ("1299", "NOT NULL constraint failed: brands.name", None),
            ("13", "database or disk is full", None),
        ] {
            assert_eq!(name(Some(code), message).as_deref(), expected, "{message}");
        }
    }
}
