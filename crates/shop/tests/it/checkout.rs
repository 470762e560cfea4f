//! The steps of checkout.

use domain::{
    Currency,
    checkout::{ContactForm, FieldError, FieldErrorKind},
    customers::Address,
    shipping::ShippingMethod,
};
use shop::{
    InvalidFields,
    checkout::{
        CardForm, ContactError, ContactSaved, DeliveryError, SavePaymentError, ShowCheckout,
        ShowError, TypedContact, Unsaved,
    },
    orders::PlaceError,
};
use testing::calls;
use testing::{Bench, GOOD_CARD, address, card, contact, on_both};
use views::checkout::{PaymentSummary, Step};

fn fields<T: std::fmt::Debug>(
    outcome: Result<T, impl calls::NamesFields>,
) -> Vec<(String, FieldErrorKind)> {
    match outcome.map_err(calls::NamesFields::fields) {
        Err(Some(InvalidFields(errors))) => {
            errors.into_iter().map(|FieldError { field, problem }| (field, problem)).collect()
        }
        other => panic!("{other:?}"),
    }
}

on_both!(step_by_step);
async fn step_by_step(bench: &Bench) {
    let shop = &bench.shop;
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "FR").await.unwrap();
    assert_eq!(
        (view.step, view.reached, view.contact.address.country.as_str(), view.test_cards),
        (Step::Contact, Step::Contact, "FR", true)
    );
    // A step that has not been reached cannot be opened.
    assert_eq!(
        calls::checkout(shop, Some(&token), Some(Step::Review), Currency::EUR, "DE")
            .await
            .unwrap()
            .step,
        Step::Contact
    );
    assert!(matches!(
        shop::checkout::save_delivery(shop, &token, "express", "").await,
        Err(DeliveryError::NotReady)
    ));
    assert!(matches!(
        shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await,
        Err(SavePaymentError::NotReady)
    ));
    assert!(matches!(bench.place(&token, "", "").await, Err(PlaceError::NotReady)));

    let messy = ContactForm {
        email: " Ada@Example.org ".to_owned(),
        address: Address { name: " Ada\t Byron ".to_owned(), ..address("de") },
    };
    let saved = shop::checkout::save_contact(shop, &token, messy, None).await.unwrap();
    assert_eq!(saved, ContactSaved { next: Step::Delivery, country: "DE".to_owned() });
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "FR").await.unwrap();
    assert_eq!((view.step, view.contact), (Step::Delivery, contact()));
    assert_eq!(view.offers.len(), 2);
    assert!(matches!(
        bench.place(&token, &view.key, &view.review_hash).await,
        Err(PlaceError::NotReady)
    ));

    shop::checkout::save_delivery(shop, &token, "express", "").await.unwrap();
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(
        (view.step, view.shipping_method, view.cart.totals.delivery.minor),
        (Step::Payment, ShippingMethod::Express, 1_290)
    );

    shop::checkout::save_payment(shop, &token, &card(GOOD_CARD)).await.unwrap();
    let view = calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap();
    assert_eq!(view.step, Step::Review);
    assert_eq!(
        view.payment,
        Some(PaymentSummary { brand: "Visa".to_owned(), last_four: "0454".to_owned() })
    );
    assert!(!view.key.is_empty() && !view.review_hash.is_empty());
    // Going back keeps what was entered.
    let back = calls::checkout(shop, Some(&token), Some(Step::Contact), Currency::EUR, "DE")
        .await
        .unwrap();
    assert_eq!((back.step, back.reached, &back.key), (Step::Contact, Step::Review, &view.key));
}

on_both!(unsaved_contact_input_is_shown_and_priced_for_its_country);
async fn unsaved_contact_input_is_shown_and_priced_for_its_country(bench: &Bench) {
    use FieldErrorKind::{Invalid, Missing};
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (swiss, nowhere) = (address("ch"), address("ZZ"));
    let typed = ContactForm { email: "nobody".to_owned(), address: address("FR") };
    let lost = ContactForm { email: "nobody".to_owned(), address: nowhere.clone() };
    let wrong = |field: &str, problem| FieldError { field: field.to_owned(), problem };
    let given = [wrong("email", Invalid)];
    let other = TypedContact { contact: &typed, billing: Some(&nowhere) };
    let unknown = TypedContact { contact: &lost, billing: None };
    let none: &[FieldError] = &[];
    // The input, the errors given, the country priced, the countries shown, and the errors shown.
    for (unsaved, errors, priced, countries, expected) in [
        (Unsaved::Nothing, none, "DE", ["DE", ""], vec![]),
        (
            Unsaved::Countries { delivery: Some(&swiss), billing: Some("jp") },
            none,
            "CH",
            ["CH", "JP"],
            vec![],
        ),
        (
            Unsaved::Countries { delivery: Some(&nowhere), billing: Some("") },
            none,
            "DE",
            ["ZZ", ""],
            vec![wrong("country", Invalid), wrong("billing-country", Missing)],
        ),
        (Unsaved::Contact(other), &given, "FR", ["FR", "ZZ"], given.to_vec()),
        (
            Unsaved::ContactSoFar(other),
            none,
            "FR",
            ["FR", "ZZ"],
            vec![wrong("billing-country", Invalid)],
        ),
        (Unsaved::ContactSoFar(unknown), none, "DE", ["ZZ", ""], vec![wrong("country", Invalid)]),
        (
            Unsaved::Delivery { shipping_method: "express", phone: "1" },
            none,
            "DE",
            ["DE", ""],
            vec![],
        ),
    ] {
        let command = ShowCheckout::new(Some(&token), Currency::EUR, "DE");
        let command = ShowCheckout { step: Some(Step::Contact), unsaved, errors, ..command };
        let view = shop::checkout::show(&bench.shop, command).await.unwrap();
        let billing = view.billing.as_ref().map_or("", |address| &address.country);
        assert_eq!(
            (view.cart.country.as_str(), [view.contact.address.country.as_str(), billing]),
            (priced, countries),
            "{unsaved:?}"
        );
        assert_eq!((&view.errors, view.phone.as_str()), (&expected, ""), "{unsaved:?}");
        let email = if matches!(unsaved, Unsaved::Contact(_) | Unsaved::ContactSoFar(_)) {
            "nobody"
        } else {
            ""
        };
        assert_eq!(view.contact.email, email, "{unsaved:?}");
    }
}

