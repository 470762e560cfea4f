//! Changes behind the back of the use cases, as another program may make them: without movements,
//! history of prices or entries in the audit log.

use db::{ConnectionRef, Executor};

/// Sets a variant's price and stock. Returns whether there is such a variant.
pub async fn set_price_and_stock(
    executor: &mut impl Executor,
    sku: &str,
    price_minor: i64,
    stock: i64,
) -> bool {
    let sql = "UPDATE variants SET price_minor = $2, stock = $3 WHERE sku = $1";
    let changed = match executor.connection() {
        ConnectionRef::Sqlite(c) => {
            let query = sqlx::query::<sqlx::Sqlite>(sql).bind(sku).bind(price_minor).bind(stock);
            query.execute(c).await.unwrap().rows_affected()
        }
        ConnectionRef::Postgres(c) => {
            let query = sqlx::query::<sqlx::Postgres>(sql).bind(sku).bind(price_minor).bind(stock);
            query.execute(c).await.unwrap().rows_affected()
        }
    };
    changed > 0
}

/// Sets a product's status, by its key. Returns whether there is such a product.
pub async fn set_status(executor: &mut impl Executor, slug: &str, status: &str) -> bool {
    let sql = "UPDATE products SET status = $2 WHERE slug = $1";
    let changed = match executor.connection() {
        ConnectionRef::Sqlite(c) => {
            let query = sqlx::query::<sqlx::Sqlite>(sql).bind(slug).bind(status);
            query.execute(c).await.unwrap().rows_affected()
        }
        ConnectionRef::Postgres(c) => {
            let query = sqlx::query::<sqlx::Postgres>(sql).bind(slug).bind(status);
            query.execute(c).await.unwrap().rows_affected()
        }
    };
    changed > 0
}
