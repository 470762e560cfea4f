use crate::{
    Bench, CartBuilder, GOOD_CARD,
    calls::{self, Placing},
    card, contact,
};
use domain::{Currency, checkout::ContactForm, customers::Address};
use shop::orders::{PlaceError, Placed};

/// Builds an order by Ada: to her home, by standard delivery, in euros, with an approved card.
#[derive(Clone, Debug)]
pub struct OrderBuilder {
    lines: CartBuilder,
    contact: ContactForm,
    billing: Option<Address>,
    delivery: String,
    phone: String,
    currency: Currency,
    card: String,
}

impl OrderBuilder {
    /// An order without lines.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lines: CartBuilder::new(),
            contact: contact(),
            billing: None,
            delivery: "standard".to_owned(),
            phone: "0461 123456".to_owned(),
            currency: Currency::EUR,
            card: GOOD_CARD.to_owned(),
        }
    }

    /// An order with these lines.
    #[must_use]
    pub fn of(lines: &[(&str, u32)]) -> Self {
        lines.iter().fold(Self::new(), |order, (sku, quantity)| order.line(sku, *quantity))
    }

    /// Adds units of a variant.
    #[must_use]
    pub fn line(mut self, sku: &str, quantity: u32) -> Self {
        self.lines = self.lines.line(sku, quantity);
        self
    }

    /// Sets the buyer's email address.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        email.clone_into(&mut self.contact.email);
        self
    }

    /// Sets the delivery address.
    #[must_use]
    pub fn to(mut self, address: Address) -> Self {
        self.contact.address = address;
        self
    }

    /// Sets the delivery option.
    #[must_use]
    pub fn delivery(mut self, key: &str) -> Self {
        key.clone_into(&mut self.delivery);
        self
    }

    /// Sets the currency.
    #[must_use]
    pub fn currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// Sets the card.
    #[must_use]
    pub fn card(mut self, number: &str) -> Self {
        number.clone_into(&mut self.card);
        self
    }

    /// Completes every step of checkout and agrees to the review shown.
    ///
    /// # Errors
    /// The errors of placing the order.
    pub async fn place(&self, bench: &Bench) -> Result<Placed, PlaceError> {
        let token = self.lines.build(&bench.shop, || bench.advance(1)).await;
        self.place_cart(bench, &token).await
    }

    /// The same with an existing cart; the builder's lines are not added.
    ///
    /// # Errors
    /// The errors of placing the order.
    pub async fn place_cart(&self, bench: &Bench, token: &str) -> Result<Placed, PlaceError> {
        let shop = &bench.shop;
        shop::checkout::save_contact(shop, token, self.contact.clone(), self.billing.clone())
            .await
            .unwrap();
        shop::checkout::save_delivery(shop, token, &self.delivery, &self.phone).await.unwrap();
        shop::checkout::save_payment(shop, token, &card(&self.card)).await.unwrap();
        let country = &self.contact.address.country;
        let view = calls::checkout(shop, Some(token), None, self.currency, country).await.unwrap();
        let placing = Placing { key: &view.key, review: Some(&view.review_hash), client: None };
        calls::place(shop, token, placing, self.currency).await
    }
}

impl Default for OrderBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl Bench {
    /// Creates a cart and orders it.
    pub async fn order(&self, lines: &[(&str, u32)]) -> Placed {
        OrderBuilder::of(lines).place(self).await.unwrap()
    }
}
