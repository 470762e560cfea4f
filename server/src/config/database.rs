//! Database settings.

use clap::Args;

fn database(text: &str) -> Result<String, String> {
    store::check_url(text)?;
    Ok(text.to_owned())
}

/// Enough connections that every core finds one free while others wait for the disk. In a
/// container, the CPU limit counts as the number of cores.
fn connections_of_cores() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(4 * cores).unwrap_or(1000).clamp(6, 1000)
}

/// Database settings.
#[derive(Args, Clone, Debug)]
pub struct Database {
    /// Database: sqlite://file or postgres://user:password@host/name.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://perigee.db",
        value_parser = database,
        hide_env_values = true,
    )]
    pub database_url: String,
    /// Maximum number of connections to PostgreSQL, or of SQLite readers. Default: four per core,
    /// at least six.
    #[arg(
        long,
        env = "PERIGEE_DATABASE_CONNECTIONS",
        default_value_t = connections_of_cores(),
        value_parser = clap::value_parser!(u32).range(1..=1000),
    )]
    pub database_connections: u32,
    /// Let PostgreSQL announce changes of the catalogue (LISTEN). Turn it off behind a PgBouncer in
    /// transaction mode.
    #[arg(
        long,
        env = "PERIGEE_LISTEN",
        default_value_t = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        action = clap::ArgAction::Set,
    )]
    pub listen: bool,
}

impl Database {
    /// Converts it to the store's options.
    #[must_use]
    pub fn options(&self) -> store::Options {
        store::Options {
            listen: self.listen,
            ..store::options(self.database_url.clone(), self.database_connections)
        }
    }
}
