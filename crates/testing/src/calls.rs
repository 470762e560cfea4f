//! Use cases with the parts of their command as separate arguments.

use domain::{Currency, customers::country::Country, shipping::ShippingMethod};
use shop::{
    Context, InternalError, InvalidFields,
    cart::{
        AddError, AddToCart, Change, ChangeError, ChangeLine, DeliverTo, Destination, NewQuantity,
        Shortage, ShowCart,
    },
    checkout::{
        CheckoutSession, ContactError, DeliveryError, SavePaymentError, ShowCheckout, ShowError,
    },
    orders::{
        OrderTerms, PlaceError, PlaceOrder, Placed,
        withdrawals::{Received, SubmitError, SubmitStatement, WithdrawalStatement},
    },
};
use views::{
    cart::CartView,
    checkout::{CheckoutView, Step},
};

/// See [`shop::cart::add`].
pub async fn add(
    shop: &Context,
    cart: Option<&str>,
    sku: &str,
    quantity: &str,
) -> Result<Change, AddError> {
    shop::cart::add(shop, AddToCart::new(sku, quantity).to(cart)).await
}

/// The same, but refuses a quantity that is not fully available.
pub async fn add_all(
    shop: &Context,
    cart: &str,
    sku: &str,
    quantity: &str,
) -> Result<Change, AddError> {
    let shortage = Shortage::Refuse;
    let command = AddToCart { shortage, ..AddToCart::new(sku, quantity).to(Some(cart)) };
    shop::cart::add(shop, command).await
}

/// See [`shop::cart::change`].
pub async fn set_quantity(
    shop: &Context,
    cart: &str,
    sku: &str,
    quantity: &str,
) -> Result<Change, ChangeError> {
    let command = ChangeLine { sku, quantity: NewQuantity::Exactly(quantity), key: "" };
    shop::cart::change(shop, cart, command).await
}

/// See [`shop::cart::change`].
pub async fn step_quantity(
    shop: &Context,
    cart: &str,
    sku: &str,
    step: i32,
    key: &str,
) -> Result<Change, ChangeError> {
    let command = ChangeLine { sku, quantity: NewQuantity::Step(step), key };
    shop::cart::change(shop, cart, command).await
}

/// See [`shop::cart::show`].
pub async fn cart(
    shop: &Context,
    cart: Option<&str>,
    currency: Currency,
    country: &Country,
    shipping_method: ShippingMethod,
    prices_seen: bool,
) -> Result<CartView, InternalError> {
    let command = ShowCart::new(cart, currency, country);
    shop::cart::show(shop, ShowCart { shipping_method, prices_seen, ..command }).await
}

/// See [`shop::cart::show`].
pub async fn cart_at(
    shop: &Context,
    cart: Option<&str>,
    currency: Currency,
    to: Destination<'_>,
    shipping_method: ShippingMethod,
    prices_seen: bool,
) -> Result<CartView, InternalError> {
    let command = ShowCart::new(cart, currency, to.country);
    let to = DeliverTo::Address(to);
    shop::cart::show(shop, ShowCart { to, shipping_method, prices_seen, ..command }).await
}

/// See [`shop::checkout::show`].
pub async fn checkout(
    shop: &Context,
    cart: Option<&str>,
    step: Option<Step>,
    currency: Currency,
    country: &str,
) -> Result<CheckoutView, ShowError> {
    let command = ShowCheckout { step, ..ShowCheckout::new(cart, currency, country) };
    shop::checkout::show(shop, command).await
}

/// See [`shop::orders::withdrawals::submit`].
pub async fn withdraw(
    shop: &Context,
    statement: &WithdrawalStatement,
    key: &str,
) -> Result<Received, SubmitError> {
    shop::orders::withdrawals::submit(shop, SubmitStatement::new(statement, key)).await
}

/// What a test agrees to, and who it is.
#[derive(Clone, Copy)]
pub struct Placing<'a> {
    /// The checkout's key.
    pub key: &'a str,
    /// The hash of the review.
    pub review: Option<&'a str>,
    /// The client.
    pub client: Option<&'a str>,
}

/// See [`shop::orders::place`].
pub async fn place(
    shop: &Context,
    cart: &str,
    placing: Placing<'_>,
    currency: Currency,
) -> Result<Placed, PlaceError> {
    let terms = OrderTerms::Reviewed(placing.review.unwrap().to_owned());
    order(shop, cart, placing, terms, currency).await
}

/// See [`shop::orders::place`].
pub async fn place_with(
    shop: &Context,
    cart: &str,
    placing: Placing<'_>,
    session: &CheckoutSession,
    currency: Currency,
) -> Result<Placed, PlaceError> {
    let terms = OrderTerms::Given(Box::new(session.clone()));
    order(shop, cart, placing, terms, currency).await
}

async fn order(
    shop: &Context,
    cart: &str,
    placing: Placing<'_>,
    terms: OrderTerms,
    currency: Currency,
) -> Result<Placed, PlaceError> {
    let (key, client) = (placing.key.to_owned(), placing.client.map(ToOwned::to_owned));
    let command = PlaceOrder { cart: cart.to_owned(), key, currency, client, terms };
    shop::orders::place(shop, command).await
}

/// An error that may name fields.
pub trait NamesFields {
    /// The fields.
    fn fields(self) -> Option<InvalidFields>;
}

macro_rules! names_fields {
    ($($error:ident),+) => {
        $(impl NamesFields for $error {
            fn fields(self) -> Option<InvalidFields> {
                match self {
                    Self::Fields(fields) => Some(fields),
                    _ => None,
                }
            }
        })+
    };
}
names_fields!(ContactError, DeliveryError, SavePaymentError);

impl NamesFields for InvalidFields {
    fn fields(self) -> Option<InvalidFields> {
        Some(self)
    }
}
