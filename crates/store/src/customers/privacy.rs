//! Export and deletion of the data stored about a person, found by email address.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all};
use domain::orders::OrderDetails;

db::row! {
    /// An order and its buyer's email address.
    struct AddressRow {
        id: Uuid,
        email: String,
    }
}

/// Orders after the order `after`, by primary key, that still have their buyer's data: primary key
/// and email address as typed; at most 500. The caller compares the addresses, because databases
/// differ in case folding and do not understand domains.
///
/// # Errors
/// If the query fails.
pub async fn buyers(
    executor: &mut impl Executor,
    after: Uuid,
) -> Result<Vec<(Uuid, String)>, Error> {
    let rows = fetch_all!(
        executor,
        AddressRow,
        "SELECT id, email FROM orders WHERE id > $1 AND email <> '' ORDER BY id LIMIT 500",
        after
    )?;
    Ok(rows.into_iter().map(|row| (row.id, row.email)).collect())
}

db::row! {
    /// An order past retention. Its details are not parsed: one that is unreadable must not keep
    /// the others.
    #[derive(Clone, Debug)]
    pub struct OldOrderRow {
        /// Primary key.
        pub id: Uuid,
        /// JSON of [`OrderDetails`].
        pub details: String,
    }
}

/// Orders from before `before` that still have their buyer's data, oldest first, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn orders_before(
    executor: &mut impl Executor,
    before: i64,
    limit: i64,
) -> Result<Vec<OldOrderRow>, Error> {
    Ok(fetch_all!(
        executor,
        OldOrderRow,
        "SELECT id, details FROM orders WHERE email <> '' AND placed_at < $1
         ORDER BY placed_at LIMIT $2",
        before,
        limit
    )?)
}

/// Removes the buyer from an order: deletes email address, tracking number and payment method, and
/// replaces its details.
///
/// # Errors
/// If the query fails.
pub async fn anonymise(
    executor: &mut impl Executor,
    order: Uuid,
    details: &OrderDetails,
) -> Result<(), Error> {
    let details = serde_json::to_string(details)
        .map_err(|error| Error::Invalid(format!("details of order {order}: {error}")))?;
    execute!(
        executor,
        "UPDATE orders SET email = '', tracking = NULL, details = $2 WHERE id = $1",
        order,
        details
    )?;
    execute!(
        executor,
        "UPDATE payments SET method = '', card_brand = NULL, card_last_four = NULL
         WHERE order_id = $1",
        order
    )?;
    Ok(())
}

db::row! {
    /// A checkout, and when its cart was last used.
    struct CheckoutRow {
        cart_id: Uuid,
        state: String,
        updated_at: i64,
    }
}

/// Checkouts after the cart `after`, by the cart's primary key: key, JSON, and when the cart was
/// last used; at most 500. Before calling it, move the carts stored under plain tokens
/// ([`cart::move_older_than`](crate::cart::move_older_than)).
///
/// # Errors
/// If the query fails.
pub async fn checkouts(
    executor: &mut impl Executor,
    after: Uuid,
) -> Result<Vec<(Uuid, String, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        CheckoutRow,
        "SELECT s.cart_id, s.state, c.updated_at FROM checkout_sessions s
         JOIN shopping_carts c ON c.id = s.cart_id
         WHERE s.cart_id > $1 ORDER BY s.cart_id LIMIT 500",
        after
    )?;
    Ok(rows.into_iter().map(|row| (row.cart_id, row.state, row.updated_at)).collect())
}

/// Deletes checkout sessions whose carts have not been used since `before`, at most 500, and
/// returns their number. The carts are kept.
///
/// # Errors
/// If the query fails.
pub async fn forget_checkouts(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM checkout_sessions WHERE cart_id IN (
           SELECT c.id FROM shopping_carts c JOIN checkout_sessions s ON s.cart_id = c.id
           WHERE c.updated_at < $1 ORDER BY c.updated_at LIMIT 500
         )",
        before
    )?)
}

/// Deletes a cart with its lines and its checkout.
///
/// # Errors
/// If the query fails.
pub async fn delete_cart(executor: &mut impl Executor, cart: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM shopping_carts WHERE id = $1", cart)?;
    Ok(())
}

db::row! {
    /// A subscription in a data export.
    struct SubscriptionRow {
        sku: String,
        name: String,
        requested_at: i64,
    }
}

/// An address's subscriptions, by its key: SKU, product, and since when.
///
/// # Errors
/// If the query fails.
pub async fn subscriptions(
    executor: &mut impl Executor,
    key: &str,
) -> Result<Vec<(String, String, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        SubscriptionRow,
        "SELECT v.sku, p.name, w.requested_at FROM stock_subscriptions w JOIN variants v ON v.id = \
         w.variant_id
         JOIN products p ON p.id = v.product_id
         WHERE w.email_key = $1 ORDER BY w.requested_at",
        key
    )?;
    Ok(rows.into_iter().map(|row| (row.sku, row.name, row.requested_at)).collect())
}

/// Deletes an address's subscriptions, by its key, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_subscriptions(executor: &mut impl Executor, key: &str) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_subscriptions WHERE email_key = $1", key)?)
}
