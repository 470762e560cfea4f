//! Violated constraints, by name.
//!
//! PostgreSQL reports their names. SQLite reports the names of named checks, but only the columns
//! of unique keys. Those get the name that PostgreSQL would use: `products_slug_key`,
//! `redirects_pkey`.

use crate::Error;
use sqlx::sqlite::SqliteError;

/// SQLite's code for a duplicate primary key.
const PRIMARY_KEY: &str = "1555";

/// The name of a violated constraint, from SQLite's code and message.
fn name(code: Option<&str>, message: &str) -> Option<String> {
    let (kind, what) = message.split_once(" constraint failed: ")?;
    match kind {
        "CHECK" => Some(what.to_owned()),
        // For a unique index over an expression, SQLite reports the index name.
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
    /// The name of the violated constraint, if that is the cause.
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
    /// Maps the name of a violated constraint to an error by `error`, which returns `None` for a
    /// violation that it does not expect.
    ///
    /// # Errors
    /// The error that `error` returns, or the database's error unchanged.
    fn on_constraint<E: From<Error>>(self, error: impl FnOnce(&str) -> Option<E>) -> Result<T, E>;
}

impl<T> OnConstraint<T> for Result<T, Error> {
    fn on_constraint<E: From<Error>>(self, error: impl FnOnce(&str) -> Option<E>) -> Result<T, E> {
        self.map_err(|cause| {
            cause.constraint().and_then(|name| error(&name)).unwrap_or_else(|| cause.into())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn sqlite_messages_give_the_names_that_postgres_uses() {
        for (code, message, expected) in [
            ("2067", "UNIQUE constraint failed: products.slug", Some("products_slug_key")),
            (
                "2067",
                "UNIQUE constraint failed: stock_subscriptions.variant_id, \
                 stock_subscriptions.email_key",
                Some("stock_subscriptions_variant_id_email_key_key"),
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
