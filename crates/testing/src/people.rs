//! Buyers and their payment methods.

use domain::{
    checkout::ContactForm,
    customers::{
        Address,
        country::{self, Country},
    },
    payments::card::Card,
    shipping::ShippingMethod,
};
use shop::{
    checkout::{CardForm, CheckoutSession},
    payments::{Provider, TestProvider},
};
use views::checkout::Step;

/// A card that is approved.
pub const GOOD_CARD: &str = "4432-8015-6152-0454";

/// The shop's own country.
#[must_use]
pub fn home() -> &'static Country {
    country::by_code("DE").unwrap()
}

/// Ada's address in a country.
#[must_use]
pub fn address(country: &str) -> Address {
    Address {
        name: "Ada Byron".to_owned(),
        street: "Sternweg 7".to_owned(),
        postcode: "02826".to_owned(),
        city: "Görlitz".to_owned(),
        country: country.to_owned(),
        ..Address::default()
    }
}

/// Ada's contact details, at home.
#[must_use]
pub fn contact() -> ContactForm {
    ContactForm { email: "Ada@Example.org".to_owned(), address: address("DE") }
}

/// Ada's card with this number.
#[must_use]
pub fn card(number: &str) -> CardForm {
    CardForm { card_number: number.to_owned(), expiry: "01/30".to_owned(), code: "672".to_owned() }
}

/// A checkout session with all steps completed.
pub async fn session() -> CheckoutSession {
    let card = Card::new(GOOD_CARD, 1, 2030, "672", (2026, 11)).unwrap();
    CheckoutSession {
        contact: contact(),
        billing: None,
        shipping_method: ShippingMethod::Standard,
        phone: String::new(),
        method: Some(TestProvider.tokenise(&card).await.unwrap()),
        reached: Step::Review,
        request: None,
        refused: false,
    }
}
