//! What is kept of a person, found by the email address, and how it is forgotten.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_optional};

db::row! {
    /// An order, as far as it is about its buyer.
    #[derive(Clone, Debug)]
    pub struct BuyerRow {
        /// Primary key.
        pub id: Uuid,
        /// Public number without prefix and dashes.
        pub number: String,
        /// JSON: addresses, way of delivery, expected days, payment method.
        pub details: String,
        /// Unix milliseconds.
        pub placed_at: i64,
    }
}

db::row! {
    /// An order and the address of its buyer.
    struct AddressRow {
        id: Uuid,
        email: String,
    }
}

/// Orders after the order `after`, by primary key, that still name their buyer: primary key and
/// mail address as it was typed; at most 500. Databases differ in how they lower letters, and know
/// nothing of domains: who looks for a person compares the addresses.
///
/// # Errors
/// When the database cannot.
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

/// An order, as far as it is about its buyer.
///
/// # Errors
/// When the database cannot.
pub async fn order(executor: &mut impl Executor, id: Uuid) -> Result<Option<BuyerRow>, Error> {
    Ok(fetch_optional!(
        executor,
        BuyerRow,
        "SELECT id, number, details, placed_at FROM orders WHERE id = $1",
        id
    )?)
}

/// Orders from before `before` that still name their buyer, the oldest first, at most `limit`.
///
/// # Errors
/// When the database cannot.
pub async fn orders_before(
    executor: &mut impl Executor,
    before: i64,
    limit: i64,
) -> Result<Vec<BuyerRow>, Error> {
    Ok(fetch_all!(
        executor,
        BuyerRow,
        "SELECT id, number, details, placed_at FROM orders WHERE email <> '' AND placed_at < $1 ORDER BY placed_at LIMIT $2",
        before,
        limit
    )?)
}

/// Takes the buyer out of an order: address for mail, tracking number and payment method go, and
/// its details become these.
///
/// # Errors
/// When the database cannot.
pub async fn anonymise(
    executor: &mut impl Executor,
    order: Uuid,
    details: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE orders SET email = '', tracking = NULL, details = $2 WHERE id = $1",
        order,
        details
    )?;
    execute!(executor, "UPDATE payments SET method = '' WHERE order_id = $1", order)?;
    Ok(())
}

db::row! {
    /// A payment of an order.
    struct PaymentRow {
        provider: String,
        reference: String,
        state: String,
        amount_minor: i64,
        currency: String,
        method: String,
        created_at: i64,
    }
}

/// Payments of an order: provider, reference, state, amount in minor units, currency, method, time.
///
/// # Errors
/// When the database cannot.
pub async fn payments(
    executor: &mut impl Executor,
    order: Uuid,
) -> Result<Vec<(String, String, String, i64, String, String, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        PaymentRow,
        "SELECT provider, reference, state, amount_minor, currency, method, created_at FROM payments WHERE order_id = $1 ORDER BY created_at",
        order
    )?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                row.provider,
                row.reference,
                row.state,
                row.amount_minor,
                row.currency,
                row.method,
                row.created_at,
            )
        })
        .collect())
}

db::row! {
    /// A checkout, and when its cart was last in use.
    struct CheckoutRow {
        cart_token: String,
        state: String,
        updated_at: i64,
    }
}

/// Checkouts after the cart `after`, by the cart's token: token, JSON, and when the cart was last
/// in use; at most 500.
///
/// # Errors
/// When the database cannot.
pub async fn checkouts(
    executor: &mut impl Executor,
    after: &str,
) -> Result<Vec<(String, String, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        CheckoutRow,
        "SELECT o.cart_token, o.state, c.updated_at FROM checkouts o JOIN carts c ON c.token = o.cart_token
         WHERE o.cart_token > $1 ORDER BY o.cart_token LIMIT 500",
        after
    )?;
    Ok(rows.into_iter().map(|row| (row.cart_token, row.state, row.updated_at)).collect())
}

/// Forgets what was typed at checkouts whose carts nobody has touched since `before`, at most 500;
/// gives how many. The carts stay.
///
/// # Errors
/// When the database cannot.
pub async fn forget_checkouts(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM checkouts WHERE cart_token IN (
           SELECT c.token FROM carts c JOIN checkouts o ON o.cart_token = c.token WHERE c.updated_at < $1 ORDER BY c.updated_at LIMIT 500
         )",
        before
    )?)
}

/// Deletes a cart with its lines and its checkout.
///
/// # Errors
/// When the database cannot.
pub async fn delete_cart(executor: &mut impl Executor, token: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM carts WHERE token = $1", token)?;
    Ok(())
}

db::row! {
    /// What an address subscribed to.
    struct SubscriptionRow {
        sku: String,
        name: String,
        asked_at: i64,
    }
}

/// What an address waits for, by its key: SKU, product, and since when.
///
/// # Errors
/// When the database cannot.
pub async fn subscriptions(
    executor: &mut impl Executor,
    key: &str,
) -> Result<Vec<(String, String, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        SubscriptionRow,
        "SELECT v.sku, p.name, w.asked_at FROM stock_waits w JOIN variants v ON v.id = w.variant_id JOIN products p ON p.id = v.product_id
         WHERE w.email_key = $1 ORDER BY w.asked_at",
        key
    )?;
    Ok(rows.into_iter().map(|row| (row.sku, row.name, row.asked_at)).collect())
}

/// Forgets what an address waits for, by its key; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_subscriptions(executor: &mut impl Executor, key: &str) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_waits WHERE email_key = $1", key)?)
}
