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
        "SELECT id, number, details, placed_at FROM orders WHERE email <> '' AND placed_at < $1
         ORDER BY placed_at LIMIT $2",
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
    execute!(
        executor,
        "UPDATE payments SET method = '', card_brand = NULL, card_last_four = NULL
         WHERE order_id = $1",
        order
    )?;
    Ok(())
}

db::row! {
    /// A payment of an order.
    #[derive(Clone, Debug)]
    pub struct PaymentRow {
        /// The provider's own id of it.
        pub reference: String,
        /// The provider's name.
        pub provider: String,
        /// State.
        pub state: String,
        /// Minor units of `currency`.
        pub amount_minor: i64,
        /// ISO 4217.
        pub currency: String,
        /// The card's brand, if it was one.
        pub card_brand: Option<String>,
        /// Its last four digits.
        pub card_last_four: Option<String>,
        /// Unix milliseconds.
        pub created_at: i64,
    }
}

/// Payments of an order, the oldest first.
///
/// # Errors
/// When the database cannot.
pub async fn payments(executor: &mut impl Executor, order: Uuid) -> Result<Vec<PaymentRow>, Error> {
    Ok(fetch_all!(
        executor,
        PaymentRow,
        "SELECT reference, provider, state, amount_minor, currency, card_brand, card_last_four,
         created_at
         FROM payments WHERE order_id = $1 ORDER BY created_at",
        order
    )?)
}

db::row! {
    /// A checkout, and when its cart was last in use.
    struct CheckoutRow {
        cart_id: Uuid,
        state: String,
        updated_at: i64,
    }
}

/// Checkouts after the cart `after`, by the cart's primary key: key, JSON, and when the cart was
/// last in use; at most 500. First move the carts under their plain tokens
/// ([`cart::move_older_than`](crate::cart::move_older_than)).
///
/// # Errors
/// When the database cannot.
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

db::row! {
    /// A line of a cart, as it is handed over.
    #[derive(Clone, Debug)]
    pub struct CartLineRow {
        /// Stock keeping unit.
        pub sku: String,
        /// The product's name.
        pub name: String,
        /// Units.
        pub quantity: i64,
    }
}

/// The lines of a cart, by its primary key.
///
/// # Errors
/// When the database cannot.
pub async fn cart_lines(
    executor: &mut impl Executor,
    cart: Uuid,
) -> Result<Vec<CartLineRow>, Error> {
    Ok(fetch_all!(
        executor,
        CartLineRow,
        "SELECT v.sku, p.name, l.quantity FROM shopping_cart_lines l
              JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
         WHERE l.cart_id = $1 ORDER BY l.added_at, v.sku",
        cart
    )?)
}

/// Forgets what was typed at checkouts whose carts nobody has touched since `before`, at most 500;
/// gives how many. The carts stay.
///
/// # Errors
/// When the database cannot.
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
/// When the database cannot.
pub async fn delete_cart(executor: &mut impl Executor, cart: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM shopping_carts WHERE id = $1", cart)?;
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
        "SELECT v.sku, p.name, w.asked_at FROM stock_waits w JOIN variants v ON v.id = w.variant_id
         JOIN products p ON p.id = v.product_id
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
