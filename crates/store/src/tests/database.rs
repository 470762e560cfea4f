//! Databases for tests: a new one for each, on SQLite in a temporary file, on PostgreSQL in the
//! throw-away cluster of `tools/postgres`. The tests of the crates above this one use this file
//! too, by its path.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database of its own. That of SQLite is deleted at the end; the cluster of PostgreSQL goes as a
/// whole.
#[derive(Debug)]
pub struct TestDatabase {
    pub kind: Kind,
    /// For `store::Options`.
    pub url: String,
    name: String,
}

fn server() -> String {
    std::env::var("PERIGEE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("PERIGEE_TEST_POSTGRES is not set: run the tests by `make test`, or by `tools/postgres cargo test …`, which start a PostgreSQL for them")
    })
}

/// The address of another database of the same server.
fn address(name: &str) -> String {
    let server = server();
    let (before, query) = server
        .split_once('?')
        .map_or((server.as_str(), String::new()), |(before, query)| (before, format!("?{query}")));
    let (host, _) = before.rsplit_once('/').expect("PERIGEE_TEST_POSTGRES names no database");
    format!("{host}/{name}{query}")
}

fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}.db"))
}

impl TestDatabase {
    fn named(kind: Kind, name: String) -> Self {
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", file(&name).display()),
            Kind::Postgres => address(&name),
        };
        Self { kind, url, name }
    }

    fn new(kind: Kind) -> Self {
        Self::named(kind, format!("perigee_test_{}", uuid::Uuid::new_v4().simple()))
    }

    /// One with nothing in it.
    pub async fn empty(kind: Kind) -> Self {
        let new = Self::new(kind);
        if kind == Kind::Postgres {
            create(&new.name, "template0").await;
        }
        new
    }

    /// Keeps what is in it for copies. Nobody may be connected any more.
    #[allow(dead_code)]
    pub fn into_template(self) -> Template {
        Template {
            kind: self.kind,
            name: self.name.clone(),
            bytes: if self.kind == Kind::Sqlite {
                std::fs::read(file(&self.name)).expect("the closed database")
            } else {
                Vec::new()
            },
        }
    }
}

/// What new databases begin with. That of SQLite is in memory, so that nothing of it stays on the
/// disk.
#[allow(dead_code)]
#[derive(Debug)]
pub struct Template {
    kind: Kind,
    name: String,
    bytes: Vec<u8>,
}

#[allow(dead_code)]
impl Template {
    /// A database with all of it.
    pub async fn copy(&self) -> TestDatabase {
        let new = TestDatabase::new(self.kind);
        match self.kind {
            Kind::Sqlite => std::fs::write(file(&new.name), &self.bytes)
                .expect("a copy in the temporary folder"),
            Kind::Postgres => create(&new.name, &self.name).await,
        }
        new
    }
}

async fn create(name: &str, template: &str) {
    let mut admin = PgConnection::connect(&server())
        .await
        .expect("PostgreSQL of PERIGEE_TEST_POSTGRES answers");
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.expect("new database");
    admin.close().await.expect("end of the connection");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.kind == Kind::Sqlite {
            for ending in ["db", "db-wal", "db-shm"] {
                let _ = std::fs::remove_file(file(&self.name).with_extension(ending));
            }
        }
    }
}