on_both!(unsaved_delivery_input_is_shown);
async fn unsaved_delivery_input_is_shown(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    shop::checkout::save_contact(&bench.shop, &token, contact(), None).await.unwrap();
    for (shipping_method, shown) in
        [("express", ShippingMethod::Express), ("teleport", ShippingMethod::Standard)]
    {
        let unsaved = Unsaved::Delivery { shipping_method, phone: "1" };
        let command = ShowCheckout::new(Some(&token), Currency::EUR, "DE");
        let command = ShowCheckout { step: Some(Step::Delivery), unsaved, ..command };
        let view = shop::checkout::show(&bench.shop, command).await.unwrap();
        assert_eq!((view.shipping_method, view.phone.as_str()), (shown, "1"));
        assert_eq!(view.cart.totals.delivery.minor, 0, "priced as saved");
    }
}

on_both!(an_empty_cart_has_no_checkout);
async fn an_empty_cart_has_no_checkout(bench: &Bench) {
    let shop = &bench.shop;
    for token in [None, Some("0123456789abcdef0123456789abcdef")] {
        assert!(matches!(
            calls::checkout(shop, token, None, Currency::EUR, "DE").await,
            Err(ShowError::EmptyCart)
        ));
    }
    assert!(matches!(
        shop::checkout::save_contact(shop, "0123456789abcdef0123456789abcdef", contact(), None)
            .await,
        Err(ContactError::EmptyCart)
    ));
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    shop::cart::empty(shop, &token).await.unwrap();
    assert!(matches!(
        calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await,
        Err(ShowError::EmptyCart)
    ));
}

on_both!(every_wrong_field_is_named);
async fn every_wrong_field_is_named(bench: &Bench) {
    use FieldErrorKind::{Invalid, Missing, TooLong};
    let shop = &bench.shop;
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let named = |list: &[(&str, FieldErrorKind)]| {
        list.iter().map(|(f, p)| ((*f).to_owned(), *p)).collect::<Vec<_>>()
    };
    let wrong = ContactForm {
        email: "nobody".to_owned(),
        address: Address {
            postcode: "1".to_owned(),
            name: "x".repeat(10_000),
            city: String::new(),
            ..address("DE")
        },
    };
    assert_eq!(
        fields(shop::checkout::save_contact(shop, &token, wrong, None).await),
        named(&[("email", Invalid), ("name", TooLong), ("postcode", Invalid), ("city", Missing)])
    );
    let billing = Address { country: "XX".to_owned(), street: "\0".to_owned(), ..address("DE") };
    assert_eq!(
        fields(shop::checkout::save_contact(shop, &token, contact(), Some(billing)).await),
        named(&[("billing-country", Invalid), ("billing-street", Missing)])
    );
    assert_eq!(
        calls::checkout(shop, Some(&token), None, Currency::EUR, "DE").await.unwrap().reached,
        Step::Contact
    );
    shop::checkout::save_contact(shop, &token, contact(), Some(address("FR"))).await.unwrap();
    for shipping_method in ["", "teleport", "Express"] {
        assert_eq!(
            fields(shop::checkout::save_delivery(shop, &token, shipping_method, "").await),
            named(&[("shipping-method", Missing)])
        );
    }
    shop::checkout::save_delivery(shop, &token, "standard", "").await.unwrap();
    assert_eq!(
        fields(shop::checkout::save_payment(shop, &token, &CardForm::default()).await),
        named(&[("card-number", Missing), ("expiry", Missing), ("code", Missing)])
    );
    let wrong = CardForm {
        card_number: "4432-8015-6152-0455".to_owned(),
        expiry: "10/26".to_owned(),
        code: "67a".to_owned(),
    };
    assert_eq!(
        fields(shop::checkout::save_payment(shop, &token, &wrong).await),
        named(&[("card-number", Invalid), ("expiry", Invalid), ("code", Invalid)])
    );
    let last_day = CardForm { expiry: "11/26".to_owned(), ..card(GOOD_CARD) };
    shop::checkout::save_payment(shop, &token, &last_day).await.unwrap();
}

on_both!(no_card_number_is_stored);
async fn no_card_number_is_stored(bench: &Bench) {
    let token = bench.cart(&[("SCOPE-200", 1)]).await;
    let (key, hash) = bench.review(&token, "4000 0000 0000 3220").await;
    bench.place(&token, &key, &hash).await.unwrap_err();
    let mut conn = bench.shop.db().read().await.unwrap();
    let (_, state) = store::checkout::get(&mut conn, &token).await.unwrap().unwrap();
    assert!(!state.contains("4000000000003220") && !state.contains("4000 0000"), "{state}");
    // As a value: random identifiers may contain the three digits of the security code.
    assert!(!state.contains("\"672\"") && !state.contains(":672"), "{state}");
    assert!(state.contains("3220"));
}
