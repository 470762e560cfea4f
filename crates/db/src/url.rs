//! Database addresses.

use sqlx::{postgres::PgConnectOptions, sqlite::SqliteConnectOptions};
use std::str::FromStr;

/// The format of a database address.
const URL_FORM: &str = "expected an address such as sqlite://perigee.db or \
                        postgres://user:password@db.example:5432/perigee";

/// Validates a database address. The error does not repeat it, because it may contain a password.
///
/// # Errors
/// What is wrong, with an example.
pub fn check_url(url: &str) -> Result<(), String> {
    let read = if url.starts_with("sqlite:") {
        SqliteConnectOptions::from_str(url).map(drop)
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        if let Some(unknown) = unknown_parameter(url) {
            return Err(format!(
                "unknown parameter {unknown:?}; expected one such as sslmode=verify-full"
            ));
        }
        PgConnectOptions::from_str(url).map(drop)
    } else {
        return Err(URL_FORM.to_owned());
    };
    read.map_err(|error| match error {
        sqlx::Error::Configuration(fault) => format!("{URL_FORM}; {fault}"),
        _ => URL_FORM.to_owned(),
    })
}

/// The parameters after the `?` of a server's address, besides `options[…]`. The driver ignores
/// others, so a misspelt TLS parameter would silently turn TLS off.
const PARAMETERS: [&str; 19] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
    "",
];

/// A parameter of the address that PostgreSQL's driver does not know.
fn unknown_parameter(url: &str) -> Option<&str> {
    let query = url.split_once('?')?.1.split('#').next()?;
    let mut names = query.split('&').filter_map(|pair| pair.split('=').next());
    names.find(|name| {
        !PARAMETERS.contains(name)
            && !name.starts_with("options[")
            && !name.starts_with("options%5B")
    })
}
