//! Databases for tests: a new one for each, on SQLite in a temporary file, on PostgreSQL in the
//! throw-away cluster of `tools/postgres`.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;

/// The database system that a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file in the temporary folder.
    Sqlite,
    /// A database in the cluster of `PERIGEE_TEST_POSTGRES`.
    Postgres,
}

/// A separate database. An SQLite file is deleted at the end; the PostgreSQL cluster is deleted as
/// a whole.
#[derive(Debug)]
pub struct TestDatabase {
    /// Which it is.
    pub kind: Kind,
    /// For `store::Options`.
    pub url: String,
    name: String,
}

fn server() -> String {
    std::env::var("PERIGEE_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!(
            "PERIGEE_TEST_POSTGRES is not set: run the tests by `make test`, or by \
             `tools/postgres cargo test …`, which start a PostgreSQL for them"
        )
    })
}

/// The address of another database on the same server.
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

    /// An empty database.
    pub async fn empty(kind: Kind) -> Self {
        let new = Self::new(kind);
        if kind == Kind::Postgres {
            create(&new.name, "template0").await;
        }
        new
    }

    /// Turns it into a template for copies. There must be no open connections.
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

/// The initial content of new databases. SQLite's is in memory, so nothing stays on the disk.
#[derive(Debug)]
pub struct Template {
    kind: Kind,
    name: String,
    bytes: Vec<u8>,
}

impl Template {
    /// A copy of the template.
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
