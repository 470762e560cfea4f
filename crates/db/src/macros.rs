//! Macros that run one statement on whichever database is there. The text must be a literal, so
//! that nothing typed can get into it, and so that the tests can prepare every statement on both
//! databases. Each run is measured under the name of its function, and a failure is noted by its
//! connection.

/// Notes the statement for the test that prepares them all.
#[doc(hidden)]
#[macro_export]
macro_rules! note {
    ($columns:expr, $sql:expr) => {
        $crate::note!($columns, $sql, Sqlite, Postgres)
    };
    ($columns:expr, $sql:expr, $($kind:ident),+) => {
        #[cfg(debug_assertions)]
        $crate::inventory::submit! {
            $crate::Statement { sql: $sql, on: &[$($crate::Kind::$kind),+], columns: $columns }
        }
    };
}

/// The area and function that the statement stands in, such as `cart::lines`.
#[doc(hidden)]
#[macro_export]
macro_rules! here {
    () => {{
        fn here() {}
        static NAME: ::std::sync::LazyLock<String> = ::std::sync::LazyLock::new(|| {
            $crate::measure::operation(::std::any::type_name_of_val(&here))
        });
        NAME.as_str()
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! run {
    ($executor:expr, $row:ty, $sql:expr, $method:ident $(, $bind:expr)*) => {{
        $crate::note!(Some(<$row as $crate::Columns>::columns), $sql);
        $crate::run!($executor, $row, sqlite: $sql, postgres: $sql, $method $(, $bind)*)
    }};
    (
        $executor:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr, $method:ident
        $(, $bind:expr)*
    ) => {{
        let (operation, within) = ($crate::here!(), $crate::Executor::span($executor));
        let outcome = match $crate::Executor::connection($executor) {
            $crate::ConnectionRef::Sqlite(c) => {
                let run = $crate::sqlx::query_as::<_, $row>($sqlite)$(.bind($bind))*
                    .$method(&mut *c);
                $crate::measure::statement(operation, "sqlite", &within, run).await
            }
            $crate::ConnectionRef::Postgres(c) => {
                #[allow(unused_mut)] // A statement may bind nothing.
                let mut bound = $crate::check::Bound::default();
                let query = $crate::sqlx::query_as::<_, $row>($postgres)
                    $(.bind(bound.note($bind)))*;
                match bound.check(&mut *c, $postgres).await {
                    Ok(()) => {
                        let run = query.$method(&mut *c);
                        $crate::measure::statement(operation, "postgresql", &within, run).await
                    }
                    Err(error) => Err(error),
                }
            }
        };
        outcome.map_err(|error| $crate::Executor::failed($executor, error))
    }};
}

/// All rows as `$row`.
#[macro_export]
macro_rules! fetch_all {
    ($executor:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run!($executor, $row, $sql, fetch_all $(, $bind)*)
    };
}

/// All rows as `$row`, where the two databases need a text each; what is bound is the same.
#[macro_export]
macro_rules! fetch_all_by_dialect {
    (
        $executor:expr, $row:ty, sqlite: $sqlite:expr, postgres: $postgres:expr
        $(, $bind:expr)* $(,)?
    ) => {{
        $crate::note!(Some(<$row as $crate::Columns>::columns), $sqlite, Sqlite);
        $crate::note!(Some(<$row as $crate::Columns>::columns), $postgres, Postgres);
        $crate::run!(
            $executor, $row, sqlite: $sqlite, postgres: $postgres, fetch_all $(, $bind)*
        )
    }};
}

/// The first row as `$row`, or none.
#[macro_export]
macro_rules! fetch_optional {
    ($executor:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run!($executor, $row, $sql, fetch_optional $(, $bind)*)
    };
}

/// The only row as `$row`.
#[macro_export]
macro_rules! fetch_one {
    ($executor:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run!($executor, $row, $sql, fetch_one $(, $bind)*)
    };
}

/// How many rows the statement changed.
#[macro_export]
macro_rules! execute {
    ($executor:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        $crate::note!(None, $sql);
        let (operation, within) = ($crate::here!(), $crate::Executor::span($executor));
        let outcome = match $crate::Executor::connection($executor) {
            $crate::ConnectionRef::Sqlite(c) => {
                let run = $crate::sqlx::query::<$crate::sqlx::Sqlite>($sql)
                    $(.bind($bind))*.execute(&mut *c);
                let done = $crate::measure::statement(operation, "sqlite", &within, run).await;
                done.map(|done| done.rows_affected())
            }
            $crate::ConnectionRef::Postgres(c) => {
                #[allow(unused_mut)] // A statement may bind nothing.
                let mut bound = $crate::check::Bound::default();
                let query = $crate::sqlx::query::<$crate::sqlx::Postgres>($sql)
                    $(.bind(bound.note($bind)))*;
                match bound.check(&mut *c, $sql).await {
                    Ok(()) => {
                        let run = query.execute(&mut *c);
                        let done =
                            $crate::measure::statement(operation, "postgresql", &within, run).await;
                        done.map(|done| done.rows_affected())
                    }
                    Err(error) => Err(error),
                }
            }
        };
        outcome.map_err(|error| $crate::Executor::failed($executor, error))
    }};
}
