//! Macros that run one statement on either database. The SQL must be a literal, so that user input
//! cannot get into it, and so that tests can prepare every statement on both databases. Each run is
//! measured under the name of its function, and failures are recorded on the connection.

/// Registers the statement for the test that prepares all statements.
#[doc(hidden)]
#[macro_export]
macro_rules! note {
    ($columns:expr, $sql:expr) => {
        $crate::note!($columns, $sql, Sqlite, Postgres)
    };
    ($columns:expr, $sql:expr, $($kind:ident),+) => {
        #[cfg(debug_assertions)]
        $crate::inventory::submit! {
            $crate::Statement { sql: $sql, on: &[$($crate::Dialect::$kind),+], columns: $columns }
        }
    };
}

/// The area and function that contain the statement, such as `cart::lines`.
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

/// All rows as `$row`, for statements that need different SQL on the two databases but the same
/// values.
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

/// The first row as `$row`, if any.
#[macro_export]
macro_rules! fetch_optional {
    ($executor:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run!($executor, $row, $sql, fetch_optional $(, $bind)*)
    };
}

/// The single row as `$row`.
#[macro_export]
macro_rules! fetch_one {
    ($executor:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run!($executor, $row, $sql, fetch_one $(, $bind)*)
    };
}

/// Runs the statement and returns the number of changed rows.
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

/// Registers a statement that a [`Query`](crate::Query) builds, for the test that describes all
/// statements: its row type, if it returns rows, the databases it runs on, and a function that
/// builds it from example values.
///
/// ```text
/// db::built!(LevelRow, [Sqlite, Postgres], |_| levels(&[Uuid::nil()]));
/// db::built!([Postgres], |_| Query::new("DELETE FROM carts").filter("token = ", "a token"));
/// ```
#[macro_export]
macro_rules! built {
    (@submit $columns:expr, [$($on:ident),+], $build:expr) => {
        #[cfg(debug_assertions)]
        $crate::inventory::submit! {
            $crate::BuiltStatement {
                build: $build,
                on: &[$($crate::Dialect::$on),+],
                columns: $columns,
            }
        }
    };
    ([$($on:ident),+], $build:expr) => {
        $crate::built!(@submit None, [$($on),+], $build);
    };
    ($row:ty, [$($on:ident),+], $build:expr) => {
        $crate::built!(@submit Some(<$row as $crate::Columns>::columns), [$($on),+], $build);
    };
}

/// Rows to write to one table, as an [`Insert`](crate::Insert): a row for each item, made of
/// columns with their types and values. The columns are registered for the test that compares them
/// with the table.
///
/// ```text
/// db::insert!("order_lines", lines, |line| {
///     sku: &str = line.sku.as_str(),
///     quantity: u32 = line.quantity,
/// })
/// ```
#[macro_export]
macro_rules! insert {
    ($table:literal, $rows:expr, |$item:pat_param| {
        $($column:ident: $type:ty = $value:expr),+ $(,)?
    }) => {{
        #[cfg(debug_assertions)]
        $crate::inventory::submit! {
            $crate::InsertedColumns {
                table: $table,
                columns: || {
                    ::std::vec![$(
                        $crate::Column::of::<<$type as $crate::Bindable>::Column>(
                            Some(stringify!($column)),
                        )
                    ),+]
                },
            }
        }
        let rows = ::std::iter::IntoIterator::into_iter($rows)
            .map(|$item| ::std::vec![$(<$crate::BoundValue as From<$type>>::from($value)),+])
            .collect();
        $crate::Insert::new($table, &[$(stringify!($column)),+], rows)
    }};
}
