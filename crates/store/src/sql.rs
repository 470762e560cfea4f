//! Macros that run one statement on whichever database is there. The text must be a literal, so
//! that nothing typed can get into it, and so that the tests can prepare every statement on both
//! databases. Each run is measured under the name of its function, and a failure is noted by its
//! connection.

/// Notes the statement for the test that prepares them all.
macro_rules! note {
    ($sql:expr) => {
        note!($sql, Sqlite, Postgres)
    };
    ($sql:expr, $($kind:ident),+) => {
        #[cfg(test)]
        ::inventory::submit! { crate::tests::Statement { sql: $sql, on: &[$(crate::tests::database::Kind::$kind),+] } }
    };
}

/// The function that the statement stands in, such as `carts::lines`.
macro_rules! here {
    () => {{
        fn here() {}
        $crate::measure::operation(::std::any::type_name_of_val(&here))
    }};
}

macro_rules! run {
    ($link:expr, $build:expr, $sql:expr, $method:ident $(, $bind:expr)*) => {{
        note!($sql);
        run!($link, $build, sqlite: $sql, postgres: $sql, $method $(, $bind)*)
    }};
    ($link:expr, $build:expr, sqlite: $sqlite:expr, postgres: $postgres:expr, $method:ident $(, $bind:expr)*) => {{
        let (operation, within) = (here!(), $crate::Link::span($link));
        let outcome = match $crate::Link::link($link) {
            $crate::LinkRef::Sqlite(c) => {
                $crate::measure::statement(operation, "sqlite", &within, $build($sqlite)$(.bind($bind))*.$method(&mut *c)).await
            }
            $crate::LinkRef::Postgres(c) => {
                $crate::measure::statement(operation, "postgresql", &within, $build($postgres)$(.bind($bind))*.$method(&mut *c)).await
            }
        };
        outcome.map_err(|error| $crate::Link::failed($link, error))
    }};
}

/// All rows as `$row`.
macro_rules! all {
    ($link:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        run!($link, ::sqlx::query_as::<_, $row>, $sql, fetch_all $(, $bind)*)
    };
}

/// All rows as `$row`, where the two databases need words of their own; what is bound is the same.
macro_rules! all_apart {
    ($link:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr $(, $bind:expr)* $(,)?) => {{
        note!($sqlite, Sqlite);
        note!($postgres, Postgres);
        run!($link, ::sqlx::query_as::<_, $row>, sqlite: $sqlite, postgres: $postgres, fetch_all $(, $bind)*)
    }};
}

/// The first row as `$row`, or none.
macro_rules! maybe {
    ($link:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        run!($link, ::sqlx::query_as::<_, $row>, $sql, fetch_optional $(, $bind)*)
    };
}

/// The only row as `$row`.
macro_rules! one {
    ($link:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        run!($link, ::sqlx::query_as::<_, $row>, $sql, fetch_one $(, $bind)*)
    };
}

/// How many rows the statement changed.
macro_rules! exec {
    ($link:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        note!($sql);
        let (operation, within) = (here!(), $crate::Link::span($link));
        let outcome = match $crate::Link::link($link) {
            $crate::LinkRef::Sqlite(c) => {
                let run = ::sqlx::query::<::sqlx::Sqlite>($sql)$(.bind($bind))*.execute(&mut *c);
                $crate::measure::statement(operation, "sqlite", &within, run).await.map(|done| done.rows_affected())
            }
            $crate::LinkRef::Postgres(c) => {
                let run = ::sqlx::query::<::sqlx::Postgres>($sql)$(.bind($bind))*.execute(&mut *c);
                $crate::measure::statement(operation, "postgresql", &within, run).await.map(|done| done.rows_affected())
            }
        };
        outcome.map_err(|error| $crate::Link::failed($link, error))
    }};
}
